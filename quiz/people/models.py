"""Who uses the app, and the record of what they did.

A person has exactly one role. A trainee signs in with the number in the class or the mobile number; both are unique
over the installation, names are not.
"""

import unicodedata
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


def normalise_number(text: str) -> str:
    """A number as people type it (full-width digits, spaces, hyphens) in the form in which it is stored."""
    return unicodedata.normalize("NFKC", text).replace(" ", "").replace("-", "").strip()


class Role(models.TextChoices):
    TRAINEE = "trainee", _("Trainee")
    ORGANISER = "organiser", _("Organiser")
    ADMIN = "admin", _("Administrator")


class TextSize(models.TextChoices):
    STANDARD = "standard", _("Standard")
    LARGE = "large", _("Large")
    XLARGE = "xlarge", _("Extra large")


class Theme(models.TextChoices):
    AUTO = "auto", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user: User = self.model(username=normalise_number(username), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        fields.setdefault("name", username)
        return self.create_user(username, password, **{**fields, "role": Role.ADMIN})


class User(AbstractBaseUser, PermissionsMixin):
    username = models.CharField(_("number"), max_length=64, unique=True)
    mobile = models.CharField(_("mobile"), max_length=20, unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=64)
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.TRAINEE)
    is_active = models.BooleanField(_("may sign in"), default=True)
    must_change_password = models.BooleanField(_("has to choose a password at the next sign-in"), default=False)
    text_size = models.CharField(_("text size"), max_length=16, choices=TextSize, default=TextSize.STANDARD)
    theme = models.CharField(_("theme"), max_length=16, choices=Theme, default=Theme.AUTO)
    language = models.CharField(_("language"), max_length=16, blank=True)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Django's own admin site is for administrators alone."""
        return self.role == Role.ADMIN

    def clean(self) -> None:
        self.username = normalise_number(self.username)
        self.mobile = normalise_number(self.mobile or "") or None
        self.is_superuser = self.role == Role.ADMIN


class AuditEntry(models.Model):
    """One thing a person did that others may have to account for. Rows are added, never changed or deleted."""

    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("who"))
    verb = models.CharField(_("what was done"), max_length=64)
    subject = models.CharField(_("to what"), max_length=200)
    detail = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("An audit entry is never deleted.")

    @classmethod
    def record(cls, verb: str, subject: str, *, by: User | None, at: datetime, **detail: Any) -> "AuditEntry":
        """Write down that `by` (None: the system itself) did `verb` to `subject` at `at`."""
        return cls.objects.create(verb=verb, subject=subject[:200], actor=by, at=at, detail=detail)
