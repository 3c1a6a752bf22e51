"""One cell of the matrix of sources by articles. Made in Python: a story has hundreds, and a template would take ten times as long."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from annotations.models import Mode
from annotations.overview.matrix import Badge, Cell

register = template.Library()

NOTHING = mark_safe('<span aria-hidden="true">–</span><span class="vh">none</span>')
# How the modes are called where they are counted: "4 relayed".
MODES = {
    Mode.DIRECT: "quoted",
    Mode.PARTIAL: "partly quoted",
    Mode.PARAPHRASE: "paraphrased",
    Mode.RELAY: "relayed",
    Mode.HEDGE: "hedged",
}
NO_BREAK = "\N{NO-BREAK SPACE}"
CHIP = '<span class="chip g-{}">{}</span>'
TIMES = '<span class="times">×{}</span>'
LINK = (
    '<a href="{}&amp;{}" title="{}"><span class="counted" aria-hidden="true">{}{}</span><span class="vh">{}</span></a>'
)


@register.simple_tag
def matrix_cell(cell: Cell | None, address: str) -> SafeString:
    """What a source says in an article: by grade a badge and how many claims or propositions, the best first, and in which modes.

    Each grade is a link to its marks; `address` leads to those of the source in the article.
    """
    if cell is None:
        return NOTHING
    badges = format_html_join("", "{}", ((_badge(badge, address),) for badge in cell.badges))
    return format_html('<span class="chips">{}</span>{}', badges, _modes(cell.modes))


def _badge(badge: Badge, address: str) -> SafeString:
    asked = f"grade={badge.grade}" if badge.grade else "graded=no"
    chip = format_html(CHIP, badge.grade or "x", badge.grade or "?")
    times = format_html(TIMES, badge.count) if badge.count > 1 else ""
    words = _words(badge)
    return format_html(LINK, address, asked, words, chip, times, words)


def _words(badge: Badge) -> str:
    return f"{badge.count} at grade {badge.grade}" if badge.grade else f"{badge.count} not yet graded"


def _modes(modes: Mapping[str, int]) -> SafeString | str:
    """Such as "4 quoted, 2 paraphrased", the modes in the codebook's order."""
    said = ", ".join(f"{modes[mode]} {words}".replace(" ", NO_BREAK) for mode, words in MODES.items() if mode in modes)
    return format_html("<small>{}</small>", said) if said else ""
