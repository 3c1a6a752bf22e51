"""Drafts: what a reader found becomes a row that fits its table, whatever the file says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from annotations.intake.details import LONGEST, Said, fitted
from annotations.intake.here import sha256_of
from annotations.intake.parts import proposed_parts
from annotations.intake.reading import FIELDS, Found, Placed
from annotations.intake.texts import cut, headline_of, kept
from annotations.models import Draft, DraftStatus, Link, PartKind, UploadFile
from annotations.review.refusals import Unfit

Row = tuple[int, int, str]

LONGEST_ADDRESS = Link._meta.get_field("address").max_length or 0
LONGEST_READER_VERSION = Draft._meta.get_field("reader_version").max_length or 0
MOST_DROPPED = 200_000


@dataclass(frozen=True)
class Come:
    """Where a text comes from: its file, by which version of a reader, and what is said of all texts of the upload."""

    file: UploadFile
    reader_version: str
    details: Mapping[str, Said]
    has_story: bool


def kept_text(text: str) -> str:
    """The text as a version keeps it. Raises Unfit where none could: NUL, half a character, nothing in it, too long."""
    return kept(text, limit=settings.FACTCHECK_MAX_ARTICLE_BYTES).text


def draft_of(found: Found, come: Come) -> Draft:
    """The unsaved draft of a text, without its order: of one that can't be kept a refused one, with the reason."""
    text, refused = _kept_or_refused(found)
    fields, notes = _fields(found, come)
    headline = fields.get("headline") or _first_line(text) or come.file.name.rpartition("/")[2] or "Untitled"
    draft = Draft(upload_id=come.file.upload_id, file=come.file, text=text, **fields)
    draft.headline = cut(str(headline), LONGEST["headline"])
    draft.reader_version = cut(come.reader_version, LONGEST_READER_VERSION)
    draft.normalised = [_clean(each) for each in (*found.normalised, *notes)]
    draft.dropped = _clean(found.dropped[:MOST_DROPPED])
    # Places are those of the text as it was found.
    draft.parts, draft.links = parts_of(_parts(found, text), text), links_of(found.links, text)
    draft.status, draft.reason = (DraftStatus.REFUSED, _clean(refused)) if refused else (DraftStatus.NEW, "")
    draft.is_chosen = not refused
    counted(draft)
    return draft


def _parts(found: Found, text: str) -> Sequence[Placed]:
    """The parts that the reader knows of. One that knows of none, or of the headline alone, leaves the rest to the rules for plain text."""
    if not found.parts:
        return proposed_parts(text)
    if any(part.says != PartKind.HEADLINE for part in found.parts):
        return found.parts
    behind = max(part.end for part in found.parts)
    rest = [part for part in proposed_parts(text) if part.start >= behind and part.says != PartKind.HEADLINE]
    return [*found.parts, *rest]


def _kept_or_refused(found: Found) -> tuple[str, str]:
    """The text and "", or "" and why there is none."""
    if found.refused:
        return "", found.refused
    try:
        text = kept_text(found.text)
    except Unfit as refusal:
        return "", refusal.words
    return (text, "") if text == found.text else ("", "Its line ends are not as they are kept. Save it anew.")


def _fields(found: Found, come: Come) -> tuple[dict[str, Said], list[str]]:
    """What is said of the text as the draft has it, and what could not be kept of that."""
    said = {name: value for name, value in {**come.details, **_filled(found.fields)}.items() if name in FIELDS}
    own = said.pop("story", None)
    # All of an upload for one story goes there; of the others a text may say itself where it belongs.
    title = None if come.has_story else come.details.get("story_title") or own
    fields, notes = fitted({**said, "story_title": title})
    return fields, notes


def _filled(fields: Mapping[str, Said]) -> dict[str, Said]:
    return {name: value for name, value in fields.items() if value}


def counted(draft: Draft) -> None:
    """Put right what follows from the draft's text."""
    draft.sha256, draft.words = sha256_of(draft.text), len(draft.text.split())


def parts_of(parts: Iterable[Placed], text: str) -> list[Row]:
    """Those parts as the draft keeps them that have words and a known kind; of two that overlap the first."""
    rows: list[Row] = []
    for part in sorted(_within(parts, text), key=lambda part: (part.start, -part.end)):
        if part.says in PartKind.values and (not rows or part.start >= rows[-1][1]):
            rows.append((part.start, part.end, part.says))
    return rows


def links_of(links: Iterable[Placed], text: str) -> list[Row]:
    """Those links as the draft keeps them that have words and an address that a browser can open."""
    return [(link.start, link.end, link.says) for link in _within(links, text) if _is_kept(link.says)]


def _is_kept(address: str) -> bool:
    is_web = address.lower().startswith(("http://", "https://"))
    return is_web and len(address) <= LONGEST_ADDRESS and _clean(address) == address


def _within(placed: Iterable[Placed], text: str) -> Sequence[Placed]:
    return [one for one in placed if 0 <= one.start < one.end <= len(text)]


def _first_line(text: str) -> str:
    return " ".join(headline_of(text).split()) if text else ""


def _clean(words: str) -> str:
    """The words without what no column holds."""
    return words.replace("\x00", "").encode("utf-8", "replace").decode()
