"""Saving the worked example as its reviewers would: through the same use cases, under the same rules."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from django.db import transaction

from annotations.management.written import (
    Unreadable,
    Work,
    WrittenClaim,
    WrittenContradiction,
    WrittenReview,
    WrittenSide,
    WrittenTypo,
    nearest,
    place_of,
    places_of,
)
from annotations.models import Admission, Review, Role, Source, Status, Story, User, Version
from annotations.review.content import (
    AttributionContent,
    ClaimContent,
    ContradictionContent,
    MarkedContent,
    Place,
    Side,
    TypoContent,
)
from annotations.review.marks import save_mark
from annotations.review.propositions import group_claims
from annotations.review.register import admit_source
from annotations.review.sources import propose_source
from annotations.review.submit import submit_review

# The first article is named 000_….txt, and so on.
NUMBER = 3

# The last review stays open, so that whoever tries the product has one to go on with.
LEFT_OPEN = {"bob": {"002"}}
# These stay proposed, so that there is something to decide.
LEFT_PROPOSED = ("“Many”", "Russia, said by Washington")


@transaction.atomic
def write_worked_reviews(story: Story, works: Mapping[str, Work]) -> int:
    """Save what each reviewer did in the story, one after the other, with the register kept in between as an adjudicator would.

    Gives the number of marks. Raises Unreadable.
    """
    adjudicator = User.objects.filter(role=Role.ADJUDICATOR, is_active=True).first()
    marks = 0
    for username, work in works.items():
        reviewer = User.objects.get(username=username)
        written = _write(reviewer, story, work)
        if written and adjudicator:
            _admit_named(adjudicator, reviewer)
        marks += written
    return marks


def _admit_named(adjudicator: User, reviewer: User) -> None:
    """Admit what the reviewer proposed, as far as the adjudicator sees it by now."""
    seen = Source.objects.visible_to(adjudicator).filter(created_by=reviewer, admission=Admission.PROPOSED)
    for source in seen.exclude(names__name__in=LEFT_PROPOSED):
        admit_source(user=adjudicator, source_id=source.pk)


def _write(reviewer: User, story: Story, work: Work) -> int:
    """Save what the reviewer did, and submit it. The number of marks: none where a review was begun, so that nobody's work is mixed."""
    written = {one.article for one in work.review}
    reviews = _untouched(reviewer, story, written)
    if not reviews:
        return 0
    desk = Desk(reviewer, story, reviews, work)
    # Claims first: sides in other articles point to them.
    for one in work.review:
        desk.mark_claims(one)
    for one in work.review:
        desk.mark_others(one)
    desk.group()
    for number in sorted(written - LEFT_OPEN.get(reviewer.username, set())):
        submit_review(user=reviewer, review_id=reviews[number].pk)
    return desk.marks


def _untouched(reviewer: User, story: Story, numbers: AbstractSet[str]) -> Mapping[str, Review]:
    """The reviewer's reviews of the articles with these numbers; none where one of them was begun."""
    found = Review.objects.of(reviewer).filter(round=story.current_round).select_related("version")
    by_number = {review.version.file_name[:NUMBER]: review for review in found}
    wanted = {number: review for number, review in by_number.items() if number in numbers}
    return wanted if all(review.status == Status.ASSIGNED for review in wanted.values()) else {}


class Desk:
    """Where one reviewer works: the reviews by article, and what was marked in them so far."""

    def __init__(self, reviewer: User, story: Story, reviews: Mapping[str, Review], work: Work) -> None:
        self.marks = 0
        self._reviewer = reviewer
        self._story = story
        self._reviews = reviews
        self._work = work
        self._sources: dict[tuple[str, int | None], uuid.UUID] = {}
        self._claims: dict[tuple[int, int, int], uuid.UUID] = {}
        self._saying: dict[str, list[uuid.UUID]] = defaultdict(list)

    def mark_claims(self, written: WrittenReview) -> None:
        """Mark the claims of one article."""
        review = self._review(written.article)
        for claim in written.claims:
            content = self._claim(review, claim)
            mark = self._save(review, content)
            self._claims[review.version_id, content.span.start, content.span.end] = mark
            if claim.says:
                self._saying[claim.says].append(mark)

    def mark_others(self, written: WrittenReview) -> None:
        """Mark the typos and contradictions of one article."""
        review = self._review(written.article)
        for typo in written.typos:
            self._save(review, _typo(review.version, typo))
        for contradiction in written.contradictions:
            self._save(review, self._contradiction(written, contradiction))

    def group(self) -> None:
        """Say which claims say alike."""
        for key, claims in self._saying.items():
            group_claims(user=self._reviewer, story=self._story, words=self._work.propositions[key], claims=claims)

    def _review(self, article: str) -> Review:
        if article not in self._reviews:
            raise Unreadable(f"{self._reviewer} has no article {article} to review.")
        return self._reviews[article]

    def _save(self, review: Review, content: MarkedContent) -> uuid.UUID:
        mark = uuid.uuid4()
        save_mark(
            user=self._reviewer, review_id=review.pk, mark_id=mark, change=uuid.uuid4(), revision=0, content=content
        )
        self.marks += 1
        return mark

    def _claim(self, review: Review, written: WrittenClaim) -> ClaimContent:
        span = place_of(review.version.text, written)
        return ClaimContent(
            kind="claim",
            span=span,
            grade=written.grade,
            claim_type=written.type,
            check_worthy=written.check,
            part=written.part,
            confidence=written.confidence,
            rationale=written.rationale,
            attributions=[self._attribution(review, written, span)] if written.is_attributed else [],
        )

    def _attribution(self, review: Review, written: WrittenClaim, span: Place) -> AttributionContent:
        def spans(words: str) -> list[Place]:
            return [nearest(places_of(review.version.text, words), span)] if words else []

        return AttributionContent(
            source=self._source(review, written.named),
            relayed_by=self._source(review, written.relayed_by),
            mode=written.mode,
            stance=written.stance,
            anonymity_reason=written.anonymity,
            source_spans=spans(written.source),
            cue_spans=spans(written.cue),
            relay_spans=spans(written.relay),
        )

    def _source(self, review: Review, name: str) -> uuid.UUID | None:
        """The register's entry of this name; proposed where there is none."""
        if not name:
            return None
        written = self._work.sources[name]
        key = name, review.version.article_id if written.only_here else None
        if key not in self._sources:
            usable = Source.objects.visible_to(self._reviewer).for_article(review.version.article_id)
            there = usable.filter(names__name=name, kind=written.kind).first()
            self._sources[key] = there.pk if there else self._propose(review, name)
        return self._sources[key]

    def _propose(self, review: Review, name: str) -> uuid.UUID:
        source, content = uuid.uuid4(), self._work.sources[name].content(name)
        propose_source(user=self._reviewer, review_id=review.pk, source_id=source, change=uuid.uuid4(), content=content)
        return source

    def _contradiction(self, review: WrittenReview, written: WrittenContradiction) -> ContradictionContent:
        return ContradictionContent(
            kind="contradiction",
            sides=[self._side(review, side) for side in written.sides],
            type=written.type,
            strength=written.strength,
            locus=written.locus,
            acknowledged=written.acknowledged,
            note=written.note,
        )

    def _side(self, review: WrittenReview, written: WrittenSide) -> Side:
        version = self._review(written.article or review.article).version
        span = place_of(version.text, written)
        return Side(version=version.pk, span=span, claim=self._claims.get((version.pk, span.start, span.end)))


def _typo(version: Version, written: WrittenTypo) -> TypoContent:
    return TypoContent(
        kind="typo",
        span=place_of(version.text, written),
        correction=written.correction,
        type=written.type,
        severity=written.severity,
        in_quotation=written.in_quotation,
        note=written.note,
    )
