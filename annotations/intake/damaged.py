"""Files that are damaged, or made to do damage."""

from collections.abc import Iterator
from contextlib import contextmanager

from annotations.review.refusals import Unfit


@contextmanager
def refused_if_damaged(format_name: str) -> Iterator[None]:
    """Whatever a library raises within this over a file of the format becomes Unfit, `damaged`; Unfit stays as it is."""
    try:
        yield
    except Unfit:
        raise
    except Exception as error:
        # Over a file with a byte changed, libraries raise KeyError, AttributeError and what not, from deep within: no list
        # of them would be whole. Nothing but the library's reading of the file stands within.
        raise Unfit(
            "damaged", f"The file is damaged, or no {format_name} at all. Open it where it came from and save it anew."
        ) from error
