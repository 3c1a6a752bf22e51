"""What is drawn of a mark in a text."""

from annotations.anchoring.segments import Shown
from annotations.review.content import ClaimContent, ContradictionContent, MarkState


def shown_of(state: MarkState, version: int, *, elsewhere: bool = False) -> list[Shown]:
    """What is drawn of a mark in a version's text: one span, or one for each of a contradiction's sides there.

    `elsewhere`: it was made in another review than the page's.
    """
    content, mark = state.content, str(state.id)
    if isinstance(content, ContradictionContent):
        sides = [side.span for side in content.sides if side.version == version]
        return [Shown(mark, "side", state.number, side.start, side.end, elsewhere=elsewhere) for side in sides]
    start, end = content.span.start, content.span.end
    if isinstance(content, ClaimContent):
        return [Shown(mark, "claim", state.number, start, end, grade=content.grade or "")]
    return [Shown(mark, "typo", state.number, start, end, correction=content.correction)]
