"""Who is taught, and what they are set: training classes, enrolments, quizzes with their rules.

The rules of a quiz say how it behaves, never what is asked; what is asked lies in the bank.
"""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quiz.bank.kinds import MultipleRule, Rule
from quiz.bank.models import Question
from quiz.lectures.models import Lecture, Section
from quiz.people.models import AuditEntry, User


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
    def give(self, lecture: Lecture, *, by: User | None, at: datetime) -> list[Quiz]:
        """Give the class a lecture: each section that has questions gets its quiz, open at once.

        Giving it again adds quizzes only for sections that have none.
        """
        self.lectures.add(lecture)
        having = set(self.quizzes.filter(mode=Mode.SECTION).values_list("sections", flat=True))
        asked = Question.objects.published().objective().filter(lecture=lecture).values("section")
        quizzes = []
        for section in lecture.sections.filter(pk__in=asked).exclude(pk__in=having):
            quiz = self.quizzes.create(title=section.heading[:200], position=section.position, published_at=at)
            quiz.sections.add(section)
            quizzes.append(quiz)
        if quizzes:
            AuditEntry.record("class.give", self.name, by=by, at=at, lecture=lecture.slug, quizzes=len(quizzes))
        return quizzes


class Enrolment(models.Model):
    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="enrolments")
    trainee = models.ForeignKey(User, models.PROTECT, related_name="enrolments")
    group = models.CharField(_("group"), max_length=32, blank=True)
    unit = models.CharField(_("unit"), max_length=100, blank=True)
    position = models.CharField(_("post"), max_length=100, blank=True)
    enrolled_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["training_class", "trainee__username"]
        constraints = [
            models.UniqueConstraint(fields=["training_class", "trainee"], name="enrolment_once_a_class"),
        ]

    def __str__(self) -> str:
        return f"{self.trainee} · {self.training_class}"


class Mode(models.TextChoices):
    SECTION = "section", _("Section quiz")
    PRACTICE = "practice", _("Practice")
    EXAM = "exam", _("Exam")
    MEMORISE = "memorise", _("Memorise")


class Counting(models.TextChoices):
    BEST = "best", _("Best attempt")
    LATEST = "latest", _("Latest attempt")
    FIRST = "first", _("First attempt")


class Release(models.TextChoices):
    """When a trainee may see a score, or key and explanation."""

    ANSWER = "answer", _("After each answer")
    HAND_IN = "hand_in", _("After hand-in")
    CLOSE = "close", _("When the quiz closes")
    MANUAL = "manual", _("When the organiser releases it")
    NEVER = "never", _("Never")


class QuizQuerySet(models.QuerySet["Quiz"]):
    def published(self) -> QuizQuerySet:
        return self.filter(published_at__isnull=False)

    def for_trainee(self, user: User) -> QuizQuerySet:
        """The published quizzes of the classes that the trainee attends now."""
        return self.published().filter(
            training_class__enrolments__trainee=user, training_class__enrolments__left_at=None
        )


class Quiz(models.Model):
    """What a class is set, and the rules by which it is drawn, sat, marked and released."""

    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="quizzes")
    title = models.CharField(_("title"), max_length=200)
    mode = models.CharField(_("mode"), max_length=16, choices=Mode, default=Mode.SECTION)
    sections = models.ManyToManyField(Section, related_name="quizzes", verbose_name=_("sections"))
    position = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    draw_count = models.PositiveSmallIntegerField(_("questions drawn (empty: all)"), null=True, blank=True, default=10)
    shuffle_questions = models.BooleanField(_("shuffle questions"), default=True)
    shuffle_options = models.BooleanField(_("shuffle options"), default=True)

    points = models.PositiveIntegerField(_("marks a question, in hundredths"), default=1000)
    multiple_rule = models.CharField(
        _("multiple choice"), max_length=24, choices=MultipleRule, default=MultipleRule.HALF
    )
    option_marks = models.PositiveIntegerField(_("marks a right option, in hundredths"), default=50)
    pass_percent = models.PositiveSmallIntegerField(_("pass mark, percent"), default=60)

    time_limit = models.PositiveSmallIntegerField(_("time limit, minutes"), null=True, blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    max_attempts = models.PositiveSmallIntegerField(_("attempts allowed (empty: any)"), null=True, blank=True)
    counting = models.CharField(_("attempt that counts"), max_length=8, choices=Counting, default=Counting.BEST)

    score_release = models.CharField(_("score shown"), max_length=8, choices=Release, default=Release.HAND_IN)
    key_release = models.CharField(_("key shown"), max_length=8, choices=Release, default=Release.HAND_IN)
    released_at = models.DateTimeField(_("released by hand"), null=True, blank=True)

    objects = QuizQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["training_class", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="quiz_closes_after_opening",
            ),
            models.CheckConstraint(condition=Q(pass_percent__lte=100), name="quiz_pass_percent_at_most_100"),
            models.CheckConstraint(condition=Q(points__gte=1), name="quiz_points_positive"),
            models.CheckConstraint(condition=Q(draw_count=None) | Q(draw_count__gte=1), name="quiz_draws_something"),
            models.CheckConstraint(
                condition=Q(time_limit=None) | Q(time_limit__gte=1), name="quiz_time_limit_positive"
            ),
            models.CheckConstraint(
                condition=Q(max_attempts=None) | Q(max_attempts__gte=1), name="quiz_allows_an_attempt"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def has_opened(self, at: datetime) -> bool:
        return self.published_at is not None and (self.opens_at is None or self.opens_at <= at)

    def has_closed(self, at: datetime) -> bool:
        return self.closes_at is not None and self.closes_at <= at

    def is_open(self, at: datetime) -> bool:
        return self.has_opened(at) and not self.has_closed(at)

    def rule(self, points: int) -> Rule:
        """How a question worth `points` hundredths is marked here."""
        return Rule(points, self.multiple_rule, self.option_marks)
