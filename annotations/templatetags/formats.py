"""What the formats that articles come in are called."""

from django import template

from annotations.intake.readers import BY_KEY

register = template.Library()


@register.filter
def format_label(key: str) -> str:
    """The words for the format that a reader reads; its key, where there is no such reader any more."""
    reader = BY_KEY.get(key)
    return reader.label if reader else key
