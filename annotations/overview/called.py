"""What people mean who type a name: what has just this one, or else what has the words in its name."""

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower

from annotations.models import Outlet, Story, User


def stories_called(words: str, user: User) -> "QuerySet[Story]":
    """Of the stories that the user sees, that of this name in addresses; where there is none, those with the words in the title."""
    seen = Story.objects.visible_to(user)
    named = seen.filter(slug=words)
    return named if named.exists() else seen.filter(title__icontains=words).order_by()


def people_called(words: str) -> "QuerySet[User]":
    """Who has this sign-in name; where nobody has, those with the words in their names."""
    named = User.objects.filter(username=words)
    return named if named.exists() else User.objects.filter(name__icontains=words).order_by()


def outlets_called(name: str, user: User) -> "QuerySet[Outlet]":
    """The outlet of this name, if the user sees it, and what was merged into it or with it."""
    named = Outlet.objects.visible_to(user).alias(lower=Lower("name")).filter(lower=Lower(Value(name))).order_by()
    either = Q(pk__in=named.values("pk")) | Q(pk__in=named.values("merged_into"))
    family = Outlet.objects.filter(either).order_by()
    return Outlet.objects.filter(Q(pk__in=family.values("pk")) | Q(merged_into__in=family.values("pk"))).order_by()
