"""Holding one's own reviews while they are changed."""

from dataclasses import dataclass

from django.db.models import QuerySet

from annotations.models import Review, Status, User
from annotations.models.prepared import Given, Prepared
from annotations.review.refusals import Closed, NotThere


@dataclass(frozen=True)
class Held:
    """One's own review, locked until the transaction ends, with what a change to it is held against.

    `text` is that of its version.
    """

    id: int
    reviewer_id: int
    status: str
    round_id: int
    codebook_id: int
    story_id: int
    article_id: int
    version_id: int
    text: str
    archived_at: object
    article_archived_at: object

    @property
    def is_archived(self) -> bool:
        """Whether its story was put away."""
        return self.archived_at is not None

    @property
    def is_of_archived_article(self) -> bool:
        """Whether its article was."""
        return self.article_archived_at is not None


def _own() -> "QuerySet[Review]":
    return Review.objects.filter(pk=Given("review"), reviewer=Given("user")).order_by()


# The key stays as it is, so whoever writes a row that points at the review need not wait (PostgreSQL): who follows up a claim holds
# the claim and then writes an event of the review, and who saves it holds the review and then changes the claim. Each would wait
# for the other. Whoever deletes a review (unassigning) locks it whole, and so still excludes both.
_LOCK = Prepared(lambda: _own().select_for_update(no_key=True).values_list("pk"))
_READ = Prepared(
    lambda: _own().values_list(
        "id",
        "reviewer",
        "status",
        "round",
        "round__codebook",
        "round__story",
        "version__article",
        "version",
        "version__text",
        "round__story__archived_at",
        "version__article__archived_at",
    )
)


def hold(user: User, review_id: int) -> Held:
    """The user's own review, locked until the transaction ends: changes to one review happen one after another.

    Raises NotThere.
    """
    # Locked first: what is read then is as whoever held the lock before has left it.
    if _LOCK.row(review=review_id, user=user.pk) is None:
        raise NotThere
    row = _READ.row(review=review_id, user=user.pk)
    if row is None:
        raise NotThere
    return Held(*row)


def hold_all(user: User, round_id: int) -> None:
    """Lock all of the user's reviews of a round until the transaction ends, by number: two that do so never wait for each other."""
    own = Review.objects.filter(reviewer=user, round=round_id).order_by("pk")
    list(own.select_for_update(no_key=True).values_list("pk"))


def require_open(review: Held) -> None:
    """Raise Closed where the review is read only: its story or article is archived, or it was submitted."""
    require_current(is_archived=review.is_archived)
    require_article_current(is_archived=review.is_of_archived_article)
    if review.status == Status.SUBMITTED:
        raise Closed("closed", "This review was submitted and is read only. An adjudicator or admin can reopen it.")


def require_current(*, is_archived: bool) -> None:
    """Raise Closed where the review's story is archived."""
    if is_archived:
        raise Closed("archived", "The story is archived. An admin can take it out of the archive.")


def require_article_current(*, is_archived: bool) -> None:
    """Raise Closed where the review's article is archived."""
    if is_archived:
        raise Closed("archived", "The article is archived. An admin can take it out of the archive.")
