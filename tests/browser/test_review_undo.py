"""Undo and redo: each takes one step, says which, and is a change of its own in the tables."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from annotations.models import Claim, Event, Mark, Review, User, Version
from tests.browser.screen import OpenScreen, Screen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def undo_button(screen: Screen) -> str:
    """What the button says it would take back."""
    return screen.page.locator("#undo").get_attribute("aria-label") or ""


def test_a_step_is_named_taken_back_and_made_again(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped", "2")
    assert undo_button(screen) == "Undo: claim 1: graded 2"
    screen.press("Control+z")
    expect(screen.page.locator("#said")).to_have_text("Undone: claim 1: graded 2")
    assert undo_button(screen) == "Undo: claim 1 marked"
    screen.press("Control+Shift+z")
    screen.all_saved()
    assert Claim.objects.get().grade is not None
    screen.page.locator("#undo").click()
    screen.page.locator("#undo").click()
    screen.all_saved()
    assert not Mark.objects.standing().exists()
    assert undo_button(screen) == "Undo"
    screen.page.locator("#redo").click()
    screen.all_saved()
    assert Mark.objects.standing().get().revision == 7
    assert [event.verb for event in Event.objects.order_by("pk")] == [
        "marked",
        "changed",
        "changed",
        "changed",
        "changed",
        "withdrew",
        "restored",
    ]


def test_what_is_typed_in_one_field_is_one_step(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    why = screen.claim("the plan was dropped", "2").get_by_label("Why")
    why.press_sequentially("One reason")
    screen.page.locator("#reader").focus()
    why.press_sequentially(" more")
    screen.page.locator("#reader").focus()
    screen.press("Control+z")
    screen.all_saved()
    assert Claim.objects.get().rationale == "One reason"
    screen.press("Control+z")
    screen.all_saved()
    assert Claim.objects.get().rationale == ""
    assert undo_button(screen) == "Undo: claim 1: graded 2"


def test_two_withdrawals_are_both_taken_back(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    for words in ("the plan was dropped", "it was only delayed"):
        screen.claim(words, "4")
        screen.press("Delete")
    screen.press("Control+z", "Control+z")
    expect(screen.page.locator("mark")).to_have_count(1)
    screen.press("Control+z", "Control+z")
    screen.all_saved()
    [mark] = Mark.objects.standing()
    assert (mark.number, mark.claim.grade and mark.claim.grade.key) == (1, "4")


def test_undo_brings_back_what_was_undone_before_another_step_only_until_then(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped", "2")
    screen.press("Control+z", "5", "Control+y")
    expect(screen.page.locator(".seltool-hint")).to_have_text("Nothing to do again.")
    screen.all_saved()
    assert [claim.grade and claim.grade.key for claim in Claim.objects.all()] == ["5"]


def test_the_toast_takes_back_the_withdrawal_and_no_other_step(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped", "2")
    screen.press("Delete", "Control+z")
    expect(screen.page.locator("#toast")).to_be_hidden()
    screen.press("5", "Delete")
    screen.page.locator("#toast").get_by_role("button", name="Undo").click()
    assert undo_button(screen) == "Undo: claim 1: graded 5"
    screen.all_saved()
    assert [claim.grade and claim.grade.key for claim in Claim.objects.filter(mark__withdrawn_at=None)] == ["5"]


def test_what_is_typed_and_deleted_again_is_no_step(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped", "2").get_by_label("Why").press_sequentially("a")
    screen.press("Backspace")
    assert undo_button(screen) == "Undo: claim 1: graded 2"


SENTENCES = ("Headline", "One went", "Two came", "Three stayed")
GRADES = ("6", "2", "0")
actions = st.one_of(
    st.tuples(st.just("mark"), st.integers(0, len(SENTENCES) - 1)),
    st.tuples(st.just("grade"), st.sampled_from(GRADES)),
    st.tuples(st.just("why"), st.sampled_from(["", "a", "b"])),
    st.tuples(st.just("withdraw"), st.none()),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("redo"), st.none()),
)

Said = tuple[str | None, str]


@dataclass
class Model:
    """What should come of it: for each sentence marked its grade and reason, which is open, and the two stacks of steps."""

    marks: dict[int, Said] = field(default_factory=dict)
    open: int | None = None
    done: list[tuple[int, Said | None, Said | None]] = field(default_factory=list)
    undone: list[tuple[int, Said | None, Said | None]] = field(default_factory=list)

    def change(self, place: int, after: Said | None) -> None:
        """A step of the person's."""
        before = self.marks.get(place)
        if before != after:
            self.done.append((place, before, after))
            self.undone.clear()
        self._set(place, after)

    def travel(self, back: bool) -> None:
        """A step back, or one made again."""
        source, target = (self.done, self.undone) if back else (self.undone, self.done)
        if source:
            place, before, after = step = source.pop()
            target.append(step)
            self._set(place, before if back else after)

    def _set(self, place: int, said: Said | None) -> None:
        if said is None:
            self.marks.pop(place, None)
            self.open = None if self.open == place else self.open
        else:
            self.marks[place] = said
            self.open = place


def act(screen: Screen, model: Model, verb: str, what: object) -> None:
    """Do it in the page and in the model."""
    here = model.marks.get(model.open) if model.open is not None else None
    if verb == "mark":
        assert isinstance(what, int)
        screen.press("Control+Home", *["Alt+ArrowDown"] * what, ".", "c")
        model.change(what, model.marks.get(what, (None, "")))
    elif verb in {"undo", "redo"}:
        screen.press("Control+z" if verb == "undo" else "Control+Shift+z")
        model.travel(verb == "undo")
    elif here is None or model.open is None:
        return
    elif verb == "grade":
        screen.press(str(what))
        model.change(model.open, (str(what), here[1]))
    elif verb == "why":
        screen.editor.get_by_label("Why").fill(str(what))
        screen.page.locator("#reader").focus()
        model.change(model.open, (here[0], str(what)))
    else:
        screen.press("Delete")
        model.change(model.open, None)


def in_tables() -> dict[int, Said]:
    """What the tables say of each sentence."""
    claims = Claim.objects.filter(mark__withdrawn_at=None).values_list("mark__spans__quote", "grade__key", "rationale")
    return {SENTENCES.index(quote): (grade, rationale) for quote, grade, rationale in claims}


@pytest.fixture
def sentences(make_version: Callable[..., Version], alice: User, review: Review) -> Review:
    """Alice's review of a text of four short sentences."""
    text = f"{SENTENCES[0]}\n\n{'. '.join(SENTENCES[1:])}."
    return Review.objects.create(reviewer=alice, version=make_version(text), round=review.round)


def test_any_steps_back_and_forth_end_as_a_model_says(open_screen: OpenScreen, alice: User, sentences: Review) -> None:
    screen = open_screen(alice)

    @given(st.lists(actions, min_size=4, max_size=16))
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    def play(steps: list[tuple[str, object]]) -> None:
        Event.objects.all().delete()
        Mark.objects.all().delete()
        screen.forget()
        screen.open(sentences)
        screen.page.locator("#reader").focus()
        model = Model()
        for verb, what in steps:
            act(screen, model, verb, what)
        screen.all_saved()
        assert in_tables() == model.marks

    play()
