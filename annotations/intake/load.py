"""Articles in: a text becomes the first version of a new article."""

import io
from dataclasses import dataclass
from typing import Unpack

from django.db import transaction

from annotations.intake.copies import fingerprint
from annotations.intake.details import LONGEST
from annotations.intake.drafts import parts_of
from annotations.intake.here import sha256_of
from annotations.intake.originals import bytes_in, hold, keep
from annotations.intake.parts import proposed_parts
from annotations.intake.put import Entry, put
from annotations.intake.readers.text import PlainText
from annotations.intake.texts import cut, headline_of
from annotations.models import Article, Story, User, Version
from annotations.models.search import index_versions
from annotations.review.articles import ArticleFields, describe
from annotations.review.policy import require_admin
from annotations.review.stories import hold_story, require_unarchived


@dataclass(frozen=True)
class Loaded:
    """What became of a text: the version that holds it, and whether that was made just now."""

    version: Version
    is_new: bool


@transaction.atomic
def load_article(
    *,
    user: User | None,
    story: Story,
    text: str,
    file_name: str = "",
    raw: bytes = b"",
    **fields: Unpack[ArticleFields],
) -> Loaded:
    """Put a text, as `read_text` gives it, into a story as a new article. `user` None is the command line.

    `raw` are the bytes of UTF-8 that the text was in, where they are to be kept. Without a headline its first line is one,
    cut where it is too long for the column. Where the story has this very text already, nothing changes. Raises NotAllowed;
    Closed for an archived story; Unfit where a field does not fit.
    """
    require_admin(user)
    held = hold_story(story)
    sha256 = sha256_of(text)
    if (known := Version.objects.filter(article__story=held, sha256=sha256).first()) is not None:
        return Loaded(known, is_new=False)
    require_unarchived(held)
    article = Article(story=held)
    describe(article, {**fields, "headline": fields.get("headline") or cut(headline_of(text), LONGEST["headline"])})
    version = Version(text=text, sha256=sha256, file_name=file_name, **(_kept(raw) if raw else {}))
    put([Entry(article, version, parts_of(proposed_parts(text), text))], user=user)
    index_versions([version.pk])
    fingerprint([version])
    return Loaded(version, is_new=True)


def _kept(raw: bytes) -> dict[str, str]:
    """Keep the bytes; what their version says of them."""
    found = [bytes_in(io.BytesIO(raw))]
    keep(found)
    while not hold(found):
        keep(found)
    reader = PlainText()
    kept = {"original_id": found[0].sha256, "encoding": "utf-8"}
    return {**kept, "reader": reader.key, "reader_version": reader.version}
