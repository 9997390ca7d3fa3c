"""One question of a paper with its answer so far, and every save of it as it arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from quiz.bank.kinds import KINDS, Answer, Item, Kind, Outcome
from quiz.bank.models import Revision
from quiz.classes.models import Quiz
from quiz.people.models import User

from .prepared import Change, Select

if TYPE_CHECKING:
    from .marks import Mark
    from .models import Attempt


PAPER = "(SELECT COUNT(%s) FROM attempts_response whole WHERE whole.attempt_id = attempts_response.attempt_id)"
ITEMS: dict[str, Item] = {}  # by the checksum of all that they say
ITEMS_KEPT = 4096


class ResponseQuerySet(models.QuerySet["Response"]):
    def on_screen(self, attempt_id: int, trainee_id: int) -> ResponseQuerySet:
        """The responses of the trainee's own attempt with all that one screen needs in one query, but for the item,
        which `with_items` adds. `total` and `answered` count the questions of the whole paper."""
        return (
            self.filter(attempt=attempt_id, attempt__trainee=trainee_id)  # type: ignore[no-redef]  # declared below
            .select_related("attempt__quiz")
            .annotate(
                content_hash=F("revision__content_hash"),
                total=RawSQL(PAPER % "*", (), models.IntegerField()),  # noqa: S611 (nothing of it comes in)
                answered=RawSQL(PAPER % "whole.answer", (), models.IntegerField()),  # noqa: S611
            )
        )

    def reviewed(self) -> ResponseQuerySet:
        """With all that showing answers beside their key needs: the question, its corrected key, what was decided."""
        beside = ("revision__options", "corrected_by__options", "markings__by")
        return self.select_related("revision__question__section__lecture", "corrected_by").prefetch_related(*beside)


def with_items(found: list[Response]) -> list[Response]:
    """The responses of `on_screen`, each with its item. A revision never changes: a process reads each once."""
    missing = {response.revision_id for response in found if response.content_hash not in ITEMS}
    if len(ITEMS) + len(missing) > ITEMS_KEPT:
        ITEMS.clear()
        missing = {response.revision_id for response in found}
    if missing:
        revisions = Revision.objects.filter(pk__in=missing).select_related("question")
        for revision in revisions.prefetch_related("options"):
            ITEMS[revision.content_hash] = revision.item(revision.question.kind)
    for response in found:
        response.item = ITEMS[response.content_hash]
    return found


class Response(models.Model):
    attempt: models.ForeignKey[Attempt] = models.ForeignKey(
        "Attempt", models.CASCADE, related_name="responses", verbose_name=_("attempt")
    )
    position = models.PositiveSmallIntegerField(_("place in the paper"))
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="responses", verbose_name=_("revision"))
    order = models.JSONField(_("order of the options"))  # positions of the revision's options as this trainee sees them
    points = models.PositiveIntegerField(_("full marks, in hundredths"))
    answer = models.JSONField(_("answer"), null=True)
    # The newest save, by the client's count.
    sequence = models.PositiveBigIntegerField(_("number of the save"), default=0)
    answered_at = models.DateTimeField(_("answered"), null=True)
    flagged = models.BooleanField(_("flagged"), default=False)
    marks = models.PositiveIntegerField(_("marks, in hundredths"), null=True)
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome, blank=True)
    # The revision by whose key it is marked, if the key was corrected after the answer was given.
    corrected_by = models.ForeignKey(
        Revision, models.PROTECT, null=True, related_name="corrects", verbose_name=_("key corrected by")
    )

    total: int  # these are set by `on_screen`
    answered: int
    content_hash: str

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["attempt_id", "position"]
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
        return KINDS[self.item.kind]

    @cached_property
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

    @property
    def earned(self) -> str:
        """Marks and full marks in words: 2.5/10."""
        return "/".join(f"{hundredths / 100:g}" for hundredths in (self.marks or 0, self.points))

    @property
    def keyed(self) -> Revision:
        """The revision by whose key it is marked."""
        return self.corrected_by or self.revision

    @property
    def marking(self) -> Mark | None:
        """The newest decision on its marks after hand-in."""
        return next(iter(self.markings.all()), None)

    def show(self) -> Any:
        return self.kind.show(self.item, self.order, self.answer)

    def review(self) -> Any:
        item = self.corrected_by.item(self.kind.name) if self.corrected_by else self.item
        return self.kind.review(item, self.order, self.answer)

    def words(self, answer: Answer) -> list[str]:
        """An answer that was given to it, line by line."""
        return self.kind.words(self.item, self.order, answer)

    @property
    def is_settled(self) -> bool:
        """Whether the answer stands because its key has been seen: in practice the first is marked at once."""
        return bool(self.outcome) and self.attempt.is_open

    def take(self, answer: Answer, sequence: int, at: datetime) -> bool:
        """Make `answer` the answer unless a newer one stands, and log it. Returns whether it is now.

        The database compares the numbers of the saves, for another tab or device may have saved since this row was
        read; if it has, the row is read again.
        """
        if self.is_settled or sequence == self.sequence:
            return False
        before, attempt, marks, outcome = self.is_answered, self.attempt, None, ""
        if not attempt.is_open or (attempt.quiz.is_studied and answer is not None):
            grade = self.kind.grade(self.item, answer, attempt.quiz.rule(self.points))
            marks, outcome = grade.marks, grade.outcome
        saved = {"answer": answer, "sequence": sequence, "answered_at": at, "marks": marks, "outcome": outcome}
        taken = SAVES[attempt.is_open](id=self.pk, **saved)
        self.log(answer, sequence, at)
        if not taken:
            self.refresh_from_db(fields=["answer", "sequence", "answered_at", "marks", "outcome"])
            return False
        vars(self).update(saved)
        self.answered += self.is_answered - before
        return True

    def log(self, answer: Answer, sequence: int, at: datetime, *, late: bool = False) -> None:
        LOG(response_id=self.pk, sequence=sequence, answer=answer, at=at, late=late)

    def mark(self, quiz: Quiz) -> dict[str, Any]:
        """Mark it; returns what MARK writes."""
        grade = self.kind.grade(self.item, self.answer, quiz.rule(self.points))
        self.marks, self.outcome = grade.marks, grade.outcome
        return {"id": self.pk, "marks": self.marks, "outcome": self.outcome}


class ResponseEvent(models.Model):
    """One save of one answer, as it arrived. Rows are added, never changed; replaying a save adds nothing."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="events", verbose_name=_("response"))
    sequence = models.PositiveBigIntegerField(_("number of the save"))
    answer = models.JSONField(_("answer"), null=True)
    at = models.DateTimeField(_("when"))
    late = models.BooleanField(_("arrived too late to count"), default=False)

    class Meta:
        verbose_name = _("saved answer")
        verbose_name_plural = _("saved answers")
        ordering = ["response_id", "id"]
        constraints = [models.UniqueConstraint(fields=["response", "sequence"], name="event_sequence_once")]

    def __str__(self) -> str:
        return f"{self.response_id}#{self.sequence}"


# In practice an answer stands once it has been marked. After the clock's hand-in one that was given in time counts.
SAVE_AFTER = (
    "UPDATE {} SET answer = %(answer)s, sequence = %(sequence)s, answered_at = %(answered_at)s, marks = %(marks)s,"
    " outcome = %(outcome)s WHERE id = %(id)s AND sequence < %(sequence)s"
)
SAVES = {True: Change(Response, f"{SAVE_AFTER} AND outcome = ''"), False: Change(Response, SAVE_AFTER)}  # if it is open
MARK = Change(Response, "UPDATE {} SET marks = %(marks)s, outcome = %(outcome)s WHERE id = %(id)s")
LOG = Change(
    ResponseEvent,
    "INSERT INTO {} (response_id, sequence, answer, at, late)"
    " VALUES (%(response_id)s, %(sequence)s, %(answer)s, %(at)s, %(late)s) ON CONFLICT DO NOTHING",
)


@Select
def laid_out(attempt: int, trainee: int) -> ResponseQuerySet:
    return Response.objects.on_screen(attempt, trainee)


def whole_paper(attempt_id: int, trainee_id: int) -> list[Response]:
    """All questions of the trainee's own attempt as a screen needs them; none if it is another's."""
    return with_items(laid_out(attempt_id, trainee_id))


@Select
def asked(attempt: int, trainee: int, here: int, there: int) -> ResponseQuerySet:
    return Response.objects.on_screen(attempt, trainee).filter(position__in=[here, there])


def on_screen(attempt_id: int, trainee: User, *positions: int) -> dict[int, Response]:
    """The questions at one or two `positions` of the trainee's own attempt as a screen needs them, by position."""
    found = asked(attempt_id, trainee.pk, positions[0], positions[-1])
    return {response.position: response for response in with_items(found)}


@dataclass(frozen=True)
class Saved:
    """What became of a save: the response as it is now, and the question that the trainee goes on to."""

    response: Response
    following: Response | None
    superseded: bool  # a newer answer from another tab or device stands; this one is in the log only
