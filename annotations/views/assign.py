"""The page on which an admin says who reviews what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from annotations.forms.assign import AssignForm, Pair, written
from annotations.models import Review, ReviewKind, Status, Story, User, Version
from annotations.review.assign import assign_review, unassign_review
from annotations.review.refusals import Refusal
from annotations.views.attempt import sent
from annotations.views.stories import visible_story
from annotations.views.who import require_admin, user_of

ARTICLES_A_PAGE = 25


@dataclass(frozen=True)
class Box:
    """One box to tick: this person reviews this article. `review` is the one that there is."""

    person: User
    value: str
    review: Review | None
    is_ticked: bool

    @property
    def is_fixed(self) -> bool:
        """Whether the box can't be changed: the review is started, or the account can't be given any."""
        return self.review.status != Status.ASSIGNED if self.review else not self.person.is_active


@require_http_methods(["GET", "HEAD", "POST"])
def story_assign(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles of the story with a box for each person; once sent, what the boxes say is done."""
    story = visible_story(request, slug)
    require_admin(request)
    versions, people, reviews = _current_versions(story), list(_people(story)), _reviews(story)
    page = Paginator(versions, ARTICLES_A_PAGE).get_page(request.GET.get("page"))
    form = AssignForm(sent(request), people=people, pairs=_pairs(page, people))
    if form.is_valid():
        _carry_out(request, form, versions, reviews)
        return redirect("story", slug=slug)
    context = {
        "section": "stories",
        "story": story,
        "page": page,
        "rows": [(version.article, _boxes(form, version, people, reviews)) for version in page],
        "of_all": [
            Box(one, str(one.pk), None, str(one.pk) in _ticked(form, "of_all")) for one in people if one.is_active
        ],
        "form": form,
        "today": timezone.localdate(),
    }
    return render(request, "annotations/story_assign.html", context)


def _current_versions(story: Story) -> "QuerySet[Version]":
    """The newest version of each article that is not archived, in the order of the articles, without the texts."""
    current = Version.objects.filter(article__story=story, article__archived_at__isnull=True)
    versions = current.annotate(last=Max("article__versions__number"))
    return (
        versions.filter(number=F("last"))
        .select_related("article__outlet__merged_into", "article__story")
        .defer("text")
        .order_by("article")
    )


def _people(story: Story) -> "QuerySet[User]":
    """Whoever can be assigned a review, and whoever was: that account may have been deactivated since."""
    people = User.objects.filter(Q(is_active=True) | Q(reviews__round__story=story))
    return people.order_by("name", "username").distinct()


def _reviews(story: Story) -> dict[Pair, Review]:
    """The reviews of the current round, by version and reviewer."""
    reviews = Review.objects.filter(round=story.current_round, kind=ReviewKind.FIRST)
    return {Pair(review.version_id, review.reviewer_id): review for review in reviews}


def _pairs(versions: Iterable[Version], people: Iterable[User]) -> list[Pair]:
    return [Pair(version.pk, person.pk) for version in versions for person in people]


def _boxes(form: AssignForm, version: Version, people: Iterable[User], reviews: dict[Pair, Review]) -> list[Box]:
    pairs = _pairs([version], people)
    ticked = _ticked(form, "chosen") if form.is_bound else [written(pair) for pair in pairs if pair in reviews]
    return [
        Box(person, written(pair), reviews.get(pair), written(pair) in ticked)
        for pair, person in zip(pairs, people, strict=True)
    ]


def _ticked(form: AssignForm, name: str) -> list[str]:
    return form.data.getlist(name) if isinstance(form.data, QueryDict) else []


def _carry_out(
    request: HttpRequest, form: AssignForm, versions: Iterable[Version], reviews: dict[Pair, Review]
) -> None:
    """Assign what was ticked and take back what was cleared. What is refused is told, and holds nothing else up."""
    user, due = user_of(request), form.cleaned_data["due"]
    by_key = {version.pk: version for version in versions}
    wanted = form.wanted(by_key)
    assign = [
        partial(assign_review, user=user, reviewer=form.people[pair.person], version=by_key[pair.version], due=due)
        for pair in sorted(wanted - reviews.keys())
    ]
    cleared = sorted((set(form.cleaned_data["shown"]) - wanted) & reviews.keys())
    take_back = [partial(unassign_review, user=user, review=reviews[pair]) for pair in cleared]
    not_assigned, not_taken = _refusals(assign), _refusals(take_back)
    _tell(request, len(assign) - len(not_assigned), len(take_back) - len(not_taken), [*not_assigned, *not_taken])


def _refusals(acts: Iterable[Callable[[], object]]) -> list[str]:
    """Do each of these; the sentences of those that were refused."""
    refusals = []
    for act in acts:
        try:
            act()
        except Refusal as refusal:
            refusals.append(refusal.words)
    return refusals


def _tell(request: HttpRequest, assigned: int, taken: int, refusals: Iterable[str]) -> None:
    counts = [(assigned, "assigned"), (taken, "taken back")]
    done = ", ".join(f"{count} review{'s' * (count != 1)} {what}" for count, what in counts if count)
    messages.success(request, f"{done}.") if done else messages.info(request, "Nothing was changed.")
    for words in dict.fromkeys(refusals):
        messages.error(request, words)
