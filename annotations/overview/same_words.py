"""Claims whose words are nearly the same: proposed to be grouped, never grouped unasked."""

from collections.abc import Sequence

from annotations.overview.propositions import Stated

# Of 100, by rapidfuzz's ratio: an edit in seven letters at most.
NEARLY_THE_SAME = 85


def alike(claims: Sequence[Stated]) -> list[list[Stated]]:
    """Those of these claims whose quotes are nearly the same as another's, in sets of two or more, each claim in one at most.

    Every claim is held against every other: meant for the hundred or so of a page. The measure is the normalised indel similarity,
    see https://rapidfuzz.github.io/RapidFuzz/Usage/fuzz.html#ratio.
    """
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415  (loaded on first use)

    words = [" ".join(claim.quote.casefold().split()) for claim in claims]
    found, taken = [], set[int]()
    for one, said in enumerate(words):
        if one in taken:
            continue
        others = range(one + 1, len(words))
        near = [two for two in others if two not in taken and ratio(said, words[two]) >= NEARLY_THE_SAME]
        if near:
            taken.update(near)
            found.append([claims[place] for place in (one, *near)])
    return found
