"""What is asked: questions, and for each the revisions in which it was ever asked.

A question keeps its key for ever. Its text, options and key lie in revisions, which are added and never changed, so
that an attempt shows for all time what was asked and by which key it was marked.
"""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from quiz.lectures.models import Lecture, Section
from quiz.people.models import AuditEntry, User

from .choices import KIND_CHOICES, Change, Difficulty, Level, Origin, Status
from .draft import Draft
from .kinds import KINDS, Kind
from .revisions import Option, Revision

__all__ = [
    "KIND_CHOICES",
    "Change",
    "Difficulty",
    "Draft",
    "Level",
    "Material",
    "Option",
    "Origin",
    "Question",
    "QuestionQuerySet",
    "Revision",
    "Status",
    "Tag",
]


class Material(models.Model):
    """The text that the questions of a case share. Each revision keeps its own copy of the text it was asked with."""

    lecture = models.ForeignKey(Lecture, models.CASCADE, related_name="materials", verbose_name=_("lecture"))
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


class Tag(models.Model):
    name = models.CharField(_("tag"), max_length=32, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


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
    lecture = models.ForeignKey(Lecture, models.PROTECT, related_name="questions", verbose_name=_("lecture"))
    section = models.ForeignKey(Section, models.PROTECT, related_name="questions", verbose_name=_("section"))
    key = models.CharField(_("key"), max_length=64)
    kind = models.CharField(_("kind"), max_length=32)
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.DRAFT)
    # What its content file said when it was last loaded, by facet (see `loading`): that tells what was changed on the
    # web since from what was changed in the file. Empty for a question that stands in no file.
    loaded = models.JSONField(_("as last loaded from its file"), default=dict, blank=True)
    current = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("current revision")
    )
    material = models.ForeignKey(
        Material, models.PROTECT, null=True, blank=True, related_name="questions", verbose_name=_("material")
    )
    # Within the section, and within a case.
    position = models.PositiveIntegerField(_("place in the order"), default=0)
    tags = models.ManyToManyField(Tag, blank=True, related_name="questions", verbose_name=_("tags"))

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
    def set_status(self, status: str, *, by: User | None, at: datetime) -> None:
        """Publish, retire or withdraw. Attempts under way keep the question as they drew it."""
        before, self.status = self.status, status
        self.save(update_fields=["status"])
        if before != status:
            AuditEntry.record("question.status", self.key, by=by, at=at, before=before, after=status)
