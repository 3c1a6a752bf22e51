"""What the pages of articles show and send, and the texts that are stored."""

import re
from collections.abc import Iterable
from html import unescape

from annotations.models import Version
from tests.views.pages import Answer

UNKNOWN = {
    "outlet": "",
    "headline": "",
    "byline": "",
    "address": "",
    "archived_address": "",
    "published": "",
    "fetched": "",
}


def texts() -> Iterable[str]:
    """All texts that are stored, in the order in which they were."""
    return list(Version.objects.order_by("pk").values_list("text", flat=True))


def text_of(answer: Answer) -> str:
    """What a browser takes for the textContent of the article's element."""
    drawn = re.search(r'<article class="text"[^>]*>(.*?)</article>', answer.content.decode(), re.DOTALL)
    assert drawn is not None
    return unescape(re.sub(r"<[^>]*>", "", drawn[1]))
