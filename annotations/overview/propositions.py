"""Propositions of a scope: what several claims say alike."""

from annotations.models import Proposition
from annotations.overview.scope import Scope


def count_propositions(scope: Scope) -> int:
    """How many propositions the claims of the scope belong to, of those that the user may read whole."""
    readable = Proposition.objects.all() if scope.user is None else Proposition.objects.visible_to(scope.user)
    grouped = scope.claims().filter(proposition__in=readable.filter(round=scope.round).order_by())
    return grouped.values("proposition").distinct().count()
