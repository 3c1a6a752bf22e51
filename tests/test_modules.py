"""A page's modules as one file."""

from graphlib import CycleError
from pathlib import Path

import pytest

from factcheck.modules import imported, joined

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


def test_modules_that_import_each_other_are_refused() -> None:
    sample = {"a": "import { b } from './b.js';\n", "b": "import { a } from './a.js';\n"}
    with pytest.raises(CycleError):
        joined("a", sample["a"], sample.__getitem__)


@pytest.mark.parametrize(
    "line",
    [
        "import './far.js';",
        "import far from './far.js';",
        "import { AWAY } from 'elsewhere';",
        "export default 1;",
        "export let one = 1;",
        "export { AWAY };",
        "export * from './far.js';",
    ],
)
def test_another_way_to_import_or_export_is_refused_with_its_line(line: str) -> None:
    text = f"import {{ go }} from './far.js';\n{line}\n"
    with pytest.raises(ValueError, match=r"^page\.js: “(import|export) .*” can't be joined"):
        joined("page", text, SAMPLE.__getitem__)


def test_all_of_a_page_is_in_its_file() -> None:
    text = joined("review", read("review"), read)
    assert imported(text) == set()
    assert {"$saving", "$outbox", "$queue"} <= set(text.split())
