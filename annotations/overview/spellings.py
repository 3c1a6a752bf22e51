"""Names that may be two spellings of one: transliterations, accents, initials, names in another order. Knows nothing of the database.

rapidfuzz is imported on first use: a server at rest does without it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations
from typing import TypeVar

Key = TypeVar("Key")

# How alike two words must be, by Jaro and Winkler's measure. Tried on real names: of the pairs that are one name, the farthest apart
# are alexander/aleksandr and gaddafi/qaddafi (0.90), sousa/souza (0.91), nicolas/nikolas (0.92); of those that are not, the nearest that
# matter are putin/rasputin and iran/iraq (0.88), john/joan (0.87), north/south (0.73), russia/china (0.58), ivanov/petrov (0.56).
# What it lets through beside them (ivanov/ivanova, austria/australia: 0.93 and more) a person tells apart at a glance, and what it
# misses (yevgeny/evgenii: 0.81) is too far from any rule to be proposed without many that are wrong.
NEAR = 0.89

# An initial speaks for a name no more than that it does not speak against it; nor does a name that is a part of the other.
OF_AN_INITIAL = NEAR
OF_A_PART = 0.95

# Words that say nothing about who it is. A capital A is an initial.
EMPTY = {"a", "an", "An", "and", "for", "of", "the", "The"}

# Letters that one alphabet's spellings write for another's, as names begin with them: Catherine and Katherine, Yevgeny and Evgeny.
_ALIKE_FIRST = str.maketrans("eijghkqxfpuvtz", "yyycccccwwwwss")
# How alike two whole names must be, letter by letter in per cent, to be looked at word by word: as the words that they share let them
# seem; and as they stand, where all are compared with all. Below it, of names tried, none passed but for those with initials.
ROUGHLY, ROUGHLY_AS_IT_STANDS = 50, 75


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name without case and accents, empty ones left out unless there are no others: "Guaidó, J." is guaido, j."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    words = re.findall(r"\w+", bare)
    return tuple(word.casefold() for word in [word for word in words if word not in EMPTY] or words)


def nearness(one: str, other: str, *, of_a_person: bool = False) -> float:
    """How near two names are, from 0 to 1; 0 where they are no two spellings of one. Either way round it is the same.

    The names are compared as sets of words. Every word is paired with the one most like it on the other side, and the pair that
    is least alike decides: so “Alexander Ivanov” is not “Alexander Petrov”, nor one foreign ministry another, however many words they
    share. Words are compared by Jaro and Winkler's measure (Winkler 1990), which was made for names; a pair below NEAR makes it 0.

    Of a person one name may be a part of the other: two words of it, or the family name, which is taken to be the last.
    """
    short, long = sorted((words_of(one), words_of(other)), key=lambda words: (len(words), words))
    if not short:
        return 0.0
    back = _weakest(short, long)
    forth = _weakest(long, short) if back else 0.0
    if not forth and back and of_a_person and _is_a_part(short, long):
        return back * OF_A_PART
    return min(back, forth)


def _is_a_part(short: Sequence[str], long: Sequence[str]) -> bool:
    whole_words = [word for word in short if len(word) > 1]
    return len(long) > len(short) and (len(whole_words) > 1 or _alike(short[-1], long[-1]) > OF_AN_INITIAL)


def _weakest(words: Iterable[str], others: Sequence[str]) -> float:
    """How alike the pair is that is least alike, when each word has the other most like it; 0 where one has none."""
    weakest = 1.0
    for word in words:
        if word not in others:
            weakest = min(weakest, max(_alike(word, other) for other in others))
        if not weakest:
            break
    return weakest


def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if len(word) == 1 or len(other) == 1:
        return OF_AN_INITIAL if word[0] == other[0] else 0.0
    # In one order always: where a letter occurs twice, the measure goes by which word comes first.
    return _measure()(min(word, other), max(word, other), score_cutoff=NEAR)


@cache
def _measure() -> Callable[..., float]:
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415  (loaded on first use)

    return JaroWinkler.similarity


def near(names: Iterable[str], others: Mapping[Key, Collection[str]], *, of_persons: bool = False) -> dict[Key, float]:
    """Of these others those with a name near to one of these names: how near the nearest two are. 5,000 others take 20 ms."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (loaded on first use)

    found: dict[Key, float] = {}
    flat = [(key, name) for key, theirs in others.items() for name in theirs]
    joined = [_joined(name) for _, name in flat]
    for name in names:
        for _, _, place in process.extract(
            _joined(name), joined, scorer=fuzz.token_set_ratio, score_cutoff=ROUGHLY, limit=None
        ):
            key, other = flat[place]
            if how := nearness(name, other, of_a_person=of_persons):
                found[key] = max(how, found.get(key, 0.0))
    return found


def near_to_typed(typed: str, names: Collection[str]) -> dict[str, float]:
    """Of these names those near to what somebody typed who looks for one: two spellings of one, or each word typed near one of them.

    So a given name alone finds somebody here, by which nobody would be merged. How near each is, from 0 to 1.
    """
    words = words_of(typed)
    found = near([typed], {name: [name] for name in names}, of_persons=True) if len(words) > 1 else {}
    for name in names if words else ():
        if (others := words_of(name)) and (how := _weakest(words, others)):
            found[name] = max(how * OF_A_PART, found.get(name, 0.0))
    return found


def near_pairs(others: Mapping[Key, Collection[str]]) -> dict[tuple[Key, Key], float]:
    """All pairs among these with a name near to one of the other's, each once, in the order of the mapping.

    Only names are compared whose words begin alike, by letters that spellings exchange: all with all would be 12 million pairs
    of 5,000 names, and half a minute. So names are missing here that are a part of another; `near` finds them.
    """
    place = {key: number for number, key in enumerate(others)}
    found: dict[tuple[Key, Key], float] = {}
    for block in _blocks(others):
        for (one, first), (other, second) in _rough_pairs(block):
            if one != other and (how := nearness(first, second)):
                pair = (one, other) if place[one] < place[other] else (other, one)
                found[pair] = max(how, found.get(pair, 0.0))
    return dict(sorted(found.items(), key=lambda item: (place[item[0][0]], place[item[0][1]])))


def _blocks(others: Mapping[Key, Collection[str]]) -> Iterator[list[tuple[Key, str]]]:
    """The names by the first letters of their words, in whatever order these stand."""
    blocks: dict[str, list[tuple[Key, str]]] = defaultdict(list)
    for key, names in others.items():
        for name in names:
            letters = sorted(word[0].translate(_ALIKE_FIRST) for word in words_of(name))
            blocks["".join(letters)].append((key, name))
    yield from blocks.values()


def _rough_pairs(block: Sequence[tuple[Key, str]]) -> Iterator[tuple[tuple[Key, str], tuple[Key, str]]]:
    """The pairs of a block that are alike letter by letter."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (loaded on first use)

    joined = [_joined(name) for _, name in block]
    if len(block) < 4:
        yield from combinations(block, 2)
        return
    for place, words in enumerate(joined[:-1]):
        rest = joined[place + 1 :]
        for _, _, beyond in process.extract(
            words, rest, scorer=fuzz.ratio, score_cutoff=ROUGHLY_AS_IT_STANDS, limit=None
        ):
            yield block[place], block[place + 1 + beyond]


def _joined(name: str) -> str:
    return " ".join(sorted(words_of(name)))
