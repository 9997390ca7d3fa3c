"""What somebody has typed into the editor and not saved yet, so that a crash or a closed tab loses nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quiz.people.models import User

from .typed import plain

LONGEST = 100_000  # characters of one form
CASE = "case"  # instead of a kind: the material of a case
BESIDES = ("csrfmiddlewaretoken", "do", "show", "look", "place", "answer")  # fields that are not of the question


PLACE = re.compile(
    r"q(?P<question>[0-9]{1,17})|n(?P<section>[0-9]{1,17})\.(?P<kind>[a-z_]{1,32})(\.(?P<material>[0-9]{1,17}))?"
)


@dataclass(frozen=True)
class Place:
    """What is written: a question that is there, or else a new one of a kind in a section, perhaps over a material; or
    with the kind CASE the material itself, a new one without a number."""

    question: int = 0
    section: int = 0
    kind: str = ""
    material: int = 0

    def __str__(self) -> str:
        new = f"n{self.section}.{self.kind}" + (f".{self.material}" if self.material else "")
        return f"q{self.question}" if self.question else new

    @classmethod
    def read(cls, text: str) -> Place | None:
        found = PLACE.fullmatch(text)
        if found is None:
            return None
        numbers = {name: int(found[name] or 0) for name in ("question", "section", "material")}
        return cls(**numbers, kind=found["kind"] or "")

    @property
    def address(self) -> str:
        """The page on which it is written."""
        if self.question:
            return reverse("bank:question_edit", args=[self.question])
        if self.kind == CASE:
            return reverse("bank:case_edit", args=[self.material]) if self.material else reverse("bank:case_new")
        case = f"&material={self.material}" if self.material else ""
        return f"{reverse('bank:question_new')}?section={self.section}&kind={self.kind}{case}"

    @property
    def restoring(self) -> str:
        """The same page with what was kept in the form."""
        return f"{self.address}{'&' if '?' in self.address else '?'}unsaved=restore"


class TooLong(ValueError):
    """More was typed than a question can hold."""


class Unsaved(models.Model):
    """One person's form; `place` is a `Place`."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    place = models.CharField(max_length=64)
    typed = models.JSONField()  # field -> values, as the form sends them
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("unsaved form")
        verbose_name_plural = _("unsaved forms")
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="unsaved_once_a_person_and_place")]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.place}"

    @classmethod
    def keep(cls, place: Place, typed: QueryDict, *, by: User, at: datetime) -> Unsaved:
        """Raises TooLong, with the form before still kept."""
        said = {name: [plain(one) for one in values] for name, values in typed.lists() if name not in BESIDES}
        if sum(len(value) for values in said.values() for value in values) > LONGEST:
            raise TooLong
        return cls.objects.update_or_create(person=by, place=str(place), defaults={"typed": said, "at": at})[0]

    @classmethod
    def of(cls, place: Place, *, by: User) -> Unsaved | None:
        return cls.objects.filter(person=by, place=str(place)).first()

    @classmethod
    def drop(cls, place: Place, *, by: User) -> None:
        cls.objects.filter(person=by, place=str(place)).delete()

    @property
    def where(self) -> Place:
        return Place.read(self.place) or Place()

    @property
    def begins(self) -> str:
        """The first words of the question or material."""
        return next(filter(None, map(self.data.get, ("stem", "title", "text"))), "…")[:24]

    @property
    def data(self) -> QueryDict:
        found = QueryDict(mutable=True)
        for name, values in self.typed.items():
            found.setlist(name, values)
        return found
