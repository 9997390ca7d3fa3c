"""The wordings in which a question was ever asked, and their rows. Added, never changed: no way of Django's to change
or delete rows is left open, be it one row or many, from here or from a related object."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quiz.people.models import User

from .choices import Change, Difficulty, Level, Origin
from .draft import Draft
from .kinds import Item, Row

if TYPE_CHECKING:
    from .models import Question

Kept = TypeVar("Kept", bound=models.Model)


class KeptRows(models.QuerySet[Kept]):
    """Rows that are added and never changed or deleted."""

    def update(self, **_values: Any) -> NoReturn:
        refuse()

    def bulk_update(self, *_args: Any, **_options: Any) -> NoReturn:
        refuse()

    def delete(self) -> NoReturn:
        refuse()

    def bulk_create(self, objs: Iterable[Kept], *args: Any, **options: Any) -> list[Kept]:
        if options.get("update_conflicts"):
            refuse()
        return super().bulk_create(objs, *args, **options)


def refuse() -> NoReturn:
    raise TypeError("A revision and its options are never changed or deleted; add another with Question.revise.")


class Revision(models.Model):
    """One wording of a question. Rows are added, never changed."""

    question: models.ForeignKey[Question] = models.ForeignKey(
        "Question", models.PROTECT, related_name="revisions", verbose_name=_("question key")
    )
    number = models.PositiveIntegerField(_("number of the revision"))
    stem = models.TextField(_("question"))
    explanation = models.TextField(_("explanation"), blank=True)
    # What a kind needs besides rows: tolerance, unit, …
    settings = models.JSONField(_("settings of the kind"), default=dict, blank=True)
    material = models.TextField(_("material"), blank=True)
    level = models.CharField(_("level"), max_length=16, choices=Level)
    difficulty = models.CharField(_("difficulty"), max_length=16, choices=Difficulty)
    source = models.JSONField(_("source"), default=list, blank=True)  # pointers into the lecture: ["2.3¶1b"]
    point = models.PositiveSmallIntegerField(_("key point"), null=True, blank=True)
    change = models.CharField(_("change"), max_length=8, choices=Change, default=Change.FIRST)
    note = models.CharField(_("reason for the change"), max_length=200, blank=True)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.WEB)
    content_hash = models.CharField(_("checksum"), max_length=64)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("author"))
    created_at = models.DateTimeField(_("written"))

    objects = KeptRows["Revision"].as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        base_manager_name = "objects"  # `question.revisions.add` would move one
        ordering = ["question_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="revision_number_once_a_question"),
            models.CheckConstraint(condition=~models.Q(stem=""), name="revision_asks_something"),
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="revision_level_known"),
            models.CheckConstraint(
                condition=models.Q(difficulty__in=Difficulty.values), name="revision_difficulty_known"
            ),
            models.CheckConstraint(condition=models.Q(change__in=Change.values), name="revision_change_known"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            refuse()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        refuse()

    def item(self, kind: str) -> Item:
        """This revision as plain data. Reads its options: prefetch `options` for more than one."""
        rows = tuple(option.as_row() for option in self.options.all())
        return Item(kind, self.stem, rows, self.explanation, self.settings, self.material)

    def draft(self, kind: str, note: str = "") -> Draft:
        """A draft that says what this revision says."""
        said = {"level": self.level, "difficulty": self.difficulty, "source": self.source, "point": self.point}
        return Draft(self.item(kind), **said, note=note)


class Option(models.Model):
    """A row of a revision: an option, a pair, a step, an accepted answer or a marking criterion; see `kinds.Row`.

    It comes with its revision and alone neither before nor after.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="options", verbose_name=_("revision"))
    position = models.PositiveSmallIntegerField(_("place in the order"))
    text = models.TextField(_("text"), blank=True)
    correct = models.BooleanField(_("is right"), default=False)
    reason = models.TextField(_("why it is wrong"), blank=True)
    match = models.TextField(_("counterpart"), blank=True)
    blank = models.PositiveSmallIntegerField(_("blank"), null=True, blank=True)
    marks = models.PositiveIntegerField(_("marks, in hundredths"), null=True, blank=True)

    objects = KeptRows["Option"].as_manager()

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        base_manager_name = "objects"
        ordering = ["revision_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="option_position_once_a_revision"),
            models.CheckConstraint(condition=~models.Q(text="", match=""), name="option_says_something"),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *_args: Any, **_options: Any) -> NoReturn:
        refuse()

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        refuse()

    @classmethod
    def from_row(cls, revision: Revision, row: Row) -> Option:
        return cls(
            revision=revision,
            position=row.position,
            text=row.text,
            correct=row.correct,
            reason=row.reason,
            match=row.match,
            blank=row.blank,
            marks=row.marks,
        )

    def as_row(self) -> Row:
        return Row(self.position, self.text, self.correct, self.reason, self.match, self.blank, self.marks)
