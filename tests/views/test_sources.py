"""The pages of the register: the list, one source, and what adjudicators and admins do there."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Admission, Event, Grade, Review, Source, SourceKind, User, Verb
from tests.exports.marking import credit, make_claim, make_source, submit
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page


@pytest.fixture
def shchetinin(db: None) -> Source:
    return make_source("Alexander Shchetinin", kind=SourceKind.PERSON, affiliation="Foreign Ministry")


@pytest.fixture
def schetinin(shchetinin: Source) -> Source:
    return make_source("Aleksandr Schetinin", kind=SourceKind.PERSON)


@pytest.fixture
def proposed(bobs_review: Review) -> Source:
    """An entry that Bob proposed in his review, which is submitted."""
    submit(bobs_review)
    return make_source(
        "Ana Sousa", admission=Admission.PROPOSED, proposed_in=bobs_review, created_by=bobs_review.reviewer
    )


def at(source: Source, name: str = "source") -> str:
    return reverse(name, args=[source.pk])


def listed(page: Page) -> list[str]:
    """The entries that a list links to, by their keys, in order."""
    return [link.removeprefix("/sources/") for link in page.links if link.startswith("/sources/") and "?" not in link]


# The list


def test_the_list_shows_who_vouches_for_how_many_claims(
    alice: User, signed_in: SignIn, review: Review, shchetinin: Source, schetinin: Source
) -> None:
    shchetinin.names.create(order=1, name="A. Shchetinin")
    Source.objects.filter(pk=schetinin.pk).update(merged_into=shchetinin)
    credit(make_claim(review, "the plan was dropped"), shchetinin)
    credit(make_claim(review, "it was only delayed"), schetinin)

    page = Page(signed_in(alice).get("/sources"))

    assert listed(page) == [str(shchetinin.pk)]
    assert "Alexander Shchetinin Named person Foreign Ministry also A. Shchetinin 2 claims" in page.words
    assert "1 entry" in page.words


def test_a_search_finds_names_affiliations_and_what_was_merged(
    alice: User, signed_in: SignIn, shchetinin: Source, schetinin: Source
) -> None:
    make_source("Rui Costa")
    Source.objects.filter(pk=schetinin.pk).update(merged_into=shchetinin)
    client = signed_in(alice)

    for words in ("shchet", "ministry", "Schetinin", "ALEKSANDR"):
        assert listed(Page(client.get("/sources", {"q": words}))) == [str(shchetinin.pk)]
    nothing = Page(client.get("/sources", {"q": "zebra"}))
    assert "Nothing found No entry that you can see fits what you look for." in nothing.words
    assert "Near spellings" not in nothing.words


def test_a_search_that_finds_nothing_offers_near_spellings(
    alice: User, carol: User, signed_in: SignIn, shchetinin: Source, proposed: Source
) -> None:
    client = signed_in(alice)

    for words in ("shetinin", "aleksander", "Alexander Schetinin"):
        page = Page(client.get("/sources", {"q": words}))
        assert (
            f"Nothing found No entry that you can see fits what you look for. Near spellings of “{words}”" in page.words
        )
        assert listed(page) == [str(shchetinin.pk)]
    for narrowed in ({"q": "shetinin", "kind": "media"}, {"q": "shx"}, {"q": "souza"}):
        assert listed(Page(client.get("/sources", narrowed))) == []
    assert listed(Page(signed_in(carol).get("/sources", {"q": "souza"}))) == [str(proposed.pk)]


def test_the_list_is_filtered_by_kind_and_admission(
    carol: User, signed_in: SignIn, shchetinin: Source, proposed: Source
) -> None:
    tass = make_source("Tass", kind=SourceKind.MEDIA)
    client = signed_in(carol)

    assert listed(Page(client.get("/sources", {"kind": "media"}))) == [str(tass.pk)]
    assert listed(Page(client.get("/sources", {"admission": "proposed"}))) == [str(proposed.pk)]
    assert listed(Page(client.get("/sources", {"kind": "media", "admission": "proposed"}))) == []


@pytest.mark.parametrize("asked", [{"q": "a\x00b"}, {"kind": "robot"}, {"admission": "x", "page": "many"}])
def test_what_can_not_be_looked_for_breaks_nothing(
    asked: dict[str, str], alice: User, signed_in: SignIn, shchetinin: Source
) -> None:
    answer = signed_in(alice).get("/sources", asked)

    assert answer.status_code == 200
    assert listed(Page(answer)) == [str(shchetinin.pk)]


def test_fifty_entries_stand_on_a_page_and_its_links_keep_what_is_looked_for(dan: User, signed_in: SignIn) -> None:
    for number in range(51):
        make_source(f"Paper {number}", kind=SourceKind.MEDIA)
    client = signed_in(dan)

    first = Page(client.get("/sources", {"q": "paper", "kind": "media"}))
    assert len(listed(first)) == 50
    (following,) = [link for link in first.links if "page=2" in link]
    assert "q=paper" in following
    assert "kind=media" in following
    assert len(listed(Page(client.get(f"/sources{following}")))) == 1


def test_what_awaits_a_decision_stands_on_top_for_who_decides(
    alice: User, carol: User, signed_in: SignIn, proposed: Source, schetinin: Source
) -> None:
    keepers = Page(signed_in(carol).get("/sources")).words
    assert "To admit 1 proposed" in keepers
    assert "One and the same? 1 pair" in keepers
    assert "Aleksandr Schetinin and Alexander Shchetinin" in keepers

    reviewers = Page(signed_in(alice).get("/sources")).words
    assert "To admit" not in reviewers
    assert "One and the same?" not in reviewers
    assert "Ana Sousa" not in reviewers


def test_an_empty_register_says_what_will_be_here(eve: User, signed_in: SignIn) -> None:
    assert "No sources yet Whoever reviews an article names" in Page(signed_in(eve).get("/sources")).words


# One source


def test_a_source_shows_its_claims_by_story_and_article(
    alice: User, signed_in: SignIn, review: Review, shchetinin: Source, schetinin: Source, grades: dict[str, Grade]
) -> None:
    Source.objects.filter(pk=schetinin.pk).update(merged_into=shchetinin)
    claim = make_claim(review, "the plan was dropped", grade=grades["4"])
    credit(claim, shchetinin, mode="paraphrase", cues=["said"])
    credit(make_claim(review, "We never had 1,000 men there"), schetinin)

    page = Page(signed_in(alice).get(at(shchetinin)))

    assert "41 claim of grade 4?1 claim not yet graded" in page.words.replace("4 ?", "4?")
    assert "The plan Minister denies the plan outlet not known" in page.words
    assert "grade 4 the plan was dropped paraphrase said marked by Alice Moreau" in page.words
    assert "We never had 1,000 men there as Aleksandr Schetinin marked by Alice Moreau" in page.words
    assert f"/reviews/{review.pk}#c-{claim.pk}" in page.links
    assert "Merged into it" in page.words
    assert "Take it back" not in page.words


def test_relays_stand_behind_their_link(alice: User, signed_in: SignIn, review: Review, shchetinin: Source) -> None:
    tass = make_source("Tass", kind=SourceKind.MEDIA)
    credit(make_claim(review, "the plan was dropped"), shchetinin, relayed_by=tass)
    client = signed_in(alice)

    page = Page(client.get(at(tass)))
    assert "No claim that you may read is credited to it; it only relays." in page.words
    assert "Relays 1" in page.words
    (relays,) = [link for link in page.links if "as=relayed_by" in link]
    assert "the plan was dropped said by Alexander Shchetinin" in Page(client.get(f"{at(tass)}{relays}")).words
    assert "relayed by Tass" in Page(client.get(at(shchetinin))).words


def test_a_blind_round_shows_a_reviewer_his_own_claims_alone(
    alice: User, signed_in: SignIn, review: Review, bobs_review: Review, shchetinin: Source
) -> None:
    credit(make_claim(review, "the plan was dropped"), shchetinin)
    credit(make_claim(bobs_review, "it was only delayed"), shchetinin)
    submit(bobs_review)
    client = signed_in(alice)

    before = Page(client.get(at(shchetinin))).words + Page(client.get("/sources")).words
    assert "only delayed" not in before
    assert "Bob" not in before
    assert "1 claim" in before
    assert "2 claims" not in before

    submit(review)
    assert "only delayed" in Page(client.get(at(shchetinin))).words
    assert "2 claims" in Page(client.get("/sources")).words


def test_an_entry_that_another_proposed_is_not_there_even_once_it_is_merged(
    alice: User, bob: User, signed_in: SignIn, proposed: Source, shchetinin: Source
) -> None:
    Source.objects.filter(pk=proposed.pk).update(merged_into=shchetinin)
    client = signed_in(alice)

    assert client.get(at(proposed)).status_code == 404
    assert "Ana Sousa" not in Page(client.get(at(shchetinin))).words
    assert listed(Page(client.get("/sources", {"q": "Ana Sousa"}))) == []
    own = Page(signed_in(bob).get(at(proposed)))
    assert "Merged into Alexander Shchetinin" in own.words
    assert at(shchetinin) in own.links


def test_a_source_of_one_article_is_for_those_who_see_the_article(
    eve: User, alice: User, signed_in: SignIn, review: Review
) -> None:
    critics = make_source("critics", kind=SourceKind.GROUP, article=review.version.article)

    assert signed_in(eve).get(at(critics)).status_code == 404
    assert "belongs to Minister denies the plan" in Page(signed_in(alice).get(at(critics))).words


def test_a_hundred_claims_stand_on_a_page(carol: User, signed_in: SignIn, review: Review, shchetinin: Source) -> None:
    for _ in range(101):
        credit(make_claim(review, "the plan was dropped"), shchetinin)
    submit(review)
    client = signed_in(carol)

    first = client.get(at(shchetinin))
    assert Page(first).words.count("marked by Alice") == 100
    assert Page(client.get(at(shchetinin), {"page": "2"})).words.count("marked by Alice") == 1


# Kept in order


@pytest.mark.parametrize("admission", [Admission.ADMITTED, Admission.REFUSED])
def test_a_proposed_entry_is_decided_on_once(
    admission: Admission, carol: User, signed_in: SignIn, proposed: Source
) -> None:
    client = signed_in(carol)
    assert "Proposed by Bob Okafor" in Page(client.get(at(proposed))).words

    done = Page(client.post(at(proposed, "source-admission"), {"admission": admission}, follow=True)).words
    assert f"“Ana Sousa” is {admission}." in done
    again = Page(client.post(at(proposed, "source-admission"), {"admission": admission}, follow=True)).words
    assert "Only a proposed entry is admitted or refused." in again
    proposed.refresh_from_db()
    assert proposed.admission == admission


def test_words_in_quotation_marks_get_no_others(carol: User, signed_in: SignIn, proposed: Source) -> None:
    proposed.names.update(name="“Many”")

    page = Page(signed_in(carol).get(at(proposed)))

    assert "Refuse “Many”?" in page.words
    assert "Admit “Many”?" in page.words


def test_no_other_decision_is_known(carol: User, signed_in: SignIn, proposed: Source) -> None:
    answer = signed_in(carol).post(at(proposed, "source-admission"), {"admission": "proposed"}, follow=True)

    assert "Nothing was decided." in Page(answer).words
    assert not Event.objects.exists()


def test_a_name_is_added(carol: User, signed_in: SignIn, shchetinin: Source) -> None:
    done = signed_in(carol).post(at(shchetinin, "source-name"), {"name": " A.  Shchetinin "}, follow=True)

    assert "“Alexander Shchetinin” has the name “A. Shchetinin” now. " in Page(done).words
    assert "also A. Shchetinin" in Page(done).words
    again = signed_in(carol).post(at(shchetinin, "source-name"), {"name": "A. Shchetinin"}, follow=True)
    assert "“Alexander Shchetinin” has the name “A. Shchetinin” already. " in Page(again).words
    assert list(shchetinin.names.values_list("name", flat=True)) == ["Alexander Shchetinin", "A. Shchetinin"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "A name has at least one letter."),
        ("x" * 201, "Write it in 200 characters or fewer."),
        ("a\x00b", "NUL"),
        ("Aleksandr SCHETININ", "merge the two instead"),
    ],
)
def test_a_name_that_does_not_fit_is_refused_in_words(
    name: str, words: str, carol: User, signed_in: SignIn, shchetinin: Source, schetinin: Source
) -> None:
    answer = signed_in(carol).post(at(shchetinin, "source-name"), {"name": name})

    page = Page(answer)
    assert words in page.words
    assert shchetinin.names.count() == 1
    offered = f"{at(shchetinin, 'source-merge')}?into={schetinin.pk}"
    assert (offered in page.links) == name.startswith("Alek")


def test_two_spellings_are_compared_merged_and_set_apart_again(
    carol: User, signed_in: SignIn, review: Review, shchetinin: Source, schetinin: Source
) -> None:
    credit(make_claim(review, "the plan was dropped"), schetinin)
    submit(review)
    client = signed_in(carol)
    merge = f"{at(schetinin, 'source-merge')}?into={shchetinin.pk}"
    assert merge in Page(client.get(at(schetinin))).links

    preview = Page(client.get(merge))
    assert "Merge “Aleksandr Schetinin” into “Alexander Shchetinin”?" in preview.words
    assert "Claims 1 Minister denies the plan 1 Such as the plan was dropped Relays 0" in preview.words
    assert preview.words.index("Leave them apart") < preview.words.index("Merge the two")

    for _ in range(2):
        done = Page(client.post(at(schetinin, "source-merge"), {"into": shchetinin.pk}, follow=True))
        assert "“Aleksandr Schetinin” is merged into “Alexander Shchetinin”. No mark was touched. Undo" in done.words
        assert "the plan was dropped as Aleksandr Schetinin" in done.words

    undone = Page(client.post(at(schetinin, "source-unmerge"), {"into": shchetinin.pk}, follow=True))
    assert "Taken back: “Aleksandr Schetinin” stands for itself again." in undone.words
    assert "the plan was dropped" not in undone.words
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [Verb.MERGED, Verb.UNMERGED]


def test_the_other_source_is_looked_for(carol: User, signed_in: SignIn, shchetinin: Source) -> None:
    costa = make_source("Rui Costa")
    client = signed_in(carol)

    page = Page(client.get(at(shchetinin, "source-merge"), {"q": "costa"}))
    assert f"{at(shchetinin, 'source-merge')}?into={costa.pk}" in page.links
    nothing = Page(client.get(at(shchetinin, "source-merge"), {"q": "shchetinin"})).words
    assert "No other entry that you can see has “shchetinin” in its name." in nothing


def test_what_can_not_be_merged_is_refused_with_the_way_that_works(
    carol: User, signed_in: SignIn, shchetinin: Source, proposed: Source
) -> None:
    client = signed_in(carol)
    address = f"{at(shchetinin, 'source-merge')}?into={proposed.pk}"

    shown = Page(client.get(address))
    assert "“Ana Sousa” is proposed, not admitted. Merge the other way round." in shown.words
    assert f"{at(proposed, 'source-merge')}?into={shchetinin.pk}" in shown.links
    assert "Merge the two" not in shown.words
    client.post(at(shchetinin, "source-merge"), {"into": proposed.pk})
    itself = Page(client.post(at(shchetinin, "source-merge"), {"into": shchetinin.pk}))
    assert "A source can’t be merged into itself." in itself.words
    assert not Event.objects.exists()


@pytest.mark.parametrize("into", ["", "two", str(uuid.UUID(int=5))])
def test_another_that_is_not_there_is_not_found(into: str, carol: User, signed_in: SignIn, shchetinin: Source) -> None:
    client = signed_in(carol)

    assert client.get(at(shchetinin, "source-merge"), {"into": into}).status_code == 404
    assert client.post(at(shchetinin, "source-unmerge"), {"into": into}).status_code == 404


def test_a_merger_that_was_made_anew_is_not_undone_from_an_old_page(
    carol: User, signed_in: SignIn, shchetinin: Source, schetinin: Source
) -> None:
    other = make_source("A. S.")
    Source.objects.filter(pk=schetinin.pk).update(merged_into=other)

    answer = signed_in(carol).post(at(schetinin, "source-unmerge"), {"into": shchetinin.pk}, follow=True)

    assert "is merged into “A. S.” by now" in Page(answer).words


# What the pages cost


@pytest.mark.parametrize("person", ["alice", "carol"])
def test_the_pages_ask_as_often_however_much_there_is(
    person: str,
    signed_in: SignIn,
    review: Review,
    shchetinin: Source,
    proposed: Source,
    make_version: MakeVersion,
    request: pytest.FixtureRequest,
) -> None:
    user = request.getfixturevalue(person)
    client = signed_in(user)

    def cost() -> list[int]:
        counts = []
        for address in (
            "/sources",
            "/sources?q=a",
            "/sources?q=Shetinyn",
            at(shchetinin),
            f"{at(shchetinin)}?as=relayed_by",
        ):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    def more(size: int) -> None:
        for number in range(size):
            version = make_version(f"Report {size} {number}\n\nIt was said again.")
            mine = Review.objects.create(reviewer=user, version=version, round=review.round)
            spelt = make_source(f"Aleksandr Schetinin{'i' * number}", kind=SourceKind.PERSON, merged_into=shchetinin)
            near = make_source(f"Alexander Shchetinin{size}{'a' * number}", kind=SourceKind.PERSON)
            for source in (shchetinin, spelt, near):
                credit(make_claim(mine, "It was"), source, relayed_by=source, cues=["said"])
            make_source(f"Ana Souza {number}", admission=Admission.PROPOSED, proposed_in=mine, created_by=user)

    more(1)
    few = cost()
    more(9)
    assert cost() == few
