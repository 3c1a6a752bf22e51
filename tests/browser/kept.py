"""What the tables hold of the marks that were made in a browser."""

from annotations.models import Claim, Span


def spans(role: str) -> list[tuple[int, int, str]]:
    """Every span of the role, in text order."""
    return list(Span.objects.filter(role=role).order_by("start").values_list("start", "end", "quote"))


def grades() -> list[str | None]:
    """The grade of each claim that stands, in the order of their numbers; None where it has none."""
    standing = Claim.objects.filter(mark__withdrawn_at=None)
    return list(standing.order_by("mark__number").values_list("grade__key", flat=True))


def graded() -> str | None:
    """The grade of the only claim that stands."""
    [key] = grades()
    return key
