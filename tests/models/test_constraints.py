"""Every rule that one row could break is the database's own, and the database refuses."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, DataError, IntegrityError, connection, models, transaction
from django.db.models import F, ProtectedError

from annotations.models import (
    Article,
    Attribution,
    Claim,
    Codebook,
    Contradiction,
    Copy,
    Draft,
    Event,
    FollowUp,
    Grade,
    Link,
    Mark,
    Original,
    Outlet,
    OutletDomain,
    Proposition,
    Reference,
    Review,
    Round,
    Source,
    SourceName,
    Span,
    Story,
    TextPart,
    Typo,
    Upload,
    UploadFile,
    User,
    Version,
)

TABLES = list(apps.get_app_config("annotations").get_models())
CONSTRAINTS = {constraint.name: (table, constraint) for table in TABLES for constraint in table._meta.constraints}

Break = Callable[[], object]
Values = dict[str, Any]


def _made(values: Values) -> Values:
    """The values, where a function stands for one that is known only once the rows are there."""
    return {name: value() if callable(value) else value for name, value in values.items()}


def changed(table: type[models.Model], of: Values | None = None, **values: Any) -> Break:
    """A break by changing one row: the first, or the first of a kind."""

    def break_it() -> None:
        row = table._default_manager.filter(**of or {}).earliest("pk")
        table._default_manager.filter(pk=row.pk).update(**_made(values))

    return break_it


def copied(table: type[models.Model], of: Values | None = None, **values: Any) -> Break:
    """A break by adding a row: a copy of the first, or of the first of a kind, but for these values."""

    def break_it() -> None:
        row = table._default_manager.filter(**of or {}).values().earliest("pk")
        own = {table._meta.pk.name} if isinstance(table._meta.pk, models.AutoField) else set()
        kept = {name: value for name, value in row.items() if name not in own}
        table._default_manager.create(**kept | _made(values))

    return break_it


def the(table: type[models.Model], **of: Any) -> Callable[[], Any]:
    """A function that gives the key of the table's first row of a kind."""
    return lambda: table._default_manager.filter(**of).earliest("pk").pk


def another_article() -> int:
    """The key of an article made just now."""
    return Article.objects.create(story=Story.objects.earliest("pk"), headline="A third").pk


LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

BREAKS: dict[str, Break] = {
    "user_role_is_known": changed(User, role="king"),
    "user_has_a_username": changed(User, username=""),
    "outlet_has_a_name": changed(Outlet, name=""),
    "outlet_names_differ": copied(Outlet, name="THE GAZETTE"),
    "story_has_a_title": changed(Story, title=""),
    "story_has_a_slug": changed(Story, slug=""),
    "article_has_a_headline": changed(Article, headline=""),
    "article_type_is_known": changed(Article, type="poem"),
    "article_address_is_a_web_address": changed(Article, address="javascript:alert(1)"),
    "article_archived_address_is_a_web_address": changed(Article, archived_address="ftp://example.org"),
    "version_has_a_text": changed(Version, text=""),
    "version_numbers_differ": copied(Version, sha256="0" * 64),
    "version_texts_differ": copied(Version, number=2),
    "version_numbers_start_at_one": changed(Version, number=0),
    "version_line_ends_are_lf": changed(Version, text="One.\r\nTwo."),
    "version_sha256_has_64_digits": changed(Version, sha256="0" * 63),
    "codebook_has_a_name": changed(Codebook, name=""),
    "codebook_versions_differ": copied(Codebook),
    "codebook_versions_start_at_one": changed(Codebook, version=0),
    "grade_has_a_key": changed(Grade, key=""),
    "grade_has_a_label": changed(Grade, label=""),
    "grade_has_a_definition": changed(Grade, definition=""),
    "grade_keys_differ": copied(Grade, rank=None, order=99),
    "grade_ranks_differ": copied(Grade, {"key": "6"}, key="z", order=99),
    "grade_places_differ": copied(Grade, key="z", rank=None),
    "round_kind_is_known": changed(Round, kind="square"),
    "round_numbers_differ": copied(Round),
    "round_numbers_start_at_one": changed(Round, number=0),
    "review_kind_is_known": changed(Review, kind="last"),
    "review_status_is_known": changed(Review, status="lost"),
    "review_is_assigned_once": copied(Review, {"kind": "first"}),
    "review_is_settled_once": copied(Review, {"kind": "settled"}, reviewer_id=the(User, username="alice")),
    "review_revised_is_based_on_another": changed(Review, {"based_on": None}, kind="revised"),
    "review_is_not_based_on_itself": changed(Review, based_on=F("id")),
    "review_submitted_says_when": changed(Review, status="submitted"),
    "review_nothing_to_mark_is_said_when_submitting": changed(Review, nothing_to_mark=True),
    "mark_kind_is_known": changed(Mark, kind="doodle"),
    "mark_numbers_differ": copied(Mark, id=uuid.uuid4),
    "mark_numbers_start_at_one": changed(Mark, number=0),
    "mark_revisions_start_at_one": changed(Mark, revision=0),
    "mark_is_updated_after_it_is_created": changed(Mark, updated=LONG_AGO),
    "mark_is_not_derived_from_itself": changed(Mark, derived_from=F("id")),
    "span_role_is_known": changed(Span, {"role": "typo"}, role="hat"),
    "span_is_as_long_as_its_quote": changed(Span, end=F("end") + 1),
    "span_has_a_quote": changed(Span, end=F("start"), quote=""),
    "span_context_has_32_code_points_at_most": changed(Span, suffix="x" * 32 + "y"),
    "span_of_a_source_belongs_to_an_attribution": changed(Span, {"role": "source"}, attribution=None),
    "span_with_a_side_claim_is_a_side": changed(Span, {"role": "typo"}, side_claim_id=the(Claim)),
    "span_of_a_claim_or_typo_is_one_piece": changed(Span, {"role": "claim"}, order=1),
    "span_places_in_a_mark_differ": copied(Span, {"role": "claim"}),
    "span_places_in_an_attribution_differ": copied(Span, {"role": "source"}),
    "span_sides_are_different_passages": copied(Span, {"role": "side"}, order=9),
    "reference_has_an_address": changed(Reference, address=""),
    "reference_address_is_a_web_address": changed(Reference, address="javascript:alert(1)"),
    "reference_archived_address_is_a_web_address": changed(Reference, archived_address="//example.org"),
    "reference_places_differ": copied(Reference),
    "source_kind_is_known": changed(Source, kind="ghost"),
    "source_admission_is_known": changed(Source, admission="perhaps"),
    "source_unnamed_belongs_to_an_article": changed(Source, kind="group"),
    "source_named_person_is_shared": changed(Source, article_id=the(Article)),
    "source_is_not_merged_into_itself": changed(Source, merged_into=F("id")),
    "source_proposed_says_where": changed(Source, admission="proposed"),
    "source_name_has_a_name": changed(SourceName, name=""),
    "source_name_places_differ": copied(SourceName, name="A. Sousa"),
    "source_names_differ": copied(SourceName, order=1),
    "claim_claim_type_is_known": changed(Claim, claim_type="rumour"),
    "claim_check_worthy_is_known": changed(Claim, check_worthy="maybe"),
    "claim_part_is_known": changed(Claim, part="margin"),
    "claim_confidence_is_known": changed(Claim, confidence="dizzy"),
    "attribution_mode_is_known": changed(Attribution, mode="mime"),
    "attribution_stance_is_known": changed(Attribution, stance="upright"),
    "attribution_places_differ": copied(Attribution),
    "contradiction_type_is_known": changed(Contradiction, type="riddle"),
    "contradiction_strength_is_known": changed(Contradiction, strength="iron"),
    "contradiction_locus_is_known": changed(Contradiction, locus="nowhere"),
    "proposition_has_words": changed(Proposition, words=""),
    "follow_up_progress_is_known": changed(FollowUp, progress="true"),
    "follow_up_address_is_a_web_address": changed(FollowUp, address="javascript:alert(1)"),
    "follow_up_checked_elsewhere_says_where": changed(FollowUp, progress="checked_elsewhere"),
    "follow_up_revisions_start_at_one": changed(FollowUp, revision=0),
    "event_verb_is_known": changed(Event, verb="sneezed"),
    "outlet_is_not_merged_into_itself": changed(Outlet, merged_into=F("id")),
    "outlet_domain_has_a_domain": changed(OutletDomain, domain=""),
    "outlet_domains_differ": copied(OutletDomain),
    "outlet_domain_has_small_letters": changed(OutletDomain, domain="Gazette.example"),
    "original_sha256_has_64_digits": changed(Original, sha256="0" * 63),
    "text_part_kind_is_known": changed(TextPart, kind="margin"),
    "text_part_is_not_empty": changed(TextPart, start=F("end")),
    "text_part_starts_differ": copied(TextPart),
    "link_has_an_address": changed(Link, address=""),
    "link_address_is_a_web_address": changed(Link, address="javascript:alert(1)"),
    "link_is_not_empty": changed(Link, end=F("start")),
    "copy_kind_is_known": changed(Copy, kind="theft"),
    "copy_status_is_known": changed(Copy, status="perhaps"),
    "copy_pairs_differ": copied(Copy, status="proposed"),
    "copy_is_of_one_article": copied(Copy, article_id=the(Article, headline="Again"), of_id=another_article),
    "copy_is_of_another_article": changed(Copy, of_id=the(Article, headline="Again")),
    "copy_shared_is_a_share": changed(Copy, shared=1.5),
    "copy_confirmed_says_its_kind": changed(Copy, kind=""),
    "upload_status_is_known": changed(Upload, status="lost"),
    "upload_file_status_is_known": changed(UploadFile, status="lost"),
    "upload_file_places_differ": copied(UploadFile),
    "draft_has_a_headline": changed(Draft, headline=""),
    "draft_status_is_known": changed(Draft, status="lost"),
    "draft_type_is_known": changed(Draft, type="poem"),
    "draft_places_differ": copied(Draft),
    "draft_sha256_has_64_digits": changed(Draft, sha256="0" * 63),
    "draft_shared_is_a_share": changed(Draft, shared=-0.5),
    "draft_text_is_gone_once_stored": changed(Draft, status="stored"),
    "typo_type_is_known": changed(Typo, type="blot"),
    "typo_severity_is_known": changed(Typo, severity="fatal"),
}

# What only the product's own fault could break: places, numbers and digests that no person types.
NOBODYS = {
    "version_numbers_differ",
    "version_numbers_start_at_one",
    "version_sha256_has_64_digits",
    "codebook_versions_differ",
    "codebook_versions_start_at_one",
    "grade_keys_differ",
    "grade_ranks_differ",
    "grade_places_differ",
    "round_numbers_differ",
    "round_numbers_start_at_one",
    "mark_numbers_differ",
    "mark_numbers_start_at_one",
    "mark_revisions_start_at_one",
    "mark_is_updated_after_it_is_created",
    "span_context_has_32_code_points_at_most",
    "span_places_in_a_mark_differ",
    "span_places_in_an_attribution_differ",
    "reference_places_differ",
    "source_name_places_differ",
    "attribution_places_differ",
    "follow_up_revisions_start_at_one",
    "original_sha256_has_64_digits",
    "text_part_starts_differ",
    "copy_pairs_differ",
    "copy_is_of_another_article",
    "copy_shared_is_a_share",
    "copy_confirmed_says_its_kind",
    "upload_file_places_differ",
    "draft_places_differ",
    "draft_sha256_has_64_digits",
    "draft_shared_is_a_share",
    "draft_text_is_gone_once_stored",
}


def names(error: DatabaseError, name: str) -> bool:
    """Whether the database's refusal names this constraint. SQLite names the columns of a UNIQUE one."""
    if isinstance(error, DataError):
        # PostgreSQL's columns have a width of their own, which refuses before the constraint is asked.
        return name == "span_context_has_32_code_points_at_most" and "varying(32)" in str(error)
    if connection.vendor == "postgresql":
        cause: Any = error.__cause__
        return bool(cause.diag.constraint_name == name)
    table, constraint = CONSTRAINTS[name]
    if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
        columns = [table._meta.get_field(field).column for field in constraint.fields]  # type: ignore[union-attr]
        broken = ", ".join(f"{table._meta.db_table}.{column}" for column in columns)
        return str(error) == f"UNIQUE constraint failed: {broken}"
    return str(error) in {f"CHECK constraint failed: {name}", f"UNIQUE constraint failed: index '{name}'"}


def test_every_constraint_has_its_break() -> None:
    assert sorted(BREAKS) == sorted(CONSTRAINTS)


@pytest.mark.usefixtures("every_table")
@pytest.mark.parametrize("name", sorted(CONSTRAINTS))
def test_the_database_refuses_a_row_that_breaks_a_constraint(name: str) -> None:
    with pytest.raises((IntegrityError, DataError)) as refusal, transaction.atomic():
        BREAKS[name]()

    assert names(refusal.value, name), str(refusal.value)


@pytest.mark.usefixtures("every_table")
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_the_rows_that_are_broken_were_whole(table: type[models.Model]) -> None:
    rows = table._default_manager.all()

    assert rows
    for row in rows:
        row.validate_constraints()


@pytest.mark.parametrize("name", sorted(CONSTRAINTS))
def test_a_constraints_name_reads_as_a_sentence(name: str) -> None:
    table, _constraint = CONSTRAINTS[name]
    subject = re.sub(r"(?<!^)(?=[A-Z])", "_", table.__name__).lower()

    assert name.startswith((f"{subject}_", f"{subject}s_"))
    assert re.search(r"_(is|are|has|differ|start|belongs|says)(_|$)", name)
    assert not re.search(r"_a_[aeio]", name)


@pytest.mark.parametrize("name", sorted(set(CONSTRAINTS) - NOBODYS))
def test_what_a_person_could_break_has_a_message_of_its_own(name: str) -> None:
    _table, constraint = CONSTRAINTS[name]
    message = str(constraint.violation_error_message)

    assert message != constraint.default_violation_error_message
    assert re.fullmatch(r"[A-Z“].* .*\.", message)


def test_what_nobody_types_needs_no_message() -> None:
    silent = {
        name
        for name, (_table, constraint) in CONSTRAINTS.items()
        if constraint.violation_error_message == constraint.default_violation_error_message
    }

    assert silent == NOBODYS


@pytest.mark.usefixtures("every_table")
@pytest.mark.parametrize("address", ["https://example.org/a?b=c", "HTTP://EXAMPLE.ORG", ""])
def test_an_address_is_kept_in_either_case(address: str) -> None:
    Article.objects.update(address=address)

    assert set(Article.objects.values_list("address", flat=True)) == {address}


@pytest.mark.usefixtures("every_table")
@pytest.mark.parametrize("quote", ["👩‍👩‍👧 déjà", "e\u0301", "قال"])
def test_a_span_counts_code_points_on_every_database(quote: str) -> None:
    span = Span.objects.get(role="claim")

    Span.objects.filter(pk=span.pk).update(quote=quote, end=span.start + len(quote))

    span.refresh_from_db()
    assert span.quote == quote


@pytest.mark.usefixtures("every_table")
@pytest.mark.parametrize(
    "table", [Story, Article, Version, Round, Review, User, Outlet, Source, Codebook, Grade], ids=lambda it: it.__name__
)
def test_what_carries_marks_is_never_deleted(table: type[models.Model]) -> None:
    used = {User: {"username": "alice"}, Grade: {"key": "4"}, Codebook: {"name": "Sourcing"}}
    row = table._default_manager.filter(**used.get(table, {})).earliest("pk")

    with pytest.raises(ProtectedError):
        row.delete()

    assert table._default_manager.filter(pk=row.pk).exists()


@pytest.mark.usefixtures("every_table")
def test_a_mark_that_events_tell_of_is_never_deleted() -> None:
    mark = Mark.objects.get(kind="claim")

    with pytest.raises(ProtectedError):
        mark.delete()

    assert Mark.objects.filter(pk=mark.pk).exists()


@pytest.mark.usefixtures("every_table")
def test_a_change_is_made_once() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        copied(Event)()

    assert Event.objects.count() == 1


@pytest.mark.usefixtures("every_table")
@pytest.mark.parametrize(("table", "field"), [(Story, "slug"), (User, "username")])
def test_names_in_addresses_and_at_the_door_differ(table: type[models.Model], field: str) -> None:
    before = table._default_manager.count()

    with pytest.raises(IntegrityError), transaction.atomic():
        copied(table)()

    assert table._default_manager.count() == before
    assert table._meta.get_field(field).unique  # type: ignore[union-attr]
