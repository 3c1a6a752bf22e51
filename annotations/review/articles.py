"""What is known about an article beside its text, as admins write it down."""

import datetime
from collections.abc import Container
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower

from annotations.models import Article, Outlet, User, Verb
from annotations.models.indexing import index_anew
from annotations.review.events import record
from annotations.review.policy import require_admin
from annotations.review.refusals import Conflict, NotThere
from annotations.review.valid import require_valid


class ArticleFields(TypedDict, total=False):
    """What can be said of an article. `outlet` is a name, in any case of letters; "" means not known.

    `language` is a BCP 47 tag; `type` a key of ArticleType or "". Days are the outlet's own.
    """

    headline: str
    outlet: str
    byline: str
    address: str
    archived_address: str
    published: datetime.date | None
    fetched: datetime.date | None
    language: str
    type: str


@transaction.atomic
def edit_article(*, user: User | None, article: Article, **fields: Unpack[ArticleFields]) -> Article:
    """Change what is known about an article; its text is out of reach. Returns it as it now stands.

    Fields that are not named stay. Where nothing differs, nothing is written. Raises NotAllowed; NotThere where it is gone; Unfit.
    """
    require_admin(user)
    held = hold_article(article)
    before = said_of(held)
    describe(held, fields)
    if (after := said_of(held)) != before:
        held.save()
        if after["headline"] != before["headline"]:
            index_anew(held)
        record(Verb.EDITED, user=user, before=before, after=after, story_id=held.story_id, article=held)
    return held


def hold_article(article: Article, stories: Container[int] | None = None) -> Article:
    """The article as it stands, locked until the transaction ends.

    Who holds its story too holds that first, and names it in `stories`, by number. Raises NotThere where the article is gone;
    Conflict where it is in none of these stories.
    """
    articles = Article.objects.select_for_update(of=("self",)).select_related("story", "outlet__merged_into")
    held = articles.filter(pk=article.pk).first()
    if held is None:
        raise NotThere
    if stories is not None and held.story_id not in stories:
        raise Conflict(
            "moved", f"“{held}” was moved to another story meanwhile. Load the page anew and look at it again."
        )
    return held


def describe(article: Article, fields: ArticleFields) -> None:
    """Write the fields into the unsaved article; an outlet not known so far is made. Raises Unfit where one does not fit."""
    for name, value in fields.items():
        setattr(article, name, _outlet_said(article, str(value)) if name == "outlet" else value)
    require_valid(article)


def _outlet_said(article: Article, name: str) -> Outlet | None:
    """The outlet of this name; the article's own where that stands for it, so that its merger can still be taken back."""
    outlet = find_or_make_outlet(name)
    return article.outlet if article.outlet and article.outlet.standing == outlet else outlet


def find_or_make_outlet(name: str) -> Outlet | None:
    """The outlet of this name, upper and lower case alike; made where there is none; None for "". Raises Unfit.

    The name of one that was merged gives what it was merged into.
    """
    name = " ".join(name.split())
    if not name:
        return None
    # The same function as in the table's constraint: any other would find too much or too little.
    named = Outlet.objects.select_related("merged_into").alias(lower=Lower("name")).filter(lower=Lower(Value(name)))
    if (outlet := named.first()) is not None:
        return outlet.standing
    require_valid(Outlet(name=name))
    return named.get_or_create(defaults={"name": name})[0].standing


def said_of(article: Article) -> ArticleFields:
    """What is known about the article, as events keep it."""
    return {
        "headline": article.headline,
        "outlet": str(article.outlet or ""),
        "byline": article.byline,
        "address": article.address,
        "archived_address": article.archived_address,
        "published": article.published,
        "fetched": article.fetched,
        "language": article.language,
        "type": article.type,
    }
