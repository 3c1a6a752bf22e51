"""Stories, as admins make, rename and put them away."""

from collections.abc import Sequence
from functools import reduce
from itertools import chain, count
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from annotations.models import Codebook, Round, Story, User, Verb
from annotations.review.events import record, record_all
from annotations.review.policy import require_admin
from annotations.review.refusals import Closed
from annotations.review.valid import require_line, require_valid

LONGEST_TITLE = Story._meta.get_field("title").max_length or 0


@transaction.atomic
def make_story(*, user: User | None, title: str, summary: str = "") -> Story:
    """A new story with its round 1, blind, under the newest codebook. `user` None is the command line.

    Its slug is made of the title and stays for good. Raises NotAllowed, or Unfit.
    """
    require_admin(user)
    # Held until the story stands, so that two stories made at once do not take the same slug.
    codebook = Codebook.objects.select_for_update().latest("pk")
    story = Story(title=title, summary=summary, slug=_free_slug(title))
    require_valid(story)
    story.save()
    Round.objects.create(story=story, number=1, codebook=codebook)
    record(Verb.MADE, user=user, after=_said(story) | {"slug": story.slug}, story=story)
    return story


@transaction.atomic
def make_stories(*, user: User | None, titles: Sequence[str]) -> list[Story]:
    """New stories of these titles, as `make_story` makes each, in six queries. Raises NotAllowed, or Unfit for them all."""
    require_admin(user)
    codebook = Codebook.objects.select_for_update().latest("pk")
    bases = [_slug_base(title) for title in titles]
    taken = _taken_slugs(set(bases))
    stories = [Story(title=title, slug=_next_slug(base, taken)) for title, base in zip(titles, bases, strict=True)]
    for story in stories:
        require_line(story.title, LONGEST_TITLE)
    Story.objects.bulk_create(stories)
    Round.objects.bulk_create([Round(story=story, number=1, codebook=codebook) for story in stories])
    record_all(
        Verb.MADE, user=user, about=[(_said(story) | {"slug": story.slug}, {"story": story}) for story in stories]
    )
    return stories


def _free_slug(title: str) -> str:
    """A slug that no story has yet. A title without a Latin letter or digit gives "story"."""
    base = _slug_base(title)
    return _next_slug(base, _taken_slugs({base}))


def _slug_base(title: str) -> str:
    return slugify(title)[:70].strip("-") or "story"


def _taken_slugs(bases: set[str]) -> set[str]:
    begin_so = reduce(or_, (Q(slug__startswith=base) for base in bases), Q(pk__in=[]))
    return set(Story.objects.filter(begin_so).values_list("slug", flat=True))


def _next_slug(base: str, taken: set[str]) -> str:
    """The slug that begins so and is free, which is taken then."""
    candidates = chain([base], (f"{base}-{number}" for number in count(2)))
    slug = next(slug for slug in candidates if slug not in taken)
    taken.add(slug)
    return slug


def _said(story: Story) -> dict[str, str]:
    return {"title": story.title, "summary": story.summary}


@transaction.atomic
def edit_story(*, user: User | None, story: Story, title: str, summary: str) -> Story:
    """Give a story another title or summary; its address stays. Returns it as it now stands.

    Where nothing differs, nothing is written. Raises NotAllowed, or Unfit.
    """
    require_admin(user)
    held = hold_story(story)
    before = _said(held)
    held.title, held.summary = title, summary
    if _said(held) != before:
        require_valid(held)
        held.save(update_fields=["title", "title_folded", "summary"])
        record(Verb.EDITED, user=user, before=before, after=_said(held), story=held)
    return held


@transaction.atomic
def archive_story(*, user: User | None, story: Story, archived: bool) -> Story:
    """Put a story away, or bring it back. Returns it as it now stands. Doing it again changes nothing. Raises NotAllowed."""
    require_admin(user)
    held = hold_story(story)
    if archived == held.is_archived:
        return held
    held.archived_at = timezone.now() if archived else None
    held.save(update_fields=["archived_at"])
    record(Verb.ARCHIVED, user=user, before={"archived": not archived}, after={"archived": archived}, story=held)
    return held


def hold_story(story: Story) -> Story:
    """The story as it stands, locked until the transaction ends: what changes a story happens one after another.

    Not its key: rows that point to the story may be written meanwhile.
    """
    return Story.objects.select_for_update(no_key=True).get(pk=story.pk)


def require_unarchived(story: Story) -> None:
    """Raise Closed where the story was put away."""
    if story.is_archived:
        raise Closed("archived", f"“{story}” is archived. Take it out of the archive first.")
