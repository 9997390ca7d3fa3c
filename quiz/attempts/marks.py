"""What was decided on the marks of an answer after hand-in: by a person who read it, or because its key was corrected.

Every decision is a row that says who, when and why, and what the marks were before; the newest one counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quiz.bank.kinds import Outcome
from quiz.bank.kinds.written import Written
from quiz.bank.models import Revision
from quiz.people.models import AuditEntry, User

from .responses import Response


class AlreadyMarked(Exception):
    """Somebody else marked this answer in the meantime; `newest` is what was decided."""

    def __init__(self, newest: Mark) -> None:
        super().__init__(newest)
        self.newest = newest


class NotToMark(Exception):
    """This answer is not for a person to mark: of another kind, not handed in or not answered."""


class NoReason(ValueError):
    """Marks that were given once are changed for a reason only."""


class Mark(models.Model):
    """One decision. Rows are added, never changed."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="markings", verbose_name=_("response"))
    number = models.PositiveSmallIntegerField(_("number of the decision"))  # 1 for the first on this response
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", verbose_name=_("marked by the key of"))
    criteria = models.JSONField(_("marks by criterion, in hundredths"), default=list)  # empty: marked by the program
    was = models.PositiveIntegerField(_("marks before, in hundredths"))
    marks = models.PositiveIntegerField(_("marks, in hundredths"))
    points = models.PositiveIntegerField(_("full marks, in hundredths"))  # of the response, for the constraint
    comment = models.TextField(_("comment"), max_length=1000, blank=True)
    reason = models.CharField(_("reason for the change"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["response_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["response", "number"], name="mark_number_once_a_response"),
            models.CheckConstraint(condition=Q(marks__lte=F("points")), name="mark_within_points"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="mark_changed_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.response_id}#{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A mark is never changed; another is added.")
        super().save(*args, **kwargs)

    @property
    def outcome(self) -> Outcome:
        if self.marks == self.points:
            return Outcome.CORRECT
        return Outcome.PARTLY if self.marks else Outcome.INCORRECT

    @property
    def earned(self) -> str:
        """Marks and full marks in words: 2.5/10."""
        return f"{self.marks / 100:g}/{self.points / 100:g}"

    @classmethod
    @transaction.atomic
    def give(
        cls,
        response_id: int,
        criteria: Sequence[int],
        *,
        seen: int,
        by: User,
        at: datetime,
        comment: str = "",
        reason: str = "",
    ) -> Mark:
        """What `by` gives for each criterion, in hundredths and in the order of the question's rows.

        `seen` is the number of the newest decision that `by` knew, 0 for none. Raises AlreadyMarked if there is a newer
        one, NoReason for a change without `reason`, NotToMark, and ValueError for marks that a criterion does not bear.
        """
        locked = Response.objects.select_for_update(of=("self", "attempt"))
        response = locked.select_related("attempt__quiz", "revision__question").get(pk=response_id)
        kind, newest = response.kind, response.markings.first()
        if not isinstance(kind, Written) or response.attempt.is_open or not response.is_answered:
            raise NotToMark
        if newest is not None and newest.number != seen:
            raise AlreadyMarked(newest)
        if newest is not None and not reason:
            raise NoReason
        grade = kind.award(response.item, criteria, response.attempt.quiz.rule(response.points))
        mark = cls.of(response, response.revision, grade.marks, by=by, at=at, newest=newest)
        mark.criteria, mark.comment, mark.reason = list(criteria), comment, reason
        mark.save()
        response.marks, response.outcome = grade.marks, grade.outcome
        response.save(update_fields=["marks", "outcome"])
        response.attempt.recount()
        said = {"response": response.pk, "marks": [mark.was, mark.marks], "reason": reason}
        AuditEntry.record("answer.mark", str(response), by=by, at=at, **said)
        return mark

    @classmethod
    def of(
        cls, response: Response, revision: Revision, marks: int, *, by: User, at: datetime, newest: Mark | None
    ) -> Mark:
        """The next decision on `response`, not saved yet."""
        number = newest.number + 1 if newest else 1
        said = {"revision": revision, "was": response.marks or 0, "marks": marks, "points": response.points}
        return cls(response=response, number=number, by=by, at=at, **said)
