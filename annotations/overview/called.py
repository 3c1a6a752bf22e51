"""What people mean who type a name: what has just this one, or else what has the words in its name."""

from django.db.models import QuerySet

from annotations.models import Story, User


def stories_called(words: str) -> "QuerySet[Story]":
    """The story of this name in addresses; where there is none, those with the words in the title."""
    named = Story.objects.filter(slug=words)
    return named if named.exists() else Story.objects.filter(title__icontains=words).order_by()


def people_called(words: str) -> "QuerySet[User]":
    """Who has this sign-in name; where nobody has, those with the words in their names."""
    named = User.objects.filter(username=words)
    return named if named.exists() else User.objects.filter(name__icontains=words).order_by()
