"""The fields of a contradiction: what each choice means. The types are those of de Marneffe, Rafferty and Manning 2008, and three more."""

from annotations.models import ContradictionType, Locus, Strength
from annotations.review.guidelines.shape import Chapter, Entry, Guideline, example, in_a, in_b, in_c, says

TROOPS_CAME = (
    in_c("we are not sending troops there – this has never happened", "never"),
    in_b("two Russian military transport planes arrived in Caracas with more than 100 troops aboard", "100 troops"),
)
BILL_AND_LOAN = (
    in_a("after Maduro failed to cover the bill", "failed to cover"),
    in_c("Venezuela is paying its loan to Russia steadily without any delays", "is paying"),
)
MOST_OR_ALL = (
    in_a("Trump claimed that Russia had withdrawn ‘most of its people’", "‘most of its people’"),
    in_a("claimed Moscow had just finished pulling its people out", "finished"),
)
WILL_OR_MAY = (
    in_b("Russia Will Deploy More Soldiers to Venezuela If Needed", "Will Deploy"),
    in_b("Moscow will consider sending more troops", "will consider"),
)
TWO_SPELLINGS = (in_b("Alexander Shchetinin"), in_c("Aleksandr Schetinin"))
TWO_SPEAKERS = (
    in_a("Russia is ready to send military specialists\xa0to Venezuela, foreign ministry says", "foreign ministry"),
    in_a(
        "Russia stands ready to send more ‘military specialists’ to Venezuela if they are deemed necessary, the country’s "
        "state-run news agency has said",
        "state-run news agency",
    ),
)
TROOPS_OR_SPECIALISTS = (
    in_b("will consider sending more troops", "troops"),
    in_c("increase the number of military specialists", "military specialists"),
)

SIDES = Guideline(
    "sides",
    "Sides",
    "The passages that do not fit together: two or more, each as short as it can be read alone. They must speak of the same "
    "thing at the same time; what has changed since is no contradiction.",
    examples=(
        example(
            in_a(
                "Rostec had stationed around 1,000 security contractors in the country two years ago", "two years ago"
            ),
            in_a("that number has been cut to just a few dozen", "has been cut"),
            note="No contradiction.",
        ),
    ),
)

CONTRADICTION_TYPE = Guideline(
    "contradiction_type",
    "Type of contradiction",
    "In what the sides differ. Where several fit, take the one that you would name first to a reader.",
    (
        says(ContradictionType.NEGATION, "One side says it, the other that it is not so.", example(*TROOPS_CAME)),
        says(
            ContradictionType.ANTONYM,
            "Words that exclude each other: rise and fall, pay and fail to pay.",
            example(*BILL_AND_LOAN),
        ),
        says(
            ContradictionType.NUMBER,
            "Amounts, dates or an order that do not agree.",
            example(*MOST_OR_ALL, note="Most of them, or all."),
        ),
        says(
            ContradictionType.FACTIVE,
            "Said, willing, decided, done: the sides differ in how far it has come.",
            example(*WILL_OR_MAY),
        ),
        says(
            ContradictionType.STRUCTURAL,
            "The same act with another doer, object, place or reason.",
            example(
                in_b("reportedly deployed to repair and help maintain", "to repair"),
                in_b("reportedly deployed to help protect the regime", "to help protect"),
                note="One deployment, two reasons.",
            ),
        ),
        says(
            ContradictionType.LEXICAL,
            "Words that cannot mean the same, without being each other’s opposite.",
            example(*TROOPS_OR_SPECIALISTS),
        ),
        says(
            ContradictionType.WORLD_KNOWLEDGE,
            "The sides clash only for those who know a further fact. Say in the note which one.",
        ),
        says(
            ContradictionType.NAME_VARIANT, "One person or place under two names or spellings.", example(*TWO_SPELLINGS)
        ),
        says(
            ContradictionType.QUOTATION,
            "One utterance, between quotation marks in two wordings.",
            example(
                in_b('"If more [specialists] are needed, we will send them."'),
                in_c("“If we need more, we will send more [military specialists], as much as it takes,”"),
            ),
        ),
        says(ContradictionType.ATTRIBUTION, "One statement, credited to two speakers.", example(*TWO_SPEAKERS)),
    ),
)

STRENGTH = Guideline(
    "strength",
    "Strength",
    "How badly the sides fit together, if each means what it seems to.",
    (
        says(Strength.STRICT, "One of them must be false.", example(*TROOPS_CAME)),
        says(
            Strength.LIKELY,
            "Hardly anybody would believe both, though there is a reading under which they fit.",
            example(*BILL_AND_LOAN, note="Unless the bill and the loan are two things."),
        ),
        says(Strength.LOOSE, "A detail varies, and nothing hangs on it.", example(*TWO_SPELLINGS)),
    ),
)

LOCUS = Guideline(
    "locus",
    "Locus",
    "Between whom it lies: whose words the sides are. Where sources disagree, the outlet that reports both is not at fault.",
    (
        says(Locus.WITHIN_OUTLET, "Both are one outlet’s own, in one article or in two.", example(*TWO_SPEAKERS)),
        says(
            Locus.HEADLINE_BODY,
            "The headline says one thing, the article below it another.",
            example(*WILL_OR_MAY),
        ),
        says(
            Locus.OUTLET_OUTLET,
            "Two outlets tell it differently, each in its own words.",
            example(*TWO_SPELLINGS),
        ),
        says(
            Locus.SOURCE_OUTLET,
            "What a source is credited with does not fit what an outlet says itself.",
            example(*TROOPS_CAME),
        ),
        says(
            Locus.SOURCE_SOURCE,
            "Two sources disagree.",
            example(
                in_a("some 20,000 Cubans in Venezuela are providing security support for Maduro", "security support"),
                in_a("those few ten thousand Cubans are mostly medical workers", "medical workers"),
            ),
        ),
    ),
)

ACKNOWLEDGED = Guideline(
    "acknowledged",
    "Acknowledged by the text",
    "Whether the text itself acknowledges that the sides do not fit.",
    (
        Entry(
            "true",
            "yes",
            "It points the difference out.",
            (example(in_a("The news runs counter to President Trump’s claim", "runs counter to")),),
        ),
        Entry("false", "no", "It lets both stand without a word.", (example(*MOST_OR_ALL),)),
    ),
)

CONTRADICTIONS = Chapter(
    "contradictions",
    "Contradictions",
    "Passages that do not fit together, whoever is right.",
    (SIDES, CONTRADICTION_TYPE, STRENGTH, LOCUS, ACKNOWLEDGED),
)
