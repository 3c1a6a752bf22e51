"""What every reader promises of what it makes of a file, whatever stands in the file."""

import json
from collections.abc import Iterable

from annotations.intake.reading import FIELDS, Found, Placed, Reader, Reading
from annotations.models.structure import PartKind
from annotations.review.refusals import Unfit


def require_kept(reading: Reading) -> list[Found]:
    """The reading's texts. Raises AssertionError where one breaks what readers promise."""
    texts = list(reading.found)
    for found in texts:
        if not found.refused:
            _require_text(found.text)
        _require_places(found.text, found.parts)
        _require_places(found.text, found.links)
        assert all(part.says in PartKind.values for part in found.parts)
        assert all(link.says.lower().startswith(("http://", "https://")) for link in found.links)
        assert all(len(link.says) <= 2_000 and link.says.isprintable() for link in found.links)
        _require_fields(found)
    return texts


def outcome(reader: Reader, raw: bytes, name: str = "plan") -> list[Found] | Unfit:
    """The texts in a file, or its refusal: whichever the reader comes to, it keeps its promises in it. Anything else is raised."""
    try:
        return require_kept(reader.read(raw, name=name))
    except Unfit as refusal:
        return _with_a_way_on(refusal)


def _with_a_way_on(refusal: Unfit) -> Unfit:
    assert refusal.words.endswith(".")
    assert refusal.words.count(". ") or refusal.words.count(": "), refusal.words
    return refusal


def _require_text(text: str) -> None:
    assert text.strip()
    assert not {"\x00", "\r"} & set(text)
    # Raises for a lone surrogate.
    text.encode()


def _require_places(text: str, places: Iterable[Placed]) -> None:
    """In the text, not empty, of words, in order, and none in another."""
    end = 0
    for place in places:
        assert end <= place.start < place.end <= len(text)
        assert text[place.start : place.end].strip()
        end = place.end


def _require_fields(found: Found) -> None:
    assert set(found.fields) <= set(FIELDS)
    assert all(found.fields.values())
    assert all(sentence.endswith(".") for sentence in found.normalised)
    held = json.dumps([[str(value) for value in found.fields.values()], found.dropped, list(found.normalised)])
    assert "\\u0000" not in held
    json.loads(held)
    "".join([found.dropped, *map(str, found.fields.values()), *found.normalised]).encode()
