"""What parts.csv and links.csv say of the set's texts."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Link, Review, Story, TextPart, User, Version
from tests.conftest import TEXT
from tests.exports.opened import exported

WORDS = TEXT.index("Recent reports")


def fill(version: Version, links: int = 1) -> None:
    TextPart.objects.create(version=version, start=0, end=24, kind="headline")
    Link.objects.bulk_create(
        Link(version=version, start=WORDS + number, end=WORDS + 14, address=f"https://paper.example/{number}")
        for number in range(links)
    )


def test_parts_and_links_are_told_with_their_places(review: Review, story: Story) -> None:
    fill(review.version)

    opened = exported(story)

    (part,) = opened.records("parts")
    assert (part["text_sha256"], part["start"], part["end"], part["part"]) == (
        review.version.sha256,
        "0",
        "24",
        "headline",
    )
    (link,) = opened.records("links")
    assert (link["article"], link["version"], link["start"], link["end"], link["address"]) == (
        str(review.version.article_id),
        "1",
        str(WORDS),
        str(WORDS + 14),
        "https://paper.example/0",
    )


def test_texts_that_are_not_in_the_set_tell_nothing(
    review: Review, make_version: Callable[..., Version], story: Story, carol: User
) -> None:
    fill(make_version("Nobody was asked to review this, of all the reports that there are in the world."))
    fill(review.version)

    # A blind round: what is not submitted is not hers to read, and neither is what goes with it.
    opened = exported(story, user=carol)

    assert opened.records("parts") == opened.records("links") == []
    assert {one["text_sha256"] for one in exported(story).records("links")} == {review.version.sha256}


def test_many_links_cost_no_more_queries_than_one(review: Review, story: Story) -> None:
    counts = []
    for links in (1, 14):
        Link.objects.all().delete()
        TextPart.objects.all().delete()
        fill(review.version, links)
        with CaptureQueriesContext(connection) as queries:
            exported(story)
        counts.append(len(queries))
    assert counts[0] == counts[1]
