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
from annotations.models.copy import Copy, CopyKind, CopyStatus, Fingerprint
from annotations.models.event import Event, Verb
from annotations.models.follow_up import FollowUp, Progress
from annotations.models.indexing import Indexed
from annotations.models.mark import Mark, MarkKind, Reference, Span, SpanRole
from annotations.models.original import Original
from annotations.models.proposition import Proposition
from annotations.models.review import Review, ReviewKind, Round
from annotations.models.source import Admission, Source, SourceKind, SourceName
from annotations.models.story import Outlet, OutletDomain, Story, standing_outlet
from annotations.models.structure import Link, PartKind, TextPart
from annotations.models.typo import Severity, Typo, TypoType
from annotations.models.upload import Draft, DraftStatus, FileStatus, Upload, UploadFile, UploadStatus
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
    "Copy",
    "CopyKind",
    "CopyStatus",
    "Draft",
    "DraftStatus",
    "Event",
    "FileStatus",
    "Fingerprint",
    "FollowUp",
    "Grade",
    "Indexed",
    "Link",
    "Locus",
    "Mark",
    "MarkKind",
    "Mode",
    "Original",
    "Outlet",
    "OutletDomain",
    "Part",
    "PartKind",
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
    "TextPart",
    "Typo",
    "TypoType",
    "Upload",
    "UploadFile",
    "UploadStatus",
    "User",
    "Verb",
    "Version",
    "standing_outlet",
]
