"""The register as it is kept: entries admitted and refused, names added, sources merged and set apart again."""

import random
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.models import Admission, Article, Attribution, Event, Review, Source, SourceKind, User, Verb
from annotations.review.refusals import Conflict, NotAllowed, NotThere, Refusal, Unfit
from annotations.review.register import (
    add_name,
    admit_source,
    chain,
    hindrance,
    merge_sources,
    refuse_source,
    take_back_merger,
)
from tests.exports.marking import credit, make_claim, make_source, submit
from tests.fixtures import MakeVersion
from tests.review.conftest import refused


@pytest.fixture
def shchetinin(db: None) -> Source:
    return make_source("Alexander Shchetinin", kind=SourceKind.PERSON)


@pytest.fixture
def schetinin(db: None) -> Source:
    return make_source("Aleksandr Schetinin", kind=SourceKind.PERSON)


@pytest.fixture
def proposed(bobs_review: Review) -> Source:
    """An entry that Bob proposed in his review, which is submitted."""
    submit(bobs_review)
    return make_source(
        "Ana Sousa", admission=Admission.PROPOSED, proposed_in=bobs_review, created_by=bobs_review.reviewer
    )


def names(source: Source) -> list[str]:
    return list(source.names.order_by("order").values_list("name", flat=True))


# Admitted and refused


@pytest.mark.parametrize("person", ["carol", "dan"])
@pytest.mark.parametrize(
    ("decide", "admission"), [(admit_source, Admission.ADMITTED), (refuse_source, Admission.REFUSED)]
)
def test_a_proposed_entry_is_decided_on_and_the_decision_is_written_down(
    decide: Callable[..., Source], admission: Admission, person: str, proposed: Source, request: pytest.FixtureRequest
) -> None:
    keeper = request.getfixturevalue(person)
    decide(user=keeper, source_id=proposed.pk)

    proposed.refresh_from_db()
    assert proposed.admission == admission
    event = Event.objects.get()
    assert (event.verb, event.actor, event.source, event.review) == (admission, keeper, proposed, proposed.proposed_in)
    assert (event.before, event.after) == ({"admission": "proposed"}, {"admission": admission})


@pytest.mark.parametrize("decide", [admit_source, refuse_source])
@pytest.mark.parametrize("admission", [Admission.ADMITTED, Admission.REFUSED])
def test_what_is_not_proposed_is_not_decided_on(
    decide: Callable[..., Source], admission: Admission, carol: User, proposed: Source
) -> None:
    Source.objects.update(admission=admission)

    refusal = refused(Conflict, "decided-already", lambda: decide(user=carol, source_id=proposed.pk))

    assert refusal.words == f"“Ana Sousa” is {admission} already. Only a proposed entry is admitted or refused."


def test_a_proposed_entry_that_is_merged_waits_for_no_decision(
    carol: User, proposed: Source, shchetinin: Source
) -> None:
    merge_sources(user=carol, source_id=proposed.pk, into_id=shchetinin.pk)

    refused(Conflict, "merged-already", lambda: admit_source(user=carol, source_id=proposed.pk))


@pytest.mark.parametrize("person", ["alice", "bob", "eve"])
def test_reviewers_look_at_the_register_and_do_not_keep_it(
    person: str, shchetinin: Source, schetinin: Source, request: pytest.FixtureRequest
) -> None:
    reviewer: User = request.getfixturevalue(person)
    one: dict[str, Any] = {"user": reviewer, "source_id": shchetinin.pk}

    refused(NotAllowed, "forbidden", lambda: admit_source(**one))
    refused(NotAllowed, "forbidden", lambda: refuse_source(**one))
    refused(NotAllowed, "forbidden", lambda: add_name(**one, name="A. Shchetinin"))
    refused(NotAllowed, "forbidden", lambda: merge_sources(**one, into_id=schetinin.pk))
    refused(NotAllowed, "forbidden", lambda: take_back_merger(**one, into_id=schetinin.pk))


def test_an_entry_that_one_may_not_see_is_not_there(carol: User, review: Review, shchetinin: Source) -> None:
    hidden = make_source("Ana Sousa", admission=Admission.PROPOSED, proposed_in=review, created_by=review.reviewer)

    refused(NotThere, "not-found", lambda: admit_source(user=carol, source_id=hidden.pk))
    refused(NotThere, "not-found", lambda: merge_sources(user=carol, source_id=hidden.pk, into_id=shchetinin.pk))
    refused(NotThere, "not-found", lambda: merge_sources(user=carol, source_id=shchetinin.pk, into_id=hidden.pk))
    refused(NotThere, "not-found", lambda: add_name(user=carol, source_id=uuid.uuid4(), name="Nobody"))


# Named


def test_a_name_stands_behind_those_that_are_there(carol: User, shchetinin: Source) -> None:
    add_name(user=carol, source_id=shchetinin.pk, name="  A. \t Shchetinin ")

    assert names(shchetinin) == ["Alexander Shchetinin", "A. Shchetinin"]
    event = Event.objects.get()
    assert (event.verb, event.actor, event.source) == (Verb.NAMED, carol, shchetinin)
    assert event.before == {"names": ["Alexander Shchetinin"]}
    assert event.after == {"names": ["Alexander Shchetinin", "A. Shchetinin"]}


def test_a_name_that_is_there_already_changes_nothing(carol: User, shchetinin: Source) -> None:
    add_name(user=carol, source_id=shchetinin.pk, name="Alexander  Shchetinin")

    assert names(shchetinin) == ["Alexander Shchetinin"]
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "no-name"), (" \n ", "no-name"), ("x" * 201, "too-long"), ("a\x00b", "unfit"), ("a\ud800", "unfit")],
)
def test_a_name_that_no_column_should_hold_is_refused(name: str, code: str, carol: User, shchetinin: Source) -> None:
    refused(Unfit, code, lambda: add_name(user=carol, source_id=shchetinin.pk, name=name))


def test_a_name_may_be_as_long_as_its_column(carol: User, shchetinin: Source) -> None:
    add_name(user=carol, source_id=shchetinin.pk, name="😀" * 200)

    assert names(shchetinin)[1] == "😀" * 200


@pytest.mark.parametrize("name", ["Aleksandr Schetinin", "ALEKSANDR schetinin"])
def test_the_name_of_another_source_is_refused_with_the_offer_to_merge(
    name: str, carol: User, shchetinin: Source, schetinin: Source
) -> None:
    refusal = refused(Conflict, "name-taken", lambda: add_name(user=carol, source_id=shchetinin.pk, name=name))

    assert "merge the two instead" in refusal.words
    assert refusal.more["twin"] == schetinin


def test_upper_and_lower_case_are_alike_in_every_script(carol: User, shchetinin: Source) -> None:
    make_source("ÁNA Щетинин")

    refused(Conflict, "name-taken", lambda: add_name(user=carol, source_id=shchetinin.pk, name="ána щетинин"))


def test_a_name_of_what_was_merged_into_it_is_its_own(carol: User, shchetinin: Source, schetinin: Source) -> None:
    between = make_source("A. Schetinin", merged_into=shchetinin)
    Source.objects.filter(pk=schetinin.pk).update(merged_into=between)

    add_name(user=carol, source_id=shchetinin.pk, name="Aleksandr Schetinin")

    assert names(shchetinin)[1] == "Aleksandr Schetinin"


def test_a_name_of_what_was_merged_elsewhere_belongs_to_whom_it_stands_for(
    carol: User, shchetinin: Source, schetinin: Source
) -> None:
    make_source("The diplomat", merged_into=schetinin)

    refusal = refused(
        Conflict, "name-taken", lambda: add_name(user=carol, source_id=shchetinin.pk, name="the diplomat")
    )

    assert refusal.more["twin"] == schetinin


def test_names_that_could_not_be_one_source_do_not_stand_in_each_others_way(
    carol: User, shchetinin: Source, article: Article, make_version: MakeVersion, review: Review
) -> None:
    make_source("critics", kind=SourceKind.GROUP, article=make_version("Another.").article)
    here = make_source("many", kind=SourceKind.GROUP, article=article)
    make_source("The Shchetinin papers", kind=SourceKind.DOCUMENT)
    make_source("Shchetinin", admission=Admission.REFUSED)
    make_source("A. Sh.", admission=Admission.PROPOSED, proposed_in=review)

    add_name(user=carol, source_id=here.pk, name="critics")
    for name in ("The Shchetinin papers", "Shchetinin", "A. Sh."):
        add_name(user=carol, source_id=shchetinin.pk, name=name)

    assert names(here) == ["many", "critics"]
    assert len(names(shchetinin)) == 4


def test_a_merged_entry_takes_no_name(carol: User, shchetinin: Source, schetinin: Source) -> None:
    Source.objects.filter(pk=schetinin.pk).update(merged_into=shchetinin)

    refusal = refused(
        Conflict, "merged-already", lambda: add_name(user=carol, source_id=schetinin.pk, name="A. Schetinin")
    )

    assert "Add the name to that one instead" in refusal.words


# Merged


def test_a_merged_source_stands_for_the_other_and_no_mark_is_touched(
    carol: User, review: Review, shchetinin: Source, schetinin: Source
) -> None:
    credit(make_claim(review, "the plan was dropped"), schetinin)
    before = list(Attribution.objects.values())

    merged = merge_sources(user=carol, source_id=schetinin.pk, into_id=shchetinin.pk)

    assert merged.merged_into == shchetinin
    assert list(Attribution.objects.values()) == before
    event = Event.objects.get()
    assert (event.verb, event.actor, event.source) == (Verb.MERGED, carol, schetinin)
    assert (event.before, event.after) == ({"merged_into": None}, {"merged_into": str(shchetinin.pk)})


def test_a_merger_taken_back_leaves_all_as_it_was(carol: User, shchetinin: Source, schetinin: Source) -> None:
    rows = list(Source.objects.order_by("pk").values())
    merge_sources(user=carol, source_id=schetinin.pk, into_id=shchetinin.pk)
    take_back_merger(user=carol, source_id=schetinin.pk, into_id=shchetinin.pk)

    assert list(Source.objects.order_by("pk").values()) == rows
    event = Event.objects.get(verb=Verb.UNMERGED)
    assert (event.actor, event.source) == (carol, schetinin)
    assert (event.before, event.after) == ({"merged_into": str(shchetinin.pk)}, {"merged_into": None})


def test_doing_it_twice_is_doing_it_once(carol: User, shchetinin: Source, schetinin: Source) -> None:
    for act in (merge_sources, merge_sources, take_back_merger, take_back_merger):
        act(user=carol, source_id=schetinin.pk, into_id=shchetinin.pk)

    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [Verb.MERGED, Verb.UNMERGED]


def test_a_merger_that_was_made_anew_elsewhere_is_not_taken_back_by_an_old_page(
    carol: User, shchetinin: Source, schetinin: Source
) -> None:
    third = make_source("A. Shchetinin")
    Source.objects.filter(pk=schetinin.pk).update(merged_into=third)

    refusal = refused(
        Conflict,
        "merged-elsewhere",
        lambda: take_back_merger(user=carol, source_id=schetinin.pk, into_id=shchetinin.pk),
    )

    assert "is merged into “A. Shchetinin” by now" in refusal.words


def test_a_source_is_not_merged_into_itself(carol: User, shchetinin: Source) -> None:
    refused(Unfit, "itself", lambda: merge_sources(user=carol, source_id=shchetinin.pk, into_id=shchetinin.pk))


@pytest.mark.parametrize("length", [1, 2, 5])
def test_mergers_make_no_circle_at_any_length(length: int, carol: User, shchetinin: Source) -> None:
    last = shchetinin
    for number in range(length):
        following = make_source(f"Source {number}")
        Source.objects.filter(pk=following.pk).update(merged_into=last)
        last = following

    refusal = refused(Conflict, "circle", lambda: merge_sources(user=carol, source_id=shchetinin.pk, into_id=last.pk))

    assert "take that back first" in refusal.words


def test_what_is_merged_already_is_merged_nowhere_else(carol: User, shchetinin: Source, schetinin: Source) -> None:
    third, fourth = make_source("A. Shchetinin"), make_source("Shchetinin, A.")
    for merged, into in [(schetinin, third), (third, fourth)]:
        merge_sources(user=carol, source_id=merged.pk, into_id=into.pk)

    one = refused(
        Conflict, "merged-already", lambda: merge_sources(user=carol, source_id=schetinin.pk, into_id=shchetinin.pk)
    )
    assert one.words == "“Aleksandr Schetinin” is merged into “A. Shchetinin” already. Take that back first."
    other = refused(
        Conflict, "merged-already", lambda: merge_sources(user=carol, source_id=shchetinin.pk, into_id=schetinin.pk)
    )
    assert "Choose “Shchetinin, A.” instead" in other.words


UNNAMED = [SourceKind.UNNAMED_PERSON, SourceKind.GROUP, SourceKind.AUTHOR]


@pytest.mark.parametrize("kind", UNNAMED)
def test_an_unnamed_source_of_one_article_is_not_one_of_another(
    kind: SourceKind, carol: User, article: Article, make_version: MakeVersion
) -> None:
    here = make_source("a diplomat", kind=kind, article=article)
    elsewhere = make_source("the diplomat", kind=kind, article=make_version("Another.").article)
    beside = make_source("this diplomat", kind=kind, article=article)

    refused(Unfit, "other-article", lambda: merge_sources(user=carol, source_id=here.pk, into_id=elsewhere.pk))
    assert merge_sources(user=carol, source_id=here.pk, into_id=beside.pk).merged_into == beside


def test_somebody_who_was_described_may_turn_out_to_be_named_and_not_the_other_way_round(
    carol: User, article: Article, shchetinin: Source
) -> None:
    diplomat = make_source("the diplomat", kind=SourceKind.UNNAMED_PERSON, article=article)

    refusal = refused(
        Unfit, "other-kind", lambda: merge_sources(user=carol, source_id=shchetinin.pk, into_id=diplomat.pk)
    )
    assert "Merge the other way round" in refusal.words
    assert merge_sources(user=carol, source_id=diplomat.pk, into_id=shchetinin.pk).merged_into == shchetinin


def test_what_belongs_to_one_article_does_not_take_in_what_all_stories_share(carol: User, article: Article) -> None:
    here = make_source("the video", kind=SourceKind.DOCUMENT, article=article)
    shared = make_source("Video of 30 April", kind=SourceKind.DOCUMENT)

    refusal = refused(Unfit, "one-article", lambda: merge_sources(user=carol, source_id=shared.pk, into_id=here.pk))
    assert "Merge the other way round" in refusal.words
    assert merge_sources(user=carol, source_id=here.pk, into_id=shared.pk).merged_into == shared


@pytest.mark.parametrize("one", SourceKind.values)
@pytest.mark.parametrize("other", SourceKind.values)
def test_kinds_that_go_together_are_merged_and_others_are_not(
    one: str, other: str, carol: User, article: Article
) -> None:
    belongs = {kind: None if kind == "person" else article for kind in SourceKind.values}
    source = make_source("One", kind=one, article=belongs[one])
    into = make_source("Other", kind=other, article=belongs[other])

    agencies = {"institution", "media"}
    goes = one == other or {one, other} == agencies or (one, other) == ("unnamed_person", "person")
    assert (hindrance(source, into) == "") == goes
    if goes:
        merge_sources(user=carol, source_id=source.pk, into_id=into.pk)
    else:
        refused(Unfit, "other-kind", lambda: merge_sources(user=carol, source_id=source.pk, into_id=into.pk))


def test_what_not_everybody_sees_takes_nothing_in(carol: User, proposed: Source, shchetinin: Source) -> None:
    refusal = refused(
        Conflict,
        "not-admitted",
        lambda: merge_sources(user=carol, source_id=shchetinin.pk, into_id=proposed.pk),
    )
    assert refusal.words == "“Ana Sousa” is proposed, not admitted. Merge the other way round."
    assert merge_sources(user=carol, source_id=proposed.pk, into_id=shchetinin.pk).merged_into == shchetinin

    second = make_source("A. Sousa", admission=Admission.PROPOSED, proposed_in=proposed.proposed_in)
    third = make_source("Sousa", admission=Admission.REFUSED)
    assert "Admit it first" in hindrance(third, second)
    assert "Choose an entry that is" in hindrance(second, third)


@pytest.mark.usefixtures("transactional_db")
def test_merged_into_each_other_at_once_one_of_them_stays(carol: User) -> None:
    for _ in range(3):
        pair = [make_source("One"), make_source("Other")]
        start = Barrier(2)

        def merge(source: Source, into: Source, start: Barrier = start) -> str:
            try:
                start.wait(30)
                merge_sources(user=carol, source_id=source.pk, into_id=into.pk)
            except Refusal as refusal:
                return refusal.code
            finally:
                connection.close()
            return "merged"

        with ThreadPoolExecutor(2) as pool:
            done = sorted(pool.map(merge, pair, reversed(pair)))

        assert done == ["circle", "merged"]
        assert Source.objects.filter(pk__in=[one.pk for one in pair], merged_into=None).count() == 1


@given(seed=st.integers(0, 2**32), steps=st.integers(1, 20))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_one_merges_and_takes_back_there_is_no_circle_and_taking_all_back_restores(
    seed: int, steps: int, carol: User
) -> None:
    chance = random.Random(seed)  # noqa: S311  (no secret)
    entries = [make_source(f"Source {number}") for number in range(5)]
    keys = [one.pk for one in entries]
    rows = list(Source.objects.filter(pk__in=keys).order_by("pk").values())
    for _ in range(steps):
        act = chance.choice([merge_sources, merge_sources, take_back_merger])
        source, into = chance.choice(keys), chance.choice(keys)
        with suppress(Refusal):
            act(user=carol, source_id=source, into_id=into)
        for entry in Source.objects.filter(pk__in=keys):
            *_, end = chain(entry)
            assert end.merged_into_id is None

    for entry in Source.objects.filter(pk__in=keys, merged_into__isnull=False):
        take_back_merger(user=carol, source_id=entry.pk, into_id=entry.merged_into_id or entry.pk)
    assert list(Source.objects.filter(pk__in=keys).order_by("pk").values()) == rows
