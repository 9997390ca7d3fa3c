"""One sitting of a quiz: the attempt, its paper, every answer that was ever saved.

An attempt fixes its paper when it starts: one response a question, with the revision, the order of the options and the
points. Marks are hundredths. The server's clock alone counts; it is passed in as `at`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quiz.bank.kinds import Answer, FormData, Outcome
from quiz.bank.models import Question
from quiz.classes.allowances import terms_of
from quiz.classes.drawing import lay_out
from quiz.classes.models import Quiz
from quiz.classes.terms import Terms
from quiz.people.models import AuditEntry, User

from .favourites import Favourite
from .marks import Mark
from .prepared import Change, in_turn
from .responses import MARK, Response, ResponseEvent, Saved, on_screen, whole_paper
from .rules import Closed, DueReason, HandedInBy, Refusal, Subject, deadline, due_words, in_time, may_start
from .sets import AttemptQuerySet

__all__ = ["Attempt", "Closed", "Favourite", "HandedInBy", "Mark", "Response", "ResponseEvent", "Saved"]


class Attempt(models.Model):
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts", verbose_name=_("quiz"))
    trainee = models.ForeignKey(User, models.PROTECT, related_name="attempts", verbose_name=_("trainee"))
    number = models.PositiveSmallIntegerField(_("which try"))  # 1 for the first try
    subject = models.CharField(_("subject"), max_length=16, choices=Subject, blank=True)  # empty: what the quiz asks
    started_at = models.DateTimeField(_("started"))
    due_at = models.DateTimeField(_("due"), null=True)
    due_reason = models.CharField(_("why due then"), max_length=16, choices=DueReason, blank=True)
    position = models.PositiveSmallIntegerField(_("question last looked at"), default=1)
    handed_in_at = models.DateTimeField(_("handed in"), null=True)
    handed_in_by = models.CharField(_("handed in by"), max_length=16, choices=HandedInBy, blank=True)
    marks = models.PositiveIntegerField(_("marks, in hundredths"), null=True)  # null until handed in
    full_marks = models.PositiveIntegerField(_("full marks, in hundredths"))
    # While answers wait for a person, `marks` are those of the others, and there is no score yet.
    awaits = models.PositiveSmallIntegerField(_("answers waiting for marking"), default=0)
    pledged_at = models.DateTimeField(_("pledged honesty"), null=True)
    leaves = models.PositiveSmallIntegerField(_("times the page was left"), default=0)  # if the quiz counts it

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["quiz_id", "trainee_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "trainee", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["quiz", "trainee", "subject"], condition=Q(handed_in_at=None), name="attempt_one_open_a_subject"
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
    def start(
        cls,
        quiz: Quiz,
        trainee: User,
        *,
        at: datetime,
        rng: random.Random | None = None,
        pledged: bool = False,
        only: Sequence[Question] = (),
        subject: str = "",
    ) -> Attempt:
        """The trainee's open attempt at `quiz`; a new one with a paper of its own if there is none.

        `pledged`: he has agreed to the pledge of honesty. `only`: a practice of just these questions, which are of
        `subject`; one under way with others ends for it. Starting twice (a double tap, two tabs) gives the same
        attempt. Raises Refusal if the quiz may not be started.
        """
        mine = list(cls.objects.filter(quiz=quiz, trainee=trainee))
        for earlier in mine:
            if earlier.is_overdue(at):
                earlier.hand_in(by=None, at=at)
            elif earlier.is_open and earlier.subject == subject:
                if not only or earlier.asks(only):
                    return earlier
                earlier.hand_in(by=trainee, at=at)
        number = max((earlier.number for earlier in mine), default=0) + 1
        terms = terms_of(trainee, [quiz])[quiz.pk]
        may_start(quiz, terms, number, at, pledged=pledged)
        due = deadline(terms, at)
        attempt = cls(quiz=quiz, trainee=trainee, number=number, subject=subject, started_at=at)
        attempt.due_at, attempt.due_reason, attempt.pledged_at = due.at, due.reason, at if quiz.pledge else None
        try:
            attempt._draw(rng or random.SystemRandom(), only)
        except IntegrityError:
            return cls.objects.open().get(quiz=quiz, trainee=trainee, subject=subject)
        return attempt

    @transaction.atomic
    def _draw(self, rng: random.Random, only: Sequence[Question]) -> None:
        self.quiz.settle_paper()
        drawn = lay_out(only, rng) if only else self.quiz.draw(rng)
        if not drawn:
            raise Refusal(Refusal.EMPTY)
        worth, usual = self.quiz.points_by_kind(), self.quiz.points
        points = [worth.get(question.kind, usual) for question, _order in drawn]
        self.full_marks = sum(points)
        self.save()
        Response.objects.bulk_create(
            Response(attempt=self, position=position, revision=question.current, order=order, points=full)
            for position, ((question, order), full) in enumerate(zip(drawn, points, strict=True), start=1)
        )

    @property
    def title(self) -> str:
        return self.get_subject_display() or self.quiz.title

    def asks(self, these: Sequence[Question]) -> bool:
        """Whether its paper is made of just these."""
        return {question.pk for question in these} == set(self.responses.values_list("revision__question", flat=True))

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None

    def is_overdue(self, at: datetime) -> bool:
        return self.is_open and self.due_at is not None and self.due_at <= at

    @property
    def due_words(self) -> str:
        """When it is due and why: `10:45到时，已含补时15分钟`; empty if it never is."""
        return due_words(self.due_reason, self.started_at, self.due_at, self.quiz.time_limit)

    @property
    def terms(self) -> Terms:
        """The rules of time that hold for this trainee now. One query."""
        return terms_of(self.trainee, [self.quiz])[self.quiz_id]

    @property
    def percent(self) -> int | None:
        """The score on a scale of 100, rounded half up but not up to the pass mark; None until wholly marked."""
        if self.marks is None or self.awaits:
            return None
        rounded = (self.marks * 200 + self.full_marks) // (2 * self.full_marks)
        return rounded if self.passed or rounded < self.quiz.pass_percent else rounded - 1

    @property
    def passed(self) -> bool | None:
        """Whether the exact score, not the rounded one, reaches the pass mark; None while there is none."""
        if self.marks is None or self.awaits:
            return None
        return self.marks * 100 >= self.quiz.pass_percent * self.full_marks

    @property
    def band(self) -> str:
        """The grade by the quiz's bands (优秀, 良好 …); empty without a score or without bands. One query."""
        return "" if self.marks is None or self.awaits else self.quiz.band(self.marks, self.full_marks)

    @property
    def seconds(self) -> int | None:
        return None if self.handed_in_at is None else int((self.handed_in_at - self.started_at).total_seconds())

    def takes(self, given_at: datetime, at: datetime) -> bool:
        """Whether an answer given at `given_at` that arrives at `at` still counts."""
        ended = not self.is_open and self.handed_in_by != HandedInBy.CLOCK
        return not ended and in_time(self.due_at, given_at, at, settings.ANSWER_GRACE)

    @classmethod
    def answer(
        cls,
        attempt_id: int,
        position: int,
        given: FormData,
        *,
        by: User,
        sequence: int,
        at: datetime,
        given_at: datetime | None = None,
        then: int | None = None,
        seen: int | None = None,
    ) -> Saved:
        """Save what `by` gave to the question at `position` of his own attempt; what comes back is on disk.

        Takes the attempt's number and not its row, so that one query finds all that a save needs, and with it the
        question at `then`, to which the trainee goes on.

        `sequence` is the client's count of its saves. A save that was seen before is not repeated; one that is older
        than the newest is kept in the log, changes nothing and is said to be `superseded`. `given_at` is when the
        trainee gave what arrives now, by his device. `seen`: the save that his page showed, if it cannot count; a newer
        one than that stands, as if this were older. Raises Closed after hand-in or too long after the deadline,
        Response.DoesNotExist for a question that his paper does not have, BadAnswer for an option of another question.
        """
        found = on_screen(attempt_id, by, position, then or position)
        response, following = found.get(position), found.get(then) if then else None
        if response is None:
            raise Response.DoesNotExist
        answer = response.kind.read(response.item, given, response.order)
        if seen is not None and seen < response.sequence:
            sequence = response.sequence if answer == response.answer else seen + 1
        with in_turn():
            taken = response.attempt._take(response, answer, sequence, at, given_at or at, following)
        if not taken:
            raise Closed
        superseded = response.sequence != sequence or response.answer != answer
        if following:
            following.answered = response.answered
        return Saved(response, None if superseded else following, superseded and not response.is_settled)

    @transaction.atomic
    def _take(
        self,
        response: Response,
        answer: Answer,
        sequence: int,
        at: datetime,
        given_at: datetime,
        following: Response | None,
    ) -> bool:
        """`answer` in its transaction, which begins with the writing so that it is short. Returns whether it counts.

        Noting where the trainee goes locks the attempt's row, and tells whether it is still open.
        """
        position = following.position if following else self.position
        is_open = GO_TO(position=position, id=self.pk)
        if not is_open:
            self.refresh_from_db()
        if not self.takes(given_at, at):
            response.log(answer, sequence, at, late=True)
            return False
        taken = response.take(answer, sequence, at)
        if taken and not is_open:
            self.recount()
            AuditEntry.record("attempt.late_answer", str(self.pk), by=None, at=at, marks=self.marks)
        return True

    def recount(self) -> None:
        """Add up the marks again, after one of its answers was marked anew."""
        Attempt.objects.filter(pk=self.pk).recount()
        self.refresh_from_db(fields=["marks", "awaits"])

    def look_at(self, position: int) -> None:
        """Note where the trainee is, to come back there."""
        if self.position != position:
            self.position = position
            self.save(update_fields=["position"])

    def give_time(self) -> bool:
        """Take over the deadline that the trainee's terms give now, if it is later. Returns whether it was."""
        due = deadline(self.terms, self.started_at)
        later = due.later_than(self.due_at)
        if later:
            self.due_at, self.due_reason = due.at, due.reason
            self.save(update_fields=["due_at", "due_reason"])
        return later

    def note_leave(self) -> None:
        """The page was left. Only counted and shown; nothing is handed in for it."""
        if self.quiz.count_leaves:
            Attempt.objects.filter(pk=self.pk).open().update(leaves=F("leaves") + 1)

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
        responses = whole_paper(self.pk, self.trainee_id)
        MARK.each([response.mark(fresh.quiz) for response in responses])
        self.marks = sum(response.marks or 0 for response in responses)
        self.awaits = sum(response.outcome == Outcome.AWAITING for response in responses)
        self.handed_in_at = fresh.due_at if late else at
        if late or by is None:
            self.handed_in_by = HandedInBy.CLOCK
        else:
            self.handed_in_by = HandedInBy.TRAINEE if by == fresh.trainee else HandedInBy.ORGANISER
        self.save(update_fields=["marks", "awaits", "handed_in_at", "handed_in_by"])
        AuditEntry.record("attempt.hand_in", str(self.pk), by=by, at=at, how=self.handed_in_by)
        return True


GO_TO = Change(Attempt, "UPDATE {} SET position = %(position)s WHERE id = %(id)s AND handed_in_at IS NULL")
