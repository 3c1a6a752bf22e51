"""The tables of a set: one file each, listed here in the order in which they are written."""

from typing import Any

from annotations.exports.tables.articles import ARTICLES
from annotations.exports.tables.attributions import ATTRIBUTIONS
from annotations.exports.tables.codebook import CODEBOOK
from annotations.exports.tables.contradictions import CONTRADICTIONS
from annotations.exports.tables.events import EVENTS
from annotations.exports.tables.follow_ups import FOLLOW_UPS
from annotations.exports.tables.marks import MARKS
from annotations.exports.tables.profile import PROFILE
from annotations.exports.tables.propositions import PROPOSITIONS
from annotations.exports.tables.references import REFERENCES
from annotations.exports.tables.reviews import REVIEWS
from annotations.exports.tables.sources import SOURCE_NAMES, SOURCES
from annotations.exports.tables.structure import LINKS, PARTS
from annotations.exports.tables.table import Table

TABLES: tuple[Table[Any], ...] = (
    MARKS,
    ATTRIBUTIONS,
    CONTRADICTIONS,
    PROPOSITIONS,
    FOLLOW_UPS,
    REFERENCES,
    SOURCES,
    SOURCE_NAMES,
    PROFILE,
    REVIEWS,
    EVENTS,
    ARTICLES,
    PARTS,
    LINKS,
    CODEBOOK,
)

__all__ = ["MARKS", "TABLES", "Table"]
