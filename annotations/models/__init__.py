"""The tables, their constraints and their querysets."""

from annotations.models.account import Role, User
from annotations.models.article import Article, ArticleType, Version
from annotations.models.claim import (
    Attribution,
    CheckWorthy,
    Claim,
    ClaimType,
    Confidence,
    Mode,
    Part,
    Stance,
)
from annotations.models.codebook import Codebook, Grade
from annotations.models.contradiction import Contradiction, ContradictionType, Locus, Strength
from annotations.models.event import Event, Verb
from annotations.models.follow_up import FollowUp, Progress
from annotations.models.mark import Mark, MarkKind, Reference, Span, SpanRole
from annotations.models.proposition import Proposition
from annotations.models.review import Review, ReviewKind, Round
from annotations.models.source import Admission, Source, SourceKind, SourceName
from annotations.models.story import Outlet, Story
from annotations.models.typo import Severity, Typo, TypoType
from annotations.models.visibility import RoundKind, Status

__all__ = [
    "Admission",
    "Article",
    "ArticleType",
    "Attribution",
    "CheckWorthy",
    "Claim",
    "ClaimType",
    "Codebook",
    "Confidence",
    "Contradiction",
    "ContradictionType",
    "Event",
    "FollowUp",
    "Grade",
    "Locus",
    "Mark",
    "MarkKind",
    "Mode",
    "Outlet",
    "Part",
    "Progress",
    "Proposition",
    "Reference",
    "Review",
    "ReviewKind",
    "Role",
    "Round",
    "RoundKind",
    "Severity",
    "Source",
    "SourceKind",
    "SourceName",
    "Span",
    "SpanRole",
    "Stance",
    "Status",
    "Story",
    "Strength",
    "Typo",
    "TypoType",
    "User",
    "Verb",
    "Version",
]
