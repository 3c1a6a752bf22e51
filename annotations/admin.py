"""Django's admin, for admins: outlets, sources and accounts to change; codebooks, versions and events to read.

Nothing that carries work can be deleted here. Whoever is no admin, or reads in a blind round, sees no more than on the pages.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import UserChangeForm, UserCreationForm, UsernameField
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from annotations.models import (
    Admission,
    Codebook,
    Event,
    Grade,
    Outlet,
    Role,
    Source,
    SourceKind,
    SourceName,
    User,
    Verb,
    Version,
)
from annotations.models.source import OF_ONE_ARTICLE
from annotations.models.words import folded_name
from annotations.review.events import record
from annotations.review.refusals import Refusal
from annotations.review.register import require_free_name
from annotations.review.states import source_state


class Site(admin.AdminSite):
    """The admin under the product's name and behind the product's own sign-in."""

    site_header = site_title = "factcheck admin"
    index_title = "What admins keep in order"

    @method_decorator([login_not_required, never_cache])
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002
        """Send strangers to the one sign-in page, and admins to the index. Raises PermissionDenied for all others."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


site = Site(name="admin")
# Rows are deleted one by one or not at all.
site.disable_action("delete_selected")


def _user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (for the type checker: the site lets nobody else in)
    return request.user


class Kept:
    """A table from which nothing is deleted."""

    def has_delete_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        """No."""
        return False


class Recorded:
    """A table whose changes are events, as everywhere else. Passwords are not told."""

    def save_model(self, request: HttpRequest, obj: Model, form: forms.ModelForm[Any], change: bool) -> None:
        """Save the row, and write down what was changed."""
        super().save_model(request, obj, form, change)  # type: ignore[misc]
        told = [name for name in form.changed_data if "password" not in name]
        before = {name: form.initial.get(name) for name in told} if change else None
        after = {"table": obj._meta.verbose_name, "name": str(obj)} | {name: form.cleaned_data[name] for name in told}
        if told:
            record(Verb.EDITED if change else Verb.MADE, user=_user_of(request), before=before, after=after)


class ReadOnly(Kept):
    """A table to read."""

    def has_add_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        """No."""
        return False

    def has_change_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        """No."""
        return False


@admin.register(Outlet, site=site)
class OutletAdmin(Kept, admin.ModelAdmin[Outlet]):
    """Outlets. Domains are added, and outlets merged, on the product's own page of the outlet; one that is merged keeps its name."""

    fields = ["name", "merged_into"]
    list_display = ["name", "merged_into"]
    list_select_related = ["merged_into"]
    search_fields = ["name"]

    def get_readonly_fields(self, _request: HttpRequest, obj: Outlet | None = None) -> list[str]:
        """What is not changed here."""
        return ["name", "merged_into"] if obj and obj.merged_into else ["merged_into"]

    def save_model(self, request: HttpRequest, obj: Outlet, form: forms.ModelForm[Outlet], change: bool) -> None:
        """Save the name, and write down that it was changed."""
        super().save_model(request, obj, form, change)
        if form.changed_data:
            verb, before = (Verb.EDITED, {"name": form.initial["name"]}) if change else (Verb.MADE, None)
            record(verb, user=_user_of(request), before=before, after={"name": obj.name}, outlet=obj)


class SourceForm(forms.ModelForm[Source]):
    """An entry of the register. `before` is what it said in the table before it was saved; None for a new one."""

    before: dict[str, Any] | None = None

    def __init__(self, *given: Any, **options: Any) -> None:
        """Offer what the entry can be: its article, and the review it was proposed in, are not to choose here."""
        super().__init__(*given, **options)
        unfit_kinds = [SourceKind.PERSON] if self.instance.article_id else OF_ONE_ARTICLE
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(kind.value, kind.label) for kind in SourceKind if kind not in unfit_kinds]


# What the column can hold on every database.
LAST_PLACE = 32_767


class SourceNameForm(forms.ModelForm[SourceName]):
    """One of a source's names, and its place among them: the next one where none is given."""

    order = forms.IntegerField(
        label="place", required=False, min_value=0, max_value=LAST_PLACE, help_text="The lowest is the name shown."
    )

    def clean_order(self) -> int | None:
        """The place given, or the one that the name had; None for the next one."""
        given: int | None = self.cleaned_data["order"]
        return self.instance.order if given is None and self.instance.pk else given


class SourceNameFormSet(forms.BaseInlineFormSet[SourceName, Source, forms.ModelForm[SourceName]]):
    """A source's names: one at least, and none of another source. `user`: the admin who asks."""

    user: User
    default_error_messages = {"too_few_forms": "A source has a name, or words that describe it. Write them."}

    def clean(self) -> None:
        """Give the names without a place the next free ones. Raises ValidationError where there is none left."""
        super().clean()
        rows = [form for form in self.forms if form.instance.pk or form.has_changed()]
        taken = {form.cleaned_data.get("order") for form in rows}
        behind = max((form.instance.order for form in rows if form.instance.pk), default=-1) + 1
        free = (place for place in range(behind, LAST_PLACE + 1) if place not in taken)
        for form in rows:
            if form.cleaned_data.get("order") is None:
                form.instance.order = _next_or_refuse(free)
            if "name" in form.changed_data:
                self._require_free(form.cleaned_data.get("name", ""))

    def _require_free(self, name: str) -> None:
        try:
            require_free_name(user=self.user, source=self.instance, name=name)
        except Refusal as refusal:
            raise ValidationError(refusal.words) from refusal


def _next_or_refuse(places: Iterator[int]) -> int:
    for place in places:
        return place
    raise ValidationError("There is no place left behind the last name. Give the names lower places.")


class SourceNames(Kept, admin.TabularInline[SourceName, Source]):
    """A source's names, among the source's fields."""

    model = SourceName
    verbose_name = "name"
    verbose_name_plural = "names"
    form = SourceNameForm
    formset = SourceNameFormSet
    fields = ["name", "order"]
    min_num = 1
    extra = 1

    def get_formset(self, request: HttpRequest, obj: Source | None = None, **options: Any) -> Any:
        """The names' forms, which refuse a source without any."""
        formset = super().get_formset(request, obj, validate_min=True, **options)
        return type(formset.__name__, (formset,), {"user": _user_of(request)})


@admin.register(Source, site=site)
class SourceAdmin(Kept, admin.ModelAdmin[Source]):
    """The register of sources. What is changed here is an event as anywhere else.

    Admitting, refusing and merging are done on the product's own page of the source.
    """

    form = SourceForm
    fields = ["kind", "affiliation", "admission", "article", "proposed_in", "merged_into", "created", "created_by"]
    readonly_fields = ["admission", "article", "proposed_in", "merged_into", "created", "created_by"]
    inlines = [SourceNames]
    list_display = ["__str__", "kind", "affiliation", "admission", "created"]
    list_filter = ["kind", "admission"]
    search_fields = ["names__folded", "affiliation_folded"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """The entries that this admin may see, with their names."""
        return Source.objects.visible_to(_user_of(request)).prefetch_related("names")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Source], search_term: str
    ) -> tuple[QuerySet[Source], bool]:
        """Those with the words in a name or an affiliation, with whatever case and accents."""
        return super().get_search_results(request, queryset, folded_name(search_term))

    def save_model(self, request: HttpRequest, obj: Source, form: SourceForm, change: bool) -> None:
        """Save the source; who made it, and what it said before, are kept. What an admin adds is in the register at once."""
        if change:
            form.before = source_state(Source.objects.get(pk=obj.pk)).model_dump(mode="json")
        else:
            obj.created_by, obj.admission = _user_of(request), Admission.ADMITTED
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: SourceForm, formsets: Any, change: bool) -> None:
        """Save the names, and write down what was done, if anything was."""
        super().save_related(request, form, formsets, change)
        source = Source.objects.get(pk=form.instance.pk)
        before, after = form.before, source_state(source).model_dump(mode="json")
        if before != after:
            user, review = _user_of(request), source.proposed_in
            verb = Verb.EDITED if before else Verb.MADE
            record(verb, user=user, before=before, after=after, source=source, review=review)


class NewAccountForm(UserCreationForm[User]):
    """A new account, with its first password."""

    class Meta:
        model = User
        fields = ["username", "name", "role"]
        field_classes = {"username": UsernameField}


class AccountForm(UserChangeForm[User]):
    """An account. `is_own`: the admin's who asks. So that one admin always stays, nobody gives up the role himself."""

    is_own = False

    class Meta:
        model = User
        fields = ["username", "password", "name", "role", "is_active"]
        field_classes = {"username": UsernameField}

    def clean_role(self) -> str:
        """The role. Raises ValidationError where admins take their own away."""
        role: str = self.cleaned_data["role"]
        if self.is_own and role != Role.ADMIN:
            raise ValidationError("You can't take the admin's role from yourself. Ask another admin to do it.")
        return role

    def clean_is_active(self) -> bool:
        """Whether the account stays open. Raises ValidationError where admins close their own."""
        is_active: bool = self.cleaned_data["is_active"]
        if self.is_own and not is_active:
            raise ValidationError("You can't deactivate your own account. Ask another admin to do it.")
        return is_active


@admin.register(User, site=site)
class AccountAdmin(Recorded, Kept, UserAdmin[User]):
    """Accounts: added with a password, given a role, deactivated. None is deleted."""

    form = AccountForm
    add_form = NewAccountForm
    add_form_template = None
    fieldsets = [
        (None, {"fields": ["username", "password", "name", "role", "is_active"]}),
        ("When", {"fields": ["created", "last_login"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["username", "name", "role", "password1", "password2"]})]
    readonly_fields = ["created", "last_login"]
    list_display = ["username", "name", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["username", "name"]
    ordering = ["username"]
    filter_horizontal = []

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **options: Any) -> Any:
        """The form for this account, which knows whether it is the asking admin's own."""
        form = super().get_form(request, obj, change=change, **options)
        return type(form.__name__, (form,), {"is_own": obj == request.user})

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """The page for another's password, and one's own; it doesn't let admins lock themselves out."""
        if id == str(request.user.pk) and request.POST.get("usable_password") == "false":
            messages.error(request, "You can't take your own password away. Give a new one, or ask another admin.")
            return redirect(request.path)
        return super().user_change_password(request, id, form_url)


class Grades(ReadOnly, admin.StackedInline[Grade, Codebook]):
    """A codebook's grades, among its fields."""

    model = Grade
    extra = 0


@admin.register(Codebook, site=site)
class CodebookAdmin(ReadOnly, admin.ModelAdmin[Codebook]):
    """Codebooks, with their grades."""

    list_display = ["name", "version", "created"]
    inlines = [Grades]


@admin.register(Version, site=site)
class VersionAdmin(ReadOnly, admin.ModelAdmin[Version]):
    """The texts as they are kept."""

    list_display = ["article", "number", "sha256", "file_name", "created", "created_by"]
    list_select_related = ["article", "created_by"]
    list_filter = ["created"]
    search_fields = ["article__headline", "sha256"]
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Version]:
        """The versions that this admin sees. The texts stay behind until one is opened: they are long."""
        return Version.objects.visible_to(_user_of(request)).defer("text")


@admin.register(Event, site=site)
class EventAdmin(ReadOnly, admin.ModelAdmin[Event]):
    """Who did what, and when."""

    list_display = ["at", "who", "verb", "story", "article", "review_id", "mark"]
    list_select_related = ["actor", "story", "article", "mark"]
    list_filter = ["verb", "at"]
    search_fields = ["actor__username", "actor__name", "story__title", "article__headline"]
    ordering = ["-id"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        """The events that this admin may see."""
        return Event.objects.visible_to(_user_of(request))

    @admin.display(description="who", ordering="actor")
    def who(self, event: Event) -> str:
        """The account, or the command line."""
        return str(event.actor or "command line")
