"""A page's modules as one file."""

import re
from pathlib import Path

import pytest

from factcheck.modules import CannotBeJoined, imported, joined

OURS = Path(__file__).resolve().parent.parent / "annotations/static/annotations/js"

SAMPLE = {
    "page": "import { First, tell } from './a-part.js';\nimport * as far from './far.js';\n\ntell(new First(), far.AWAY);\n",
    "a-part": "import { AWAY as away } from './far.js';\n\nexport class First {}\nexport function tell() {}\nconst own = away;\n",
    "far": "export const AWAY = 1;\nexport async function go() {}\n",
}


def read(name: str) -> str:
    return (OURS / f"{name}.js").read_text()


def test_each_module_is_a_scope_after_those_that_it_imports_and_in_its_own_lines() -> None:
    assert joined("page", SAMPLE["page"], SAMPLE.__getitem__).split("\n") == [
        "const $far = (() => { // far.js",
        "const AWAY = 1;",
        "async function go() {}",
        "",
        "return { AWAY, go };",
        "})();",
        "const $a_part = (() => { // a-part.js",
        "const { AWAY: away } = $far;",
        "",
        "class First {}",
        "function tell() {}",
        "const own = away;",
        "",
        "return { First, tell };",
        "})();",
        "const $page = (() => { // page.js",
        "const { First, tell } = $a_part;",
        "const far = $far;",
        "",
        "tell(new First(), far.AWAY);",
        "",
        "return {  };",
        "})();",
        "",
    ]


def test_what_imports_nothing_is_as_it_was() -> None:
    assert joined("far", SAMPLE["far"], SAMPLE.__getitem__) == SAMPLE["far"]


def test_they_stand_in_the_order_in_which_a_browser_evaluates_them() -> None:
    sample = {
        "page": "import { z } from './z.js';\nimport { a } from './a.js';\nimport { m } from './m.js';\n",
        "z": "import { m } from './m.js';\nexport const z = m;\n",
        "a": "export const a = 1;\n",
        "m": "export const m = 1;\n",
    }
    scopes = re.findall(r"^const \$(\w+) = \(", joined("page", sample["page"], sample.__getitem__), re.MULTILINE)
    assert scopes == ["m", "z", "a", "page"]


def test_modules_that_import_each_other_are_refused() -> None:
    sample = {
        "a": "import { b } from './b.js';\nexport const a = 1;\n",
        "b": "import { a } from './a.js';\nexport const b = 1;\n",
    }
    with pytest.raises(CannotBeJoined, match=r"^b\.js and a\.js import each other$"):
        joined("a", sample["a"], sample.__getitem__)


@pytest.mark.parametrize("before", ["", "import { go } from './far.js';\n"])
@pytest.mark.parametrize(
    "line",
    [
        "import './far.js';",
        "import far from './far.js';",
        "import { AWAY } from 'far';",
        "import { go } from './far.js'",
    ],
)
def test_another_way_to_import_is_refused_with_its_line(before: str, line: str) -> None:
    with pytest.raises(CannotBeJoined, match=f"^“{re.escape(line)}” is another way to import"):
        joined("page", f"{before}{line}\n", SAMPLE.__getitem__)


@pytest.mark.parametrize(
    "line",
    [
        "export default 1;",
        "export let one = 1;",
        "export { go };",
        "export * from './far.js';",
        "export function* all() {}",
    ],
)
def test_another_way_to_export_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(CannotBeJoined, match=rf"^page\.js: “{re.escape(line)}” is another way to export"):
        joined("page", f"import {{ go }} from './far.js';\n{line}\n", SAMPLE.__getitem__)


def test_what_a_module_does_not_export_can_not_be_imported() -> None:
    with pytest.raises(CannotBeJoined, match=r"^far\.js exports no FAR, near$"):
        joined("page", "import { AWAY, near, FAR as far } from './far.js';\n", SAMPLE.__getitem__)


def test_all_of_a_page_is_in_its_file() -> None:
    text = joined("review", read("review"), read)
    assert imported(text) == []
    assert {"$saving", "$outbox", "$queue"} <= set(text.split())
