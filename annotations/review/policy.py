"""Who may do what. Who may read what stands in models/visibility.py."""

from annotations.models import Role, User
from annotations.review.refusals import NotAllowed


def may_administer(user: User) -> bool:
    """Stories, articles and assignments are the admin's."""
    return user.role == Role.ADMIN


def may_export(user: User) -> bool:
    """Sets are for adjudicators and admins."""
    return user.role in {Role.ADJUDICATOR, Role.ADMIN}


def may_reopen(user: User) -> bool:
    """Adjudicators and admins reopen the submitted reviews that they may read."""
    return user.role in {Role.ADJUDICATOR, Role.ADMIN}


def may_keep_register(user: User) -> bool:
    """Adjudicators and admins keep the register of sources in order: they admit, refuse, name and merge."""
    return user.role in {Role.ADJUDICATOR, Role.ADMIN}


def may_compare(user: User) -> bool:
    """Adjudicators and admins say which article is a copy of which: like the register, it moves figures and no text."""
    return user.role in {Role.ADJUDICATOR, Role.ADMIN}


def may_keep_outlets(user: User) -> bool:
    """Admins keep the outlets in order: whose an article is belongs to what is known about it, which is theirs too."""
    return may_administer(user)


def may_read_originals(user: User) -> bool:
    """Admins download the bytes that an article came in: a file may hold more than the text that was taken out of it."""
    return may_administer(user)


def may_hand_on(user: User) -> bool:
    """Adjudicators and admins hand claims to check to others; everybody takes them himself. What one may read, one may follow up."""
    return user.role in {Role.ADJUDICATOR, Role.ADMIN}


def require(allowed: bool, words: str) -> None:
    """Raise NotAllowed with the sentence, unless allowed."""
    if not allowed:
        raise NotAllowed("forbidden", words)


def require_admin(user: User | None) -> None:
    """Raise NotAllowed unless the user administers. None is the command line, which may."""
    require(user is None or may_administer(user), "Only an admin can do this. Ask one.")
