"""Who reviews what, as admins assign it."""

import datetime
from typing import Any

from django.db import transaction

from annotations.models import Review, ReviewKind, Status, User, Verb, Version
from annotations.review.articles import hold_article
from annotations.review.events import record
from annotations.review.policy import require_admin
from annotations.review.refusals import Closed, Conflict, NotThere, Unfit
from annotations.review.stories import hold_story, require_unarchived


@transaction.atomic
def assign_review(*, user: User | None, reviewer: User, version: Version, due: datetime.date | None = None) -> Review:
    """Give a reviewer a version to review, in the story's current round. `user` None is the command line.

    Raises NotAllowed; NotThere where the article is gone; Closed for an archived story or article; Unfit for an account that is
    not active; Conflict where the reviewer has it already, or the article was moved to another story meanwhile.
    """
    require_admin(user)
    story = hold_story(version.article.story)
    require_unarchived(story)
    article = hold_article(version.article, {story.pk})
    if article.is_archived:
        raise Closed("archived", f"“{article}” is archived. Take it out of the archive first.")
    review = Review(reviewer=reviewer, version=version, round=story.current_round, due=due)
    _check_reviewer(review)
    review.save()
    record(Verb.ASSIGNED, user=user, after=_said(review), story=story, article=article)
    return review


def _check_reviewer(review: Review) -> None:
    reviewer, version = review.reviewer, review.version
    if not reviewer.is_active:
        raise Unfit(
            "inactive", f"The account of {reviewer} is not active. Choose another reviewer, or make it active again."
        )
    given = Review.objects.filter(reviewer=reviewer, version=version, round=review.round, kind=ReviewKind.FIRST)
    if given.exists():
        raise Conflict("assigned-already", f"{reviewer} has “{version.article}” to review already.")


def _said(review: Review) -> dict[str, Any]:
    return {"review": review.pk, "reviewer": review.reviewer.username, "version": review.version_id, "due": review.due}


@transaction.atomic
def unassign_review(*, user: User | None, review: Review) -> None:
    """Take back a review that nobody has begun: it is gone, and the events say that it was.

    Raises NotAllowed; NotThere where it is gone already; Closed where there is work in it.
    """
    require_admin(user)
    held = Review.objects.select_for_update(of=("self",)).select_related("version__article", "reviewer", "round__story")
    found = held.filter(pk=review.pk).first()
    if found is None:
        raise NotThere
    if _is_begun(found):
        raise Closed("begun", f"{found.reviewer} has begun to review “{found.version.article}”, so it stays assigned.")
    record(Verb.UNASSIGNED, user=user, before=_said(found), story=found.round.story, article=found.version.article)
    found.delete()


def _is_begun(review: Review) -> bool:
    # The events of assigning name the article, not the review: whatever names the review was done within it.
    traces = (review.marks, review.proposed_sources, review.events)
    return review.status != Status.ASSIGNED or any(trace.exists() for trace in traces)
