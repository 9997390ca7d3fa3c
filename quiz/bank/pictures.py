"""Pictures in questions: kept under a name made of their content, and never changed or deleted, as revisions are not.

A text shows one by `![what it shows](name)`; nothing else is a picture in a text.
"""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from quiz.people.models import AuditEntry, User

from .imaging import Encoded
from .kinds import Item, Problem
from .kinds.base import pictures, unknown_picture
from .picture_names import NAME

LONGEST_ALT = 200


class Picture(models.Model):
    name = models.CharField(_("file name"), max_length=64, unique=True)
    alt = models.CharField(_("what it shows"), max_length=LONGEST_ALT)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-added_at", "-id"]
        constraints = [models.CheckConstraint(condition=~models.Q(alt=""), name="picture_says_what_it_shows")]

    def __str__(self) -> str:
        return self.alt

    @classmethod
    @transaction.atomic
    def add(cls, encoded: Encoded, alt: str, *, by: User, at: datetime) -> Picture:
        """Keep a picture; one that is here already is this one."""
        picture, new = cls.objects.get_or_create(
            name=encoded.name, defaults={"alt": alt, "added_by": by, "added_at": at}
        )
        if new or not picture.path.is_file():
            _write(picture.path, encoded.content)
        if new:
            AuditEntry.record("picture.add", picture.name, by=by, at=at, alt=alt)
        return picture

    @property
    def path(self) -> Path:
        return folder() / self.name

    @property
    def markdown(self) -> str:
        return f"![{self.alt}]({self.name})"


def missing(item: Item) -> list[Problem]:
    """The pictures that `item` names well and that are not here."""
    named = [(name, where) for _alt, name, where in pictures(item) if NAME.fullmatch(name)]
    known = set(Picture.objects.filter(name__in=[name for name, _where in named]).values_list("name", flat=True))
    return [unknown_picture(name, where) for name, where in named if name not in known]


def folder() -> Path:
    return Path(settings.VAR_DIR) / "media"


def _write(path: Path, content: bytes) -> None:
    """The whole file or none: whoever looks at `path` never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)
