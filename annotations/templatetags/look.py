"""Template tags that every page needs for its frame."""

from django import template
from django.template import Context

from annotations import __version__

register = template.Library()

THEMES = ("light", "dark")


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The theme that the person chose, from the cookie `theme`, or "" where the system decides.

    A cookie is whatever a browser sends: any other value counts as none. An error page may have no request.
    """
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in THEMES else ""


@register.simple_tag
def product_version() -> str:
    """The product's version."""
    return __version__
