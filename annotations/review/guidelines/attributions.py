"""Who says so: the fields of an attribution, and the kinds of source."""

from annotations.models import Mode, SourceKind, Stance
from annotations.review.guidelines.shape import Chapter, Entry, Guideline, example, in_a, in_b, in_c, says

SOURCE = Guideline(
    "source",
    "Source",
    "Whoever vouches for the claim, as an entry of the register: one entry for one source, however it is spelt. Leave it "
    "empty where nobody is named or described (“reportedly”).",
    examples=(
        example(
            in_b("Alexander Shchetinin"),
            in_c("Aleksandr Schetinin"),
            note="One person, spelt in two ways: one entry with two names.",
        ),
    ),
)

KIND = Guideline(
    "kind",
    "What a source is",
    "Said once, when an entry is added to the register. Named sources are shared by all stories; an unnamed person, a group "
    "and the reporter belong to the one article that they speak in.",
    (
        says(
            SourceKind.PERSON,
            "Somebody who is named.",
            example(in_c("Russia’s ambassador to Venezuela, Vladimir Zaemsky", "Vladimir Zaemsky")),
        ),
        says(
            SourceKind.UNNAMED_PERSON,
            "One person of whom the article gives the role and nowhere the name.",
        ),
        says(
            SourceKind.GROUP,
            "Several people who are not told apart: “many”, “critics”, “sources”.",
            example(in_a("following what many saw as illegitimate elections", "many")),
        ),
        says(
            SourceKind.INSTITUTION,
            "A ministry, a company, a court or another body that speaks as a whole.",
            example(in_b("the U.S. State Department called the deployment", "the U.S. State Department")),
        ),
        says(
            SourceKind.DOCUMENT,
            "A report, a recording, a picture or figures, from which the claim is taken.",
            example(in_a("in a video released that day from Caracas", "a video")),
        ),
        says(
            SourceKind.MEDIA,
            "Another outlet, or a news agency.",
            example(in_b("This week, The Washington Post published an article", "The Washington Post")),
        ),
        says(
            SourceKind.AUTHOR,
            "The reporter, who was there and saw it or who infers it.",
            example(in_b("But this strategy proved overly optimistic"), note="Inferred."),
        ),
    ),
)

MODE = Guideline(
    "mode",
    "Mode",
    "How the source’s words reach the reader.",
    (
        says(
            Mode.DIRECT,
            "The source’s own words between quotation marks: a whole clause at least.",
            example(in_b('"If more [specialists] are needed, we will send them."')),
        ),
        says(
            Mode.PARTIAL,
            "The reporter’s sentence, with some of the source’s words between quotation marks.",
            example(
                in_b(
                    'keeping all opposition factions united was proving "devilishly difficult."',
                    '"devilishly difficult."',
                )
            ),
        ),
        says(
            Mode.PARAPHRASE,
            "What the source said, in the reporter’s words.",
            example(in_c("The president added that Moscow is not creating any military base in Venezuela")),
        ),
        says(
            Mode.RELAY,
            "The words came through somebody else, quoted or not. “Relayed by” says through whom.",
            example(
                in_a(
                    "The Washington Post said that, according to sources, Trump felt he was misled",
                    "The Washington Post",
                )
            ),
        ),
        says(
            Mode.HEDGE,
            "No source speaks: a word alone says that it is second-hand or uncertain.",
            example(
                in_b("reportedly deployed to repair and help maintain Venezuelan military equipment", "reportedly")
            ),
        ),
    ),
)

STANCE = Guideline(
    "stance",
    "Stance of the cue",
    "What the words that attribute let through of the outlet’s own view.",
    (
        says(
            Stance.NEUTRAL,
            "They report that it was said, and no more.",
            example(in_b('"Some of them will leave and the others will come," he told reporters', "told")),
        ),
        says(
            Stance.DOUBTING,
            "They keep their distance: perhaps it is not so.",
            example(in_a("Trump claimed that Russia had withdrawn ‘most of its people’", "claimed")),
        ),
        says(
            Stance.ENDORSING,
            "They take for granted that it is so.",
            example(in_a("The president also admitted that Bolton is even more aggressive", "admitted")),
        ),
        says(
            Stance.LOADED,
            "They colour how it was said, or how it is to be taken.",
            example(
                in_a("has warned Moscow that ‘we expect\xa0the Russians not to interfere in Venezuela.’", "warned")
            ),
        ),
    ),
)

RELAYED_BY = Guideline(
    "relayed_by",
    "Relayed by",
    "Whoever passed the words on, where the outlet did not have them from the source itself.",
    examples=(
        example(
            in_b(
                "According to the Tass state news agency, the director of the Russian Foreign Ministry's Latin American "
                "department",
                "the Tass state news agency",
            )
        ),
    ),
)

ANONYMITY_REASON = Guideline(
    "anonymity_reason",
    "Reason for anonymity given",
    "Of a source that is not named: whether the text says why. Large newsrooms ask this of themselves.",
    (
        Entry("true", "yes", "The text says why the name is kept back, such as a fear for the source’s safety or job."),
        Entry(
            "false",
            "no",
            "It does not.",
            (example(in_a("according to sources, Trump felt he was misled", "sources")),),
        ),
    ),
)

ATTRIBUTIONS = Chapter(
    "who-says-so",
    "Who says so",
    "One row for each source that a claim is credited to. Without any row nobody is credited.",
    (SOURCE, KIND, MODE, STANCE, RELAYED_BY, ANONYMITY_REASON),
)
