"""Reviews with many marks, to see that what they cost does not grow."""

import uuid

from django.utils import timezone

from annotations.models import Admission, Attribution, Claim, Mark, MarkKind, Review, Source, SourceName, Span, SpanRole


def crowd(review: Review, size: int) -> None:
    """Put so many claims into the review, each credited to a source of its own. Their numbers begin at 1000."""
    now = timezone.now()
    numbers = range(1000, 1000 + size)
    marks = Mark.objects.bulk_create(
        Mark(id=uuid.uuid4(), review=review, kind=MarkKind.CLAIM, number=number, created=now, updated=now)
        for number in numbers
    )
    claims = Claim.objects.bulk_create(Claim(mark=mark) for mark in marks)
    text = review.version.text
    Span.objects.bulk_create(
        Span(mark=mark, role=SpanRole.CLAIM, version=review.version, start=0, end=8, quote=text[:8]) for mark in marks
    )
    sources = Source.objects.bulk_create(Source(admission=Admission.ADMITTED) for _ in marks)
    SourceName.objects.bulk_create(
        SourceName(source=source, name=f"Source {number}") for source, number in zip(sources, numbers, strict=True)
    )
    Attribution.objects.bulk_create(
        Attribution(claim=claim, source=source) for claim, source in zip(claims, sources, strict=True)
    )
