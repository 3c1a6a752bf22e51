"""What is proposed for a mark, worked out in the browser from the sample articles' own sentences."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from annotations.models import Locus, Mode, Part, Severity, TypoType
from tests.wire import Wire, place

pytestmark = pytest.mark.browser

SEEDS = Path(__file__).parents[2] / "seeds"
A, B, C = (path.read_text().rstrip("\n") for path in sorted(SEEDS.glob("*.txt")))

PROPOSE = """async ([text, content, names, claims, others, parts]) => {
  const { TextIndex } = await import('/offsets.js');
  const { paragraphs } = await import('/segments.js');
  const { proposalsFor, withProposals } = await import('/proposals.js');
  const index = new TextIndex(text);
  const claim = (mark) => claims[mark] ?? null;
  const read = (words) => ({ index: new TextIndex(words), blocks: paragraphs(new TextIndex(words)) });
  const here = { index, blocks: paragraphs(index), parts };
  const textOf = (version) => (version === 1 ? here : others[version]?.text ? read(others[version].text) : null);
  const article = { ...here, version: 1, names, claim, textOf, outletOf: (version) => others[version]?.outlet ?? '' };
  const proposals = proposalsFor(content, article);
  return [proposals, withProposals(content, proposals)];
}"""

QUOTED = """async (paragraphs) => {
  const { quotations } = await import('/quotations.js');
  const [paragraph, next] = paragraphs;
  return quotations(paragraph, next).map(({ start, end }) => [...paragraph].slice(start, end).join(''));
}"""

BLANK_ROW: Wire = {
    "source": None,
    "relayed_by": None,
    "mode": "",
    "stance": "",
    "anonymity_reason": None,
    "source_spans": [],
    "cue_spans": [],
    "relay_spans": [],
}


def row(text: str, **more: Any) -> Wire:
    """An attribution; of spans the words are given."""
    spans = {key: [place(text, words) for words in more.pop(key)] for key in list(more) if key.endswith("_spans")}
    return BLANK_ROW | more | spans


def claim(text: str, words: str, *rows: Wire, **more: Any) -> Wire:
    """A claim as the page has it before anything is said of it."""
    return {"kind": "claim", "span": place(text, words), "grade": None, "part": "", "attributions": list(rows)} | more


def typo(text: str, words: str, correction: str, **more: Any) -> Wire:
    """A typo of which nothing is said but what it should read."""
    unsaid = {"type": "", "severity": "", "in_quotation": False}
    return {"kind": "typo", "span": place(text, words), "correction": correction} | unsaid | more


def proposed(
    page: Page,
    text: str,
    content: Wire,
    names: tuple[str, ...] = (),
    others: dict[int, Wire] | None = None,
    parts: list[tuple[int, int, str]] | None = None,
    **claims: Wire,
) -> dict[str, Any]:
    """What is proposed, by field; of an attribution's field the values in the order of the rows."""
    proposals, _ = page.evaluate(PROPOSE, [text, content, list(names), claims, others or {}, parts or []])
    found: dict[str, Any] = {}
    for one in proposals:
        if one["row"] is None:
            found[one["field"]] = one["value"]
        else:
            found.setdefault(one["field"], []).append(one["value"])
    return found


@pytest.mark.parametrize(
    ("text", "words", "part"),
    [
        (A, "Russia is ready to send more ‘military specialists’ to Venezuela", Part.HEADLINE),
        (A, "Moscow had just finished pulling its people OUT", Part.HEADLINE),
        (A, "Moscow is also willing to increase the overall size", Part.HEADLINE),
        (A, "Russia stands ready to send more", Part.BODY),
        (A, "increase its presence in the South American country", Part.CAPTION),
        (A, "Protesters have been trying for months", Part.CAPTION),
        (A, "Russia’s stance contradicts a tweet", Part.CAPTION),
        (A, "US-backed opposition leader Juan Guaido is trying to take power", Part.CAPTION),
        (A, "Guiado announced the start of Operation Libertad", Part.CAPTION),
        (A, "The president also admitted that Bolton", Part.BODY),
        (A, "Rodriguez said at a news conference April 25", Part.BODY),
        (A, "Source: Read Full Article", Part.BOILERPLATE),
        (B, "Russia Will Deploy More Soldiers", Part.HEADLINE),
        (B, "Moscow will consider sending more troops", Part.BODY),
        (B, "They were all plotting against him", Part.BODY),
        (B, "Russia, Venezuela, troops, deployment", Part.BOILERPLATE),
        (B, "Venezuelan Defense Minister Vladimir Padrino", Part.CAPTION),
        (C, "Trump had it wrong", Part.HEADLINE),
        (C, "Russia is ready to increase the number", Part.BODY),
        (C, "our experts do it", Part.BODY),
    ],
)
def test_the_part_is_told_from_the_place(modules_page: Page, text: str, words: str, part: Part) -> None:
    assert proposed(modules_page, text, claim(text, words)) == {"part": part}


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("Russia is ready to send more ‘military specialists’ to Venezuela", Part.HEADLINE),
        ("Moscow is also willing to increase the overall size", Part.HEADLINE),
        ("Russia stands ready to send more", Part.CAPTION),
        ("Protesters have been trying for months", Part.BODY),
        ("Source: Read Full Article", Part.BODY),
    ],
)
def test_where_the_texts_parts_are_said_they_count_and_a_deck_is_of_the_headline(
    modules_page: Page, words: str, part: Part
) -> None:
    deck, stands = A.index("Russia says it is ready"), A.index("Russia stands ready")
    parts = [(0, 63, "headline"), (deck, stands - 2, "deck"), (stands, stands + 40, "caption")]
    assert proposed(modules_page, A, claim(A, words), parts=parts) == {"part": part}


@pytest.mark.parametrize("text", ["Words without an end\n\nand without a stop", "One line", "  \n\nSpaced\n\n\nout\n"])
def test_a_text_without_sentences_is_a_headline_and_a_body(modules_page: Page, text: str) -> None:
    (first, *others) = text.split()
    assert proposed(modules_page, text, claim(text, first)) == {"part": "headline"}
    if "\n\n" in text.strip():
        assert proposed(modules_page, text, claim(text, others[-1])) == {"part": "body"}


@pytest.mark.parametrize(
    ("text", "words", "mode"),
    [
        (A, "the Russians not to interfere in Venezuela", Mode.DIRECT),
        (A, "‘we expect\u00a0the Russians not to interfere in Venezuela.’", Mode.DIRECT),
        (A, "John’s very good, and John has strong views on things", Mode.DIRECT),
        (A, "I actually temper John, which is pretty amazing", Mode.DIRECT),
        (A, "I like John, I get very good advice from John", Mode.DIRECT),
        (A, "Cuban special forces were deployed to the border between Colombia and Venezuela", Mode.DIRECT),
        (A, "he would issue a ‘full and complete embargo’ on Cuba", Mode.PARTIAL),
        (A, "Russia had withdrawn ‘most of its people’", Mode.PARTIAL),
        (A, "those few ten thousand Cubans are mostly medical workers", Mode.PARAPHRASE),
        (A, "some 20,000 Cubans in Venezuela are providing security support for Maduro", Mode.PARAPHRASE),
        (A, "America is willing to oust Maduro by force if necessary", Mode.PARAPHRASE),
        (B, "If more [specialists] are needed, we will send them", Mode.DIRECT),
        (B, "Any works demand a certain involvement of people", Mode.DIRECT),
        (B, 'Russia has "contracts on maintenance works', Mode.PARTIAL),
        (B, "any new deployments may be simple troop rotations", Mode.PARAPHRASE),
        (B, 'Maduro "is mostly surrounded by Cubans,"', Mode.PARTIAL),
        (B, "They were all plotting against him", Mode.DIRECT),
        (C, "If we need more, we will send more [military specialists]", Mode.DIRECT),
        (C, "This is an absolutely technical issue", Mode.DIRECT),
        (C, "Venezuela has halved its oil production in recent years", Mode.DIRECT),
        (C, "That’s why we do not approve", Mode.DIRECT),
        (C, "we are not sending troops there", Mode.DIRECT),
        (C, "Moscow is not creating any military base in Venezuela", Mode.PARAPHRASE),
        (C, "And our experts do it", Mode.DIRECT),
    ],
)
def test_the_mode_is_told_from_the_quotation_marks(modules_page: Page, text: str, words: str, mode: Mode) -> None:
    content = claim(text, words, row(text, source="9b0e…"), part="body")
    assert proposed(modules_page, text, content) == {"mode": [mode]}


def test_the_mode_of_each_source_is_told_by_itself(modules_page: Page) -> None:
    content = claim(
        A,
        "Trump felt he was misled into believing the opposition would be successful",
        row(A, source_spans=["sources"]),
        row(A, source_spans=["sources"], relay_spans=["The Washington Post"]),
        row(A, relayed_by="1c2d…"),
        row(A, cue_spans=["according to"]),
        row(A, stance="doubting"),
        row(A, source="9b0e…", mode="hedge"),
        part="body",
    )
    assert proposed(modules_page, A, content) == {"mode": ["paraphrase", "relay", "relay", "hedge"]}
    _, taken = modules_page.evaluate(PROPOSE, [A, content, [], {}, {}])
    modes = [one["mode"] for one in taken["attributions"]]
    assert modes == ["paraphrase", "relay", "relay", "hedge", "", "hedge"]
    assert taken["attributions"][4]["stance"] == "doubting"


@pytest.mark.parametrize(
    ("paragraph", "quoted"),
    [
        ("He said “no, it’s not” twice.", ["“no, it’s not”"]),
        ("“So,” he said, “it is.”", ["“So,”", "“it is.”"]),
        ('"So," he said, "it is."', ['"So,"', '"it is."']),
        ("'So,' he said. 'It's not Russia's.'", ["'So,'", "'It's not Russia's.'"]),
        ("‘That’s a lie,’ Rodriguez said.", ["‘That’s a lie,’"]),
        ("Russia’s men, Putin's words, ’90s tanks, the allies’ plan", []),
        ("„Nein“, sagte er. ‚Doch‘, sagte sie.", ["„Nein“", "‚Doch‘"]),
        ("»Nein«, sagte er.", ["»Nein«"]),
        ("Il a dit « non, l’autre » hier.", ["« non, l’autre »"]),
        ("“He told me ‘go home’ and left,” she said.", ["‘go home’", "“He told me ‘go home’ and left,”"]),
        ("“It goes on in another paragraph.", ["“It goes on in another paragraph."]),
        ("“What is it? “With him or with them?” he said.", ["“What is it? “With him or with them?”"]),
        ("I’m the one,’ he said. ‘I like him.’", ["I’m the one,’", "‘I like him.’"]),
        ("A 6' man and a 5\" pipe", []),
        ("the ‘old days of it all", []),
    ],
)
def test_apostrophes_are_no_quotation_marks(modules_page: Page, paragraph: str, quoted: list[str]) -> None:
    assert modules_page.evaluate(QUOTED, [paragraph]) == quoted


def test_a_single_mark_that_nothing_closes_opens_a_speech_of_several_paragraphs(modules_page: Page) -> None:
    assert modules_page.evaluate(QUOTED, ["She said: ‘It is so.", "‘And it is not.’"]) == ["‘It is so."]


@pytest.mark.parametrize(
    ("text", "words", "correction", "kind", "severity"),
    [
        (A, "Veneuzela", "Venezuela", TypoType.MISSPELT_NAME, Severity.ERROR),
        (A, "Guido", "Guaido", TypoType.MISSPELT_NAME, Severity.ERROR),
        (A, "support for Guido and", "support for Guaido and", TypoType.MISSPELT_NAME, Severity.ERROR),
        (A, "Rodriguez", "Rodríguez", TypoType.INCONSISTENT_NAME, Severity.STYLE),
        (A, "between Venezuela government", "between Venezuelan government", TypoType.GRAMMAR, Severity.ERROR),
        (A, "propping Maduro", "propping up Maduro", TypoType.MISSING_WORD, Severity.ERROR),
        (A, "all-but", "all but", TypoType.PUNCTUATION, Severity.MINOR),
        (A, "I actually temper", "‘I actually temper", TypoType.MISSING_QUOTE_MARK, Severity.ERROR),
        (A, "U.S.", "US", TypoType.INCONSISTENT_STYLE, Severity.STYLE),
        (A, "Source: Read Full Article", "", TypoType.STRAY_TEXT, Severity.ERROR),
        (A, "rampant", "rampent", TypoType.MISSPELLING, Severity.ERROR),
        (C, "a economic", "an economic", TypoType.ARTICLE, Severity.ERROR),
        (C, "“With Maduro", "With Maduro", TypoType.STRAY_QUOTE_MARK, Severity.MINOR),
        ("They saw the the man.", "the the", "the", TypoType.DUPLICATED_WORD, Severity.ERROR),
        ("They saw the the man.", "the", "", TypoType.DUPLICATED_WORD, Severity.ERROR),
        ("They saw alot of it.", "alot", "a lot", TypoType.MISSPELLING, Severity.ERROR),
        ("He had succes there.", "succes", "success", TypoType.MISSPELLING, Severity.ERROR),
        ("It were so.", "It were so", "It was so", None, None),
        ("Its a lie.", "Its", "It’s", TypoType.PUNCTUATION, Severity.MINOR),
    ],
)
def test_a_slip_is_told_by_its_correction(
    modules_page: Page, text: str, words: str, correction: str, kind: str | None, severity: str | None
) -> None:
    found = proposed(modules_page, text, typo(text, words, correction))
    assert (found.get("type"), found.get("severity")) == (kind, severity)


def test_a_name_is_told_at_a_sentences_start_where_register_or_article_have_it(modules_page: Page) -> None:
    text = "They met. Guiado spoke of Madrid. Madird is far. Teh man left, as the man would."
    assert proposed(modules_page, text, typo(text, "Guiado", "Guaido"))["type"] == "misspelling"
    assert proposed(modules_page, text, typo(text, "Guiado", "Guaido"), ("Juan Guaido",))["type"] == "misspelt_name"
    assert proposed(modules_page, text, typo(text, "Madird", "Madrid"))["type"] == "misspelt_name"
    assert proposed(modules_page, text, typo(text, "Teh", "The"))["type"] == "misspelling"


def test_a_slip_between_quotation_marks_may_be_the_speakers(modules_page: Page) -> None:
    assert proposed(modules_page, C, typo(C, "a total disaster", "a total disaster")) == {"in_quotation": True}
    assert "in_quotation" not in proposed(modules_page, C, typo(C, "a economic", "an economic"))


def side(text: str, words: str, version: int = 1, mark: str | None = None) -> Wire:
    """A side; version 1 is the text of the page."""
    return {"version": version, "span": place(text, words), "claim": mark}


def contradiction(*sides: Wire) -> Wire:
    """A contradiction of which nothing is said but its sides."""
    return {"kind": "contradiction", "sides": list(sides), "locus": ""}


def test_a_contradiction_lies_between_headline_and_body_or_between_outlets(modules_page: Page) -> None:
    headline = side(B, "Russia Will Deploy More Soldiers to Venezuela If Needed")
    body = side(B, "Moscow will consider sending more troops")
    assert proposed(modules_page, B, contradiction(headline, body)) == {"locus": Locus.HEADLINE_BODY}
    assert proposed(modules_page, B, contradiction(headline)) == {}
    elsewhere = side(C, "we are not sending troops there", version=2)
    outlets = {1: {"outlet": "Ours"}, 2: {"outlet": "Theirs"}}
    assert proposed(modules_page, B, contradiction(body, elsewhere), others=outlets) == {"locus": Locus.OUTLET_OUTLET}
    assert proposed(modules_page, B, contradiction(body, elsewhere)) == {}
    again = side(B, "more than 100 troops")
    assert proposed(modules_page, B, contradiction(body, again)) == {"locus": Locus.WITHIN_OUTLET}


def test_a_contradiction_across_articles_lies_between_outlets_unless_its_claims_say_more(modules_page: Page) -> None:
    arrived, never = "two Russian military transport planes arrived", "we are not sending troops there"
    sides = contradiction(side(B, arrived, mark="one"), side(C, never, version=2, mark="two"))
    ours, theirs = {"outlet": "Ours"}, {"outlet": "Theirs", "text": C}
    # Whom it is credited to is not known of a claim whose text is not in the page.
    assert proposed(modules_page, B, sides) == {}
    # Nor can anything be told of outlets that nobody knows.
    assert proposed(modules_page, B, sides, others={1: ours, 2: {"text": C}}) == {}
    for others, locus in (
        ({1: ours, 2: theirs}, "outlet_outlet"),
        ({1: ours, 2: ours | {"text": C}}, "within_outlet"),
    ):
        assert proposed(modules_page, B, sides, others=others) == {"locus": locus}
    own, putin = claim(B, arrived), claim(C, never, row(C, source="putin"), grade="5")
    tass = claim(B, arrived, row(B, source="tass"), grade="4")
    beside = {1: ours, 2: theirs}
    assert proposed(modules_page, B, sides, others=beside, one=own, two=putin) == {"locus": "source_outlet"}
    assert proposed(modules_page, B, sides, others=beside, one=tass, two=putin) == {"locus": "source_source"}
    assert proposed(modules_page, B, sides, others=beside, two=putin) == {"locus": "outlet_outlet"}


def test_sides_in_the_article_beside_it_alone_are_looked_at_there(modules_page: Page) -> None:
    headline = side(C, "Russia may send more military specialists to Venezuela", version=2)
    sides = contradiction(headline, side(C, "we are not sending troops there", version=2))
    assert proposed(modules_page, B, sides, others={2: {"text": C}}) == {"locus": Locus.HEADLINE_BODY}
    assert proposed(modules_page, B, sides) == {}


def test_a_contradiction_lies_between_those_whom_its_claims_are_credited_to(modules_page: Page) -> None:
    cubans, workers = "some 20,000 Cubans in Venezuela are providing security support", "mostly medical workers"
    sides = contradiction(side(A, cubans, mark="one"), side(A, workers, mark="two"))
    bolton = claim(A, cubans, row(A, source="bolton"), row(A, source="bolton"), grade="4")
    rodriguez = claim(A, workers, row(A, source="rodriguez"), grade="4")
    nobody = claim(A, workers, row(A, cue_spans=["called"]), grade="0")
    ungraded = claim(A, workers)
    group = claim(A, workers, row(A, source_spans=["medical workers"]), grade="3")
    between = [
        proposed(modules_page, A, sides, one=bolton, two=other)["locus"]
        for other in (rodriguez, nobody, ungraded, group, bolton)
    ]
    assert between == ["source_source", "source_outlet", "source_outlet", "within_outlet", "within_outlet"]


def test_what_is_said_already_is_not_proposed(modules_page: Page) -> None:
    said = typo(A, "Guido", "Guaido", type="grammar", severity="style", in_quotation=True)
    assert proposed(modules_page, A, said) == {}
    assert proposed(modules_page, A, typo(A, "Guido", "Guaido", type="punctuation")) == {"severity": "minor"}
    assert proposed(modules_page, A, typo(A, "Guido", "Guido")) == {}
    assert proposed(modules_page, A, claim(A, "rampant", part="caption")) == {}
    whole = contradiction(side(A, "rampant"), side(A, "proxy")) | {"locus": "source_source"}
    assert proposed(modules_page, A, whole) == {}
