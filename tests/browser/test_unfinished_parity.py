"""What the page holds back as unfinished is what the server would refuse."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from pydantic import TypeAdapter

from annotations.models import Review, User, Version
from annotations.review.content import Address
from annotations.review.fit import WEB_ADDRESS, fit
from annotations.review.hold import hold
from annotations.review.refusals import Refusal
from tests.wire import Wire, claim, contradiction, read, side, typo

pytestmark = pytest.mark.browser
in_browser = settings(deadline=None)

LACK = """async (content) => (await import('/unfinished.js')).lackOf(content)"""

WRONG = """async (address) => {
  const { wrongIn } = await import('/unfinished.js');
  return wrongIn({ address: 'https://a.example', archived_address: address, seen: null, note: '' }).archived_address;
}"""

ADDRESS = TypeAdapter(Address)
_PIECES = [
    "http",
    "https",
    "HTTPS",
    "ſ",
    ":",
    "//",
    "/",
    "?",
    "#",
    "@",
    ".",
    "a",
    "ä",
    "1",
    " ",
    "\u00a0",
    "\x1c",
    "\x85",
    "😀",
]
addresses = st.just("https://") | st.lists(st.sampled_from(_PIECES), max_size=6).map("".join)


def refused(review: Review, user: User, content: Wire) -> bool:
    """Whether the server would refuse to save it."""
    try:
        fit(hold(user, review.pk), user, read(content))
    except Refusal:
        return True
    return False


def reference(address: str, archived: str = "") -> Wire:
    """A reference with nothing said but its addresses."""
    return {"address": address, "archived_address": archived, "seen": None, "note": ""}


def test_the_page_sends_what_the_server_takes_and_holds_back_what_it_refuses(
    modules_page: Page, alice: User, review: Review, make_version: Callable[..., Version]
) -> None:
    text, here = review.version.text, review.version
    there = make_version("the plan was dropped")
    dropped, delayed = side(here, "the plan was dropped"), side(here, "it was only delayed")
    good, bad = reference("https://a.example/1"), reference("a.example")
    contents = [
        (typo(text, "Critics", correction="Critics"), True),
        (typo(text, "Critics", correction="critics"), False),
        (typo(text, "Critics", correction=""), False),
        *((typo(text, "Critics", correction=blank), True) for blank in (" ", "\n\t", "\u00a0", "\x1c", "\x85")),
        *(
            (typo(text, "Critics", correction=f"{blank}Critics "), True)
            for blank in ("", "\n", "\u00a0", "\x1f", "\x85")
        ),
        (typo(text, "Critics", correction="\ufeff"), False),
        (typo(text, "Critics", correction="\ufeffCritics"), False),
        (typo(text, "Critics doubt", correction="Critics  doubt"), False),
        (contradiction(dropped), True),
        (contradiction(dropped, dropped), True),
        (contradiction(dropped, delayed, dropped), True),
        (contradiction(dropped, delayed), False),
        (contradiction(dropped, side(there, "the plan was dropped")), False),
        (claim(text, "Critics", references=[good]), False),
        (claim(text, "Critics", references=[good, bad]), True),
        (claim(text, "Critics", references=[reference("")]), True),
        (claim(text, "Critics", references=[reference("https://a.example", "//a.example")]), True),
        (claim(text, "Critics", references=[reference("https://a.example", "http://b.example")]), False),
    ]
    for content, is_refused in contents:
        assert refused(review, alice, content) == is_refused, content
        lack = modules_page.evaluate(LACK, {"references": []} | content)
        assert bool(lack) == is_refused, (content, lack)


@given(addresses | st.text(max_size=4).map("https://{}".format))
@in_browser
def test_an_address_is_one_for_both_or_for_neither(modules_page: Page, address: str) -> None:
    kept = ADDRESS.validate_python(address.replace("\0", "").strip().strip("\ufeff").strip())
    in_page = modules_page.evaluate(WRONG, kept) == ""
    assert in_page == (kept == "" or bool(WEB_ADDRESS.fullmatch(kept)))
