"""Reviewers at work: the same review typed in with the mouse, by keys alone, and with a finger."""

from collections.abc import Callable
from typing import Protocol

from playwright.sync_api import expect

from annotations.models import Source
from tests.browser.sample_reviews import Claim, Contradiction, SampleReview, Typo
from tests.browser.screen import Screen

# The keys of what is chosen by digit.
SEVERITIES = {"error": "1", "minor": "2", "style": "3"}
STRENGTHS = {"strict": "1", "likely": "2", "loose": "3"}


class Reviewer(Protocol):
    """Does what a reviewer does with one article open, in one manner."""

    def claim(self, review: SampleReview, claim: Claim) -> None:
        """Mark, grade and credit a claim."""

    def typo(self, typo: Typo) -> None:
        """Mark a typo, and say what it should read."""

    def contradiction(self, contradiction: Contradiction) -> None:
        """Mark two passages that do not fit together."""


def do_review(reviewer: Reviewer, review: SampleReview) -> None:
    """Everything in the review, in order."""
    for claim in review.claims:
        reviewer.claim(review, claim)
    for typo in review.typos:
        reviewer.typo(typo)
    for contradiction in review.contradictions:
        reviewer.contradiction(contradiction)


class WithButtons:
    """Selects words, and presses the buttons: with the mouse, or with a finger."""

    def __init__(self, screen: Screen, select: Callable[[str, int], None], press: str) -> None:
        self._screen = screen
        self._select = select
        self._press = press

    def _mark(self, words: str, button: str, occurrence: int = 0) -> None:
        self._select(words, occurrence)
        toolbar = self._screen.page.get_by_role("group", name="Mark the selected words")
        getattr(toolbar.get_by_role("button", name=button, exact=True), self._press)()

    def claim(self, review: SampleReview, claim: Claim) -> None:
        """Mark, grade and credit a claim."""
        self._mark(claim.words, "Claim")
        editor = self._screen.editor
        expect(editor.locator(".mk-q")).to_have_text(claim.words)
        getattr(editor.locator(f".gp label:has(input[value='{claim.grade}'])"), self._press)()
        for words, button in ((claim.source, "Source"), (claim.cue, "Cue"), (claim.relay, "Relay")):
            if words:
                self._mark(words, button, review.occurrence(words, claim.words))
        if claim.named:
            self._name(claim.named)

    def _name(self, name: str) -> None:
        editor = self._screen.editor
        editor.get_by_role("combobox", name="Source").fill(name)
        getattr(editor.get_by_role("option").first, self._press)()
        add = editor.get_by_role("button", name="Add", exact=True)
        if add.is_visible():
            getattr(add, self._press)()

    def typo(self, typo: Typo) -> None:
        """Mark a typo, and say what it should read."""
        self._mark(typo.words, "Typo")
        editor = self._screen.editor
        editor.get_by_role("textbox", name="It should read").fill(typo.correction)
        editor.get_by_label("Type").select_option(label=typo.type)
        getattr(editor.get_by_role("radio", name=typo.severity), self._press)()

    def contradiction(self, contradiction: Contradiction) -> None:
        """Mark two passages that do not fit together."""
        one, other = contradiction.sides
        self._mark(one, "Contradiction")
        self._mark(other, "Other side")
        editor = self._screen.editor
        editor.get_by_label("Type").select_option(contradiction.type)
        getattr(editor.get_by_role("radio", name=contradiction.strength), self._press)()


class WithKeys:
    """Never touches the mouse: finds the words with the search, and presses keys."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def _select(self, words: str, occurrence: int = 0) -> None:
        # The search begins at the caret.
        self._screen.press("Control+Home", "/")
        self._screen.page.keyboard.insert_text(words)
        self._screen.press(*["Enter"] * occurrence, "Escape")

    def _mark(self, words: str, key: str, occurrence: int = 0) -> None:
        self._select(words, occurrence)
        self._screen.press(key)

    def claim(self, review: SampleReview, claim: Claim) -> None:
        """Mark, grade and credit a claim."""
        self._mark(claim.words, "c")
        expect(self._screen.editor.locator(".mk-q")).to_have_text(claim.words)
        self._screen.press(claim.grade.lower())
        for words, key in ((claim.source, "s"), (claim.cue, "q"), (claim.relay, "r")):
            if words:
                self._mark(words, key, review.occurrence(words, claim.words, in_any_case=True))
        if claim.named:
            self._name(claim.named)

    def _name(self, name: str) -> None:
        is_known = Source.objects.filter(names__name=name).exists()
        self._screen.press("w")
        self._screen.page.keyboard.insert_text(name)
        expect(self._screen.editor.get_by_role("option").first).to_contain_text(name)
        # An entry that is new asks what it is: Enter takes what is proposed.
        self._screen.press("Enter", *([] if is_known else ["Enter"]), "Escape")
        self._screen.all_saved()

    def typo(self, typo: Typo) -> None:
        """Mark a typo, and say what it should read."""
        self._mark(typo.words, "t")
        expect(self._screen.editor.get_by_role("textbox", name="It should read")).to_be_focused()
        self._screen.press("Control+a", "Delete")
        self._screen.page.keyboard.insert_text(typo.correction)
        self._screen.press("Enter", SEVERITIES[typo.severity])
        self._choose_type(typo.type)

    def contradiction(self, contradiction: Contradiction) -> None:
        """Mark two passages that do not fit together."""
        for side in contradiction.sides:
            self._mark(side, "x")
        self._screen.press(STRENGTHS[contradiction.strength])
        self._choose_type(contradiction.type)

    def _choose_type(self, words: str) -> None:
        """By the letters it begins with, as menus are used."""
        self._screen.press("w")
        self._screen.page.keyboard.type(words)
        self._screen.press("Escape")
        expect(self._screen.page.locator("#reader")).to_be_focused()
