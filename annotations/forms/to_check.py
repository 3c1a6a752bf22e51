"""Forms about the claims to check."""

from collections.abc import Iterable
from typing import Any

from django import forms

from annotations.forms.fields import WebAddressField, WordsField
from annotations.models import Progress, Story, User
from annotations.overview.to_check import ToCheck, Why

ME = "me"
NOBODY = "nobody"
LARGEST_REVISION = 2**31 - 1


class ToCheckForm(forms.Form):
    """What the list is narrowed to. What can't be chosen here is passed over, so that a link from somebody who sees more opens."""

    q = WordsField(required=False, max_length=200)
    story = forms.CharField(required=False)
    why = forms.CharField(required=False)
    progress = forms.CharField(required=False)
    holder = forms.CharField(required=False)

    def __init__(self, *args: Any, user: User, stories: Iterable[Story], holders: Iterable[User]) -> None:
        super().__init__(*args)
        self.user = user
        self.stories = {story.slug: story for story in stories}
        # A person whose sign-in name is one of these two words can't be chosen: the words mean something else here.
        self.holders = {one.username: one for one in holders if one != user and one.username not in {ME, NOBODY}}

    def chosen(self) -> dict[str, str]:
        """What is chosen, by field: "" where nothing is, or what is no choice here."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        known = {
            "story": self.stories.keys(),
            "why": Why.values,
            "progress": Progress.values,
            "holder": {ME, NOBODY, *self.holders},
        }
        return {name: words if name not in known or words in known[name] else "" for name, words in said.items()}

    def wanted(self) -> ToCheck:
        """The claims that are asked for."""
        chosen = self.chosen()
        holder = self.user if chosen["holder"] == ME else self.holders.get(chosen["holder"])
        return ToCheck(
            self.user,
            story=self.stories.get(chosen["story"]),
            progress=chosen["progress"],
            holder=holder,
            unheld=chosen["holder"] == NOBODY,
            why=chosen["why"],
            words=chosen["q"],
        )


class FollowUpForm(forms.Form):
    """What became of one claim. It saves nothing: the use case does. `people` are those who may be said to have it."""

    revision = forms.IntegerField(min_value=0, max_value=LARGEST_REVISION)
    progress = forms.ChoiceField(
        choices=Progress.choices, error_messages={"required": "Choose how far the checking is."}
    )
    holder = forms.CharField(required=False)
    address = WebAddressField()

    def __init__(self, *args: Any, people: Iterable[User]) -> None:
        super().__init__(*args)
        self.people = {one.username: one for one in people}

    def clean_holder(self) -> User | None:
        """The person of this sign-in name; none for an empty one."""
        name = self.cleaned_data["holder"]
        if name and name not in self.people:
            raise forms.ValidationError("This person can’t have it. Choose somebody from the list.", code="unknown")
        return self.people.get(name)
