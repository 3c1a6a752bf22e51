"""Template tag for a choice of one in a single frame, whose values say beside it what they mean."""

from django import template

from annotations.review.guidelines import GUIDELINES, Guideline

register = template.Library()


@register.inclusion_tag("annotations/review_radios.html")
def radios(field: str, codebook: int) -> dict[str, str | int | Guideline]:
    """A group of radio buttons for a field of a card. Raises KeyError for a field that the guidelines don't know."""
    return {"field": field, "guideline": GUIDELINES[field], "codebook": codebook}
