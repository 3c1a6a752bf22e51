"""Articles in: a text becomes the first version of a new article."""

import hashlib
from dataclasses import dataclass
from typing import Unpack

from django.db import transaction

from annotations.intake.texts import cut, headline_of
from annotations.models import Article, Story, User, Verb, Version
from annotations.models.search import index_versions
from annotations.review.articles import ArticleFields, describe
from annotations.review.events import record
from annotations.review.policy import require_admin
from annotations.review.stories import hold_story, make_story, require_unarchived

HEADLINE_LENGTH = 500
TITLE_LENGTH = 200


@dataclass(frozen=True)
class Loaded:
    """What became of a text: the version that holds it, and whether that was made just now."""

    version: Version
    is_new: bool


@transaction.atomic
def load_article(
    *, user: User | None, story: Story, text: str, file_name: str = "", **fields: Unpack[ArticleFields]
) -> Loaded:
    """Put a text, as `read_text` gives it, into a story as a new article. `user` None is the command line.

    Without a headline its first line is one, cut where it is too long for the column. Where the story has this very
    text already, nothing changes. Raises NotAllowed; Closed for an archived story; Unfit where a field does not fit.
    """
    require_admin(user)
    held = hold_story(story)
    sha256 = _sha256(text)
    if (known := Version.objects.filter(article__story=held, sha256=sha256).first()) is not None:
        return Loaded(known, is_new=False)
    require_unarchived(held)
    article = Article(story=held)
    describe(article, {**fields, "headline": fields.get("headline") or cut(headline_of(text), HEADLINE_LENGTH)})
    article.save()
    version = Version.objects.create(
        article=article, number=1, text=text, sha256=sha256, file_name=file_name, created_by=user
    )
    index_versions([version.pk])
    after = {"version": version.pk, "sha256": sha256, "file_name": file_name}
    record(Verb.LOADED, user=user, after=after, story=held, article=article)
    return Loaded(version, is_new=True)


@transaction.atomic
def load_as_own_story(*, user: User | None, text: str, file_name: str = "", outlet: str = "") -> Loaded:
    """Put a text, as `read_text` gives it, into a story of its own, named by its first line.

    Where any story has this very text already, nothing changes. Raises NotAllowed, or Unfit.
    """
    require_admin(user)
    if (known := Version.objects.filter(sha256=_sha256(text)).first()) is not None:
        return Loaded(known, is_new=False)
    story = make_story(user=user, title=cut(headline_of(text), TITLE_LENGTH))
    return load_article(user=user, story=story, text=text, file_name=file_name, outlet=outlet)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
