"""Addresses that pages make of several conditions."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def marks_address(slug: str, **conditions: object) -> str:
    """The address of the page with the marks behind a figure of the story.

    The conditions are those of views/marks.py, such as `by="alice", grade=["2", "1"], source=entry.pk`; one that is None or empty
    is left out.
    """
    asked = {name: value for name, value in conditions.items() if value is not None and value != ""}
    address = reverse("story-marks-list", kwargs={"slug": slug})
    return f"{address}?{urlencode(asked, doseq=True)}" if asked else address
