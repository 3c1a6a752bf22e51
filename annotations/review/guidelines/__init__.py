"""The guidelines: what every choice that a reviewer can make means, with examples from the sample articles.

Grades are rows of a codebook, and defined there. All that is fixed in the code is defined here, and shown on the
codebook's page; a test holds that no choice lacks its entry and that every quote stands in a sample article.
"""

from annotations.review.guidelines.attributions import ATTRIBUTIONS
from annotations.review.guidelines.claims import CLAIMS
from annotations.review.guidelines.contradictions import CONTRADICTIONS
from annotations.review.guidelines.marks import ANY_MARK, MARKS, RULES
from annotations.review.guidelines.shape import Chapter, Entry, Example, Guideline, Quote, Rule
from annotations.review.guidelines.typos import TYPOS

# In the order of the page, on which the grades and the rules come after the first.
CHAPTERS = (MARKS, CLAIMS, ATTRIBUTIONS, TYPOS, CONTRADICTIONS, ANY_MARK)

# By the key under which the page has it.
GUIDELINES = {guideline.key: guideline for chapter in CHAPTERS for guideline in chapter.guidelines}

# The sample articles, as examples name them: the headline of each.
ARTICLES = {
    "A": "Russia is ready to send more ‘military specialists’ to Venezuela",
    "B": "Russia Will Deploy More Soldiers to Venezuela If Needed, Foreign Ministry Says As U.S.-Backed Opposition Flounders",
    "C": "PUTIN DEFENDS MADURO: Trump had it wrong, Russia may send more military specialists to Venezuela",
}

__all__ = [
    "ARTICLES",
    "CHAPTERS",
    "GUIDELINES",
    "MARKS",
    "RULES",
    "Chapter",
    "Entry",
    "Example",
    "Guideline",
    "Quote",
    "Rule",
]
