"""The register as a reviewer uses it: what is found, and what is proposed."""

import uuid
from collections.abc import Callable

import pytest

from annotations.models import Admission, Article, Event, Review, Source, SourceKind, User, Verb
from annotations.review.content import SourceContent, SourceState
from annotations.review.refusals import Closed, Conflict, NotThere, Refusal, Unfit
from annotations.review.sources import MOST_FOUND, find_sources, propose_source
from annotations.review.submit import submit_review
from tests.fixtures import MakeVersion
from tests.review.conftest import MakeSource
from tests.wire import stored

Propose = Callable[..., SourceState]


@pytest.fixture
def propose(alice: User, review: Review) -> Propose:
    """A function that proposes a source in Alice's review, unless told otherwise."""

    def propose_it(
        name: str,
        kind: SourceKind = SourceKind.PERSON,
        *,
        source_id: uuid.UUID | None = None,
        change: uuid.UUID | None = None,
        user: User = alice,
        within: Review = review,
        **more: object,
    ) -> SourceState:
        return propose_source(
            user=user,
            review_id=within.pk,
            source_id=source_id or uuid.uuid4(),
            change=change or uuid.uuid4(),
            content=SourceContent.model_validate({"name": name, "kind": kind, **more}),
        )

    return propose_it


@pytest.fixture
def found(alice: User, review: Review) -> Callable[[str], list[str]]:
    """A function that gives the names that Alice finds for her review."""
    return lambda words: [state.names[0] for state in find_sources(user=alice, review=review, words=words)]


Found = Callable[[str], list[str]]


def refused(kind: type[Refusal], code: str, proposal: Callable[[], object]) -> Refusal:
    """The refusal, once it was seen to change nothing."""
    before = stored()
    with pytest.raises(kind) as caught:
        proposal()
    assert caught.value.code == code
    assert stored() == before
    return caught.value


# Proposed


def test_a_proposal_enters_the_register_as_its_makers(propose: Propose, alice: User, review: Review) -> None:
    answer = propose("Ana Sousa", affiliation="Ministry of Works")

    source = Source.objects.get()
    assert (source.pk, str(source), source.affiliation) == (answer.id, "Ana Sousa", "Ministry of Works")
    assert (source.admission, source.proposed_in, source.created_by) == (Admission.PROPOSED, review, alice)
    assert source.article is None
    assert answer.admission == "proposed"
    assert not answer.only_here


@pytest.mark.parametrize("kind", [SourceKind.UNNAMED_PERSON, SourceKind.GROUP, SourceKind.AUTHOR])
def test_an_unnamed_source_belongs_to_its_article(kind: SourceKind, propose: Propose, article: Article) -> None:
    answer = propose("critics", kind)

    assert Source.objects.get().article == article
    assert answer.only_here


@pytest.mark.parametrize("kind", [SourceKind.INSTITUTION, SourceKind.DOCUMENT, SourceKind.MEDIA])
def test_other_sources_may_belong_to_their_article(kind: SourceKind, propose: Propose, article: Article) -> None:
    propose("the video", kind, only_here=True)
    propose("The Gazette", kind)

    here, shared = Source.objects.order_by("created")
    assert (here.article, shared.article) == (article, None)


def test_proposing_is_written_down(propose: Propose, alice: User, review: Review) -> None:
    change = uuid.uuid4()
    answer = propose("Ana Sousa", change=change)

    event = Event.objects.get()
    assert (event.verb, event.actor, event.review, event.change) == (Verb.PROPOSED, alice, review, change)
    assert event.source_id == answer.id
    assert (event.before, event.after) == (None, answer.model_dump(mode="json"))


def test_a_proposal_sent_again_gets_its_first_answer(propose: Propose, alice: User, review: Review) -> None:
    source_id, change = uuid.uuid4(), uuid.uuid4()
    answer = propose("Ana Sousa", source_id=source_id, change=change)
    Source.objects.update(admission=Admission.ADMITTED)
    submit_review(user=alice, review_id=review.pk, nothing_to_mark=True)
    before = stored()

    assert propose("Ana Sousa", source_id=source_id, change=change) == answer
    assert stored() == before


def test_the_uuid_of_a_change_belongs_to_one_proposal(propose: Propose, bob: User, bobs_review: Review) -> None:
    source_id, change = uuid.uuid4(), uuid.uuid4()
    propose("Ana Sousa", source_id=source_id, change=change)

    refused(Conflict, "change-taken", lambda: propose("Rui Sousa", change=change))
    refused(
        Conflict,
        "change-taken",
        lambda: propose("Ana Sousa", source_id=source_id, change=change, user=bob, within=bobs_review),
    )


def test_the_uuid_of_a_source_is_its_own(propose: Propose) -> None:
    answer = propose("Ana Sousa")

    refused(Conflict, "source-taken", lambda: propose("Rui Sousa", source_id=answer.id))


@pytest.mark.parametrize("name", ["Ána Sousa", "ÁNA sousa", "  Ána Sousa "])
def test_a_name_that_the_register_has_is_answered_with_its_entry(
    name: str, propose: Propose, make_source: MakeSource
) -> None:
    there = make_source("Ána Sousa")

    refusal = refused(Conflict, "name-taken", lambda: propose(name))

    current = refusal.more["current"]
    assert (current.id, current.names) == (there.pk, ["Ána Sousa"])


def test_a_name_with_other_accents_is_another_entry(propose: Propose, make_source: MakeSource) -> None:
    make_source("Ána Sousa")

    assert propose("Ana Sousa").names == ["Ana Sousa"]


def test_the_name_of_a_merged_entry_is_answered_with_the_one_it_stands_for(
    propose: Propose, make_source: MakeSource
) -> None:
    there = make_source("Alexander Shchetinin")
    make_source("Aleksandr Schetinin", merged_into=there)

    refusal = refused(Conflict, "name-taken", lambda: propose("aleksandr schetinin"))

    assert refusal.more["current"].id == there.pk


def test_a_name_of_another_kind_is_another_entry(propose: Propose, make_source: MakeSource) -> None:
    make_source("The Gazette", kind=SourceKind.MEDIA)

    assert propose("The Gazette", SourceKind.DOCUMENT).names == ["The Gazette"]


def test_a_name_that_only_another_reviewer_proposed_is_not_told(
    propose: Propose, bob: User, bobs_review: Review
) -> None:
    propose("Ana Sousa", user=bob, within=bobs_review)

    assert propose("Ana Sousa").names == ["Ana Sousa"]


@pytest.mark.parametrize("name", ["", "   "])
def test_a_source_has_a_name(name: str, propose: Propose) -> None:
    refused(Unfit, "no-name", lambda: propose(name))


def test_a_named_person_is_shared_by_all_stories(propose: Propose) -> None:
    refusal = refused(Unfit, "unfit", lambda: propose("Ana Sousa", only_here=True))

    assert "unnamed person" in refusal.words


def test_a_closed_review_takes_no_proposal(propose: Propose, alice: User, review: Review) -> None:
    submit_review(user=alice, review_id=review.pk, nothing_to_mark=True)

    refused(Closed, "closed", lambda: propose("Ana Sousa"))


@pytest.mark.parametrize("name", ["bob", "carol", "dan", "eve"])
def test_nobody_proposes_in_anothers_review(name: str, propose: Propose, request: pytest.FixtureRequest) -> None:
    somebody: User = request.getfixturevalue(name)

    refused(NotThere, "not-found", lambda: propose("Ana Sousa", user=somebody))


# Found


def test_a_source_is_found_by_a_part_of_its_name(found: Found, make_source: MakeSource) -> None:
    make_source("Ana Sousa")
    make_source("Rui Costa")

    assert found("sous") == ["Ana Sousa"]
    assert found(" COSTA ") == ["Rui Costa"]
    assert found("") == ["Ana Sousa", "Rui Costa"]


@pytest.mark.parametrize("words", ["rodriguez", "RODRÍGUEZ", "Rodri\u0301guez", "ecole", "ÉCOLE"])
def test_a_source_is_found_whatever_case_and_accents(words: str, found: Found, make_source: MakeSource) -> None:
    make_source("Delcy Rodríguez", affiliation="École normale")
    make_source("Rodrigo Duterte")

    assert found(words) == ["Delcy Rodríguez"]


def test_the_name_that_fits_best_is_first_whatever_its_accents(found: Found, make_source: MakeSource) -> None:
    for name in ("Zoe Élan", "Élan", "Élan vital", "Éland"):
        make_source(name)

    assert found("elan") == ["Élan", "Élan vital", "Éland", "Zoe Élan"]


def test_a_source_is_found_by_any_of_its_names(found: Found, make_source: MakeSource) -> None:
    make_source("Alexander Shchetinin").names.create(order=1, name="Aleksandr Schetinin")

    assert found("schet") == ["Alexander Shchetinin"]


def test_the_name_of_a_merged_entry_finds_the_one_it_stands_for(found: Found, make_source: MakeSource) -> None:
    stands = make_source("Alexander Shchetinin")
    between = make_source("Aleksandr Schetinin", merged_into=stands)
    make_source("A. Szczetinin", merged_into=between)
    make_source("Schetinin's deputy")

    assert found("schetinin") == ["Schetinin's deputy", "Alexander Shchetinin"]
    assert found("Aleksandr") == ["Alexander Shchetinin"]
    assert found("Szcz") == ["Alexander Shchetinin"]


def test_the_name_of_a_merged_entry_that_one_may_not_see_finds_nothing(
    found: Found, make_source: MakeSource, propose: Propose, bob: User, bobs_review: Review
) -> None:
    stands = make_source("Alexander Shchetinin")
    propose("Aleksandr Schetinin", user=bob, within=bobs_review)
    Source.objects.exclude(pk=stands.pk).update(merged_into=stands)

    assert found("Schetinin") == []


def test_a_source_is_found_by_its_affiliation(found: Found, make_source: MakeSource) -> None:
    make_source("Ana Sousa", affiliation="Ministry of Works")

    assert found("ministry") == ["Ana Sousa"]


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "a%a"])
def test_words_are_looked_up_to_the_letter(words: str, found: Found, make_source: MakeSource) -> None:
    make_source("Ana Sousa")

    assert found(words) == []


def test_what_no_claim_may_name_is_not_found(
    found: Found, make_source: MakeSource, make_version: MakeVersion, article: Article
) -> None:
    kept = make_source("Sousa, kept")
    make_source("Sousa, merged", merged_into=kept)
    make_source("Sousa, refused", admission=Admission.REFUSED)
    make_source("Sousa's friends, here", kind=SourceKind.GROUP, article=article)
    make_source("Sousa's friends, elsewhere", kind=SourceKind.GROUP, article=make_version("Another.").article)

    assert found("sousa") == ["Sousa's friends, here", "Sousa, kept"]


def test_proposals_are_found_by_their_maker_alone(
    found: Found, propose: Propose, bob: User, bobs_review: Review
) -> None:
    propose("Ana Sousa")
    propose("Rui Sousa", user=bob, within=bobs_review)

    assert found("sousa") == ["Ana Sousa"]


def test_no_more_are_found_than_a_list_can_show(found: Found, make_source: MakeSource) -> None:
    for number in range(MOST_FOUND + 5):
        make_source(f"Source {number}")

    assert len(found("source")) == MOST_FOUND
