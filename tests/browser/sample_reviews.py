"""What a careful reviewer finds in the three sample articles: the whole review of each, as it is typed in and comes out."""

import re
from dataclasses import dataclass
from pathlib import Path

from annotations.intake.texts import read_text

SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True)
class Claim:
    """A claim: its words, its grade, and the words of source, cue and relay, "" for none.

    `named` is the source's name in the register, "" where nobody is named there.
    """

    words: str
    grade: str
    source: str = ""
    cue: str = ""
    relay: str = ""
    named: str = ""


@dataclass(frozen=True)
class Typo:
    """A slip: the words, what they should read ("": to be taken out), and its type and severity as the menus say them."""

    words: str
    correction: str
    type: str
    severity: str


@dataclass(frozen=True)
class Contradiction:
    """Two passages that do not fit together, and the words of the choices."""

    sides: tuple[str, str]
    type: str
    strength: str


@dataclass(frozen=True)
class SampleReview:
    """The whole review of one article, named by the number its file starts with."""

    number: str
    claims: tuple[Claim, ...]
    typos: tuple[Typo, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def text(self) -> str:
        """The article's text, as it is stored."""
        [path] = SEEDS.glob(f"{self.number}_*.txt")
        return read_text(path.read_bytes(), limit=10_000_000)

    def nearest(self, words: str, near: str) -> int:
        """Where the words stand nearest to others that stand in the text once, in code points."""
        places = [match.start() for match in re.finditer(re.escape(words), self.text)]
        return min(places, key=lambda place: abs(place - self.text.index(near)))

    def occurrence(self, words: str, near: str, *, in_any_case: bool = False) -> int:
        """Which of the places where the words stand that is, counted from 0."""
        before = self.text[: self.nearest(words, near)]
        return len(re.findall(re.escape(words), before, re.IGNORECASE if in_any_case else 0))


FIRST = SampleReview(
    "000",
    claims=(
        Claim(
            "Russia is ready to send military specialists\u00a0to Venezuela",
            "4",
            "foreign ministry",
            "says",
            named="Russian foreign ministry",
        ),
        Claim(
            "Russia stands ready to send more ‘military specialists’ to Venezuela if they are deemed necessary",
            "3",
            "the country’s state-run news agency",
            "has said",
        ),
        Claim(
            "Russian defence firm Rostec had stationed around 1,000 security contractors in the country two years ago",
            "0",
        ),
        Claim(
            "that number has been cut to just a few dozen after Maduro failed to cover the bill",
            "2",
            "recent reports",
            "suggest",
        ),
        Claim("present in the country", "1", cue="is also thought to be"),
        Claim(
            "Trump felt he was misled into believing the opposition would be successful",
            "2",
            "sources",
            "according to",
            relay="The Washington Post",
        ),
        Claim(
            "Cuban special forces were deployed to the border between Colombia and Venezuela",
            "4",
            "That State Department memorandum",
            "says",
        ),
    ),
    typos=(
        Typo("Veneuzela", "Venezuela", "misspelt name", "error"),
        Typo("Guido", "Guaido", "misspelt name", "error"),
        Typo("Guiado", "Guaido", "misspelt name", "error"),
        Typo("propping Maduro", "propping up Maduro", "missing word", "error"),
        Typo("I actually temper", "‘I actually temper", "missing quote mark", "minor"),
    ),
    contradictions=(
        Contradiction(
            ("Moscow had just finished pulling its people OUT", "Russia had withdrawn ‘most of its people’"),
            "number",
            "likely",
        ),
        Contradiction(("some 20,000 Cubans in Venezuela", "those few ten thousand Cubans"), "number", "loose"),
    ),
)

SECOND = SampleReview(
    "001",
    claims=(
        Claim(
            "two Russian military transport planes arrived in Caracas with more than 100 troops aboard",
            "0",
        ),
        Claim("deployed to repair and help maintain Venezuelan military equipment", "1", cue="reportedly"),
        Claim(
            "If more [specialists] are needed, we will send them.",
            "4",
            "the director of the Russian Foreign Ministry's Latin American department, Alexander Shchetinin",
            "told",
            relay="the Tass state news agency",
            named="Alexander Shchetinin",
        ),
        Claim(
            "any new deployments may be simple troop rotations",
            "4",
            "the diplomat",
            "said",
            named="Alexander Shchetinin",
        ),
        Claim("a target of U.S. covert sabotage operations", "4", "Maduro", "has claimed"),
        Claim("Trump recognized Guaido as the country's legitimate leader in January", "N"),
        Claim("is mostly surrounded by Cubans", "5", "Pompeo", "said"),
    ),
    typos=(
        Typo("have lost momentum", "has lost momentum", "grammar", "minor"),
        Typo("Russia, Venezuela, troops, deployment", "", "stray text", "style"),
    ),
    contradictions=(
        Contradiction(
            ("the Kremlin will consider more deployments if needed", "he has no plans to send more soldiers"),
            "factive",
            "likely",
        ),
    ),
)

THIRD = SampleReview(
    "002",
    claims=(
        Claim(
            "Russia is ready to increase the number of military specialists in Venezuela",
            "4",
            "a senior representative of the Russian Foreign Ministry",
            "said",
            named="Aleksandr Schetinin",
        ),
        Claim(
            "If we need more, we will send more [military specialists], as much as it takes",
            "5",
            "the Russian diplomat",
            "said",
            named="Aleksandr Schetinin",
        ),
        Claim(
            "there was no talk of downsizing in the country",
            "4",
            "Russia’s ambassador to Venezuela, Vladimir Zaemsky",
            "said",
            named="Vladimir Zaemsky",
        ),
        Claim("Caracas’ debt to Moscow is currently around $3.5 billion", "4", "Putin", "warned"),
        Claim("we are not sending troops there – this has never happened", "5", "the Russian leader", "said"),
    ),
    typos=(
        Typo("a economic forum", "an economic forum", "article (a/an)", "error"),
        Typo("“With Maduro", "With Maduro", "stray quote mark", "minor"),
        Typo("MRE", "Foreign Ministry", "untranslated", "minor"),
    ),
    contradictions=(
        Contradiction(
            ("expand the presence of military specialists in Venezuela", "we are not sending troops there"),
            "lexical",
            "loose",
        ),
    ),
)

ALL = (FIRST, SECOND, THIRD)
