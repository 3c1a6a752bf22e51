"""The fields of a typo: what each choice means."""

from annotations.models import Severity, TypoType
from annotations.review.guidelines.shape import Chapter, Guideline, example, in_a, in_c, says

CORRECTION = Guideline(
    "correction",
    "Correction",
    "What the marked words should read. Left empty it says: take these words out.",
)

TYPO_TYPE = Guideline(
    "typo_type",
    "Type of typo",
    "What kind of slip it is.",
    (
        says(
            TypoType.MISSPELT_NAME,
            "The name of a person, a place or a body is wrong.",
            example(in_a("the legitimate president of Veneuzela", "Veneuzela"), note="Venezuela."),
        ),
        says(
            TypoType.INCONSISTENT_NAME,
            "One name is spelt in several ways, each of which could pass alone. Mark the odd one.",
            example(
                in_a("Cuban Foreign Minister Bruno Rodríguez", "Rodríguez"),
                in_a("Rodriguez said at a news conference", "Rodriguez"),
            ),
        ),
        says(TypoType.MISSPELLING, "Any other word is spelt wrongly, such as “goverment”."),
        says(
            TypoType.MISSING_WORD,
            "A word is left out. Mark its neighbours.",
            example(in_a("accused the Caribbean nation of propping Maduro", "propping Maduro"), note="Propping up."),
        ),
        says(TypoType.DUPLICATED_WORD, "A word stands there twice, as in “the the”."),
        says(
            TypoType.ARTICLE,
            "“A” where “an” is right, or the other way about.",
            example(in_c("at a economic forum in St Petersburg", "a economic"), note="An economic forum."),
        ),
        says(
            TypoType.GRAMMAR,
            "Words that do not go together in number or tense, or a sentence that is built wrongly.",
            example(
                in_c("would either not increase their involvement, and perhaps even scale it back", "and"),
                note="“Either” asks for “or”.",
            ),
        ),
        says(
            TypoType.PUNCTUATION,
            "A comma, hyphen, full stop or apostrophe is wrong, missing or too many.",
            example(in_a("the country’s economy all-but collapse", "all-but"), note="All but."),
        ),
        says(
            TypoType.MISSING_QUOTE_MARK,
            "A quotation is closed and was never opened, or opened and never closed.",
            example(in_a("I’m the one that tempers him,’ Trump marveled", "him,’"), note="Never opened."),
        ),
        says(
            TypoType.STRAY_QUOTE_MARK,
            "A quotation mark where no quotation begins or ends.",
            example(in_c("then what is it? “With Maduro or with the population?", "“With"), note="Open already."),
        ),
        says(
            TypoType.UNTRANSLATED,
            "Words or letters of another language that a reader needs in this one.",
            example(
                in_c("head of the Latin American Department of Russian MRE", "MRE"),
                note="A foreign ministry’s initials in Spanish and Portuguese.",
            ),
        ),
        says(
            TypoType.STRAY_TEXT,
            "Something that is no part of the article has got into it.",
            example(in_a("Source: Read Full Article")),
        ),
        says(
            TypoType.INCONSISTENT_STYLE,
            "Two ways of writing, both right, side by side.",
            example(in_a("The US threw its backing behind Guaido", "US"), in_a("Top U.S. officials", "U.S.")),
        ),
    ),
)

SEVERITY = Guideline(
    "severity",
    "Severity",
    "How much it matters. Only errors count in figures.",
    (
        says(
            Severity.ERROR,
            "Wrong by any standard: an editor would have to put it right.",
            example(in_a("publicly voiced support for Guido", "Guido"), note="Guaido."),
        ),
        says(
            Severity.MINOR,
            "Wrong, but hardly anybody would stumble over it.",
            example(in_a("the country’s economy all-but collapse", "all-but")),
        ),
        says(
            Severity.STYLE,
            "Allowed, but not as the rest is written.",
            example(in_a("Top U.S. officials", "U.S.")),
        ),
    ),
)

IN_QUOTATION = Guideline(
    "in_quotation",
    "In quotation",
    "The slip stands between quotation marks, so that it may be the speaker’s own or the translator’s.",
    examples=(
        example(
            in_c("“Venezuela’s neighbors, even those who condemn Maduro,” he said, “is a total disaster.", "is"),
            note="“Neighbors” asks for “are”, if that is what he said.",
        ),
    ),
)

TYPOS = Chapter(
    "typos",
    "Typos",
    "A slip in the text, with its correction. Mark whole words, so that the correction can be read alone.",
    (CORRECTION, TYPO_TYPE, SEVERITY, IN_QUOTATION),
)
