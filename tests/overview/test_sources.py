"""Which entries of the register stand for which, after all mergers."""

from annotations.models import Admission, Claim, Review, Source, User
from annotations.overview.sources import ends_named, ends_of, load_mergers
from tests.exports.marking import credit, make_claim, make_source


def _merge(one: Source, into: Source) -> None:
    Source.objects.filter(pk=one.pk).update(merged_into=into)


def test_mergers_are_followed_to_their_end(alice: User) -> None:
    first, middle, last, other = (make_source(name) for name in ("A. Sousa", "Ana Souza", "Ana Sousa", "Bruno"))
    _merge(first, middle)
    _merge(middle, last)

    mergers = load_mergers(alice)

    assert mergers.end_of(first.pk) == mergers.end_of(middle.pk) == mergers.end_of(last.pk) == last.pk
    assert mergers.standing_for(middle.pk) == {first.pk, middle.pk, last.pk}
    assert mergers.standing_for(other.pk) == {other.pk}
    assert {key: str(entry) for key, entry in ends_of([first.pk, other.pk], mergers).items()} == {
        first.pk: "Ana Sousa",
        other.pk: "Bruno",
    }


def test_the_database_compares_only_with_mergers_of_what_the_claims_name(alice: User, review: Review) -> None:
    named, into, *others = (make_source(name) for name in ("A. Sousa", "Ana Sousa", "Bruno", "B.", "Clara", "C."))
    for one, other in ((named, into), (others[0], others[1]), (others[2], others[3])):
        _merge(one, other)
    for source in (named, into):
        credit(make_claim(review, "the plan was dropped"), source)

    assert ends_named(Claim.objects.all(), load_mergers(alice)) == {named.pk: into.pk}


def test_two_entries_merged_into_each_other_come_to_an_end(alice: User) -> None:
    one, other = make_source("Ana Sousa"), make_source("Ana Souza")
    _merge(one, other)
    _merge(other, one)

    assert load_mergers(alice).end_of(one.pk) == other.pk
    assert load_mergers(alice).standing_for(one.pk) == {one.pk, other.pk}


def test_a_merger_into_an_entry_that_one_may_not_see_is_not_followed(
    alice: User, bob: User, carol: User, bobs_review: Review
) -> None:
    admitted = make_source("Ana Sousa")
    bobs = make_source("Ana, says Bob", admission=Admission.PROPOSED, proposed_in=bobs_review, created_by=bob)
    _merge(admitted, bobs)

    assert load_mergers(alice).end_of(admitted.pk) == admitted.pk
    assert load_mergers(bob).end_of(admitted.pk) == bobs.pk
    assert load_mergers(None).end_of(admitted.pk) == bobs.pk
