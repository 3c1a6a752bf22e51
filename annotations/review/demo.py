"""The demo's accounts: who they are, and the words that offer them on the sign-in page."""

from dataclasses import dataclass

from django.conf import settings

from annotations.models import Role, User


@dataclass(frozen=True)
class DemoAccount:
    """One account of the demo. `does` says in a few words what the person does there."""

    username: str
    name: str
    role: Role
    does: str


DEMO_ACCOUNTS = (
    DemoAccount("alice", "Alice", Role.REVIEWER, "reviews three articles"),
    DemoAccount("bob", "Bob", Role.REVIEWER, "reviews the same three, unseen"),
    DemoAccount("carol", "Carol", Role.ADJUDICATOR, "settles where they differ"),
    DemoAccount("dan", "Dan", Role.ADMIN, "brings articles in, assigns, exports"),
)


def is_demo_account(user: User) -> bool:
    """Whether one signs in to the account without a password: never unless FACTCHECK_DEMO is set."""
    return settings.FACTCHECK_DEMO and any(account.username == user.username for account in DEMO_ACCOUNTS)
