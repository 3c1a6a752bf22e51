"""Template tags for the guidelines: the page that shows them, and the links that lead there."""

import re

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from annotations.review.guidelines import GUIDELINES

register = template.Library()

CHIP = r'<span class="chip g-\1"><span class="vh">grade </span>\1</span>'


@register.filter
def grades_drawn(words: str) -> SafeString:
    """The words, escaped, in which each grade in square brackets, as in [4], is drawn as its badge."""
    return SafeString(re.sub(r"\[([0-6N])\]", CHIP, escape(words)))


@register.inclusion_tag("annotations/guideline_link.html")
def guideline_link(field: str, codebook: int) -> dict[str, str]:
    """A small link, for beside a field, to what its choices mean in this codebook. Raises KeyError for an unknown field."""
    guideline = GUIDELINES[field]
    means = "what the choices mean" if guideline.entries else "what it means"
    return {"words": f"{guideline.title}: {means}", "address": f"{reverse('codebook', args=[codebook])}#{field}"}
