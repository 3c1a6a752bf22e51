"""What is a copy of what, as adjudicators and admins say it: confirmed with a kind, refused, taken back.

What was said is kept as it was said: that C is a copy of B stays true when B turns out to be one of A. Whoever counts follows the
copies to the first (overview/copies.py), so taking one back leaves nothing of it behind.
"""

from collections.abc import Iterator

from django.db import transaction

from annotations.models import Article, Copy, CopyKind, CopyStatus, User, Verb
from annotations.review.events import record
from annotations.review.policy import may_compare, require
from annotations.review.refusals import Conflict, NotThere, Unfit


@transaction.atomic
def confirm_copy(*, user: User, article: Article, of: Article, kind: str, shared: float) -> Copy:
    """Say that an article is a copy of another one, and of which kind. Returns the copy as it now stands.

    `shared`: which share of the article's word sequences stand in the other, 0 to 1. Saying it again changes the kind, or nothing;
    a proposal the other way round is turned round. Raises NotThere; NotAllowed; Unfit for the article itself and for an unknown
    kind; Conflict where the article is a copy of a third one already, or the other one a copy of it.
    """
    held, other = _hold(user, article, of)
    if kind not in CopyKind.values:
        raise Unfit("no-kind", "Say what kind of copy it is.")
    _require_first_said(held, other)
    copy = _between(held, other) or Copy(status="")
    before = _said(copy)
    copy.article, copy.of, copy.kind, copy.shared, copy.status = held, other, kind, shared, CopyStatus.CONFIRMED
    return _kept(copy, before, user)


@transaction.atomic
def refuse_copy(*, user: User, article: Article, of: Article) -> Copy:
    """Say that neither of two articles is a copy of the other: they are not proposed again. Returns the copy as it now stands.

    One that is refused stays so. Raises NotThere; NotAllowed; Conflict where it was never proposed, or is confirmed.
    """
    held, other = _hold(user, article, of)
    copy = _between(held, other)
    if copy is None:
        raise Conflict("not-proposed", "Nobody proposed it, so there is nothing to refuse.")
    if copy.status == CopyStatus.CONFIRMED:
        raise Conflict(
            "confirmed-already", f"“{copy.article}” is said to be a copy of it by now. Take that back first."
        )
    before, copy.status = _said(copy), CopyStatus.REFUSED
    return _kept(copy, before, user)


@transaction.atomic
def take_back_copy(*, user: User, article: Article, of: Article) -> Copy:
    """Take back what was said of two articles: it is a proposal again. Returns the copy as it now stands.

    One that is a proposal stays so. Raises NotThere; NotAllowed; Conflict where there is nothing to take back.
    """
    held, other = _hold(user, article, of)
    copy = _between(held, other)
    if copy is None:
        raise Conflict("not-proposed", "Nobody said anything of the two, so there is nothing to take back.")
    before, copy.kind, copy.status = _said(copy), "", CopyStatus.PROPOSED
    return _kept(copy, before, user)


def _hold(user: User, *articles: Article) -> list[Article]:
    """The articles, if the user sees them and may compare them, locked until the transaction ends, in the order given."""
    # Locked in the order of their keys, so that two who ask for the same ones never wait for each other.
    seen = Article.objects.visible_to(user).filter(pk__in=[one.pk for one in articles]).order_by("pk")
    held = {one.pk: one for one in seen.select_for_update(no_key=True)}
    if any(one.pk not in held for one in articles):
        raise NotThere
    require(may_compare(user), "Only an adjudicator or admin says what is a copy of what. Ask one.")
    if len(held) < len(articles):
        raise Unfit("itself", "An article is no copy of itself. Choose another one.")
    return [held[one.pk] for one in articles]


def _require_first_said(article: Article, of: Article) -> None:
    if any(one.of_id == article.pk for one in _chain(of)):
        raise Conflict("circle", f"“{of}” is said to be a copy of “{article}”. Take that back first.")
    said = Copy.objects.filter(article=article, status=CopyStatus.CONFIRMED).exclude(of=of).select_related("of").first()
    if said is not None:
        raise Conflict("copy-already", f"“{article}” is said to be a copy of “{said.of}”. Take that back first.")


def _chain(article: Article) -> Iterator[Copy]:
    """What the article is a copy of, what that is a copy of, and so on to the first. A query a step."""
    seen: set[int] = set()
    step = article.pk
    while step not in seen:
        seen.add(step)
        copy = Copy.objects.filter(article=step, status=CopyStatus.CONFIRMED).first()
        if copy is None:
            return
        yield copy
        step = copy.of_id


def _between(one: Article, other: Article) -> Copy | None:
    """What was proposed or said of the two, either way round."""
    pair = [one.pk, other.pk]
    return Copy.objects.filter(article__in=pair, of__in=pair).select_related("article", "of").order_by("pk").first()


def _said(copy: Copy) -> dict[str, object] | None:
    """What stands of it, for the event; None before anything was said."""
    if not copy.status:
        return None
    return {"article": copy.article_id, "of": copy.of_id, "status": copy.status, "kind": copy.kind}


def _kept(copy: Copy, before: dict[str, object] | None, user: User) -> Copy:
    """The copy, stored, and the event of it written; where nothing differs, neither."""
    if _said(copy) != before:
        copy.save()
        record(
            Verb.COMPARED,
            user=user,
            before=before,
            after=_said(copy),
            story_id=copy.article.story_id,
            article=copy.article,
        )
    return copy
