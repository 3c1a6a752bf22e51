"""One cell of the matrix of sources by articles. Made in Python: a story has hundreds, and a template would take ten times as long."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from annotations.models import Mode
from annotations.overview.matrix import Badge, Cell

register = template.Library()

NOTHING = mark_safe('<span aria-hidden="true">–</span><span class="vh">none</span>')
# From so many on, one badge and the number.
MANY = 3
CHIP = '<span class="chip g-{}">{}</span>'
TIMES = '<span class="times">×{}</span>'
LINK = '<a href="{}&amp;{}" title="{}"><span aria-hidden="true">{}{}</span><span class="vh">{}</span></a>'


@register.simple_tag
def matrix_cell(cell: Cell | None, address: str) -> SafeString:
    """What a source says in an article: a badge for each claim or proposition, the best grade first, and in which modes.

    Each grade is a link to its marks; `address` leads to those of the source in the article.
    """
    if cell is None:
        return NOTHING
    badges = format_html_join("", "{}", ((_badges(badge, address),) for badge in cell.badges))
    return format_html('<span class="chips">{}</span>{}', badges, _modes(cell.modes))


def _badges(badge: Badge, address: str) -> SafeString:
    asked = f"grade={badge.grade}" if badge.grade else "graded=no"
    is_many = badge.count >= MANY
    chips = format_html_join("", CHIP, [(badge.grade or "x", badge.grade or "?")] * (1 if is_many else badge.count))
    times = format_html(TIMES, badge.count) if is_many else ""
    words = _words(badge)
    return format_html(LINK, address, asked, words, chips, times, words)


def _words(badge: Badge) -> str:
    return f"{badge.count} at grade {badge.grade}" if badge.grade else f"{badge.count} not yet graded"


def _modes(modes: Mapping[str, int]) -> SafeString | str:
    """Such as "4 direct, 2 paraphrase", the modes in the codebook's order."""
    said = ", ".join(f"{modes[mode]} {mode}" for mode in Mode.values if mode in modes)
    return format_html("<small>{}</small>", said) if said else ""
