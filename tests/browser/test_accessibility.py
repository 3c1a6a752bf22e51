"""Everybody can use every page, in every state: what axe finds (WCAG 2.0 to 2.2, A and AA, best practice), and what it can't.

Each state is looked at whole in the light theme; in the dark one only colours differ.
"""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import URLPattern, resolve
from playwright.sync_api import Page, expect
from pytest_django import Settings

from annotations.models import Article, Copy, FileStatus, Mark, Outlet, OutletDomain, Review, Role, Source, Upload, User
from annotations.review.marks import save_mark
from annotations.review.reopen import reopen_review
from annotations.review.stories import archive_story
from annotations.review.submit import submit_review
from annotations.urls import urlpatterns
from tests.browser import rich_review
from tests.browser.screen import OpenScreen, Screen
from tests.browser.walking import DESK, SCREENS, States, open_mark, take_up
from tests.exports.marking import make_source
from tests.staged import make_draft, make_file, make_original, make_upload
from tests.wire import claim, read

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


QUICK = {"resultTypes": ["violations"], "preload": False}
# WCAG 2.2's own rule, which axe leaves out unless it is asked for.
ALL = QUICK | {"rules": {"target-size": {"enabled": True}}}
COLOURS = QUICK | {"runOnly": ["color-contrast", "link-in-text-block"]}


RUN = """async ([theme, options]) => {
  document.documentElement.dataset.theme = theme;
  const { violations } = await axe.run(options);
  const told = (rule) => rule.nodes.map((node) => `${theme}: ${rule.help}: ${node.target} ${node.failureSummary}`);
  return violations.flatMap(told);
}"""


def violations(page: Page) -> list[str]:
    """What axe finds in the page as it stands, in both themes; and whether one has to scroll sideways."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, ["light", ALL]) + page.evaluate(RUN, ["dark", COLOURS])
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *(["wider than the screen"] if is_wide else [])]


# Every page, and who looks at it ("": nobody is signed in).
PAGES = [
    ("", "/sign-in"),
    ("alice", "/"),
    ("carol", "/"),
    ("dan", "/"),
    ("eve", "/"),
    ("alice", "/account"),
    ("alice", "/account/password"),
    ("alice", "/codebooks/{codebook}"),
    ("alice", "/stories"),
    ("dan", "/stories"),
    ("dan", "/stories/new"),
    ("alice", "/stories/{story}"),
    ("dan", "/stories/{story}"),
    ("carol", "/stories/{story}/profile"),
    ("alice", "/stories/{story}/marks?grade=4&grade=5&kind=claim"),
    ("alice", "/stories/{story}/propositions"),
    ("alice", "/stories/{story}/report"),
    ("dan", "/stories/{story}/edit"),
    ("dan", "/stories/{story}/assign"),
    ("dan", "/stories/{story}/export"),
    ("dan", "/articles/new?story={story}"),
    ("dan", "/uploads"),
    ("dan", "/uploads/{upload}"),
    ("dan", "/uploads/{upload}/drafts/0"),
    ("dan", "/uploads/{upload}/files/0"),
    ("dan", "/uploads/{upload}/store"),
    ("dan", "/uploads/{upload}/discard"),
    ("dan", "/outlets"),
    ("dan", "/outlets/{outlet}?merged={merged_outlet}"),
    ("dan", "/outlets/{outlet}/name"),
    ("dan", "/outlets/{outlet}/domains"),
    ("dan", "/outlets/{outlet}/merge?q=post"),
    ("dan", "/outlets/{outlet}/merge?into={other_outlet}"),
    ("alice", "/sources"),
    ("carol", "/sources"),
    ("carol", "/sources/{source}"),
    ("carol", "/sources/{source}/names"),
    ("carol", "/sources/{source}/merge"),
    ("carol", "/sources/{source}/merge?into={other_source}"),
    ("alice", "/articles"),
    ("dan", "/articles?q=plan&outlet=The+Post&sort=headline"),
    ("dan", "/articles/chosen?act=assign&which=all"),
    ("dan", "/articles/chosen?act=delete&which=all"),
    ("carol", "/reviews?state=open"),
    ("alice", "/articles/{article}?marks=mine"),
    ("dan", "/articles/{article}"),
    ("dan", "/articles/{article}/profile"),
    ("alice", "/articles/{article}/report"),
    ("dan", "/articles/{article}/edit"),
    ("dan", "/articles/{article}/parts"),
    ("carol", "/copies"),
    ("dan", "/articles/{article}/copies"),
    ("alice", "/articles/{article}/copies/{other_article}"),
    ("dan", "/articles/{article}/copies/{other_article}?as=both"),
    ("carol", "/reviews/{submitted}"),
    ("alice", "/reviews/{open}/submit"),
    ("carol", "/reviews/{submitted}/reopen"),
    ("alice", "/to-check"),
    ("carol", "/to-check/{claim}"),
    ("", "/offline"),
    ("alice", "/nowhere"),
]


# What only acts, leads on, or gives a file.
NO_PAGES = {
    "codebooks",
    "demo-sign-in",
    "sign-out",
    "story-set",
    "story-marks",
    "story-archive",
    "articles-new",
    "upload-cancel",
    "upload-go-on",
    "upload-report",
    "service-worker",
    "to-check-csv",
    "source-admission",
    "source-unmerge",
    "outlet-unmerge",
    "version-original",
    "articles-csv",
}


# Pages with a form that refuses to be sent empty.
FORMS = [
    ("", "/sign-in"),
    ("alice", "/account/password"),
    ("dan", "/stories/new"),
    ("carol", "/reviews/{submitted}/reopen"),
]


EMPTIED = """(form) => {
  form.noValidate = true;
  for (const field of form.querySelectorAll('input:not([type=hidden]), textarea')) field.value = '';
  form.requestSubmit();
}"""


@pytest.fixture
def shared_originals(settings: Settings, static_var: Path) -> None:
    """What a test keeps as an original, the server finds."""
    own = settings.STORAGES["originals"] | {"OPTIONS": {"location": static_var / "originals"}}
    settings.STORAGES = settings.STORAGES | {"originals": own}


@pytest.fixture
def world(
    rich: Review,
    review: Review,
    bobs_review: Review,
    alice: User,
    carol: User,
    dan: User,
    eve: User,
    shared_originals: None,
) -> Review:
    """A story in which Alice has submitted one review and not begun another, and Bob has begun none.

    A source that she proposed has near spellings in the register, and one that was merged into it. So has the outlet.
    """
    make_source("Ana Souza, minister", merged_into=Source.objects.order_by("created")[0])
    make_source("Ana Souza")
    post = Outlet.objects.create(name="The Post")
    for name, into in (("The Morning Post", None), ("Post Online", post)):
        Outlet.objects.create(name=name, merged_into=into)
    OutletDomain.objects.create(outlet=post, domain="post.example")
    upload = make_upload(dan, story=review.round.story)
    table = make_file(
        upload, "t.csv", original=make_original(b"text,headline\nWords,Head\n"), reader="table", fields={}
    )
    said = {"links": [[6, 12, "https://example.org"]], "parts": [[0, 4, "headline"]], "dropped": "Menu"}
    make_draft(table, "Head\n\nA link\u202e.", **said)
    make_draft(table, like=review.version, shared=0.9, normalised=["A byte order mark was left out."])
    make_file(upload, "empty.txt", status=FileStatus.REFUSED, reason="The file is empty.")
    Article.objects.update(outlet=post, address="https://www.herald.example/plan")
    Copy.objects.create(article=rich.version.article, of=review.version.article, shared=0.9)
    return submit_review(user=alice, review_id=rich.pk)


def address_of(pattern: str, submitted: Review, still_open: Review) -> str:
    """The address in this database."""
    version, story = submitted.version, submitted.round.story
    here = {"codebook": submitted.round.codebook_id, "story": story.slug, "article": version.article_id}
    here["other_article"] = still_open.version.article_id
    source, *_, other = Source.objects.order_by("created").values_list("pk", flat=True)
    keys = {"source": source, "other_source": other, "claim": Mark.objects.filter(kind="claim").values_list("pk")[0][0]}
    outlet, other_outlet, merged_outlet = Outlet.objects.order_by("pk").values_list("pk", flat=True)
    outlets = {"outlet": outlet, "other_outlet": other_outlet, "merged_outlet": merged_outlet}
    keys["upload"] = Upload.objects.get().pk
    return pattern.format(**here, **keys, **outlets, submitted=submitted.pk, open=still_open.pk)


def test_every_page_is_looked_at() -> None:
    looked_at = {resolve(page.partition("?")[0].format_map(AnyNumber())).url_name for _, page in PAGES[:-1]}
    named = {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)}
    assert looked_at | NO_PAGES | {"review"} == named


class AnyNumber(dict[str, object]):
    """Stands for whatever an address is about."""

    def __missing__(self, key: str) -> object:
        return uuid.UUID(int=1) if "source" in key or key in {"claim", "upload"} else 1


@pytest.mark.parametrize(("who", "pattern"), PAGES)
def test_everybody_can_use_the_page(
    open_screen: OpenScreen, world: Review, review: Review, who: str, pattern: str
) -> None:
    page = open_screen(User.objects.filter(username=who).first(), **DESK).page
    page.goto(address_of(pattern, world, review))
    wide = violations(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert (wide, violations(page)) == ([], [])


@SCREENS
def test_everybody_can_mend_a_form(
    open_screen: OpenScreen, world: Review, review: Review, options: dict[str, Any]
) -> None:
    found = {}
    for who, pattern in FORMS:
        page = open_screen(User.objects.filter(username=who).first(), **options).page
        page.goto(address_of(pattern, world, review))
        with page.expect_navigation():
            page.locator("main form").first.evaluate(EMPTIED)
        expect(page.locator(".is-invalid, .alert, .notice.is-bad").first).to_be_visible()
        found[pattern] = violations(page)
    assert found == {pattern: [] for _, pattern in FORMS}


def reading(screen: Screen, _: Review) -> States:
    """The text, and the ways through it."""
    yield "nothing open"
    screen.press("s")
    yield "a hint"
    take_up(screen, "Recent reports")
    expect(screen.page.locator("#toolbar [data-part=keys]")).to_be_visible()
    yield "words selected"
    screen.press("Escape", "/")
    screen.page.keyboard.insert_text("plan")
    yield "search with hits"
    screen.page.get_by_role("searchbox").fill("nobody")
    yield "search without hits"
    screen.press("Escape")
    screen.page.get_by_text("plan", exact=True).last.click()
    expect(screen.page.get_by_role("menu")).to_be_visible()
    yield "a choice of marks"
    screen.press("Escape", "?")
    expect(screen.page.get_by_role("dialog", name="Keys")).to_be_visible()
    yield "the keys"
    screen.press("Escape")
    screen.page.locator("#filter-menu").select_option("grade 3")
    if screen.page.locator("#grip").get_attribute("aria-expanded") == "false":
        screen.page.locator("#grip").evaluate("(grip) => grip.click()")
    expect(screen.page.get_by_role("button", name="Show all")).to_be_visible()
    yield "a filter that shows nothing"


def touring(screen: Screen, _: Review) -> States:
    """The tour, step by step."""
    screen.page.get_by_role("button", name="Tour", exact=True).click()
    for step in range(1, 6):
        yield f"step {step}"
        if step < 5:
            screen.page.get_by_role("button", name="Next", exact=True).click()


def crediting(screen: Screen, _: Review) -> States:
    """A claim's card, with all that can be open in it."""
    card = open_mark(screen, "claim", 1)
    yield "a claim without a grade"
    screen.press("4")
    yield "a claim with a grade"
    card.get_by_role("button", name="Help me grade").click()
    yield "a question"
    while card.get_by_role("button", name="No", exact=True).is_visible():
        screen.press("n")
    yield "where the questions lead"
    card.get_by_role("button", name="Leave").click()
    card.get_by_role("combobox", name="Source").fill("The")
    expect(card.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    yield "the list of sources"
    card.get_by_role("listbox").get_by_role("option").last.click()
    expect(card.get_by_role("button", name="Add", exact=True)).to_be_visible()
    yield "a new source"
    card = open_mark(screen, "claim", 3)
    for folded in card.locator("summary").all():
        folded.click()
    yield "a claim with two sources, all unfolded"
    card.get_by_label("Address").fill("example.org")
    card.get_by_label("What it shows").focus()
    expect(card.locator(".reference").get_by_text("is no web address")).to_be_visible()
    yield "a wrong address"
    card = open_mark(screen, "claim", 6)
    expect(card.get_by_role("group", name="Proposed")).to_be_visible()
    yield "values proposed"


def correcting(screen: Screen, _: Review) -> States:
    """Typos and contradictions, from the first words on."""
    take_up(screen, "Recent", "t")
    expect(screen.editor.get_by_text("Not saved yet.")).to_be_visible()
    yield "a fresh typo"
    screen.editor.get_by_role("textbox", name="It should read").fill("Resent")
    yield "a typo with its correction"
    take_up(screen, "We never had 1,000 men there", "x")
    expect(screen.editor.get_by_text("The other side:")).to_be_visible()
    yield "one side"
    screen.press("Escape")
    yield "an unfinished mark whose card is closed"
    open_card = screen.card("We never had 1,000 men there").filter(has_text="Not saved")
    open_card.click()
    take_up(screen, "Critics doubt it", "x")
    screen.editor.get_by_role("radio", name="strict").check()
    yield "two sides"
    take_up(screen, "Critics doubt it", "Shift+X")
    yield "the same passage twice"
    screen.page.locator("#reader").focus()
    screen.press("Delete")
    expect(screen.page.get_by_role("button", name="Undo", exact=True)).to_be_visible()
    yield "a mark withdrawn"


def quoting(screen: Screen, _: Review) -> States:
    """Words marked by quoting them."""
    screen.page.get_by_role("button", name="Mark by quote").click()
    yield "nothing quoted"
    add = screen.page.get_by_role("button", name="Add the claim")
    for words in ("", "nowhere", "plan", "the"):
        screen.page.get_by_label("The words").fill(words)
        yield f"“{words}” looked for"
        add.click()
        yield f"“{words}” refused"
        if add.is_hidden():
            return


def failing(screen: Screen, review: Review) -> States:
    """What is not saved, and why."""
    alice = review.reviewer
    open_mark(screen, "claim", 2)
    elsewhere = claim(rich_review.TEXT, "the plan was dropped", grade="6")
    mark = Mark.objects.get(kind="claim", number=2)
    save_mark(
        user=alice,
        review_id=review.pk,
        mark_id=mark.pk,
        change=uuid.uuid4(),
        revision=mark.revision,
        content=read(elsewhere),
    )
    screen.press("3")
    expect(screen.editor.get_by_role("alert")).to_contain_text("changed elsewhere")
    yield "changed elsewhere"
    screen.editor.get_by_role("button", name="Take the other").click()
    screen.all_saved()
    submit_review(user=alice, review_id=review.pk)
    screen.press("2")
    expect(screen.editor.get_by_role("alert")).to_contain_text("read only")
    yield "refused"
    screen.context.clear_cookies()
    screen.press("5")
    expect(screen.page.get_by_role("alert").filter(has_text="You are signed out")).to_be_visible()
    yield "signed out"
    screen.page.get_by_role("alert").get_by_role("button", name="Sign in").click()
    password = screen.page.get_by_role("dialog", name="Sign in again").get_by_label("Password")
    expect(password).to_be_focused()
    yield "about to sign in again"
    password.fill("not-the-password")
    password.press("Enter")
    expect(screen.page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    yield "a wrong password"


def closing(screen: Screen, review: Review) -> States:
    """From the question whether to submit, to a story in the archive."""
    alice = review.reviewer
    screen.page.goto(f"/reviews/{review.pk}/submit")
    yield "about to submit, with marks to look at"
    submit_review(user=alice, review_id=review.pk)
    screen.open(review)
    yield "submitted"
    screen.page.locator("#reader").focus()
    screen.press("j", "j", "j")
    yield "submitted, with a card open"
    User.objects.filter(pk=alice.pk).update(role=Role.ADMIN)
    alice.refresh_from_db()
    reopen_review(user=alice, review_id=review.pk, reason="The second claim is paraphrased.")
    screen.open(review)
    expect(screen.page.get_by_text("Reopened by")).to_be_visible()
    yield "reopened"
    archive_story(user=alice, story=review.round.story, archived=True)
    screen.open(review)
    expect(screen.page.get_by_text("archive").first).to_be_visible()
    yield "archived"


def without_network(screen: Screen, _: Review) -> States:
    """Opened again where the server is out of reach."""
    expect(screen.page.locator("#offline-opening")).to_contain_text("can be opened again")
    screen.context.set_offline(True)
    screen.page.reload()
    expect(screen.page.locator("#opened-offline")).to_be_visible()
    yield "opened offline"
    screen.context.set_offline(False)


@SCREENS
@pytest.mark.parametrize("walk", [reading, touring, crediting, correcting, quoting, failing, closing, without_network])
def test_everybody_can_use_the_review_page(
    open_screen: OpenScreen,
    alice: User,
    rich: Review,
    walk: Callable[[Screen, Review], States],
    options: dict[str, Any],
) -> None:
    screen = open_screen(alice, **options).open(rich)
    found = {state: violations(screen.page) for state in walk(screen, rich)}
    assert {state: faults for state, faults in found.items() if faults} == {}
