"""Who is taught, and what they are set: training classes, enrolments, quizzes with their rules.

The rules of a quiz say how it behaves, never what is asked; what is asked lies in the bank.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quiz.bank.models import Question
from quiz.lectures.models import Lecture, Section
from quiz.people.models import AuditEntry, User

from .allowances import Allowance
from .enrolments import Enrolment
from .modes import Counting, Mode, Paper, Release, State
from .papers import Band, DrawRule, KindPoints, ListedQuestion
from .quizzes import Quiz, QuizQuerySet

__all__ = [
    "Allowance",
    "Band",
    "Counting",
    "DrawRule",
    "Enrolment",
    "KindPoints",
    "ListedQuestion",
    "Mode",
    "Paper",
    "Quiz",
    "QuizQuerySet",
    "Release",
    "State",
    "Taught",
    "TrainingClass",
    "TrainingClassQuerySet",
]


class TrainingClassQuerySet(models.QuerySet["TrainingClass"]):
    def organised_by(self, user: User) -> TrainingClassQuerySet:
        return self.filter(organisers=user)

    def attended_by(self, user: User) -> TrainingClassQuerySet:
        return self.filter(enrolments__trainee=user, enrolments__left_at=None)


class TrainingClass(models.Model):
    name = models.CharField(_("name"), max_length=100, unique=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    organisers = models.ManyToManyField(User, related_name="organised_classes", verbose_name=_("organisers"))
    lectures = models.ManyToManyField(Lecture, related_name="classes", blank=True, verbose_name=_("lectures"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TrainingClassQuerySet.as_manager()

    class Meta:
        verbose_name = _("training class")
        verbose_name_plural = _("training classes")
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="class_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def enrol(self, trainee: User, *, by: User | None, at: datetime, group: str = "", unit: str = "") -> Enrolment:
        """Take `trainee` into the class; somebody who had left comes back with the old attempts."""
        enrolment, _created = Enrolment.objects.update_or_create(
            training_class=self, trainee=trainee, defaults={"group": group, "unit": unit, "left_at": None}
        )
        AuditEntry.record("class.enrol", self.name, by=by, at=at, trainee=trainee.username)
        return enrolment

    @transaction.atomic
    def give(self, lecture: Lecture, *, by: User | None, at: datetime, when_taught: bool = False) -> list[Quiz]:
        """Give the class a lecture: each section that has questions gets its quiz and its practice.

        They are open at once; with `when_taught` each opens when its section is marked as taught. Giving a lecture
        again adds only what a section has not got yet.
        """
        self.lectures.add(lecture)
        asked = Question.objects.published().objective().filter(lecture=lecture).values("section")
        made = []
        for mode in (Mode.SECTION, Mode.PRACTICE):
            having = self.quizzes.filter(mode=mode, sections__isnull=False).values("sections")
            for section in lecture.sections.filter(pk__in=asked).exclude(pk__in=having):
                quiz = Quiz.of_mode(mode, self, section.heading, section.position)
                quiz.published_at, quiz.opens_when_taught = at, when_taught
                quiz.save()
                quiz.sections.add(section)
                quiz.follow_teaching()
                made.append(quiz)
        if made:
            AuditEntry.record("class.give", self.name, by=by, at=at, lecture=lecture.slug, quizzes=len(made))
        return made

    @transaction.atomic
    def mark_taught(self, sections: Sequence[Section], *, opens_at: datetime, by: User | None, at: datetime) -> None:
        """Note that `sections` are taught: what waits for them opens at `opens_at`. Marking again moves the date."""
        for section in sections:
            said = {"opens_at": opens_at, "marked_by": by, "marked_at": at}
            Taught.objects.update_or_create(training_class=self, section=section, defaults=said)
        numbers = [section.number for section in sections]
        AuditEntry.record("class.taught", self.name, by=by, at=at, sections=numbers, opens_at=opens_at.isoformat())
        self._follow_teaching(sections)

    @transaction.atomic
    def unmark_taught(self, section: Section, *, by: User | None, at: datetime) -> None:
        """Take the mark back: what opened with it waits again. Attempts under way go on."""
        self.taught.filter(section=section).delete()
        AuditEntry.record("class.not_taught", self.name, by=by, at=at, section=section.number)
        self._follow_teaching([section])

    def _follow_teaching(self, sections: Sequence[Section]) -> None:
        for quiz in self.quizzes.filter(opens_when_taught=True, sections__in=sections).distinct():
            quiz.follow_teaching()


class Taught(models.Model):
    """A section that the class has been taught, and from when on the quizzes that waited for it are open."""

    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="taught")
    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    opens_at = models.DateTimeField(_("opens"))
    marked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("taught section")
        verbose_name_plural = _("taught sections")
        ordering = ["training_class", "section__position"]
        constraints = [
            models.UniqueConstraint(fields=["training_class", "section"], name="taught_once_a_class"),
        ]

    def __str__(self) -> str:
        return f"{self.section} · {self.training_class}"
