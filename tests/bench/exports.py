"""Exports: seconds, and the server's memory meanwhile.

The floor of a table is one SQL statement for the same columns, written to a file with Python's csv module. Of the whole set,
which holds the history and the texts too, the time is told for its own sake.
"""

import csv
import sqlite3
import tempfile
import time
from collections.abc import Iterator

from django.db import connection

from annotations.exports.tables import MARKS
from annotations.models import Role
from tests.bench.beside import Watched
from tests.bench.figures import Figure, at_most, times_floor
from tests.bench.filling import make_ink, make_marks, make_reviews, make_stories, make_user, make_versions, prose
from tests.bench.ground import Ground, Visitor
from tests.serving import Server

MARKS_OF_A_REVIEW = 200
REVIEWS_OF_AN_ARTICLE = 2
TIMES_FLOOR = 5
MOST_MEMORY = 150

FLOOR = """
    SELECT story.slug, article.id, article.headline, outlet.name, article.address, version.number, version.sha256,
        review.id, account.username, round.number, review.kind, review.status, mark.id, mark.kind, claim.part,
        span.start, span."end", span.quote, span.prefix, span.suffix, grade.key, grade.rank, grade.label,
        (SELECT group_concat(name.name, '; ') FROM annotations_attribution AS credit
            JOIN annotations_sourcename AS name ON name.source_id = credit.source_id AND name."order" = 0
            WHERE credit.claim_id = mark.id),
        (SELECT group_concat(cue.quote, '; ') FROM annotations_span AS cue WHERE cue.mark_id = mark.id AND cue.role = 'cue'),
        claim.claim_type, claim.check_worthy, claim.confidence, claim.rationale,
        typo.correction, typo.type, typo.severity, typo.in_quotation, claim.proposition_id,
        mark.note, mark.created, mark.updated, codebook.name || ' ' || codebook.version
    FROM annotations_span AS span
    JOIN annotations_mark AS mark ON mark.id = span.mark_id
    JOIN annotations_review AS review ON review.id = mark.review_id
    JOIN annotations_user AS account ON account.id = review.reviewer_id
    JOIN annotations_round AS round ON round.id = review.round_id
    JOIN annotations_codebook AS codebook ON codebook.id = round.codebook_id
    JOIN annotations_version AS version ON version.id = span.version_id
    JOIN annotations_article AS article ON article.id = version.article_id
    JOIN annotations_story AS story ON story.id = article.story_id
    LEFT JOIN annotations_outlet AS outlet ON outlet.id = article.outlet_id
    LEFT JOIN annotations_claim AS claim ON claim.mark_id = mark.id
    LEFT JOIN annotations_grade AS grade ON grade.id = claim.grade_id
    LEFT JOIN annotations_typo AS typo ON typo.mark_id = mark.id
    WHERE story.slug = ? AND span.role IN ('claim', 'typo') AND mark.withdrawn_at IS NULL
    ORDER BY article.id, span.start, span."end", mark.id
"""


def figures(ground: Ground, *, slug: str, marks: int) -> Iterator[Figure]:
    """The figures of exporting the story, which has so many marks."""
    admin = make_user(f"exports-{slug}", Role.ADMIN)
    floor = _bare(slug)
    with ground.product() as server, Visitor(server, admin) as visitor:
        seconds, peak = _exported(server, visitor, f"/stories/{slug}/export/marks.csv?dialect=program")
        goal = times_floor(TIMES_FLOOR, floor)
        yield Figure(f"marks.csv of {marks:,} marks", seconds, "s", floor, goal)
        yield Figure(f"marks.csv of {marks:,} marks: most memory", peak, "MB", goal=at_most(MOST_MEMORY, "MB"))
        seconds, peak = _exported(server, visitor, f"/stories/{slug}/export/set.zip?dialect=program")
        yield Figure(f"Whole set of {marks:,} marks", seconds, "s")
        yield Figure(f"Whole set of {marks:,} marks: most memory", peak, "MB", goal=at_most(MOST_MEMORY, "MB"))


def fill(marks: int) -> str:
    """A story with so many marks: articles of 5,000 characters, each reviewed by two, with 200 marks in each review. Gives its slug."""
    reviews = max(marks // MARKS_OF_A_REVIEW, REVIEWS_OF_AN_ARTICLE)
    story = make_stories(f"Exports-{marks}", 1)
    versions = make_versions(story, prose(5_000), each=reviews // REVIEWS_OF_AN_ARTICLE)
    ink = make_ink()
    for place in range(REVIEWS_OF_AN_ARTICLE):
        person = make_user(f"exports-{marks}-{place}")
        make_marks(make_reviews(person, versions, submitted=True), ink, each=marks // reviews)
    return story[0].slug


def _bare(slug: str) -> float:
    """The seconds that the floor takes, on a connection of its own."""
    with sqlite3.connect(connection.settings_dict["NAME"]) as bare, tempfile.TemporaryFile("w", newline="") as file:
        began = time.perf_counter()
        writer = csv.writer(file)
        writer.writerow(MARKS.column_names)
        writer.writerows(bare.execute(FLOOR, [slug]))
        file.flush()
        return time.perf_counter() - began


def _exported(server: Server, visitor: Visitor, path: str) -> tuple[float, float]:
    """The seconds until the last byte was here, and the most megabytes that the server took meanwhile."""
    with Watched(server.group) as watched:
        seconds = visitor.get(path).ms / 1000
    return seconds, watched.most
