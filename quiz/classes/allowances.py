"""What one trainee or one group is allowed beyond the rules of a quiz, and why: extra time, another window or try."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from quiz.people.models import AuditEntry, User

from .enrolments import Enrolment
from .terms import Terms, terms
from .wording import minutes, moment

if TYPE_CHECKING:
    from .quizzes import Quiz


NUMBERS = ("extra_minutes", "extra_percent", "extra_attempts")
GRANTS = (*NUMBERS, "opens_at", "closes_at")


class AllowanceQuerySet(models.QuerySet["Allowance"]):
    def for_trainee(self, trainee: User) -> AllowanceQuerySet:
        """What was granted to the trainee, and to the group in which he is now."""
        group = Enrolment.objects.filter(
            training_class=OuterRef("quiz__training_class"), trainee=trainee, left_at=None, group=OuterRef("group")
        )
        return self.filter(Q(trainee=trainee) | ~Q(group="") & Exists(group))


class Allowance(models.Model):
    quiz: models.ForeignKey[Quiz] = models.ForeignKey("Quiz", models.CASCADE, related_name="allowances")
    trainee = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    group = models.CharField(_("group"), max_length=32, blank=True)
    extra_minutes = models.PositiveSmallIntegerField(_("extra time, minutes"), null=True, blank=True)
    extra_percent = models.PositiveSmallIntegerField(_("extra time, percent"), null=True, blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    extra_attempts = models.PositiveSmallIntegerField(_("more attempts"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    objects = AllowanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        ordering = ["quiz", "group", "trainee__username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(trainee=None) & ~Q(group="") | Q(trainee__isnull=False, group=""),
                name="allowance_to_a_person_or_a_group",
            ),
            models.UniqueConstraint(
                fields=["quiz", "trainee"], condition=Q(trainee__isnull=False), name="allowance_once_a_person"
            ),
            models.UniqueConstraint(fields=["quiz", "group"], condition=~Q(group=""), name="allowance_once_a_group"),
            models.CheckConstraint(condition=~Q(reason=""), name="allowance_has_a_reason"),
            models.CheckConstraint(
                condition=Q(extra_minutes=None) | Q(extra_percent=None), name="allowance_minutes_or_percent"
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="allowance_closes_after_opening",
            ),
            # A comparison with NULL is neither true nor false, and the database lets it pass: ask for NULL first.
            models.CheckConstraint(
                condition=Q(*((f"{name}__isnull", False) for name in GRANTS), _connector=Q.OR)
                & Q(*(Q((name, None)) | Q((f"{name}__gte", 1)) for name in NUMBERS)),
                name="allowance_allows_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.whom}"

    @property
    def whom(self) -> str:
        return str(self.trainee or self.group)

    def concerns(self, who: Enrolment) -> bool:
        return self.trainee_id == who.trainee_id or (self.group != "" and self.group == who.group)

    @property
    def words(self) -> list[str]:
        """What is granted, thing by thing."""
        said = []
        if self.extra_minutes or self.extra_percent:
            extra = f"{self.extra_percent}%" if self.extra_percent else minutes(self.extra_minutes or 0)
            said.append(gettext("extra time %(extra)s") % {"extra": extra})
        if self.opens_at:
            said.append(gettext("opens %(moment)s") % {"moment": moment(self.opens_at)})
        if self.closes_at:
            said.append(gettext("until %(closes)s") % {"closes": moment(self.closes_at)})
        if self.extra_attempts:
            more = ngettext("%(n)d more attempt", "%(n)d more attempts", self.extra_attempts)
            said.append(more % {"n": self.extra_attempts})
        return said

    @transaction.atomic
    def grant(self, *, by: User, at: datetime) -> None:
        """Write it down; it holds from now on, for attempts under way as well (see `sittings.give_time`)."""
        self.granted_by, self.granted_at = by, at
        self.save()
        said = {name: str(getattr(self, name)) for name in GRANTS if getattr(self, name) is not None}
        AuditEntry.record("quiz.allow", str(self), by=by, at=at, quiz=self.quiz_id, reason=self.reason, **said)

    @transaction.atomic
    def take_back(self, *, by: User, at: datetime) -> None:
        """It no longer holds; a deadline that was moved stays."""
        AuditEntry.record("quiz.disallow", str(self), by=by, at=at, quiz=self.quiz_id, reason=self.reason)
        self.delete()


def terms_of(trainee: User, quizzes: Collection[Quiz]) -> dict[int, Terms]:
    """The trainee's terms for each of `quizzes`, by the quiz's number. One query."""
    granted: dict[int, list[Allowance]] = defaultdict(list)
    for allowance in Allowance.objects.filter(quiz__in=quizzes).for_trainee(trainee):
        granted[allowance.quiz_id].append(allowance)
    return {quiz.pk: terms(quiz, granted[quiz.pk]) for quiz in quizzes}
