"""One sitting of a quiz: the attempt, its paper, every answer that was ever saved.

An attempt fixes its paper when it starts: one response a question, with the revision, the order of the options and the
points. Marks are hundredths. The server's clock alone counts; it is passed in as `at`.
"""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quiz.bank.kinds import KINDS, FormData, Item, Kind, Outcome
from quiz.bank.models import Question, Revision
from quiz.classes.models import Quiz
from quiz.people.models import AuditEntry, User

from .drawing import draw
from .rules import DueReason, Refusal, deadline, may_start


class HandedInBy(models.TextChoices):
    TRAINEE = "trainee", _("the trainee")
    CLOCK = "clock", _("the clock, at the deadline")
    ORGANISER = "organiser", _("the organiser")


class Closed(Exception):
    """The attempt has been handed in or its time is over: nothing can be saved any more."""


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> AttemptQuerySet:
        return self.filter(handed_in_at=None)

    def handed_in(self) -> AttemptQuerySet:
        return self.filter(handed_in_at__isnull=False)

    def overdue(self, at: datetime) -> AttemptQuerySet:
        return self.open().filter(due_at__lte=at)

    def hand_in_overdue(self, at: datetime) -> int:
        """Hand in what the clock has ended; each attempt at its own deadline. Returns how many."""
        return sum(attempt.hand_in(by=None, at=at) for attempt in self.overdue(at))


class Attempt(models.Model):
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    trainee = models.ForeignKey(User, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()  # 1 for the first try
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    due_reason = models.CharField(max_length=16, choices=DueReason, blank=True)
    position = models.PositiveSmallIntegerField(default=1)  # the question last looked at
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = models.CharField(max_length=16, choices=HandedInBy, blank=True)
    marks = models.PositiveIntegerField(null=True)  # hundredths; null until handed in
    full_marks = models.PositiveIntegerField()

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["quiz", "trainee", "number"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "trainee", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["quiz", "trainee"], condition=Q(handed_in_at=None), name="attempt_one_open_a_quiz"
            ),
            models.CheckConstraint(condition=Q(marks__lte=F("full_marks")), name="attempt_marks_within_full"),
            models.CheckConstraint(
                condition=Q(handed_in_at=None, marks=None) | Q(handed_in_at__isnull=False, marks__isnull=False),
                name="attempt_marked_when_handed_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.trainee} · {self.number}"

    @classmethod
    def start(cls, quiz: Quiz, trainee: User, *, at: datetime, rng: random.Random | None = None) -> Attempt:
        """The trainee's open attempt at `quiz`; a new one with a paper of its own if there is none.

        Starting twice (a double tap, two tabs) gives the same attempt. Raises Refusal if the quiz may not be started.
        """
        mine = cls.objects.filter(quiz=quiz, trainee=trainee)
        mine.hand_in_overdue(at)
        under_way = mine.open().first()
        if under_way is not None:
            return under_way
        number = (mine.aggregate(models.Max("number"))["number__max"] or 0) + 1
        may_start(quiz, number, at)
        try:
            return cls._draw(quiz, trainee, number, at, rng or random.SystemRandom())
        except IntegrityError:
            return mine.open().get()

    @classmethod
    @transaction.atomic
    def _draw(cls, quiz: Quiz, trainee: User, number: int, at: datetime, rng: random.Random) -> Attempt:
        questions = list(
            Question.objects.published()
            .objective()
            .filter(section__in=quiz.sections.all())
            .select_related("current")
            .prefetch_related("current__options")
        )
        paper = draw(questions, quiz, rng)
        if not paper:
            raise Refusal(Refusal.EMPTY)
        due_at, reason = deadline(quiz, at)
        attempt = cls.objects.create(
            quiz=quiz,
            trainee=trainee,
            number=number,
            started_at=at,
            due_at=due_at,
            due_reason=reason,
            full_marks=quiz.points * len(paper),
        )
        Response.objects.bulk_create(
            Response(attempt=attempt, position=position, revision=question.current, order=order, points=quiz.points)
            for position, (question, order) in enumerate(paper, start=1)
        )
        return attempt

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None

    def is_overdue(self, at: datetime) -> bool:
        return self.is_open and self.due_at is not None and self.due_at <= at

    @property
    def percent(self) -> int | None:
        """The score on a scale of 100, rounded half up; None until handed in."""
        if self.marks is None:
            return None
        return (self.marks * 200 + self.full_marks) // (2 * self.full_marks)

    @property
    def passed(self) -> bool | None:
        """Whether the exact score, not the rounded one, reaches the pass mark."""
        return None if self.marks is None else self.marks * 100 >= self.quiz.pass_percent * self.full_marks

    @property
    def seconds(self) -> int | None:
        return None if self.handed_in_at is None else int((self.handed_in_at - self.started_at).total_seconds())

    @staticmethod
    def answer(attempt_id: int, position: int, given: FormData, *, by: User, sequence: int, at: datetime) -> Response:
        """Save what `by` gave to the question at `position` of his own attempt; what comes back is on disk.

        Takes the attempt's number and not its row, so that one query finds, checks and locks all that a save needs.

        `sequence` is the client's count of its saves. A save that was seen before is not repeated; one that is older
        than the newest is kept in the log and changes nothing. Raises Closed after hand-in or at the deadline,
        Response.DoesNotExist for a question that his paper does not have, BadAnswer for an option of another question.
        """
        with transaction.atomic():
            response = (
                Response.objects.select_for_update(of=("self", "attempt"))
                .select_related("attempt__quiz", "revision__question")
                .get(attempt=attempt_id, attempt__trainee=by, position=position)
            )
            attempt = response.attempt
            if not attempt.is_open or attempt.is_overdue(at):
                raise Closed
            answer = response.kind.read(response.item, given)
            if sequence > response.sequence:
                response.answer, response.sequence, response.answered_at = answer, sequence, at
                response.save(update_fields=["answer", "sequence", "answered_at"])
            ResponseEvent.objects.bulk_create(
                [ResponseEvent(response=response, sequence=sequence, answer=answer, at=at)], ignore_conflicts=True
            )
        return response

    @transaction.atomic
    def hand_in(self, *, by: User | None, at: datetime) -> bool:
        """Mark every response and close the attempt. `by` None: the clock did, at the deadline.

        Handing in twice is harmless; the first time counts. Returns whether this was the first time.
        """
        fresh = Attempt.objects.select_for_update().select_related("quiz").get(pk=self.pk)
        if not fresh.is_open:
            self.refresh_from_db()
            return False
        late = fresh.is_overdue(at)
        responses = list(self.responses.select_related("revision__question").prefetch_related("revision__options"))
        for response in responses:
            response.mark(fresh.quiz)
        Response.objects.bulk_update(responses, ["marks", "outcome"])
        self.marks = sum(response.marks or 0 for response in responses)
        self.handed_in_at = fresh.due_at if late else at
        if late or by is None:
            self.handed_in_by = HandedInBy.CLOCK
        else:
            self.handed_in_by = HandedInBy.TRAINEE if by == fresh.trainee else HandedInBy.ORGANISER
        self.save(update_fields=["marks", "handed_in_at", "handed_in_by"])
        AuditEntry.record("attempt.hand_in", str(self.pk), by=by, at=at, how=self.handed_in_by)
        return True


class Response(models.Model):
    """One question of a paper and its answer so far."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="responses")
    position = models.PositiveSmallIntegerField()
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="responses")
    order = models.JSONField()  # positions of the revision's options as this trainee sees them
    points = models.PositiveIntegerField()  # full marks, hundredths
    answer = models.JSONField(null=True)
    sequence = models.PositiveBigIntegerField(default=0)  # the newest save, by the client's count
    answered_at = models.DateTimeField(null=True)
    flagged = models.BooleanField(default=False)
    marks = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="response_position_once"),
            models.UniqueConstraint(fields=["attempt", "revision"], name="response_revision_once"),
            models.CheckConstraint(condition=Q(marks__lte=F("points")), name="response_marks_within_points"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"

    @property
    def is_answered(self) -> bool:
        return self.answer is not None

    @property
    def kind(self) -> Kind:
        return KINDS[self.revision.question.kind]

    @property
    def item(self) -> Item:
        return self.revision.item(self.revision.question.kind)

    @property
    def ask_template(self) -> str:
        return f"{self.kind.template}#ask"

    @property
    def review_template(self) -> str:
        return f"{self.kind.template}#review"

    @property
    def several(self) -> bool:
        """Whether more than one option may be chosen."""
        return bool(getattr(self.kind, "several", False))

    def show(self) -> Any:
        return self.kind.show(self.item, self.order, self.answer)

    def review(self) -> Any:
        return self.kind.review(self.item, self.order, self.answer)

    def mark(self, quiz: Quiz) -> None:
        grade = self.kind.grade(self.item, self.answer, quiz.rule(self.points))
        self.marks, self.outcome = grade.marks, grade.outcome


class ResponseEvent(models.Model):
    """One save of one answer, as it arrived. Rows are added, never changed; replaying a save adds nothing."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="events")
    sequence = models.PositiveBigIntegerField()
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved answer")
        verbose_name_plural = _("saved answers")
        ordering = ["response", "id"]
        constraints = [models.UniqueConstraint(fields=["response", "sequence"], name="event_sequence_once")]

    def __str__(self) -> str:
        return f"{self.response_id}#{self.sequence}"
