"""Why a use case says no: a stable code for programs, and a sentence for the person that says what to do."""

from typing import Any


class Refusal(Exception):
    """A use case refused, and nothing was changed. `more` is what a program needs beside the sentence."""

    def __init__(self, code: str, words: str, **more: Any) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
        self.more = more


class Unfit(Refusal):
    """What was sent does not fit: a value, a place, a quote."""


class Conflict(Refusal):
    """Something changed meanwhile; `more` holds what stands now."""


class Closed(Refusal):
    """It takes no more changes: a submitted review, a begun one, an archived story."""


class NotAllowed(Refusal):
    """The person's role does not include this."""


class NotThere(Refusal):
    """There is nothing of that name that this person may see."""

    def __init__(self) -> None:
        super().__init__(
            "not-found",
            "There is nothing here for you: the address is wrong, or what it names is not yours to see.",
        )
