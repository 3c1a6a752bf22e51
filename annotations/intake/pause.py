"""Long work is done in steps, and between two of them it can be asked to stop."""


class Stopped(Exception):
    """The work was asked to stop, and did so between two steps; it is gone on with by doing it again."""


class _Asked:
    # No threading.Event: it is set by a signal, which may come while the event's own lock is held.
    to_stop = False


def ask_to_stop() -> None:
    """Let the work that goes on in this process stop at its next step."""
    _Asked.to_stop = True


def is_asked_to_stop() -> bool:
    """Whether that was asked for."""
    return _Asked.to_stop


def step() -> None:
    """To be called between two steps. Raises Stopped where that was asked for."""
    if _Asked.to_stop:
        raise Stopped
