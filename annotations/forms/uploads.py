"""Forms about uploads: what goes in, and what is put right before it is stored."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from crispy_forms.layout import HTML, Div, Fieldset
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from annotations.forms.articles import DetailsForm, language_tag
from annotations.forms.fields import FilesField, LinesField, WordsField
from annotations.intake.reading import Columns
from annotations.intake.texts import read_text
from annotations.models import Draft, Story
from annotations.review.refusals import Unfit

ONE_STORY, OWN_STORIES = "one", "own"
LONGEST_TITLE = 200

_TOO_LONG = "The text is too long to be kept as one article. Paste it in parts."
# What a column can be.
FIELD_WORDS = {
    "": "Leave it out",
    "text": "The text",
    "headline": "Headline",
    "story": "Story",
    "outlet": "Outlet",
    "byline": "Byline",
    "address": "Address",
    "archived_address": "Archived address",
    "published": "Published",
    "fetched": "Fetched",
    "language": "Language",
    "type": "Type",
}
# What can be true of one text only.
_OF_ONE = ("headline", "byline", "address", "archived_address")


class UploadForm(DetailsForm):
    """Files, or a pasted text, or both; in which stories they go, and what is true of all of them.

    `story` is the one that the address names, if any: its title stands in the form.
    """

    article_files = FilesField(label="Files", required=False)
    paths = LinesField(required=False, strip=False, widget=forms.HiddenInput)
    text = WordsField(
        label="Or paste a text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 9, "class": "pasted"}),
        help_text="The whole article, headline first.",
    )
    stories = forms.ChoiceField(
        label="Where they go",
        choices=[
            (ONE_STORY, "All into one story"),
            (OWN_STORIES, "Each into the story it names, or into one of its own"),
        ],
        initial=ONE_STORY,
        widget=forms.RadioSelect,
        error_messages={"required": "Say where the texts go."},
    )
    title = WordsField(
        label="Story",
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"list": "stories", "autocomplete": "off"}),
        help_text="Its title. A title that no story has yet makes a new one.",
    )
    headline = WordsField(
        label="Headline (optional)", required=False, max_length=500, help_text="Empty: as the text says."
    )
    language = WordsField(
        label="Language (optional)",
        required=False,
        max_length=35,
        validators=[language_tag],
        help_text="A tag, such as en or pt-BR. Empty: as the text says, or English.",
    )
    field_order = ["article_files", "text", "stories", "title"]

    def __init__(self, *args: Any, story: Story | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.story = story
        self.fields["title"].initial = story.title if story else ""

    def arranged(self) -> Sequence[Any]:
        """What goes in on one side, what is said of it on the other."""
        going_in = Div(Div("article_files", css_class="drop-zone"), "text", "paths")
        where = Fieldset("", "stories", "title", css_class="where-to")
        of_all = Div("outlet", *_pairs([("published", "fetched"), ("language", "type")]))
        of_one = Div("headline", "byline", *_pairs([("address", "archived_address")]))
        is_open = " open" if any(self.has_error(name) for name in _OF_ONE) else ""
        known = Div(
            where,
            HTML('<h2 class="form-title">What is true of all of them</h2>'),
            of_all,
            HTML(f'<details class="of-one"{is_open}><summary>What is true of a single text</summary>'),
            of_one,
            HTML("</details>"),
            css_class="details",
        )
        return [Div(going_in, known, css_class="split")]

    def clean_text(self) -> str:
        """The pasted text; "" where none was. Refused for the reasons for which a file would be."""
        pasted: str = self.cleaned_data["text"]
        if not pasted.strip():
            return ""
        try:
            return read_text(pasted.encode(), limit=settings.FACTCHECK_MAX_ARTICLE_BYTES)
        except Unfit as refusal:
            words = _TOO_LONG if refusal.code == "too-large" else refusal.words
            raise ValidationError(words, code=refusal.code) from refusal

    def clean(self) -> dict[str, Any]:
        """Something to read, somewhere to put it; and what can be true of one text only is said of no more than one."""
        said = self.cleaned_data
        texts = len(said.get("article_files", [])) + bool(said.get("text"))
        if not texts and not self.errors:
            self.add_error("article_files", "There is nothing to read yet. Choose a file, or paste a text below.")
        if said.get("stories") == ONE_STORY and not said.get("title") and "title" not in self.errors:
            self.add_error("title", "Write the title of the story, or let each text go into one of its own.")
        for name in _OF_ONE:
            if texts > 1 and said.get(name):
                self.add_error(
                    name, f"This can’t be true of all {texts:,} texts. Leave it empty: each text can be put right next."
                )
        return said

    def details(self) -> dict[str, Any]:
        """What the form says of each text, where it says anything."""
        said = ((name, self.cleaned_data[name]) for name in DetailsForm.base_fields)
        return {name: value for name, value in said if value}

    def named_files(self) -> Iterable[tuple[str, UploadedFile[bytes]]]:
        """The files, with the folders in which they were chosen where the page could tell: a browser sends no more than a name."""
        files: list[UploadedFile[bytes]] = self.cleaned_data["article_files"]
        paths = self.cleaned_data["paths"].split("\n")
        told = paths if len(paths) == len(files) else [""] * len(files)
        for file, path in zip(files, told, strict=True):
            name = file.name or ""
            yield (path if PurePosixPath(path).name == name else name), file


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterable[Div]:
    return (Div(*pair, css_class="two-fields") for pair in pairs)


class DraftForm(DetailsForm):
    """What is known about a text before it is stored, and, where asked for, the text itself."""

    story_title = WordsField(
        label="Story (optional)",
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"list": "stories", "autocomplete": "off"}),
    )
    text = WordsField(label="Text", strip=False, widget=forms.Textarea(attrs={"rows": 24, "class": "pasted"}))

    def __init__(self, data: MultiValueDict[str, str] | None, *, draft: Draft, with_text: bool) -> None:
        names = ("headline", "story_title", *DetailsForm.base_fields, *(["text"] if with_text else []))
        super().__init__(data, initial={name: getattr(draft, name) for name in names})
        self.with_text = with_text
        if not with_text:
            del self.fields["text"]
        story = draft.upload.story
        own = (
            f"Empty: “{story}”, as for the whole upload." if story else "Empty: one of its own, named by its headline."
        )
        self.fields["story_title"].help_text = own
        self.fields["outlet"].help_text = ""

    def arranged(self) -> Sequence[Any]:
        """The text first where it can be changed; then what decides where it belongs; the rest below."""
        pairs = [("outlet", "published"), ("byline", "language"), ("address", "archived_address"), ("fetched", "type")]
        fields = Div("headline", "story_title", *_pairs(pairs), css_class="details")
        return ["text", fields] if "text" in self.fields else [fields]

    def changes(self) -> dict[str, Any]:
        """What the form says, by the names that the use case has for it. Line ends are as the browser sends them."""
        return self.cleaned_data


class ColumnsForm(forms.Form):
    """Which column of a file is which field. A column's choice is named by its place: what it is called may be anything.

    `may_lose`: what was put right or left out by hand in the file's texts may be lost.
    """

    may_lose = forms.BooleanField(required=False)

    def __init__(self, *args: Any, columns: Columns, said: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.columns = columns
        for place, name in enumerate(columns.names):
            initial = said.get(name, "")
            self.fields[f"c{place}"] = forms.ChoiceField(
                label=name or f"Column {place + 1}", required=False, choices=FIELD_WORDS.items(), initial=initial
            )

    def rows(self) -> Iterable[tuple[forms.BoundField, Sequence[str]]]:
        """Each column's choice, with some of what stands in it."""
        choices = (self[f"c{place}"] for place in range(len(self.columns.names)))
        return zip(choices, self.columns.examples, strict=True)

    def clean(self) -> dict[str, Any]:
        """One column has the text, and no two are the same field."""
        chosen = [self.cleaned_data.get(f"c{place}", "") for place in range(len(self.columns.names))]
        if "text" not in chosen:
            raise ValidationError("Say which column holds the text: without one there are no articles.", code="no-text")
        for place, field in enumerate(chosen):
            if field and field in chosen[:place]:
                first = self.columns.names[chosen.index(field)]
                words = f"“{first}” is the {FIELD_WORDS[field].lower().removeprefix('the ')} already. Leave one of the two out."
                self.add_error(f"c{place}", words)
        return self.cleaned_data

    def said(self) -> dict[str, str]:
        """By column the field that it is, "" for none, as chosen so far."""
        return {name: self[f"c{place}"].value() or "" for place, name in enumerate(self.columns.names)}
