"""What people mean who type a name: what has just this one, or else what has the words in its name. And what they are offered."""

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower

from annotations.models import Article, Outlet, Review, Role, Story, User, standing_outlet
from annotations.models.words import folded_name

# So many names are offered while one types. Any other can be typed too.
MOST_OFFERED = 500
REVIEWS_LOOKED_AT = 1_000


def stories_called(words: str, user: User) -> "QuerySet[Story]":
    """Of the stories that the user sees, that of this name in addresses; where there is none, those with the words in the title."""
    seen = Story.objects.visible_to(user)
    named = seen.filter(slug=words)
    return named if named.exists() else seen.filter(_has("title_folded", words)).order_by()


def people_called(words: str) -> "QuerySet[User]":
    """Who has this sign-in name; where nobody has, those with the words in their names, and who has it in other capitals."""
    named = User.objects.filter(username=words)
    if named.exists():
        return named
    return User.objects.filter(Q(username__iexact=words) | _has("name_folded", words)).order_by()


def _has(column: str, words: str) -> Q:
    """Rows with the words in a folded column. An accent alone is no word, and is nowhere."""
    looked_for = folded_name(words)
    return Q(**{f"{column}__contains": looked_for}) if looked_for else Q(pk__in=())


def outlets_called(name: str, user: User) -> "QuerySet[Outlet]":
    """The outlet of this name, if the user sees it, and what was merged into it or with it."""
    named = Outlet.objects.visible_to(user).alias(lower=Lower("name")).filter(lower=Lower(Value(name))).order_by()
    either = Q(pk__in=named.values("pk")) | Q(pk__in=named.values("merged_into"))
    family = Outlet.objects.filter(either).order_by()
    return Outlet.objects.filter(Q(pk__in=family.values("pk")) | Q(merged_into__in=family.values("pk"))).order_by()


def outlets_offered(user: User) -> list[str]:
    """Names of outlets to be offered, by the alphabet, 500 at most: to adjudicators and admins of all that stand for themselves.

    To reviewers of those in the stories of their newest 1,000 reviews: all of theirs would take longer the more they have reviewed.
    """
    if user.role != Role.REVIEWER:
        return list(Outlet.objects.standing().values_list("name", flat=True)[:MOST_OFFERED])
    newest = Review.objects.of(user).order_by("-pk").values("round__story")[:REVIEWS_LOOKED_AT]
    named = Article.objects.filter(story__in=newest, outlet__isnull=False).annotate(
        name=standing_outlet("outlet", "name")
    )
    return list(named.order_by("name").values_list("name", flat=True).distinct()[:MOST_OFFERED])
