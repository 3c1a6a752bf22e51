"""Articles, as admins move them to another story, put them away, bring them back and delete them."""

from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q
from django.utils import timezone

from annotations.models import Article, Mark, Review, Source, Span, Status, Story, User, Verb, Version
from annotations.review.articles import hold_article, said_of
from annotations.review.assign import unassign_review
from annotations.review.events import record
from annotations.review.policy import require_admin
from annotations.review.refusals import Closed, Conflict
from annotations.review.stories import hold_story, require_unarchived


@transaction.atomic
def move_article(*, user: User | None, article: Article, story: Story) -> Article:
    """Put an article into another story. Returns it as it now stands. To move it where it is changes nothing.

    Reviews belong to a story's round, and marks may hold several of its articles against each other: so an article moves only
    before anybody reviews it. Raises NotAllowed; NotThere where it is gone; Closed where somebody reviews it or has marked it, or
    a story is archived; Conflict where the other story has this very text.
    """
    require_admin(user)
    # By number, so that two that move articles between the same stories never wait for each other.
    stories = {one.pk: hold_story(one) for one in sorted((article.story, story), key=lambda one: one.pk)}
    held = hold_article(article, stories)
    if held.story_id == story.pk:
        return held
    for one in stories.values():
        require_unarchived(one)
    _require_unreviewed(held)
    _require_new_text(held, stories[story.pk])
    before, held.story = {"story": held.story.slug}, stories[story.pk]
    held.save(update_fields=["story"])
    record(Verb.MOVED, user=user, before=before, after={"story": story.slug}, story=story, article=held)
    return held


def _require_unreviewed(article: Article) -> None:
    if Review.objects.filter(version__article=article).exists():
        raise Closed("reviewed", f"“{article}” is assigned or reviewed in its story, so it stays there.")
    if Span.objects.filter(version__article=article).exists():
        raise Closed("marked", f"“{article}” has marks in its story, so it stays there.")


def _require_new_text(article: Article, story: Story) -> None:
    texts = Version.objects.filter(article=article).values("sha256")
    if Version.objects.filter(article__story=story, sha256__in=texts).exists():
        raise Conflict("text-there", f"“{story}” has the very text of “{article}” already.")


@transaction.atomic
def archive_article(*, user: User | None, article: Article, archived: bool) -> Article:
    """Put an article away, or bring it back. Returns it as it now stands. Doing it again changes nothing.

    Raises NotAllowed, or NotThere where it is gone.
    """
    require_admin(user)
    held = hold_article(article)
    if archived == held.is_archived:
        return held
    held.archived_at = timezone.now() if archived else None
    held.save(update_fields=["archived_at"])
    before, after = {"archived": not archived}, {"archived": archived}
    record(Verb.ARCHIVED, user=user, before=before, after=after, story=held.story, article=held)
    return held


@transaction.atomic
def delete_article(*, user: User | None, article: Article) -> list[str]:
    """Delete an article that nobody has worked on, with its texts; reviews that nobody began are taken back. What it was is told by
    the event. Gives the hashes of the originals that its versions named.

    Raises NotAllowed; NotThere where it is gone already; Closed where somebody has worked on it, or its story is archived.
    """
    require_admin(user)
    # Held first, as for assigning: nobody is given the article to review meanwhile.
    story = hold_story(article.story)
    held = hold_article(article, {story.pk: story})
    require_unarchived(story)
    if not Article.objects.filter(unworked(), pk=held.pk).exists():
        raise _worked_on(held)
    for review in Review.objects.filter(version__article=held).order_by("pk"):
        unassign_review(user=user, review=review)
    before = said_of(held) | {"story": story.slug, "versions": _versions(held)}
    originals = [one for one in held.versions.values_list("original", flat=True) if one]
    record(Verb.DELETED, user=user, before=before, story=story, article=held)
    try:
        held.versions.all().delete()
        held.delete()
        _ask_now()
    except (ProtectedError, IntegrityError) as came:
        # Who marks a place in another article's review holds neither this article nor its story.
        raise _worked_on(held) from came
    return originals


def _ask_now() -> None:
    """Have PostgreSQL look for what still names deleted rows, which it does at the end of a transaction otherwise."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _worked_on(article: Article) -> Closed:
    words = f"“{article}” has marks, sources or begun reviews, so it is not deleted. Archive it instead."
    return Closed("worked-on", words)


def _versions(article: Article) -> list[dict[str, Any]]:
    columns = ("number", "sha256", "file_name", "original", "reader", "created")
    return list(article.versions.order_by("number").values(*columns))


def unworked() -> Q:
    """A filter for articles on which nobody has worked: no mark in them, no begun review, no source of their own."""
    begun = Review.objects.filter(version__article=OuterRef("pk")).exclude(_is_fresh())
    return ~Q(
        Exists(begun)
        | Exists(Span.objects.filter(version__article=OuterRef("pk")))
        | Exists(Source.objects.filter(article=OuterRef("pk")))
    )


def _is_fresh() -> Q:
    """A filter for reviews that nobody has begun, as `unassign_review` holds it."""
    return Q(
        ~Exists(Mark.objects.filter(review=OuterRef("pk"))),
        ~Exists(Source.objects.filter(proposed_in=OuterRef("pk"))),
        status=Status.ASSIGNED,
        events__isnull=True,
        successors__isnull=True,
    )


def reviewed_or_marked() -> Q:
    """A filter for articles that can't be moved: somebody is to review them, or has marked something in them."""
    return Q(
        Exists(Review.objects.filter(version__article=OuterRef("pk")))
        | Exists(Span.objects.filter(version__article=OuterRef("pk")))
    )
