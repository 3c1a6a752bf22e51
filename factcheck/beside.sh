#!/bin/sh
# Runs two commands side by side until one of them ends, or until this is told to stop (Ctrl+C, SIGTERM): then the other ends too.
# Ends as the first to end did, and with 0 where it was told to stop.
set -u
stopped=
trap 'stopped=1' INT TERM HUP
# What runs in the background of a script does not hear Ctrl+C: it is told by SIGTERM, below.
sh -c "exec $1" & one=$!
sh -c "exec $2" & other=$!
while [ -z "$stopped" ] && kill -0 "$one" 2>/dev/null && kill -0 "$other" 2>/dev/null; do
	sleep 1 &
	wait $!
done
status=0
if [ -z "$stopped" ]; then
	ended=$one
	kill -0 "$one" 2>/dev/null && ended=$other
	wait "$ended" || status=$?
fi
trap '' INT TERM HUP
kill "$one" "$other" 2>/dev/null
wait
exit $status
