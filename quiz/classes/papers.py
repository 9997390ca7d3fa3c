"""What a quiz asks for and how much it is worth, row by row: its blueprint, its list, points by kind, grade bands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quiz.bank.kinds import KINDS
from quiz.bank.models import KIND_CHOICES, Difficulty, Level, Question
from quiz.lectures.models import Section

from .drawing import Wish

if TYPE_CHECKING:
    from .quizzes import Quiz


class DrawRule(models.Model):
    """A line of a blueprint: draw `count` questions of this section, kind, level and difficulty; empty means any."""

    quiz: models.ForeignKey[Quiz] = models.ForeignKey("Quiz", models.CASCADE, related_name="draw_rules")
    position = models.PositiveSmallIntegerField()
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=32, blank=True, choices=KIND_CHOICES)
    level = models.CharField(_("level"), max_length=16, blank=True, choices=Level)
    difficulty = models.CharField(_("difficulty"), max_length=16, blank=True, choices=Difficulty)
    count = models.PositiveSmallIntegerField(_("how many"))

    class Meta:
        verbose_name = _("drawing rule")
        verbose_name_plural = _("drawing rules")
        ordering = ["quiz_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "position"], name="draw_rule_position_once_a_quiz"),
            models.CheckConstraint(condition=Q(count__gte=1), name="draw_rule_draws_something"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.position}"

    @property
    def words(self) -> str:
        """What it draws, in words; select `section` for many."""
        labels = (self.get_kind_display(), self.get_level_display(), self.get_difficulty_display())
        said = [str(word) for word in (self.section or "", *labels) if word]
        return " · ".join(said) or str(_("any question"))

    @property
    def is_objective(self) -> bool:
        return not self.kind or KINDS[self.kind].objective

    @property
    def wish(self) -> Wish:
        return Wish(self.count, self.section_id, self.kind, self.level, self.difficulty)


class ListedQuestion(models.Model):
    """A question of a fixed list, or of a paper that was drawn once for the whole class."""

    quiz: models.ForeignKey[Quiz] = models.ForeignKey("Quiz", models.CASCADE, related_name="listed")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("listed question")
        verbose_name_plural = _("listed questions")
        ordering = ["quiz_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "question"], name="listed_question_once_a_quiz"),
            models.UniqueConstraint(fields=["quiz", "position"], name="listed_position_once_a_quiz"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.position}"


class KindPoints(models.Model):
    """What a question of one kind is worth in a quiz, in hundredths; other kinds are worth `Quiz.points`."""

    quiz: models.ForeignKey[Quiz] = models.ForeignKey("Quiz", models.CASCADE, related_name="kind_points")
    kind = models.CharField(_("kind"), max_length=32, choices=KIND_CHOICES)
    points = models.PositiveIntegerField(_("marks a question, in hundredths"))

    class Meta:
        verbose_name = _("marks of a kind")
        verbose_name_plural = _("marks by kind")
        ordering = ["quiz_id", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "kind"], name="kind_points_once_a_quiz"),
            models.CheckConstraint(condition=Q(points__gte=1), name="kind_points_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.kind}"


class Band(models.Model):
    """A grade of a quiz (优秀, 良好 …): whoever reaches `percent` and no higher band has it."""

    quiz: models.ForeignKey[Quiz] = models.ForeignKey("Quiz", models.CASCADE, related_name="bands")
    percent = models.PositiveSmallIntegerField(_("from, percent"))
    name = models.CharField(_("name"), max_length=16)

    class Meta:
        verbose_name = _("grade band")
        verbose_name_plural = _("grade bands")
        ordering = ["quiz_id", "-percent"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "percent"], name="band_percent_once_a_quiz"),
            models.UniqueConstraint(fields=["quiz", "name"], name="band_name_once_a_quiz"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="band_percent_at_most_100"),
        ]

    def __str__(self) -> str:
        return self.name
