"""What is asked: questions, and for each the revisions in which it was ever asked.

A question keeps its key for ever. Its text, options and key lie in revisions, which are added and never changed, so
that an attempt shows for all time what was asked and by which key it was marked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quiz.lectures.models import Lecture, Section
from quiz.people.models import AuditEntry, User

from .batches import Batch, BatchRow, Verb
from .choices import KIND_CHOICES, Change, Difficulty, Level, Origin, Status
from .draft import Draft
from .kinds import KINDS, Kind
from .pictures import Picture
from .revisions import Option, Revision
from .unsaved import Unsaved
from .workflow import Refused, refusal

__all__ = [
    "KIND_CHOICES",
    "Batch",
    "BatchRow",
    "Change",
    "Difficulty",
    "Draft",
    "Level",
    "Material",
    "Option",
    "Origin",
    "Picture",
    "Question",
    "QuestionQuerySet",
    "Revision",
    "Status",
    "Tag",
    "Unsaved",
    "Verb",
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

    @property
    def mark(self) -> str:
        """Another one for another title or text."""
        return hashlib.sha256(f"{self.title}\0{self.text}".encode()).hexdigest()[:16]


class Tag(models.Model):
    LONGEST = 32
    name = models.CharField(_("tag"), max_length=LONGEST, unique=True)

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
        """Questions in whose key, or anywhere in whose current text, every word of `text` stands; one character is
        enough."""
        places = ("stem", "explanation", "material", "settings__model_answer")
        found = self
        for word in text.split():
            rows = models.Q(text__icontains=word) | models.Q(match__icontains=word) | models.Q(reason__icontains=word)
            here = models.Q(key__icontains=word)
            here |= models.Q(current__in=Option.objects.filter(rows).values("revision"))
            for place in places:
                here |= models.Q(**{f"current__{place}__icontains": word})
            found = found.filter(here)
        return found


class Question(models.Model):
    lecture = models.ForeignKey(Lecture, models.PROTECT, related_name="questions", verbose_name=_("lecture"))
    section = models.ForeignKey(Section, models.PROTECT, related_name="questions", verbose_name=_("section"))
    key = models.CharField(_("key"), max_length=64)
    kind = models.CharField(_("kind"), max_length=32)
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.DRAFT)
    # Who gave it this status, when, and what he said with it. Nobody: its content file.
    status_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("status set by")
    )
    status_at = models.DateTimeField(_("status set at"), null=True, blank=True)
    status_note = models.CharField(_("said with the status"), max_length=200, blank=True)
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
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="question_status_known"),
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
        Raises ValueError if it is of another kind than the question.
        """
        if draft.item.kind != self.kind or self.kind not in KINDS:
            raise ValueError(draft.item.kind)
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

    def refusal(self, status: str, by: User) -> Promise | None:
        """Why `by` may not give it this status; None if he may."""
        own = self.current is not None and self.current.created_by_id == by.pk
        return refusal(self.status, status, own=own, review_required=settings.REVIEW_REQUIRED)

    @transaction.atomic
    def set_status(self, status: str, *, by: User | None, at: datetime, note: str = "") -> None:
        """Send to review, publish, withdraw or retire. Attempts under way keep the question as they drew it.

        Raises Refused if `by` may not do this; what a content file says (`by` None) is not asked.
        """
        reason = self.refusal(status, by) if by else None
        if reason:
            raise Refused(reason)
        self.put_status(status, by=by, at=at, note=note)

    @transaction.atomic
    def put_status(self, status: str, *, by: User | None, at: datetime, note: str = "") -> None:
        """As `set_status`, unasked: for going back to what the same text was before."""
        before = self.status
        if before == status:
            return
        self.status, self.status_by, self.status_at, self.status_note = status, by, at, note
        self.save(update_fields=["status", "status_by", "status_at", "status_note"])
        said = {"before": before, "after": status, "revision": self.current.number if self.current else None}
        self.log("question.status", by=by, at=at, **said, **({"note": note} if note else {}))

    @transaction.atomic
    def set_tags(self, names: Iterable[str], *, by: User | None, at: datetime) -> None:
        """Have these tags and no others; new names become tags."""
        before, after = sorted(self.tags.values_list("name", flat=True)), sorted(set(names))
        if before != after:
            self.tags.set(Tag.objects.get_or_create(name=name)[0] for name in after)
            self.log("question.tags", by=by, at=at, before=before, after=after)

    def log(self, verb: str, *, by: User | None, at: datetime, **said: Any) -> None:
        """Write into the audit log that `by` (None: its content file) did `verb` to this question."""
        AuditEntry.record(verb, self.key, by=by, at=at, question=self.pk, **said)
