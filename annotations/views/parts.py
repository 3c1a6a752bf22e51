"""The page on which an admin says which lines of a text are headline, deck, caption or boilerplate."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from annotations.anchoring.parts import Part
from annotations.forms.parts import PartsForm
from annotations.intake.parts import proposed_parts, text_lines
from annotations.models import Version
from annotations.review.parts import is_said, parts_of, say_parts
from annotations.views.articles import visible_article
from annotations.views.attempt import attempt, sent
from annotations.views.who import require_admin, user_of

# What a page can show and a browser send at once. Beyond it stand what was said before, and body.
MOST_LINES = 1000
MOVED = "This article has a newer text by now, and its lines are shown. Choose again; nothing was saved."


@require_http_methods(["GET", "HEAD", "POST"])
def article_parts(request: HttpRequest, pk: int) -> HttpResponse:
    """A choice for each line of the newest text: as was said before, else as is proposed from the text itself."""
    article = visible_article(request, pk)
    require_admin(request)
    version = article.current_version
    if request.method == "POST" and request.POST.get("version") != str(version.pk):
        messages.warning(request, MOVED)
        return redirect("article-parts", pk=pk)
    said = parts_of(version)
    is_proposal = not said and not is_said(version)
    lines = text_lines(version.text)
    parts = _proposed(version) if is_proposal else said
    form = PartsForm(sent(request), lines=lines[:MOST_LINES], parts=parts)
    beyond = lines[MOST_LINES].start if len(lines) > MOST_LINES else len(version.text)
    if attempt(form, lambda: _say(request, version, form, _behind(said, beyond, version.text))) is not None:
        messages.success(request, "The parts of the text are saved.")
        return redirect("article", pk=pk)
    context = {
        "section": "stories",
        "article": article,
        "version": version,
        "form": form,
        "is_proposal": is_proposal,
        "is_found": bool(parts),
        "left_out": max(0, len(lines) - MOST_LINES),
        "shown_lines": MOST_LINES,
    }
    return render(request, "annotations/article_parts.html", context)


def _proposed(version: Version) -> list[Part]:
    return [(one.start, one.end, one.says) for one in proposed_parts(version.text)]


def _behind(said: list[Part], beyond: int, text: str) -> list[Part]:
    """What was said of the lines that the page does not show, of a part that begins before them too.

    A part of which only white space stands there is left out: it would be refused.
    """
    return [(max(start, beyond), end, kind) for start, end, kind in said if text[beyond:end].strip()]


def _say(request: HttpRequest, version: Version, form: PartsForm, beyond: list[Part]) -> list[Part]:
    return say_parts(user=user_of(request), version=version, parts=[*form.said(), *beyond])
