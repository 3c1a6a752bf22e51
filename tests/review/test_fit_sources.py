"""Which entries of the register a claim may name."""

from typing import Any

import pytest

from annotations.models import (
    Admission,
    Article,
    Review,
    Source,
    SourceKind,
    User,
)
from annotations.review.refusals import Unfit
from tests.conftest import TEXT
from tests.fixtures import MakeVersion
from tests.review.conftest import DROPPED, MakeSource, Save, current, refused
from tests.wire import Wire, claim


def credited(source: Source, **more: Any) -> Wire:
    return claim(TEXT, DROPPED, attributions=[{"source": str(source.pk)}], **more)


def test_ones_own_proposal_may_be_named(save: Save, make_source: MakeSource, alice: User, review: Review) -> None:
    own = make_source("Ana Sousa", admission=Admission.PROPOSED, proposed_in=review, created_by=alice)

    save(credited(own))

    assert current(review) == [credited(own)]


def test_anothers_proposal_is_no_source_for_this_review(
    save: Save, make_source: MakeSource, bob: User, bobs_review: Review
) -> None:
    bobs = make_source("Ana Sousa", admission=Admission.PROPOSED, proposed_in=bobs_review, created_by=bob)

    refusal = refused(Unfit, "unknown-source", lambda: save(credited(bobs)))

    assert refusal.more == {"sources": [str(bobs.pk)]}


def test_another_articles_own_source_is_no_source_for_this_review(
    save: Save, make_source: MakeSource, make_version: MakeVersion
) -> None:
    elsewhere = make_source("critics", kind=SourceKind.GROUP, article=make_version("Another report.").article)

    refused(Unfit, "unknown-source", lambda: save(credited(elsewhere)))


def test_this_articles_own_source_may_be_named(save: Save, make_source: MakeSource, article: Article) -> None:
    here = make_source("critics", kind=SourceKind.GROUP, article=article)

    assert save(credited(here)).revision == 1


@pytest.mark.parametrize("role", ["source", "relayed_by"])
def test_a_source_merged_since_stays_on_the_claim_that_names_it(
    role: str, save: Save, make_source: MakeSource, review: Review
) -> None:
    merged, kept = make_source("A. Sousa"), make_source("Ana Sousa")
    said = claim(TEXT, DROPPED, attributions=[{role: str(merged.pk)}])
    made = save(said)
    Source.objects.filter(pk=merged.pk).update(merged_into=kept)

    save(said | {"grade": "4"}, made.id, 1)

    assert current(review) == [said | {"grade": "4"}]


@pytest.mark.parametrize("since", [{"admission": Admission.REFUSED}, {"merged": True}], ids=["refused", "merged"])
def test_a_source_merged_or_refused_since_is_not_named_anew(
    since: dict[str, Any], save: Save, make_source: MakeSource
) -> None:
    gone, kept = make_source("A. Sousa"), make_source("Ana Sousa")
    change = {"merged_into": kept} if since.get("merged") else since
    Source.objects.filter(pk=gone.pk).update(**change)

    refused(Unfit, "unknown-source", lambda: save(credited(gone)))


def test_a_source_refused_since_does_not_lock_the_claim_that_names_it(
    save: Save, make_source: MakeSource, review: Review
) -> None:
    gone = make_source("A. Sousa")
    made = save(credited(gone))
    Source.objects.filter(pk=gone.pk).update(admission=Admission.REFUSED)

    save(credited(gone, grade="4"), made.id, 1)

    assert current(review) == [credited(gone, grade="4")]
