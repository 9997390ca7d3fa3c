"""What is asked: questions, and for each the revisions in which it was ever asked.

A question keeps its key for ever. Its text, options and key lie in revisions, which are added and never changed, so
that an attempt shows for all time what was asked and by which key it was marked.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from quiz.lectures.models import Lecture, Section
from quiz.people.models import AuditEntry, User

from .kinds import KINDS, Item, Kind, Row


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class Level(models.TextChoices):
    RECALL = "recall", _("Recall")
    UNDERSTAND = "understand", _("Understand")
    APPLY = "apply", _("Apply")
    ANALYSE = "analyse", _("Analyse")


class Difficulty(models.TextChoices):
    EASY = "easy", _("Easy")
    MEDIUM = "medium", _("Medium")
    HARD = "hard", _("Hard")


class Origin(models.TextChoices):
    FILE = "file", _("Content file")
    WEB = "web", _("Editor")


class Change(models.TextChoices):
    """What a revision changed. Only a change of key or points can change marks."""

    FIRST = "first", _("First version")
    WORDING = "wording", _("Wording")
    KEY = "key", _("Key")


KIND_CHOICES = [(kind.name, kind.label) for kind in KINDS.values()]


class Material(models.Model):
    """The text that the questions of a case share. Each revision keeps its own copy of the text it was asked with."""

    lecture = models.ForeignKey(Lecture, models.CASCADE, related_name="materials")
    key = models.CharField(_("key"), max_length=64)
    title = models.CharField(_("title"), max_length=100)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["lecture", "key"]
        constraints = [models.UniqueConstraint(fields=["lecture", "key"], name="material_key_once_a_lecture")]

    def __str__(self) -> str:
        return self.title


class QuestionQuerySet(models.QuerySet["Question"]):
    def published(self) -> QuestionQuerySet:
        return self.filter(status=Status.PUBLISHED, current__isnull=False)

    def objective(self) -> QuestionQuerySet:
        return self.filter(kind__in=[kind.name for kind in KINDS.values() if kind.objective])

    def containing(self, text: str) -> QuestionQuerySet:
        """Questions whose key, stem, explanation or options hold every word of `text`; one character is enough."""
        found = self
        for word in text.split():
            options = Option.objects.filter(models.Q(text__icontains=word) | models.Q(match__icontains=word))
            found = found.filter(
                models.Q(key__icontains=word)
                | models.Q(current__stem__icontains=word)
                | models.Q(current__explanation__icontains=word)
                | models.Q(current__in=options.values("revision"))
            )
        return found


class Question(models.Model):
    lecture = models.ForeignKey(Lecture, models.PROTECT, related_name="questions")
    section = models.ForeignKey(Section, models.PROTECT, related_name="questions")
    key = models.CharField(_("key"), max_length=64)
    kind = models.CharField(_("kind"), max_length=32)
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.DRAFT)
    # Who set the status last: a question that an admin retired is not brought back by its file.
    status_origin = models.CharField(max_length=8, choices=Origin, default=Origin.WEB)
    current = models.ForeignKey("Revision", models.PROTECT, null=True, blank=True, related_name="+")
    material = models.ForeignKey(Material, models.PROTECT, null=True, blank=True, related_name="questions")
    position = models.PositiveIntegerField(default=0)  # order within the section, and within a case
    tags: models.ManyToManyField[Tag, Tag] = models.ManyToManyField("Tag", blank=True, related_name="questions")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["section__position", "position", "key"]
        constraints = [
            models.UniqueConstraint(fields=["lecture", "key"], name="question_key_once_a_lecture"),
            models.CheckConstraint(
                condition=~models.Q(status=Status.PUBLISHED) | models.Q(current__isnull=False),
                name="question_published_has_revision",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def behaviour(self) -> Kind:
        return KINDS[self.kind]

    @transaction.atomic
    def revise(self, draft: Draft, *, by: User | None, at: datetime, origin: str = Origin.WEB) -> Revision:
        """Add `draft` as the next revision and make it the current one.

        Returns the current revision unchanged if `draft` says the same. The draft must have passed its kind's check.
        """
        number = 1
        if self.current is not None:
            if self.current.content_hash == draft.content_hash:
                return self.current
            number = self.revisions.aggregate(models.Max("number"))["number__max"] + 1
        revision = Revision.objects.create(
            question=self, number=number, created_by=by, created_at=at, origin=origin, **draft.columns(number)
        )
        Option.objects.bulk_create(Option.from_row(revision, row) for row in draft.item.rows)
        self.current = revision
        self.save(update_fields=["current"])
        return revision

    @transaction.atomic
    def set_status(self, status: str, *, by: User | None, at: datetime, origin: str = Origin.WEB) -> None:
        """Publish, retire or withdraw. Attempts under way keep the question as they drew it."""
        before, self.status, self.status_origin = self.status, status, origin
        self.save(update_fields=["status", "status_origin"])
        if before != status:
            AuditEntry.record("question.status", self.key, by=by, at=at, before=before, after=status)


class Draft:
    """A revision before it is written: an item and what is said about it."""

    def __init__(
        self,
        item: Item,
        *,
        level: str,
        difficulty: str,
        source: list[str] | None = None,
        point: int | None = None,
        change: str = Change.WORDING,
        note: str = "",
    ) -> None:
        self.item, self.level, self.difficulty = item, level, difficulty
        self.source, self.point, self.change, self.note = source or [], point, change, note

    @property
    def content_hash(self) -> str:
        """Equal for two drafts exactly if a trainee and an author would see the same."""
        rows = [[r.position, r.text, r.correct, r.reason, r.match, r.blank, r.marks] for r in self.item.rows]
        said: list[Any] = [
            self.item.kind,
            self.item.stem,
            self.item.explanation,
            dict(self.item.settings),
            self.item.material,
        ]
        said += [rows, self.level, self.difficulty, self.source, self.point]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def changes_key(self, before: Item) -> bool:
        """Whether an answer could earn other marks than it did for `before`, an item of the same kind."""
        kind = KINDS[self.item.kind]
        return bool(kind.decides(before) != kind.decides(self.item))

    def columns(self, number: int) -> dict[str, Any]:
        return {
            "stem": self.item.stem,
            "explanation": self.item.explanation,
            "settings": dict(self.item.settings),
            "material": self.item.material,
            "level": self.level,
            "difficulty": self.difficulty,
            "source": self.source,
            "point": self.point,
            "change": Change.FIRST if number == 1 else self.change,
            "note": self.note,
            "content_hash": self.content_hash,
        }


class Revision(models.Model):
    """One wording of a question. Rows are added, never changed."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    stem = models.TextField(_("question"))
    explanation = models.TextField(_("explanation"), blank=True)
    settings = models.JSONField(default=dict, blank=True)  # what a kind needs besides rows: tolerance, unit, …
    material = models.TextField(_("material"), blank=True)
    level = models.CharField(_("level"), max_length=16, choices=Level)
    difficulty = models.CharField(_("difficulty"), max_length=16, choices=Difficulty)
    source = models.JSONField(_("source"), default=list, blank=True)  # pointers into the lecture: ["2.3¶1b"]
    point = models.PositiveSmallIntegerField(_("key point"), null=True, blank=True)
    change = models.CharField(_("change"), max_length=8, choices=Change, default=Change.FIRST)
    note = models.CharField(_("reason for the change"), max_length=200, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.WEB)
    content_hash = models.CharField(max_length=64)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["question", "-number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="revision_number_once_a_question")]

    def __str__(self) -> str:
        return f"{self.question_id}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A revision is never changed; add another with Question.revise.")
        super().save(*args, **kwargs)

    def item(self, kind: str) -> Item:
        """This revision as plain data. Reads its options: prefetch `options` for more than one."""
        rows = tuple(option.as_row() for option in self.options.all())
        return Item(kind, self.stem, rows, self.explanation, self.settings, self.material)


class Option(models.Model):
    """A row of a revision: an option, a pair, a step, an accepted answer or a marking criterion; see `kinds.Row`."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    correct = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    match = models.TextField(blank=True)
    blank = models.PositiveSmallIntegerField(null=True, blank=True)
    marks = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["revision", "position"]
        constraints = [models.UniqueConstraint(fields=["revision", "position"], name="option_position_once_a_revision")]

    def __str__(self) -> str:
        return self.text

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


class Tag(models.Model):
    name = models.CharField(max_length=32, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
