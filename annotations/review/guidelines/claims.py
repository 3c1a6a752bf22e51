"""The fields of a claim, beside its grade: what each choice means."""

from annotations.models import CheckWorthy, ClaimType, Confidence, Part
from annotations.review.guidelines.shape import Chapter, Guideline, example, in_a, in_b, in_c, says

CLAIM_TYPE = Guideline(
    "claim_type",
    "Type of claim",
    "What kind of statement it is. Where two fit, take the one that a checker would go after: in an event the number, in a "
    "fact the cause.",
    (
        says(
            ClaimType.EVENT,
            "Something that happened, or is happening, at some time and place.",
            example(in_b("two Russian military transport planes arrived in Caracas")),
        ),
        says(
            ClaimType.NUMBER,
            "An amount, a share, a rank or a date is what a check would be about.",
            example(in_a("Rostec had stationed around 1,000 security contractors in the country", "around 1,000")),
        ),
        says(
            ClaimType.FACT,
            "How things stand: what something is, has or belongs to. It holds rather than happens.",
            example(in_b("Russia and China are among the nations backing Maduro")),
        ),
        says(
            ClaimType.INTENTION,
            "What somebody plans, wants, offers, promises, threatens or is ready to do.",
            example(in_a("Moscow is also willing to increase the overall size of its military presence", "willing to")),
        ),
        says(
            ClaimType.CAUSAL,
            "One thing is said to have brought another about.",
            example(
                in_a(
                    "Chronic mismanagement of Venezuela’s oil reserves has seen the country’s economy all-but collapse",
                    "has seen",
                )
            ),
        ),
        says(
            ClaimType.PREDICTION,
            "What will or may come about, whoever wants it.",
            example(in_b("the nation could become the battleground in a proxy war", "could become")),
        ),
        says(
            ClaimType.MENTAL_STATE,
            "What somebody thinks, feels, hopes or fears.",
            example(in_a("Trump was displeased with Bolton’s advice", "was displeased")),
        ),
        says(
            ClaimType.OPINION,
            "A judgement of worth or taste: nothing that could be found out would settle it.",
            example(in_a("John’s very good, and John has strong views on things")),
        ),
        says(
            ClaimType.INTERPRETATION,
            "What the facts are said to mean or to show, where somebody else could read them otherwise.",
            example(in_b("But this strategy proved overly optimistic", "proved overly optimistic")),
        ),
    ),
)

CHECK_WORTHY = Guideline(
    "check_worthy",
    "Check-worthy",
    "Whether a check would serve a reader. It says nothing of whether the claim is true, nor of how well it is sourced.",
    (
        says(
            CheckWorthy.YES,
            "Factual, and a reader would want to know whether it is so.",
            example(in_c("Caracas’ debt to Moscow is currently around $3.5 billion")),
        ),
        says(
            CheckWorthy.UNIMPORTANT,
            "Factual, but nobody would miss the check: a translation, a title, scenery.",
            example(in_a("which translates to Operation Freedom")),
        ),
        says(
            CheckWorthy.NO,
            "Nothing to check: an opinion, a wish, a question.",
            example(in_a("I like John, I get very good advice from John")),
        ),
    ),
)

PART = Guideline(
    "part",
    "Part",
    "Where in the article it stands.",
    (
        says(
            Part.HEADLINE,
            "The headline, and the deck: what stands directly below it to sum the article up. A deck counts as headline.",
            example(in_b("Russia Will Deploy More Soldiers to Venezuela If Needed")),
        ),
        says(
            Part.BODY,
            "The article itself.",
            example(in_a("Rostec had worked with Venezuelan troops and advised Maduro’s regime")),
        ),
        says(
            Part.CAPTION,
            "The words that go with a picture. Where the picture is gone, “pictured” gives them away.",
            example(in_b("Venezuelan Defense Minister Vladimir Padrino is pictured", "is pictured")),
        ),
        says(
            Part.BOILERPLATE,
            "What the page brings along: credits, keywords, links, calls to sign up.",
            example(in_b("Russia, Venezuela, troops, deployment"), note="Keywords, below the article."),
        ),
    ),
)

CONFIDENCE = Guideline(
    "confidence",
    "Confidence",
    "How sure you are of the grade.",
    (
        says(Confidence.SURE, "You would grade it so again tomorrow."),
        says(
            Confidence.UNSURE,
            "Another grade seemed as good, or the passage can be read in two ways. Say under “Why” what made you hesitate.",
        ),
    ),
)

RATIONALE = Guideline(
    "rationale",
    "Why",
    "What decided the grade, in a sentence: above all where another reviewer might decide otherwise.",
)

CLAIMS = Chapter(
    "claims",
    "Claims",
    "Beside its grade, a claim can say what kind of statement it is, whether to check it, and where it stands.",
    (CLAIM_TYPE, CHECK_WORTHY, PART, CONFIDENCE, RATIONALE),
)
