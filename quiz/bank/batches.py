"""One act on many questions at once, and its undoing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from quiz.people.models import AuditEntry, User

from .choices import MOST_TAGS, Status
from .workflow import Refused

if TYPE_CHECKING:
    from .models import Question


class Verb(models.TextChoices):
    PUBLISH = "publish", _("Publish")
    SUBMIT = "submit", _("Send to review")
    WITHDRAW = "withdraw", _("Withdraw")
    RETIRE = "retire", _("Retire")
    TAG = "tag", _("Add the tag")
    UNTAG = "untag", _("Take the tag off")


STATUS = {
    Verb.PUBLISH: Status.PUBLISHED,
    Verb.SUBMIT: Status.REVIEW,
    Verb.WITHDRAW: Status.DRAFT,
    Verb.RETIRE: Status.RETIRED,
}


class Batch(models.Model):
    """What was done to many questions at once; each that was changed by it is one of its `rows`."""

    verb = models.CharField(max_length=16, choices=Verb)
    tag = models.CharField(max_length=32, blank=True)
    refused = models.JSONField(default=dict)  # key of a question that may not go this way -> the reason
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.pk}"

    @classmethod
    @transaction.atomic
    def do(cls, verb: str, questions: Iterable[Question], *, by: User, at: datetime, tag: str = "") -> Batch:
        """Do `verb` to each of `questions`; `tag` is the one to add or take off. Refusals stop only their question."""
        batch = cls.objects.create(verb=verb, tag=tag, by=by, at=at)
        act = batch._label if verb in (Verb.TAG, Verb.UNTAG) else batch._move
        rows = [row for question in questions if (row := act(question))]
        BatchRow.objects.bulk_create(rows)
        batch.save(update_fields=["refused"])
        said = {"what": verb, "tag": tag, "changed": len(rows), "refused": len(batch.refused)}
        AuditEntry.record("batch.do", str(batch.pk), by=by, at=at, **said)
        return batch

    def _move(self, question: Question) -> BatchRow | None:
        before, after = question.status, STATUS[Verb(self.verb)]
        try:
            question.set_status(after, by=self.by, at=self.at)
        except Refused as refused:
            self.refused[question.key] = str(refused.reason)
            return None
        return BatchRow(batch=self, question=question, status=before) if before != after else None

    def _label(self, question: Question) -> BatchRow | None:
        before = sorted(question.tags.values_list("name", flat=True))
        after = sorted({*before, self.tag} if self.verb == Verb.TAG else {*before} - {self.tag})
        if len(after) > max(MOST_TAGS, len(before)):
            self.refused[question.key] = str(_("It has %(most)d tags already.") % {"most": len(before)})
            return None
        question.set_tags(after, by=self.by, at=self.at)
        return BatchRow(batch=self, question=question, tags=before) if before != after else None

    @transaction.atomic
    def undo(self, *, by: User, at: datetime) -> int:
        """Give each question back what it had, and return to how many. Undoing twice does nothing more.

        A question that was changed again since is left as it is.
        """
        if not Batch.objects.filter(pk=self.pk, undone_at=None).update(undone_at=at):
            return 0
        done = sum(row.undo(by=by, at=at) for row in self.rows.select_related("question__current"))
        AuditEntry.record("batch.undo", str(self.pk), by=by, at=at, changed=done)
        return done


class BatchRow(models.Model):
    """What one question was before a batch: its status, or its tags."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    question: models.ForeignKey[Question] = models.ForeignKey("Question", models.CASCADE, related_name="+")
    status = models.CharField(max_length=16, choices=Status, blank=True)
    tags = models.JSONField(default=list)

    class Meta:
        verbose_name = _("question of a batch")
        verbose_name_plural = _("questions of a batch")
        constraints = [models.UniqueConstraint(fields=["batch", "question"], name="batch_row_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.question_id}"

    def undo(self, *, by: User, at: datetime) -> bool:
        """Returns whether there was still something to undo."""
        question, batch = self.question, self.batch
        if not self.status:
            return self._unlabel(question, by, at)
        # Nobody has touched its status since, nor its text: what was approved before is approved.
        revised = question.current is not None and question.current.created_at > batch.at
        if question.status_at != batch.at or question.status != STATUS[Verb(batch.verb)] or revised:
            return False
        question.put_status(self.status, by=by, at=at)
        return True

    def _unlabel(self, question: Question, by: User, at: datetime) -> bool:
        tag, had = self.batch.tag, self.batch.tag in self.tags
        now = set(question.tags.values_list("name", flat=True))
        if had == (tag in now):
            return False
        question.set_tags(now | {tag} if had else now - {tag}, by=by, at=at)
        return True
