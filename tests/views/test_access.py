"""Every address against every role. A new address without a line here fails the first test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from annotations.models import Article, Codebook, Outlet, Review, Story, User, Version
from tests.exports.marking import make_claim, make_source
from tests.originals import keep_original
from tests.staged import make_draft, make_file, make_original, make_upload

PEOPLE = ("nobody", "eve", "alice", "carol", "dan")

# Nobody is signed out, Eve a reviewer of nothing, Alice reviews the story, Carol adjudicates, Dan administers.
# Everything is asked for as a browser does that follows a link (GET) or sends an empty form (POST).
# 302 for nobody leads to the sign-in page; elsewhere it says that what was asked for is done.
TABLE = """
    address             method  nobody  eve  alice  carol  dan

    home                GET     302     200  200    200    200
    sign-in             GET     200     302  302    302    302
    sign-out            GET     302     405  405    405    405
    sign-out            POST    302     302  302    302    302
    demo-sign-in        GET     404     404  404    404    404
    demo-sign-in        POST    404     404  404    404    404
    account             GET     302     200  200    200    200
    password            GET     302     200  200    200    200
    codebooks           GET     302     302  302    302    302
    codebook            GET     302     200  200    200    200

    stories             GET     302     200  200    200    200
    stories             POST    302     405  405    405    405
    story-new           GET     302     403  403    403    200
    story-new           POST    302     403  403    403    200
    story               GET     302     404  200    200    200
    story               POST    302     405  405    405    405
    story-marks-list    GET     302     404  200    200    200
    story-marks-list    POST    302     405  405    405    405
    propositions        GET     302     404  200    200    200
    propositions        POST    302     404  200    200    200
    story-report        GET     302     404  200    200    200
    story-report        POST    302     405  405    405    405
    story-profile       GET     302     404  200    200    200
    story-profile       POST    302     405  405    405    405
    story-edit          GET     302     404  403    403    200
    story-edit          POST    302     404  403    403    200
    story-archive       GET     302     405  405    405    405
    story-archive       POST    302     404  403    403    302
    story-assign        GET     302     404  403    403    200
    story-assign        POST    302     404  403    403    302
    articles            GET     302     200  200    200    200
    articles            POST    302     405  405    405    405
    articles-chosen     GET     302     403  403    403    302
    articles-chosen     POST    302     403  403    403    302
    articles-csv        GET     302     200  200    200    200
    articles-csv        POST    302     405  405    405    405
    articles-new        GET     302     404  403    403    302
    articles-new        POST    302     405  405    405    405
    upload-new          GET     302     403  403    403    200
    upload-new          POST    302     403  403    403    200
    article             GET     302     404  200    200    200
    article             POST    302     405  405    405    405
    article-report      GET     302     404  200    200    200
    article-report      POST    302     405  405    405    405
    article-profile     GET     302     404  200    200    200
    article-profile     POST    302     405  405    405    405
    article-edit        GET     302     404  403    403    200
    article-edit        POST    302     404  403    403    200
    article-copies      GET     302     404  200    200    200
    article-copies      POST    302     404  403    302    302
    article-compare     GET     302     404  200    200    200
    article-compare     POST    302     404  403    200    200
    copies              GET     302     403  403    200    200
    copies              POST    302     405  405    405    405
    version-original    GET     302     404  404    404    200
    version-original    POST    302     405  405    405    405

    uploads             GET     302     403  403    403    200
    uploads             POST    302     405  405    405    405
    upload              GET     302     404  404    404    200
    upload              POST    302     404  404    404    302
    draft               GET     302     404  404    404    200
    draft               POST    302     404  404    404    200
    upload-file         GET     302     404  404    404    200
    upload-file         POST    302     404  404    404    200
    upload-store        GET     302     404  404    404    200
    upload-store        POST    302     404  404    404    302
    upload-go-on        GET     302     405  405    405    405
    upload-go-on        POST    302     404  404    404    302
    upload-cancel       GET     302     405  405    405    405
    upload-cancel       POST    302     404  404    404    302
    upload-discard      GET     302     404  404    404    200
    upload-discard      POST    302     404  404    404    302
    upload-report       GET     302     404  404    404    200
    upload-report       POST    302     405  405    405    405
    article-parts       GET     302     404  403    403    200
    article-parts       POST    302     404  403    403    302

    story-export        GET     302     404  403    200    200
    story-export        POST    302     405  405    405    405
    story-set           GET     302     404  403    200    200
    story-set           POST    302     405  405    405    405
    story-marks         GET     302     404  403    200    200
    story-marks         POST    302     405  405    405    405

    outlets             GET     302     200  200    200    200
    outlets             POST    302     405  405    405    405
    outlet              GET     302     404  200    200    200
    outlet              POST    302     405  405    405    405
    outlet-name         GET     302     404  403    403    200
    outlet-name         POST    302     404  403    403    200
    outlet-domain       GET     302     404  403    403    200
    outlet-domain       POST    302     404  403    403    200
    outlet-merge        GET     302     404  403    403    200
    outlet-merge        POST    302     404  403    403    200
    outlet-unmerge      GET     302     405  405    405    405
    outlet-unmerge      POST    302     404  403    403    302

    sources             GET     302     200  200    200    200
    sources             POST    302     405  405    405    405
    source              GET     302     200  200    200    200
    source              POST    302     405  405    405    405
    source-name         GET     302     403  403    200    200
    source-name         POST    302     403  403    200    200
    source-admission    GET     302     405  405    405    405
    source-admission    POST    302     403  403    302    302
    source-merge        GET     302     403  403    200    200
    source-merge        POST    302     403  403    200    200
    source-unmerge      GET     302     405  405    405    405
    source-unmerge      POST    302     403  403    302    302

    reviews             GET     302     200  200    200    200
    reviews             POST    302     405  405    405    405
    review              GET     302     404  200    404    200
    review              POST    302     405  405    405    405
    review-submit       GET     302     404  200    404    404
    review-submit       POST    302     404  422    404    404
    review-reopen       GET     302     404  403    404    302
    review-reopen       POST    302     404  403    404    302

    to-check            GET     302     200  200    200    200
    to-check            POST    302     405  405    405    405
    to-check-csv        GET     302     200  200    200    200
    to-check-csv        POST    302     405  405    405    405
    follow-up           GET     302     404  200    404    200
    follow-up           POST    302     404  200    404    200

    service-worker      GET     200     200  200    200    200
    service-worker      POST    405     405  405    405    405
    offline             GET     200     200  200    200    200
    offline             POST    405     405  405    405    405

    api-v1:openapi-json GET     200     200  200    200    200
    api-v1:api-root     GET     404     404  404    404    404
    api-v1:read_review  GET     401     404  200    404    200
    api-v1:put_mark     PUT     401     422  422    422    422
    api-v1:delete_mark  DELETE  401     422  422    422    422
    api-v1:search_sources GET   401     404  200    404    200
    api-v1:put_source   PUT     401     422  422    422    422
    api-v1:put_tour     PUT     401     200  200    200    200

    admin:index         GET     302     302  302    302    200
"""

# Pages of Django's own, which asks `has_perm` for each; what stands in for them is admin:index.
DJANGOS = "admin:"


class Line(NamedTuple):
    """One line of the table: what this person gets who asks for this address in this way."""

    address: str
    method: str
    person: str
    status: int


def lines() -> Iterator[Line]:
    """The table, person by person."""
    rows = [line.split() for line in TABLE.splitlines() if line.strip()][1:]
    for address, method, *statuses in rows:
        for person, status in zip(PEOPLE, statuses, strict=True):
            yield Line(address, method, person, int(status))


def addresses(patterns: list[URLPattern | URLResolver], within: str = "") -> Iterator[str]:
    """The name of every address of the product."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, f"{within}{pattern.namespace}:" if pattern.namespace else within)
        else:
            yield f"{within}{pattern.name}"


def test_every_address_has_its_line() -> None:
    named = {address for address in addresses(get_resolver().url_patterns) if not address.startswith(DJANGOS)}

    assert named == {line.address for line in lines()} - {"admin:index"}


@pytest.fixture
def where(
    story: Story,
    article: Article,
    review: Review,
    codebook: Codebook,
    make_version: Callable[..., Version],
    originals: Path,
) -> dict[str, dict[str, object]]:
    """What the addresses are asked about, by their first word."""
    upload = make_upload(None)
    make_draft(make_file(upload))
    table = make_file(upload, "t.csv", original=make_original(b"text,headline\nWords,Head\n"), reader="table")
    another = Review.objects.create(reviewer=review.reviewer, version=make_version(), round=review.round)
    outlet = Outlet.objects.create(name="The Post")
    Article.objects.filter(pk=article.pk).update(outlet=outlet)
    keep_original(article.versions.get(), b"The plan")
    mark = {"review_id": review.pk, "mark_id": "9b2f5a52-9c7e-4b8a-8f35-0b6d0c7a9a11"}
    return {
        "codebook": {"pk": codebook.pk},
        "story": {"slug": story.slug},
        "articles-new": {"slug": story.slug},
        "propositions": {"slug": story.slug},
        "article": {"pk": article.pk},
        "article-compare": {"pk": article.pk, "other": another.version.article_id},
        "outlet": {"pk": outlet.pk},
        "source": {"pk": make_source("Ana Sousa").pk},
        "review": {"pk": review.pk},
        "version": {"pk": review.version_id},
        "api-v1:read_review": {"review_id": review.pk},
        "api-v1:search_sources": {"review_id": review.pk},
        "api-v1:put_mark": mark,
        "api-v1:delete_mark": mark,
        "api-v1:put_source": {"review_id": review.pk, "source_id": mark["mark_id"]},
        "story-new": {},
        "uploads": {},
        "upload-new": {},
        "upload": {"pk": upload.pk},
        "draft": {"pk": upload.pk, "order": 0},
        "upload-file": {"pk": upload.pk, "order": table.order},
        "follow-up": {"claim": make_claim(another, "the plan was dropped").pk},
    }


@pytest.mark.parametrize("line", list(lines()), ids=lambda line: f"{line.method}-{line.address}-{line.person}")
def test_each_person_gets_what_the_table_says(
    line: Line, where: dict[str, dict[str, object]], request: pytest.FixtureRequest, client: Client, codebook: Codebook
) -> None:
    if line.person != "nobody":
        person: User = request.getfixturevalue(line.person)
        client.force_login(person)
    about = where.get(line.address, where.get(line.address.partition("-")[0], {}))

    answer = client.generic(line.method, reverse(line.address, kwargs=about))
    list(getattr(answer, "streaming_content", []))

    assert answer.status_code == line.status
    if line.person == "nobody" and line.status == 302:
        assert "/sign-in" in answer.headers["Location"] or "/admin/login" in answer.headers["Location"]
