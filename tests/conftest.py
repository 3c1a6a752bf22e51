"""Who and what the tests are about: Alice and Bob review, Carol adjudicates, Dan administers, Eve is a stranger."""

import hashlib
import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

from annotations.models import Article, Codebook, Grade, Review, Role, Round, Story, User, Version

OUR_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
OUR_WORDS = "\n".join(path.read_text() for path in sorted(OUR_TEMPLATES.rglob("*.html")))

# A busy machine must not fail a property for being slow.
hypothesis_settings.register_profile("tests", deadline=None)
hypothesis_settings.load_profile("tests")

# The tour of the review page would come up in every test; those about it use somebody who has not seen it.
TOURED = datetime(2026, 11, 1, tzinfo=UTC)

TEXT = (
    "Minister denies the plan\n\n"
    "The minister, Ana Sousa, said on Monday that the plan was dropped. Recent reports suggest it was only delayed.\n\n"
    "“We never had 1,000 men there,” she said. Critics doubt it."
)


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Hashes passwords in microseconds: what takes a guesser long would take every test long too."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def static_files_when_asked_for(settings: Settings) -> None:
    """Lets each test's client look for a static file when it asks for one: it would read their whole folder before its first page."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the originals of all tests are kept."""
    return tmp_path_factory.mktemp("originals")


@pytest.fixture(autouse=True)
def own_originals(settings: Settings, originals: Path) -> None:
    """Keeps what tests bring in out of the product's own folder."""
    own = settings.STORAGES["originals"] | {"OPTIONS": {"location": originals}}
    settings.STORAGES = settings.STORAGES | {"originals": own}


@pytest.fixture(autouse=True)
def codebook_stays(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What migrations put into the tables is there again after a test that emptied them."""
    yield
    if "transactional_db" in request.fixturenames:
        with django_db_blocker.unblock():
            call_command("loaddata", "default_codebook", verbosity=0)


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create_user("alice", "a-long-password", name="Alice Moreau", toured_at=TOURED)


@pytest.fixture
def bob(db: None) -> User:
    return User.objects.create_user("bob", "a-long-password", name="Bob Okafor", toured_at=TOURED)


@pytest.fixture
def carol(db: None) -> User:
    return User.objects.create_user(
        "carol", "a-long-password", name="Carol Lindgren", role=Role.ADJUDICATOR, toured_at=TOURED
    )


@pytest.fixture
def dan(db: None) -> User:
    return User.objects.create_user("dan", "a-long-password", name="Dan Petrov", role=Role.ADMIN, toured_at=TOURED)


@pytest.fixture
def eve(db: None) -> User:
    return User.objects.create_user("eve", "a-long-password", name="Eve Stranger", toured_at=TOURED)


@pytest.fixture
def codebook(db: None) -> Codebook:
    return Codebook.objects.get(name="Sourcing", version=1)


@pytest.fixture
def grades(codebook: Codebook) -> dict[str, Grade]:
    return {grade.key: grade for grade in codebook.grades.all()}


@pytest.fixture
def story(codebook: Codebook) -> Story:
    made = Story.objects.create(title="The plan", slug="the-plan")
    Round.objects.create(story=made, number=1, codebook=codebook)
    return made


@pytest.fixture
def make_version(story: Story) -> Callable[..., Version]:
    """A function that puts an article with this text into the story, and gives its version 1."""

    def make(text: str = TEXT, within: Story = story) -> Version:
        article = Article.objects.create(story=within, headline=text.partition("\n")[0][:500] or "Untitled")
        return Version.objects.create(
            article=article, number=1, text=text, sha256=hashlib.sha256(text.encode()).hexdigest()
        )

    return make


@pytest.fixture
def version(make_version: Callable[..., Version]) -> Version:
    return make_version()


@pytest.fixture
def article(version: Version) -> Article:
    return version.article


@pytest.fixture
def review(alice: User, version: Version, story: Story) -> Review:
    return Review.objects.create(reviewer=alice, version=version, round=story.current_round)


@pytest.fixture
def bobs_review(bob: User, version: Version, story: Story) -> Review:
    return Review.objects.create(reviewer=bob, version=version, round=story.current_round)


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A function that gives a client signed in as the user."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def no_unknown_variables() -> Iterator[None]:
    """A template of ours that asks for a variable nobody gave it fails the test; Django would print nothing."""
    unknown = UnknownVariables()
    logger = logging.getLogger("django.template")
    logger.addHandler(unknown)
    logger.setLevel(logging.DEBUG)
    yield
    logger.removeHandler(unknown)
    assert unknown.found == []


class UnknownVariables(logging.Handler):
    """Collects what Django's templates say to their log about variables they could not find."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message where a template of ours names the variable; those of libraries are full of optional ones."""
        variable, template = record.args if isinstance(record.args, tuple) and len(record.args) == 2 else ("", "")
        named = re.search(rf"[{{][{{%][^}}]*\b{re.escape(str(variable))}\b", OUR_WORDS)
        if named and (OUR_TEMPLATES / str(template)).is_file():
            self.found.append(record.getMessage())
