"""Doing what a form asks for, or why not."""

from annotations.forms.lists import StoriesForm
from annotations.review.refusals import Conflict
from annotations.views.attempt import attempt


def test_what_a_use_case_refuses_stands_in_the_form() -> None:
    form = StoriesForm({"q": "plan"})

    def refuse() -> str:
        raise Conflict("taken", "There is one already. Choose another.")

    assert attempt(form, refuse) is None
    assert form.non_field_errors() == ["There is one already. Choose another."]


def test_nothing_is_done_while_the_form_is_not_valid() -> None:
    done: list[str] = []

    assert attempt(StoriesForm({"q": "a\x00b"}), lambda: done.append("done")) is None
    assert done == []


def test_what_was_done_is_given() -> None:
    assert attempt(StoriesForm({"q": "plan"}), lambda: "made") == "made"
