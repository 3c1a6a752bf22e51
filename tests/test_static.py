"""Static files as they are gathered."""

import re
import shutil
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from factcheck.static import ModuleManifestStorage, without_comments
from factcheck.stylesheets import used_rules

OURS = Path(__file__).resolve().parent.parent / "annotations/static/annotations"

NAME = "annotations/bootstrap/bootstrap.min.css"

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


BUTTON = ".btn{color:red}"


@pytest.mark.parametrize(
    ("rules", "used"),
    [
        (f"{BUTTON}.carousel{{top:0}}", BUTTON),
        (".btn,.carousel,a{top:0}", ".btn,a{top:0}"),
        (".btn .carousel{top:0}.btn.show{top:0}.btn>.carousel~a{top:0}", ""),
        ("a,a:hover,[type=button],#main{top:0}", "a,a:hover,[type=button],#main{top:0}"),
        (".btn:not(.carousel,.show){top:0}", ".btn:not(.carousel,.show){top:0}"),
        (f"@media print{{{BUTTON}.carousel{{top:0}}}}", f"@media print{{{BUTTON}}}"),
        ("@media print{.carousel{top:0}}", ""),
        (f"@media print{{@supports (top:0){{{BUTTON}}}}}", f"@media print{{@supports (top:0){{{BUTTON}}}}}"),
        ('@charset "UTF-8";/*! Licence */:root{--a:"}.b,"}', '@charset "UTF-8";/*! Licence */:root{--a:"}.b,"}'),
        ("@font-face{src:url(x.woff2)}@keyframes turn{0%{top:.5px}}",) * 2,
        (".m\\:btn{top:0}", ""),
    ],
)
def test_rules_that_ask_for_a_class_which_no_page_has_are_left_out(rules: str, used: str) -> None:
    assert used_rules(rules, frozenset({"btn"})) == used


def test_bootstrap_is_stored_with_the_rules_that_our_forms_use(tmp_path: Path) -> None:
    storage = ModuleManifestStorage(location=tmp_path)
    whole = (OURS.parent / NAME).read_text()

    kept = (tmp_path / storage.save(NAME, ContentFile(whole.encode()))).read_text()

    assert len(kept) < len(whole) / 3
    for part in (
        "Licensed under MIT",
        ".form-control{",
        ".form-control.is-invalid",
        ".invalid-feedback{",
        ".btn{",
        ":root",
    ):
        assert part in kept
    assert ".carousel" not in kept


def test_a_stylesheet_that_is_stored_otherwise_has_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = ModuleManifestStorage(location=tmp_path)

    def named() -> object:
        return storage.hashed_name(NAME, ContentFile(f"{BUTTON}.carousel{{top:0}}".encode()))

    before = named()
    monkeypatch.setattr("factcheck.static.words_of_pages", lambda: frozenset({"btn", "carousel"}))
    assert named() != before


def test_of_our_modules_those_are_kept_with_which_a_page_begins(tmp_path: Path) -> None:
    storage = ModuleManifestStorage(location=tmp_path)
    sources = FileSystemStorage(location=OURS.parent)
    paths = {
        f"annotations/js/{name}.js": (sources, f"annotations/js/{name}.js") for name in ("review", "saving", "theme")
    }
    for name in paths:
        storage.save(name, ContentFile((OURS.parent / name).read_bytes()))

    assert all(done is True for _, _, done in storage.post_process(dict(paths)))

    kept = sorted(path.name for path in (tmp_path / "annotations/js").glob("*.js"))
    assert [re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in kept] == ["review.js", "theme.js"]
    assert "class Saving {" in (tmp_path / "annotations/js" / kept[0]).read_text()


def test_a_page_whose_part_is_another_has_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = ModuleManifestStorage(location=tmp_path)
    page = (OURS / "js/review.js").read_bytes()

    def named() -> object:
        return storage.hashed_name("annotations/js/review.js", ContentFile(page))

    before = named()
    shutil.copytree(OURS / "js", tmp_path / "annotations/js")
    with (tmp_path / "annotations/js/queue.js").open("a") as part:
        part.write("window.another = true;\n")
    monkeypatch.setattr("factcheck.static.SOURCES", tmp_path)
    assert named() != before


def test_files_of_others_are_stored_to_the_letter(tmp_path: Path) -> None:
    storage = ModuleManifestStorage(location=tmp_path)
    for name in ("annotations/fonts/theirs.css", "annotations/css/ours.css"):
        storage.save(name, ContentFile(b"/* Licence */\na { color: red }\n"))
    assert (tmp_path / "annotations/fonts/theirs.css").read_bytes() == b"/* Licence */\na { color: red }\n"
    assert (tmp_path / "annotations/css/ours.css").read_bytes() == b"\na { color: red }\n"
