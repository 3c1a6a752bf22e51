"""PDFs: paragraphs from lines; what would bring a process down does so to one of its own."""

import zlib

import pytest
from fpdf import FPDF

from annotations.intake.pdf_lines import Document, Line, packed, unpacked
from annotations.intake.pdf_paragraphs import as_set
from annotations.intake.readers import BY_KEY
from annotations.intake.reading import Found
from annotations.review.refusals import Unfit
from tests.intake.contract import require_kept
from tests.intake.samples import pdf


def read(raw: bytes) -> Found:
    """What is made of the file."""
    (found,) = require_kept(BY_KEY["pdf"].read(raw, name="plan.pdf"))
    return found


def printed(*lines: str) -> FPDF:
    """A PDF of one page with these lines."""
    page = FPDF()
    page.add_page()
    page.set_font("Helvetica", size=11)
    for line in lines:
        page.multi_cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
    return page


def line(
    words: str, top: float, *, left: float = 50, right: float = 500, size: float = 10, parted: bool = False
) -> Line:
    """A line with its upper edge at `top`."""
    return Line(words, left, right, top, top - size, size, parted)


def texts(*lines: Line) -> list[str]:
    """The paragraphs that the lines of one page make, under a head that keeps them from its edges."""
    edges = [line("edge " * 80, 800), line("edge " * 80, 790), line("edge " * 80, 20), line("edge " * 80, 10)]
    made = as_set([[*edges[:2], *lines, *edges[2:]]])
    return [block.words for block in made.blocks if not block.words.startswith("edge")]


def test_lines_close_to_one_another_are_a_paragraph() -> None:
    assert texts(line("One", 700), line("goes on.", 688), line("Two", 664), line("goes on.", 652)) == [
        "One goes on.",
        "Two goes on.",
    ]


def test_an_indent_or_a_short_last_line_parts_paragraphs() -> None:
    lines = [
        line("The first ends here.", 700),
        line("The second is indented and", 688, left=65),
        line("ends early.", 676, right=120),
        line("The third begins.", 664),
    ]
    assert texts(*lines) == ["The first ends here.", "The second is indented and ends early.", "The third begins."]


def test_a_sentence_goes_on_in_the_next_column_and_page() -> None:
    left, right = line("It goes", 100), line("on here.", 700, left=300)
    assert texts(left, right) == ["It goes on here."]
    pages = [[line("It goes over", 100)], [line("the page.", 700), line("Then. More.", 640)]]
    assert [block.words for block in as_set(pages).blocks] == ["It goes over the page.", "Then. More."]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("It was contra", "dicted.", "It was contradicted."),
        ("By Anglo", "Saxon law.", "By Anglo-Saxon law."),
        ("well-known and well", "known too.", "well-known and well-known too."),
    ],
)
def test_a_word_parted_at_the_end_of_a_line_is_whole_again(first: str, second: str, text: str) -> None:
    assert texts(line(first, 700, parted=True), line(second, 688)) == [text]


def test_chinese_and_japanese_lines_are_joined_without_a_space() -> None:
    assert texts(line("大臣は計画が", 700), line("期限内に", 688)) == ["大臣は計画が期限内に"]


def test_heads_and_numbers_of_pages_are_left_out() -> None:
    pages = [
        [line("The Post, p. 1", 800), line("Text of one.", 700), line("Then 1 more.", 640), line("1", 20)],
        [line("The Post, p. 2", 800), line("Text of two.", 700), line("Then 2 else.", 640), line("2 / 2", 20)],
    ]
    made = as_set(pages)
    assert made.dropped == ["The Post, p. 1", "1", "The Post, p. 2", "2 / 2"]
    assert [block.words for block in made.blocks] == ["Text of one.", "Then 1 more.", "Text of two.", "Then 2 else."]


def test_a_page_printed_from_a_browser_says_its_address() -> None:
    pages = [[line("Text.", 700), line("https://example.org/plan 1/1", 20)]]
    assert as_set(pages).address == "https://example.org/plan"


def test_larger_letters_are_the_headline_and_those_between_the_deck() -> None:
    found = read(pdf())
    assert [part.says for part in found.parts] == ["headline", "deck"]
    assert found.dropped == "The Example Post\n\nPage 1\n\nThe Example Post\n\nPage 2"
    assert found.normalised == (
        "Lines are joined to paragraphs by where they stand on the page.",
        "1 word parted at the end of a line joined.",
        "Page numbers and running heads are left out.",
    )


def test_lines_go_from_one_process_to_the_other_unchanged() -> None:
    document = Document([[line("a😀 \u202e", 700.25, parted=True)], []], {"Title": "T"}, "long")
    assert unpacked(packed(document)) == document


def test_a_page_without_text_is_said_and_a_file_without_any_is_refused() -> None:
    page = printed("Words.")
    page.add_page()
    page.rect(10, 10, 50, 50)
    assert read(bytes(page.output())).normalised[-1] == "Without text: page 2."
    with pytest.raises(Unfit, match=r"was scanned\. Run text recognition"):
        read(bytes(printed().output()))


def test_an_encrypted_file_is_refused() -> None:
    page = printed("Words.")
    page.set_encryption(owner_password="owner", user_password="user")
    with pytest.raises(Unfit, match=r"encrypted\. Save it without a password"):
        read(bytes(page.output()))


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n%%EOF", b"A text under a wrong name", pdf()[:200]])
def test_what_is_no_pdf_is_refused(raw: bytes) -> None:
    with pytest.raises(Unfit, match="damaged, or no PDF at all"):
        read(raw)


def test_a_file_that_would_take_gigabytes_is_refused_and_nothing_else_happens() -> None:
    page = printed("Words.")
    raw = bytes(page.output())
    start = raw.index(b"stream\n", raw.index(b"/FlateDecode")) + len(b"stream\n")
    end = raw.index(b"\nendstream", start)
    bomb = zlib.compress(zlib.compress(b" " * 300_000_000, 1), 9)
    length = raw[:start].rindex(b"/Length")
    head = raw[: raw.rindex(b"<<", 0, length)] + b"<</Filter [/FlateDecode /FlateDecode] /Length %d>>\nstream\n" % len(
        bomb
    )
    assert len(bomb) < 100_000
    with pytest.raises(Unfit, match="damaged"):
        read(head + bomb + raw[end:])
    assert read(raw).text == "Words."
