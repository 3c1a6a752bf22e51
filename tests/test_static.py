"""Static files as they are gathered."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from factcheck.static import ModuleManifestStorage, without_comments

OURS = Path(__file__).resolve().parent.parent / "annotations/static/annotations"

MODULE = """// @ts-check
/** What it is for. */

/**
 * Says it.
 * @param {string} words
 */
export const say = (words) => /** @type {string} */ (words); // said
  // Why this is so.
/** @type {Act} */ (act)();
const text = 'http://example.org';
/* eslint */ const kept = `
a /* b */
`;
"""


def test_lines_of_comment_are_left_empty_and_all_code_stays_in_its_line() -> None:
    lines = dict(enumerate(without_comments(MODULE).split("\n"), start=1))
    assert len(lines) == len(MODULE.split("\n"))
    assert {number: line for number, line in lines.items() if line} == {
        8: "export const say = (words) => /** @type {string} */ (words); // said",
        10: "/** @type {Act} */ (act)();",
        11: "const text = 'http://example.org';",
        12: "/* eslint */ const kept = `",
        13: "a /* b */",
        14: "`;",
    }


@pytest.mark.parametrize("path", sorted(OURS.glob("js/*.js")), ids=lambda path: path.name)
def test_nothing_but_comments_is_taken_out_of_our_modules(path: Path) -> None:
    module = path.read_text()
    pairs = zip(module.split("\n"), without_comments(module).split("\n"), strict=True)
    taken = [before.strip() for before, after in pairs if before != after]
    assert [line for line in taken if not line.startswith(("//", "/*", "*"))] == []
    # Where a line of a string begins like a comment, it would be taken out too.
    assert [text for text in re.findall(r"`[^`]*`", without_comments(module)) if text not in module] == []


def test_files_of_others_are_stored_to_the_letter(tmp_path: Path) -> None:
    storage = ModuleManifestStorage(location=tmp_path)
    for name in ("annotations/bootstrap/theirs.css", "annotations/css/ours.css"):
        storage.save(name, ContentFile(b"/* Licence */\na { color: red }\n"))
    assert (tmp_path / "annotations/bootstrap/theirs.css").read_bytes() == b"/* Licence */\na { color: red }\n"
    assert (tmp_path / "annotations/css/ours.css").read_bytes() == b"\na { color: red }\n"
