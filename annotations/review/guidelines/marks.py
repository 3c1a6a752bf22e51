"""What can be marked, what every mark can carry, and the rules that decide hard cases."""

from annotations.review.guidelines.shape import Chapter, Entry, Guideline, Rule, example, in_a, in_b, in_c

KINDS = Guideline(
    "mark",
    "Kinds of mark",
    "Marks may overlap and lie within one another. Source, cue and relay belong to the claim that is open.",
    (
        Entry(
            "claim",
            "Claim",
            "A statement that could be checked: a clause, not a word. Two statements that could be true one without the "
            "other are two claims. Leave the cue out where it stands at an edge.",
            (
                example(
                    in_a(
                        "recent reports suggest that number has been cut to just a few dozen",
                        "that number has been cut to just a few dozen",
                    )
                ),
            ),
            "C",
        ),
        Entry(
            "source",
            "Source",
            "The words that name or describe whoever vouches for the claim, with what identifies them or bears on their "
            "credibility.",
            (
                example(
                    in_b(
                        "the director of the Russian Foreign Ministry's Latin American department, Alexander Shchetinin, "
                        "told reporters",
                        "the director of the Russian Foreign Ministry's Latin American department, Alexander Shchetinin",
                    )
                ),
            ),
            "S",
        ),
        Entry(
            "cue",
            "Cue",
            "The words that attribute, such as “said”, “according to”, “reportedly”, “reports suggest”.",
            (example(in_a("is also thought to be present in the country", "is also thought")),),
            "Q",
        ),
        Entry(
            "relay",
            "Relay",
            "The words that name whoever passed the source’s words on.",
            (example(in_b("According to the Tass state news agency", "the Tass state news agency")),),
            "R",
        ),
        Entry(
            "typo",
            "Typo",
            "A slip in the text, with its correction.",
            (example(in_a("the legitimate president of Veneuzela", "Veneuzela")),),
            "T",
        ),
        Entry(
            "contradiction",
            "Contradiction",
            "Two or more passages, in one article or in several of one story, that do not fit together.",
            (
                example(
                    in_c("we are not sending troops there"),
                    in_b("arrived in Caracas with more than 100 troops aboard"),
                ),
            ),
            "X",
        ),
    ),
)

COMPLETE = Guideline(
    "complete",
    "When is a mark complete?",
    "Whoever records this much has done the job; everything else is optional.",
    (
        Entry("claim", "Claim", "With its grade and, where someone is credited, a source."),
        Entry("typo", "Typo", "With its correction, its type and its severity."),
        Entry("contradiction", "Contradiction", "With its sides, its type and its strength."),
    ),
)

NOTE = Guideline(
    "note",
    "Note to the adjudicator",
    "What whoever settles the differences between reviews should know: a doubt, another reading, why you left something out.",
)

REFERENCES = Guideline(
    "references",
    "References",
    "Something outside the article that bears on the mark: its address, an archived copy, the day you saw it, and a word "
    "on what it shows. A reference never changes the grade, which is given from the text alone.",
)

MARKS = Chapter("marks", "What you mark", "", (KINDS, COMPLETE))
ANY_MARK = Chapter("any-mark", "On any mark", "", (NOTE, REFERENCES))

RULES = (
    Rule(
        "Find out first who is meant, within the article: “a foreign ministry official” who is named further on is named.",
        (
            example(
                in_b("A Russian foreign ministry official has said", "A Russian foreign ministry official"),
                in_b("Alexander Shchetinin, told reporters Friday", "Alexander Shchetinin"),
            ),
        ),
    ),
    Rule(
        "Grade headlines and captions as they are printed, and mark them as such.",
        (
            example(
                in_b(
                    "Russia Will Deploy More Soldiers to Venezuela If Needed, Foreign Ministry Says",
                    "Foreign Ministry Says",
                ),
                note="A named body, paraphrased: [4].",
            ),
        ),
    ),
    Rule(
        "Where attributions nest, the innermost source sets the grade; the outer one is “relayed by”.",
        (
            example(
                in_a("The Washington Post said that, according to sources, Trump felt he was misled", "sources"),
                note="The newspaper is named, its sources are not: [2].",
            ),
        ),
    ),
    Rule(
        "A name that stands for many (“Washington”, “the Kremlin”) is [3], unless the article says who.",
        (example(in_c("This contradicts earlier statements by Washington", "Washington")),),
    ),
    Rule(
        "Mind-reading (“hoped”, “felt”) without an utterance is [0].",
        (example(in_a("hoping the military was about to defect to his side", "hoping")),),
    ),
    Rule(
        "A relayed statement is [4] at most; [5] where an identified recording or document is cited.",
        (
            example(
                in_b("an article detailing a recording of Secretary of State Mike Pompeo", "a recording"),
                note="His words on it are [5].",
            ),
        ),
    ),
    Rule(
        "An institution quoted with no spokesperson, document or date is [4].",
        (example(in_b('the U.S. State Department called the deployment a "reckless escalation"')),),
    ),
    Rule("Of several sources the best one counts; two independent ones at [4] or above make [6]."),
    Rule(
        "An opinion in a direct quote is a claim, but not check-worthy.",
        (example(in_a("John’s very good, and John has strong views on things")),),
    ),
)
