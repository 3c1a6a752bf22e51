"""Whose marks a page of figures counts and whether copies are, as its address says, and the choice of another."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from annotations.models import Article, Story, User
from annotations.overview.copies import updates_behind
from annotations.overview.scope import Scope
from annotations.views.who import user_of

EVERYBODY = "all"
COUNTED = "count"


@dataclass(frozen=True)
class Choice:
    """One link of the choice: a reviewer, or everybody. `by` names them in the address."""

    words: str
    by: str
    is_chosen: bool


@dataclass(frozen=True)
class LeftOut:
    """An article that is not counted, and the one that counts in its place: what it was copied from, or (`is_older`) its update."""

    article: Article
    counted: Article
    is_older: bool


@dataclass(frozen=True)
class Chosen:
    """The scope that was asked for, and what else could be. `query` is the part of an address that keeps it: "by=alice"."""

    scope: Scope
    choices: list[Choice]
    query: str

    @property
    def copies(self) -> list[LeftOut]:
        """The articles that are not counted, because others are that they have their words from; or would not be."""
        by_key = {one.version.article_id: one.version.article for one in self.scope.every_review}
        said = {copy.article: copy for copy in self.scope.copies}
        updates = {one: updates_behind(one, said) for one in by_key}
        found = sorted(self.scope.left_out.items())
        return [LeftOut(by_key[one], by_key[by], is_older=updates[by] > updates[one]) for one, by in found]


def chosen_scope(request: HttpRequest, story: Story, article: Article | None = None) -> Chosen:
    """The marks of the reviewer whom `by` names in the address, or of everybody (`by=all`).

    Copies are counted once; with `copies=count`, as often as they come.

    By default one's own, for who has any; else everybody's. A name that counts nowhere here is passed over, so that a link
    from somebody who may read more still opens.
    """
    user = user_of(request)
    with_copies = request.GET.get("copies") == COUNTED
    everybody = Scope(story, user, article, with_copies=with_copies)
    # Somebody may be called what the address means otherwise: that counts as its own word.
    by_name = {one.username: one for one in everybody.reviewers if one.username != EVERYBODY}
    asked = request.GET.get("by", "")
    name = asked if asked == EVERYBODY or asked in by_name else _default(user, by_name)
    choices = [Choice(str(one), key, key == name) for key, one in by_name.items()]
    if len(choices) > 1:
        choices.insert(0, Choice("Everybody", EVERYBODY, name == EVERYBODY))
    return Chosen(everybody.narrowed_to(by_name.get(name)), choices, query_of(name, with_copies=with_copies))


def query_of(name: str, *, with_copies: bool = False) -> str:
    """The part of an address that names whose marks count, and says where copies do."""
    return urlencode({"by": name} | ({"copies": COUNTED} if with_copies else {}))


def _default(user: User, by_name: dict[str, User]) -> str:
    return user.username if user.username in by_name else EVERYBODY
