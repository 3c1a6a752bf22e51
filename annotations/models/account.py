"""Accounts: who works here, and in which role."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models

from annotations.models.fields import FoldedField, choice_field, not_empty, one_of


class Role(models.TextChoices):
    """What an account may do. Any role can be assigned reviews."""

    REVIEWER = "reviewer", "reviewer"
    ADJUDICATOR = "adjudicator", "adjudicator"
    ADMIN = "admin", "admin"


class UserManager(BaseUserManager["User"]):
    """Makes accounts, under the names that Django's own commands call."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A new account, a reviewer unless told. Without a password nobody can sign in with it."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A new admin: what `manage.py createsuperuser` makes."""
        return self.create_user(username, password, role=Role.ADMIN, **fields)


class User(AbstractBaseUser):
    """A person's account. One role says what it may do; accounts are deactivated, never deleted."""

    username = models.CharField(
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "An account with this name exists already."},
        help_text="What the person signs in with.",
    )
    name = models.CharField(
        "full name",
        max_length=150,
        blank=True,
        help_text="As others see it. Empty: the sign-in name is shown.",
    )
    name_folded = FoldedField(of="name")
    role = choice_field(Role, blank=False, default=Role.REVIEWER)
    is_active = models.BooleanField(
        "active", default=True, help_text="Off: the person can no longer sign in; all work is kept."
    )
    created = models.DateTimeField(auto_now_add=True)
    toured_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="Null: has not seen the tour.")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        ordering = ["username"]
        verbose_name = "account"
        constraints = [one_of("user", "role", Role, blank=False), not_empty("user", "username")]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def initials(self) -> str:
        """One or two letters that stand for the person in the bar."""
        return "".join(word[0] for word in str(self).split()[:2]).upper()

    @property
    def stamp(self) -> str:
        """What browsers keep the person's changes under: never another account's, not even in a database made anew."""
        return f"{self.pk} {self.created.isoformat()}"

    @property
    def is_admin(self) -> bool:
        """Whether this account administers the product."""
        return self.role == Role.ADMIN

    # The names under which Django's admin asks.
    is_staff = is_superuser = is_admin

    def has_perm(self, _permission: str, _object: models.Model | None = None) -> bool:
        """Django's admin is for admins, whole."""
        return self.is_active and self.is_admin

    def has_module_perms(self, _app: str) -> bool:
        """Django's admin is for admins, whole."""
        return self.is_active and self.is_admin
