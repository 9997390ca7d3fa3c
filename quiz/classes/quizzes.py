"""What a class is set, and the rules by which it is drawn, sat, marked and released."""

from __future__ import annotations

import random
import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quiz.bank.kinds import MultipleRule, Rule
from quiz.bank.models import Question, QuestionQuerySet
from quiz.lectures.models import Section
from quiz.people.models import AuditEntry, User

from . import drawing
from .drawing import Wish
from .modes import COUNTED, STUDIED, USUAL, Counting, Mode, Paper, Release, State
from .papers import Band, DrawRule, KindPoints, ListedQuestion
from .terms import Terms, terms

if TYPE_CHECKING:
    from .models import TrainingClass


def new_seed() -> int:
    return secrets.randbelow(2**31)


class QuizQuerySet(models.QuerySet["Quiz"]):
    def published(self) -> QuizQuerySet:
        return self.filter(published_at__isnull=False)

    def counted(self) -> QuizQuerySet:
        """What leaves results: section quizzes and exams, not practice and memorising."""
        return self.filter(mode__in=COUNTED)

    def for_trainee(self, user: User) -> QuizQuerySet:
        """The published quizzes of the classes that the trainee attends now."""
        return self.published().filter(
            training_class__enrolments__trainee=user, training_class__enrolments__left_at=None
        )

    def organised_by(self, user: User) -> QuizQuerySet:
        return self.filter(training_class__organisers=user)


class Quiz(models.Model):
    training_class: models.ForeignKey[TrainingClass] = models.ForeignKey(
        "TrainingClass", models.CASCADE, related_name="quizzes"
    )
    title = models.CharField(_("title"), max_length=200)
    mode = models.CharField(_("mode"), max_length=16, choices=Mode, default=Mode.SECTION)
    sections = models.ManyToManyField(Section, related_name="quizzes", verbose_name=_("sections"))
    position = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    paper = models.CharField(_("paper"), max_length=8, choices=Paper, default=Paper.EACH)
    seed = models.PositiveIntegerField(default=new_seed, editable=False)  # of the one paper of a class
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
    opens_when_taught = models.BooleanField(_("opens when its sections are taught"), default=False)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    latest_entry = models.PositiveSmallIntegerField(_("latest entry, minutes after opening"), null=True, blank=True)
    max_attempts = models.PositiveSmallIntegerField(_("attempts allowed (empty: any)"), null=True, blank=True)
    counting = models.CharField(_("attempt that counts"), max_length=8, choices=Counting, default=Counting.BEST)

    score_release = models.CharField(_("score shown"), max_length=8, choices=Release, default=Release.HAND_IN)
    key_release = models.CharField(_("key shown"), max_length=8, choices=Release, default=Release.HAND_IN)
    explanation_release = models.CharField(
        _("explanation shown"), max_length=8, choices=Release, default=Release.HAND_IN
    )
    released_at = models.DateTimeField(_("released by hand"), null=True, blank=True)

    notes = models.TextField(_("notes for candidates"), max_length=2000, blank=True)
    pledge = models.BooleanField(_("asks for the pledge of honesty"), default=False)
    count_leaves = models.BooleanField(_("counts how often the page is left"), default=False)

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
            models.CheckConstraint(
                condition=Q(latest_entry=None) | Q(latest_entry__gte=1), name="quiz_latest_entry_positive"
            ),
            # Elsewhere an answer could be changed after its key was seen.
            models.CheckConstraint(
                condition=Q(mode__in=STUDIED)
                | ~Q(score_release="answer") & ~Q(key_release="answer") & ~Q(explanation_release="answer"),
                name="quiz_key_at_once_in_study_only",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def of_mode(cls, mode: str, training_class: TrainingClass, title: str, position: int = 0) -> Quiz:
        """A quiz with the usual rules of `mode`, not saved yet."""
        return cls(mode=mode, training_class=training_class, title=title[:200], position=position, **USUAL[mode])

    @property
    def terms(self) -> Terms:
        """Those of everybody to whom nothing else was granted."""
        return terms(self)

    def has_opened(self, at: datetime) -> bool:
        return self.terms.has_opened(at)

    def has_closed(self, at: datetime) -> bool:
        return self.terms.has_closed(at)

    def is_open(self, at: datetime) -> bool:
        return self.terms.is_open(at)

    def state(self, at: datetime) -> State:
        if self.published_at is None:
            return State.DRAFT
        if self.has_closed(at):
            return State.CLOSED
        return State.OPEN if self.has_opened(at) else State.WAITING

    @property
    def is_studied(self) -> bool:
        """Whether it is for learning only: key at once, no results."""
        return self.mode in STUDIED

    @property
    def waits_for_release(self) -> bool:
        """Whether something is shown only when the organiser releases it, which has not been done."""
        by_hand = Release.MANUAL in (self.score_release, self.key_release, self.explanation_release)
        return by_hand and self.released_at is None and self.published_at is not None

    def rule(self, points: int) -> Rule:
        """How a question worth `points` hundredths is marked here."""
        return Rule(points, self.multiple_rule, self.option_marks)

    def points_by_kind(self) -> dict[str, int]:
        """The hundredths of the kinds that are not worth `points`."""
        return {row.kind: row.points for row in self.kind_points.all()}

    def band(self, marks: int, full_marks: int) -> str:
        """The name of the highest band that `marks` reach, by the exact share; empty if there is none."""
        reached = [band for band in self.bands.all() if marks * 100 >= band.percent * full_marks]
        return max(reached, key=lambda band: band.percent).name if reached else ""

    def follow_teaching(self) -> None:
        """Open when the last of the sections has been taught, if that is what the quiz waits for."""
        if self.opens_when_taught:
            dates = dict(self.training_class.taught.values_list("section", "opens_at"))
            opens = [dates.get(section.pk) for section in self.sections.all()]
            self.opens_at = max((moment for moment in opens if moment), default=None) if all(opens) else None
            self.save(update_fields=["opens_at"])

    @property
    def draws_all(self) -> bool:
        """Whether every paper holds all questions there are. One query."""
        return self.paper == Paper.EACH and self.draw_count is None and not self.draw_rules.exists()

    def offered(self) -> QuestionQuerySet:
        """The questions that may be asked here. What a person has to mark is not for study, where the key comes at
        once."""
        asked = Question.objects.published().select_related("current").prefetch_related("current__options")
        return asked.objective() if self.is_studied else asked

    def pool(self) -> QuestionQuerySet:
        """The questions that a paper can be drawn from; of written answers only the kinds that a rule names."""
        offered = self.offered().filter(section__in=self.sections.all())
        return offered.objective() | offered.filter(kind__in=self.draw_rules.values("kind"))

    def wishes(self) -> list[Wish]:
        rules = [rule.wish for rule in self.draw_rules.all()]
        return rules or ([] if self.draw_count is None else [Wish(self.draw_count)])

    def paper_size(self, pool: int) -> int:
        """How many questions a paper asks, of a pool of so many that the program marks; a blueprint that the pool
        cannot meet asks fewer.

        For many quizzes prefetch `draw_rules` and `listed`; `exact_size` is for one.
        """
        listed, rules = len(self.listed.all()), self.draw_rules.all()
        if self.paper == Paper.LIST or (self.paper == Paper.SAME and listed):
            return listed
        wanted = sum(rule.count for rule in rules) if rules else self.draw_count
        written = sum(rule.count for rule in rules if not rule.is_objective)
        return pool if wanted is None else written + min(wanted - written, pool)

    def choose(self, rng: random.Random) -> list[Question]:
        """The questions of one paper, still in the order of the bank or of the list."""
        if self.paper == Paper.LIST or (self.paper == Paper.SAME and self.listed.exists()):
            chosen = self.offered().filter(pk__in=self.listed.values("question"))
            order = dict(self.listed.values_list("question", "position"))
            return sorted(chosen, key=lambda question: order[question.pk])
        return drawing.draw(self.pool(), self.wishes(), random.Random(self.seed) if self.paper == Paper.SAME else rng)

    def draw(self, rng: random.Random) -> drawing.Paper:
        """A paper for one attempt. Nothing is stored."""
        return drawing.lay_out(
            self.choose(rng), rng, shuffle_questions=self.shuffle_questions, shuffle_options=self.shuffle_options
        )

    def settle_paper(self) -> None:
        """Keep the one paper of the class, so that a change of the bank gives nobody another; once is enough."""
        if self.paper != Paper.SAME:
            return
        with transaction.atomic():
            Quiz.objects.select_for_update().get(pk=self.pk)
            if not self.listed.exists():
                chosen = enumerate(self.choose(random.Random(self.seed)), start=1)
                ListedQuestion.objects.bulk_create(ListedQuestion(quiz=self, question=q, position=n) for n, q in chosen)

    def exact_size(self) -> int:
        """How many questions a paper holds, counted on one. Reads the whole pool."""
        return len(self.choose(random.Random(self.seed)))

    @transaction.atomic
    def publish(self, *, by: User, at: datetime) -> None:
        self.settle_paper()
        self.published_at = at
        self.save(update_fields=["published_at"])
        AuditEntry.record("quiz.publish", self.title, by=by, at=at, quiz=self.pk)

    @transaction.atomic
    def withdraw(self, *, by: User, at: datetime) -> None:
        """Make it a draft again: nobody can start it. Attempts under way go on, results stay."""
        self.published_at = None
        self.save(update_fields=["published_at"])
        AuditEntry.record("quiz.withdraw", self.title, by=by, at=at, quiz=self.pk)

    @transaction.atomic
    def close(self, *, by: User, at: datetime) -> None:
        """End it now, if it is open: who has no window of his own cannot start it any more. Attempts under way go on
        until they are handed in."""
        if self.is_open(at):
            self.closes_at = at
            self.save(update_fields=["closes_at"])
            AuditEntry.record("quiz.close", self.title, by=by, at=at, quiz=self.pk)

    @transaction.atomic
    def release(self, *, by: User, at: datetime) -> None:
        """Show what waits to be released by hand. The first time counts."""
        if self.released_at is None:
            self.released_at = at
            self.save(update_fields=["released_at"])
            AuditEntry.record("quiz.release", self.title, by=by, at=at, quiz=self.pk)

    @transaction.atomic
    def copy(self, title: str, *, by: User, at: datetime) -> Quiz:
        """A draft with the same rules. What was granted to single people, and what was released, stays behind."""
        made = Quiz.objects.get(pk=self.pk)
        made.pk, made.title, made.published_at, made.released_at, made.seed = None, title[:200], None, None, new_seed()
        made._state.adding = True
        made.save()
        made.sections.set(self.sections.all())
        kept: list[type[models.Model]] = [DrawRule, KindPoints, Band]
        if self.paper == Paper.LIST:
            kept.append(ListedQuestion)
        for model in kept:
            rows = list(model._default_manager.filter(quiz=self))
            for row in rows:
                row.pk = None
                row.quiz = made  # type: ignore[attr-defined]  # each of them has one
            model._default_manager.bulk_create(rows)
        AuditEntry.record("quiz.copy", made.title, by=by, at=at, quiz=made.pk, of=self.pk)
        return made
