"""Forms for what is done with many articles at once."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from annotations.forms.articles import language_tag
from annotations.forms.fields import DayField, WordsField
from annotations.forms.lists import choices_of
from annotations.models import ArticleType, Story, User

# In one request, which takes some seconds then.
MOST_AT_ONCE = 1_000
LARGEST_NUMBER = 2**63 - 1


class ActForm(forms.Form):
    """What is done without anything more to say."""


class FieldsForm(ActForm):
    """What is said of all the articles. What is left empty stays as it is with each."""

    outlet = WordsField(
        label="Outlet",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "outlets", "autocomplete": "off", "class": "form-control"}),
    )
    byline = WordsField(
        label="Byline", required=False, max_length=200, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    published = DayField(label="Published")
    fetched = DayField(label="Fetched")
    language = WordsField(
        label="Language",
        required=False,
        max_length=35,
        validators=[language_tag],
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": "en, de, pt-BR"}),
    )
    type = forms.ChoiceField(
        label="Type",
        required=False,
        choices=choices_of(ArticleType.choices, unsaid="As it is"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("published", "fetched"):
            self.fields[name].widget.attrs["class"] = "form-control"

    def said(self) -> dict[str, Any]:
        """What is to be said of each article."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def clean(self) -> dict[str, Any]:
        """Something to say."""
        if not self.errors and not self.said():
            raise ValidationError("Nothing is filled in, so nothing would change. Fill in a field.", code="nothing")
        return self.cleaned_data


class StoryForm(ActForm):
    """Into which story, by its title or its name in addresses."""

    story = WordsField(
        label="Story",
        max_length=200,
        widget=forms.TextInput(attrs={"list": "stories", "autocomplete": "off", "class": "form-control"}),
        error_messages={"required": "Say into which story."},
    )

    def clean_story(self) -> Story:
        """The one story that is meant."""
        words = self.cleaned_data["story"]
        found = list(Story.objects.filter(slug=words)) or list(Story.objects.filter(title=words)[:2])
        if not found:
            raise ValidationError("There is no story of this title. Choose one that there is, or make it first.")
        if len(found) > 1:
            raise ValidationError(
                "Several stories have this title. Write the last part of the story’s address instead."
            )
        return found[0]


class ReviewersForm(ActForm):
    """Who reviews the articles, and until when."""

    reviewers = forms.MultipleChoiceField(error_messages={"required": "Choose who reviews them."})
    due = DayField(label="Due (optional)")

    def __init__(self, *args: Any, people: Iterable[User]) -> None:
        super().__init__(*args)
        self.people = {person.username: person for person in people}
        reviewers = self.fields["reviewers"]
        assert isinstance(reviewers, forms.MultipleChoiceField)  # noqa: S101  (for the type checker)
        reviewers.choices = [(name, str(person)) for name, person in self.people.items()]
        self.fields["due"].widget.attrs["class"] = "form-control"

    def clean_reviewers(self) -> list[User]:
        """The people."""
        return [self.people[name] for name in self.cleaned_data["reviewers"]]

    def clean_due(self) -> datetime.date | None:
        """A day to come, or none."""
        due: datetime.date | None = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise ValidationError("This day is past. Choose a later one, or none.", code="past")
        return due


class DeleteForm(ActForm):
    """Whether those that can't be deleted are archived instead."""

    archive = forms.BooleanField(required=False, initial=True)


def numbers_in(words: str) -> list[int]:
    """The numbers in "3_1_2", each once, at most one more than MOST_AT_ONCE; what is none is passed over."""
    read = (int(part) for part in words.split("_") if part.isdecimal() and len(part) < 20)
    return list(dict.fromkeys(one for one in read if one <= LARGEST_NUMBER))[: MOST_AT_ONCE + 1]
