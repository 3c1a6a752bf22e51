"""Forms that say what a list is narrowed to. What can't be chosen is passed over, so that an old or mistyped link still opens."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms

from annotations.forms.fields import DayField, WordsField
from annotations.models import ArticleType, User
from annotations.models.search import Where, read_wanted
from annotations.overview.article_list import SORTS, Articles, Copied, Kept, Reviewed
from annotations.overview.followed import follows_others
from annotations.overview.review_list import SORTS as REVIEW_SORTS
from annotations.overview.review_list import Reviews, State
from annotations.overview.story_list import SORTS as STORY_SORTS
from annotations.overview.story_list import WORKED as STORIES_WORKED
from annotations.overview.story_list import Reviewing, Stories
from annotations.review.policy import may_compare

LONGEST_SEARCH = 200


def choices_of(choices: Iterable[tuple[str, str]], *, unsaid: str = "") -> list[tuple[str, str]]:
    """The choices with a capital letter; before them that of nothing, in this word, if it is given."""
    offered = [(key, words[:1].upper() + words[1:]) for key, words in choices]
    return [("", unsaid), *offered] if unsaid else offered


def search_field() -> WordsField:
    """Words to look for, as `read_wanted` reads them."""
    said = {"type": "search", "placeholder": "word, “words side by side”, -without, begin*"}
    return WordsField(label="Words", required=False, max_length=LONGEST_SEARCH, widget=forms.TextInput(attrs=said))


def outlet_field() -> WordsField:
    """An outlet by its name; those there are are offered while one types."""
    said = {"list": "outlets", "autocomplete": "off"}
    return WordsField(label="Outlet", required=False, max_length=200, widget=forms.TextInput(attrs=said))


def ticked(label: str, otherwise: str) -> forms.ChoiceField:
    """Whether only such rows are wanted; `otherwise` says which are, if not."""
    return forms.ChoiceField(label=label, required=False, choices=[("", otherwise), ("yes", "Yes")])


class NarrowingForm(forms.Form):
    """Fields that may all be left out, or hold what is no choice."""

    # Fields that do not stand among the others: the search, and what is of no use to the user.
    apart: tuple[str, ...] = ("q",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs.setdefault("class", "form-select" if is_choice else "form-control")

    def chosen(self) -> dict[str, Any]:
        """What is chosen, by field; fields in which nothing is, or nothing that can be, are left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def passed_over(self) -> list[forms.BoundField]:
        """The fields in which something is that can't be chosen: the list is not narrowed by them."""
        return [self[name] for name in self.fields if name in self.errors]

    @property
    def places(self) -> list[forms.BoundField]:
        """The field that says where the words are looked for, if there is a choice."""
        return [self[name] for name in self.fields if name == "where"]

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields beside those of the search."""
        return [self[name] for name in self.fields if name not in self.apart]


COPIED = choices_of(Copied.choices, unsaid="Any")


class ArticlesForm(NarrowingForm):
    """What the list of articles is narrowed to."""

    apart: tuple[str, ...] = ("q", "where")

    q = search_field()
    where = forms.ChoiceField(label="In", required=False, choices=choices_of(Where.choices))
    story = WordsField(label="Story", required=False, max_length=200)
    outlet = outlet_field()
    language = WordsField(label="Language", required=False, max_length=35)
    type = forms.ChoiceField(label="Type", required=False, choices=choices_of(ArticleType.choices, unsaid="Any"))
    published_from = DayField(label="Published from")
    published_to = DayField(label="Published to")
    added_from = DayField(label="Added from")
    added_to = DayField(label="Added to")
    reviews = forms.ChoiceField(label="Reviews", required=False, choices=choices_of(Reviewed.choices, unsaid="Any"))
    copy = forms.ChoiceField(label="Copies", required=False, choices=COPIED)
    kept = forms.ChoiceField(label="Archive", required=False, choices=choices_of(Kept.choices))
    sort = forms.ChoiceField(
        label="Sorted", required=False, choices=choices_of((sort.key, sort.words) for sort in SORTS.values())
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        if not may_compare(user):
            # What is proposed is not shown to them: they would be offered an empty list.
            copies = self.fields["copy"]
            assert isinstance(copies, forms.ChoiceField)  # noqa: S101  (for the type checker)
            copies.choices = [(key, words) for key, words in COPIED if key != Copied.PROPOSED]

    def asked(self) -> Articles:
        """The articles that this person asks for."""
        chosen = self.chosen()
        chosen.pop("sort", None)
        wanted = read_wanted(chosen.pop("q", ""))
        where = Where(chosen.pop("where", Where.EVERYWHERE))
        return Articles(self.user, wanted=wanted, where=where, **chosen)


class ReviewsForm(NarrowingForm):
    """What the list of reviews is narrowed to."""

    apart: tuple[str, ...] = ("q", "where")

    q = search_field()
    where = forms.ChoiceField(label="In", required=False, choices=choices_of(Where.choices))
    state = forms.ChoiceField(label="State", required=False, choices=choices_of(State.choices, unsaid="Any"))
    reviewer = WordsField(
        label="Reviewer",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    story = WordsField(label="Story", required=False, max_length=200)
    overdue = ticked("Overdue", "Any")
    archived = ticked("Archived", "No")
    sort = forms.ChoiceField(
        label="Sorted", required=False, choices=choices_of((sort.key, sort.words) for sort in REVIEW_SORTS.values())
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        if not follows_others(user):
            # All reviews that they are shown are their own.
            self.apart = (*self.apart, "reviewer")

    def asked(self, today: datetime.date) -> Reviews:
        """The reviews that this person asks for on this day."""
        chosen = self.chosen()
        chosen.pop("sort", None)
        wanted = read_wanted(chosen.pop("q", ""))
        where = Where(chosen.pop("where", Where.EVERYWHERE))
        said = {name: value == "yes" if name in {"overdue", "archived"} else value for name, value in chosen.items()}
        return Reviews(self.user, today, wanted=wanted, where=where, **said)


class StoriesForm(NarrowingForm):
    """What the list of stories is narrowed to."""

    q = search_field()
    outlet = outlet_field()
    reviews = forms.ChoiceField(label="Reviews", required=False, choices=choices_of(Reviewing.choices, unsaid="Any"))
    archived = forms.ChoiceField(label="Archive", required=False, choices=[("", "Current"), ("on", "Archived")])
    sort = forms.ChoiceField(
        label="Sorted",
        required=False,
        choices=choices_of([STORIES_WORKED, *((sort.key, sort.words) for sort in STORY_SORTS.values())]),
    )

    def asked(self, user: User) -> Stories:
        """The stories that this person asks for."""
        chosen = self.chosen()
        chosen.pop("sort", None)
        wanted = read_wanted(chosen.pop("q", ""))
        return Stories(user, wanted=wanted, archived=bool(chosen.pop("archived", "")), **chosen)
