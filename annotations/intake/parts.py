"""The parts of a plain text: which of its lines are headline, deck, caption or boilerplate. Proposed, never certain.

What stands in a wrong part is worse than what stands in none, so a rule speaks only where the line itself says what it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotations.anchoring.parts import joined
from annotations.intake.reading import Placed

# Longer than that it is a paragraph, whatever stands in its first place. In code points.
HEADLINE_LENGTH = 250
DECK_LENGTH = 250
DECK_LINES = 8
# Source lines and keywords stand at a text's edges; in its midst a line of the same shape may tell something.
EDGE_LINES = 6
NOTE_LINES = 8
SHORT_LENGTH = 200
CAPTION_WORDS = 9
# Beyond these it is no article, or no line of one, that the rules were made for: nothing is proposed.
MOST_LINES = 4000
LINE_LENGTH = 1200

_SENTENCE_END = re.compile(r"""[.!?…:;。！？؟।]["'”’“»«)\]]*\s*$""")
_SENTENCE_WITHIN = re.compile(r"""[a-z\d)”’"'][.!?]["'”’»)]*\s+["'“‘«(]?[A-Z]""")
_DATELINE = re.compile(
    r"^[A-Z][A-Z .,’'-]{2,40}(?:\([A-Z][\w/ ]{1,20}\)\s*|, [A-Z][\w. ,]{1,30}(?:\(\w+\))?\s*)?[—–―-]{1,2}\s"
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")

# What says outright that a picture is spoken of, and names who made it. It stands at a line's end, set apart.
_AGENCY = (
    r"(?:AP(?: (?:Photo|Images?))?|AFP|EPA(?:-EFE)?|REUTERS|Reuters|Getty(?: Images)?|GETTY(?: IMAGES)?|Shutterstock|Bloomberg"
    r"|Alamy|Rex|PA(?: Wire| Images)?|TASS|Sputnik|Xinhua|ANSA|dpa|Zuma(?: Press)?|iStock|Instagram|WENN|SIPA|Corbis)"
)
_SET_APART = r"(?:^\s*|[.!?)\]”\"]\s*|[—–|(\[]\s*|\bCredit:?\s*)"
_CREDIT = re.compile(
    rf"{_SET_APART}(?:{_AGENCY}/[^\W_][\w .,'’/-]{{1,60}}|[^\W\d_][\w.'’ -]{{1,50}}/(?:{_AGENCY}/?){{1,3}}(?: via {_AGENCY})?"
    rf"|via {_AGENCY}|Getty Images|AP Photo)[.)\]]*\s*$"
)
_PHOTO_BY = re.compile(
    rf"{_SET_APART}(?:[Ff]ile )?(?:[Pp]hoto|PHOTO|[Ii]mage|[Pp]icture)s?(?: (?:[Cc]redit|[Cc]ourtesy)\b|:| by )[^\n]{{1,80}}$"
)
_CAPTION_START = re.compile(
    r"^\s*[(\[]?\s*(?:(?:file )?photos?|images?|pictures?|pictured|caption|illustration)(?: credits?| courtesy of| above| below)?"
    r"\s*(?:[:/]| by [A-Z])",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"\(pictured\b|\bpictured\)|\b(?:is|are|was|were) (?:pictured|seen here)\b|\bpictured (?:above|below|left|right|here)\b"
    r"|\bin this (?:file )?(?:photo|image)\b"
)
_BULLET = re.compile(r"^\s*[•·▪‣*–-]\s+\S")

_ANYWHERE = re.compile(
    r"""^\s*[("“\[*_]*(?:
    source\s*:\s*read\ full\ article
    |read\ (?:the\ )?(?:more|full|rest|next|also|original)\b(?=.{0,60}$|\s*:)
    |(?:related|see\ also|more\ on\ this(?:\ story)?|read|watch|recommended|also\ read)\s*:\s
    |(?:click|tap)\ here\b|continue\ reading\b|story\ continues\ below|article\ continues\ (?:below|after)
    |(?:scroll\ down|advertisement|sponsored\ content)\s*[.:]?\s*$
    |(?:sign\ up|subscribe)\ (?:for|to|here|now|today)\b|(?:follow|like)\ (?:us|[A-Z]\w+(?:\ [A-Z]\w+){0,2})\ on\b
    |share\ this\b|download\ (?:our|the)\ .{0,30}\bapp\b|support\ our\ journalism|get\ the\ latest\ .{0,60}\b(?:inbox|newsletter)
    |©|\(c\)\ (?:19|20)\d\d|copyright\ (?:©|\(c\)|19|20)|all\ rights\ reserved
    |this\ (?:article|story|report|post|piece|column)\ (?:was\ |has\ been\ )?(?:originally|first|previously)\ (?:publish|appear|post)
    |this\ (?:article|story|report|post|piece)\ (?:was|has\ been)\ (?:updated|corrected|amended)
    |(?:additional\ |with\ )?(?:reporting|writing|editing|compiled|produced|translated|edited)\ by\ [A-Z]
    |(?:editor|publisher)[’']s\ note\s*:
    |(?:tags?|keywords?|topics?|filed\ under|categories)\s*:
    |https?://\S+\s*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CONTRIBUTED = re.compile(r"\bcontributed (?:reporting|research|to this (?:report|story|article|post))\b")
_BETWEEN_NAMES = {"and", "in", "the", "of", "from", "also"}
_FOLLOW_WRITER = re.compile(
    r"\b[Ff]ollow (?:him|her|them|me|[A-Z]\w+(?: [A-Z]\w+)?) on (?:Twitter|X|Facebook|Instagram)\b"
)
# The fields that press databases put around an article.
_DATABASE = re.compile(
    r"^\s*(?:(?:SECTION|LENGTH|DATELINE|BYLINE|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|GRAPHIC|URL|DISTRIBUTION|SUBJECT): \S.*"
    r"|\d+ of \d+ DOCUMENTS)\s*$"
)
_OUTLET = re.compile(
    r"^\s*[—–―(-]*\s*(?:The )?(?:Associated Press|AP|Reuters|AFP|Agence France-Presse|UPI|Bloomberg(?: News)?|PR Newswire|TASS|Tass"
    r"|Press Association|Deutsche Presse-Agentur|Xinhua|ANSA|EFE)(?: State & Local Wire)?\s*[).]?\s*$"
)
_BYLINE = re.compile(
    r"^\s*(?:By|BY) [A-Z][\w.’'-]+(?: (?:and|AND|[A-Z])[\w.’'-]*){1,8}(?: ?[,|] ?[A-Z][^.!?]{1,60})?\s*$"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(
    rf"^\s*(?:(?:Published|Posted|Updated)(?: on| at)?:? )?(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}})"
    r"(?:,? [A-Z][a-z]+day)?(?:,?(?: at)? \d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?|[AP]M)?(?: [A-Z]{2,4})?)?\s*$"
)
_KEYWORDS = re.compile(r"^\s*[^\W\d_][\w’' -]{0,30}(?:, ?[^\W\d_][\w’' -]{0,30}){2,}\s*$")
_KEYWORD_WORDS = 3
_SOURCE = re.compile(r"^\s*(?:Source|SOURCE|Via|via)\s*:\s*\S.{0,80}$|^\s*SOURCE [A-Z].{0,80}$")


@dataclass(frozen=True)
class Line:
    """A line of a text with its place, in code points."""

    start: int
    end: int
    words: str

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return _SENTENCE_END.search(self.words) is not None


def proposed_parts(text: str) -> list[Placed]:
    """The parts that the text's own lines say they are; what is in none is body. Sorted, apart, whole lines.

    Neighbouring lines of one kind are one part. `text` is as a version keeps it. Spans are in code points, half-open.
    """
    if text.count("\n") > MOST_LINES:
        return []
    lines = text_lines(text)
    kinds = zip(lines, _kinds(lines), strict=True)
    parts = joined([(line.start, line.end, kind) for line, kind in kinds if kind], text)
    return [Placed(*part) for part in parts]


def text_lines(text: str) -> list[Line]:
    """The lines with something in them, in order, each with its place in code points."""
    found = re.finditer(r"[^\n]+", text)
    return [Line(line.start(), line.end(), line[0]) for line in found if not line[0].isspace()]


def _kinds(lines: Sequence[Line]) -> list[str]:
    """For each line the part it is of, "" for the body."""
    kinds = [_own_kind(line, place, len(lines)) for place, line in enumerate(lines)]
    for place in _headline(lines, kinds):
        kinds[place] = "headline"
    for place in _deck(lines, kinds):
        kinds[place] = "deck"
    for place in _note_to_the_end(lines):
        kinds[place] = "boilerplate"
    for place in _captions_like_others(lines, kinds):
        kinds[place] = "caption"
    return kinds


def _own_kind(line: Line, place: int, count: int) -> str:
    """What a line says of itself, whatever stands around it."""
    if len(line.words) > LINE_LENGTH:
        return ""
    if _is_boilerplate(line.words) or (min(place, count - 1 - place) < EDGE_LINES and _is_of_the_edge(line, place)):
        return "boilerplate"
    return "caption" if _is_caption(line) else ""


def _is_boilerplate(words: str) -> bool:
    short = len(words) <= SHORT_LENGTH
    return bool(
        (_ANYWHERE.search(words) and (short or words.lstrip().startswith(("Editor", "©", "Copyright"))))
        or _DATABASE.search(words)
        or _OUTLET.search(words)
        or (short and _is_of_contributors(words))
        or (_FOLLOW_WRITER.search(words) and len(words) <= 2 * SHORT_LENGTH)
    )


def _is_of_contributors(words: str) -> bool:
    """Names, and that they contributed: “Ann Lee, in Paris, and Bo Li contributed reporting.”"""
    found = _CONTRIBUTED.search(words)
    names = words[: found.start()].split() if found else []
    return bool(names) and all(name[0].isupper() or name.strip(",;") in _BETWEEN_NAMES for name in names)


def _is_of_the_edge(line: Line, place: int) -> bool:
    """Bylines and days, that head a text, and keywords and sources, that stand at either edge."""
    if place == 0:
        return False
    if _DATE.search(line.words) or _BYLINE.search(line.words) or _SOURCE.search(line.words):
        return True
    terms = line.words.split(",")
    return bool(_KEYWORDS.search(line.words)) and all(len(term.split()) <= _KEYWORD_WORDS for term in terms)


def _is_caption(line: Line) -> bool:
    if _CAPTION_START.search(line.words) or _CREDIT.search(line.words) or _PHOTO_BY.search(line.words):
        return True
    # A sentence of the report can say where somebody was pictured: a caption has mostly no full stop.
    return bool(_PICTURED.search(line.words)) and not line.is_sentence


def _headline(lines: Sequence[Line], kinds: Sequence[str]) -> Iterator[int]:
    """The first line, where it has the form of one and something follows; and the same words said again below it."""
    if len(lines) < 2 or kinds[0] or not _is_like_headline(lines[0]):
        return
    yield 0
    if lines[1].words.strip().casefold() == lines[0].words.strip().casefold():
        yield 1


def _is_like_headline(line: Line) -> bool:
    words = line.words.strip()
    is_report = words.endswith(".") and len(words) > SHORT_LENGTH // 2 and _SENTENCE_WITHIN.search(words)
    return (
        len(words) <= HEADLINE_LENGTH
        and _LETTERS.search(words) is not None
        and not _DATELINE.search(words)
        and not _BULLET.search(words)
        and not words.endswith(":")
        and not is_report
    )


def _deck(lines: Sequence[Line], kinds: Sequence[str]) -> list[int]:
    """The lines between the headline and the first sentence, where they are few, short and no sentences themselves."""
    if not lines or kinds[0] != "headline":
        return []
    places: list[int] = []
    for place, line in enumerate(lines):
        if kinds[place] in {"headline", "boilerplate", "caption"}:
            continue
        if line.is_sentence:
            return places if len(places) <= DECK_LINES else []
        if len(line.words) > DECK_LENGTH:
            return []
        places.append(place)
    return []


def _note_to_the_end(lines: Sequence[Line]) -> range:
    """An editor's note near the end that is broken into lines goes on to where the text ends."""
    for place in range(max(1, len(lines) - NOTE_LINES), len(lines)):
        if re.match(r"\s*Editor[’']s note:", lines[place].words) and not lines[place].is_sentence:
            return range(place, len(lines))
    return range(0)


def _captions_like_others(lines: Sequence[Line], kinds: Sequence[str]) -> list[int]:
    """Lines without a full stop in a text whose other lines have one, and which has a sure caption of the same form."""
    sentences = sum(line.is_sentence for line in lines)
    has_one = any(kind == "caption" and not line.is_sentence for line, kind in zip(lines, kinds, strict=True))
    if not has_one or sentences * 3 < len(lines) * 2:
        return []
    return [
        place
        for place, line in enumerate(lines)
        if not kinds[place]
        and not line.is_sentence
        and not _BULLET.search(line.words)
        and not line.words.rstrip().endswith((",", "”", '"', "’"))
        and len(line.words.split()) >= CAPTION_WORDS
    ]
