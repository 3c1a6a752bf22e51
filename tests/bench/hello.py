"""The floor of a server at rest: a WSGI application without a framework."""

from collections.abc import Callable, Iterable

Start = Callable[[str, list[tuple[str, str]]], object]


def hello(_environment: dict[str, object], start_response: Start) -> Iterable[bytes]:
    """Says hello."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]
