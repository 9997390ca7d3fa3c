"""When a quiz may be started, when it is due, what may be seen of it: pure rules over a quiz, terms and the time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quiz.classes.models import Mode, Quiz, Release
from quiz.classes.terms import Terms
from quiz.classes.wording import minutes, moment

if TYPE_CHECKING:
    from .models import Attempt


class DueReason(TextChoices):
    LIMIT = "limit", _("time limit")
    EXTRA = "extra", _("time limit with extra time")
    CLOSE = "close", _("end of the quiz")


class Subject(TextChoices):
    """What a practice asks that does not ask what its quiz is about."""

    WRONG = "wrong", _("What was wrong")
    FAVOURITES = "favourites", _("Favourites, practised")


class HandedInBy(TextChoices):
    TRAINEE = "trainee", _("the trainee")
    CLOCK = "clock", _("the clock, at the deadline")
    ORGANISER = "organiser", _("the organiser")


class Closed(Exception):
    """The attempt has been handed in or its time is over: the answer was logged as late and does not count."""


class Refusal(Exception):
    """The quiz may not be started now; `reason` says why, `words` says it to the trainee."""

    NOT_OPEN, CLOSED, NO_MORE, EMPTY = "not-open", "closed", "no-more", "empty"
    TOO_LATE, NO_PLEDGE, READ_ONLY = "too-late", "no-pledge", "read-only"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def words(self) -> str:
        return str(
            {
                Refusal.NOT_OPEN: _("This quiz has not opened yet."),
                Refusal.CLOSED: _("This quiz has closed."),
                Refusal.NO_MORE: _("You have used all attempts at this quiz."),
                Refusal.EMPTY: _("This section has no questions yet. Please tell the organiser of your class."),
                Refusal.TOO_LATE: _("It is too late to begin this quiz. Please turn to the organiser of your class."),
                Refusal.NO_PLEDGE: _("Please read the pledge of honesty and agree to it, then begin."),
                Refusal.READ_ONLY: _("These questions are for reading, not for answering."),
            }[self.reason]
        )


def may_start(quiz: Quiz, terms: Terms, number: int, at: datetime, *, pledged: bool = False) -> None:
    """Raises Refusal unless attempt `number` of a trainee with these terms may start at `at`."""
    if not terms.has_opened(at):
        raise Refusal(Refusal.NOT_OPEN)
    if terms.has_closed(at):
        raise Refusal(Refusal.CLOSED)
    if terms.entry_ends_at is not None and terms.entry_ends_at <= at:
        raise Refusal(Refusal.TOO_LATE)
    if terms.max_attempts is not None and number > terms.max_attempts:
        raise Refusal(Refusal.NO_MORE)
    if quiz.mode == Mode.MEMORISE:
        raise Refusal(Refusal.READ_ONLY)
    if quiz.pledge and not pledged:
        raise Refusal(Refusal.NO_PLEDGE)


@dataclass(frozen=True)
class Deadline:
    """When an attempt is due (None: never) and why; `lost` minutes of its time limit the end of the quiz takes away."""

    at: datetime | None
    reason: str = ""
    lost: int = 0

    def later_than(self, due_at: datetime | None) -> bool:
        return due_at is not None and (self.at is None or self.at > due_at)


def deadline(terms: Terms, started_at: datetime) -> Deadline:
    """The deadline of an attempt started at `started_at`: its time limit or the end of the quiz, if that is earlier.

    Extra time ends with the quiz too; who is to have more needs a window of his own.
    """
    limit = None if terms.minutes is None else started_at + timedelta(minutes=terms.minutes)
    if limit is not None and (terms.closes_at is None or limit <= terms.closes_at):
        return Deadline(limit, DueReason.EXTRA if terms.extra else DueReason.LIMIT)
    if terms.closes_at is None:
        return Deadline(None)
    lost = 0 if limit is None else -((terms.closes_at - limit) // timedelta(minutes=1))
    return Deadline(terms.closes_at, DueReason.CLOSE, lost)


def due_words(reason: str, started_at: datetime, due_at: datetime | None, time_limit: int | None) -> str:
    """When an attempt is due and why, in words; without the date if it is the day of the start."""
    if due_at is None:
        return ""
    here = timezone.localtime(due_at)
    today = timezone.localtime(started_at).date() == here.date()
    lasts = (due_at - started_at) // timedelta(minutes=1)
    said = {
        DueReason.LIMIT: _("%(at)s, time limit %(all)s"),
        DueReason.EXTRA: _("%(at)s, with %(extra)s of extra time"),
        DueReason.CLOSE: _("%(at)s, end of the quiz"),
    }[DueReason(reason)]
    words = {"at": f"{here:%H:%M}" if today else moment(due_at)}
    return str(said) % {**words, "all": minutes(lasts), "extra": minutes(lasts - (time_limit or 0))}


def in_time(due_at: datetime | None, given_at: datetime, at: datetime, grace: timedelta) -> bool:
    """Whether an answer counts that was given at `given_at` and arrived at `at`: given before the deadline, and here
    no later than `grace` after it."""
    return due_at is None or (given_at < due_at and at <= due_at + grace)


@dataclass(frozen=True)
class Visible:
    """What a trainee may see of an attempt of his own now. The explanation tells the key, so it never comes before."""

    score: bool
    key: bool
    explanation: bool


def visible(attempt: Attempt, at: datetime) -> Visible:
    """The release table: nothing before its time, on any page, in any format; no score before all is marked."""
    if attempt.is_open:  # a single answer in practice is released by the page that marked it; see `released_at_once`
        return Visible(score=False, key=False, explanation=False)
    may_see = released(attempt.quiz, attempt.terms, at)
    return replace(may_see, score=False) if attempt.awaits else may_see


def released(quiz: Quiz, terms: Terms, at: datetime) -> Visible:
    """What may be seen of an attempt that has been handed in."""
    key = _released(quiz.key_release, quiz, terms, at)
    return Visible(
        score=_released(quiz.score_release, quiz, terms, at),
        key=key,
        explanation=key and _released(quiz.explanation_release, quiz, terms, at),
    )


def released_at_once(quiz: Quiz) -> Visible:
    """What may be seen of a single question as soon as it has been answered, in practice."""
    key = quiz.is_studied and quiz.key_release == Release.ANSWER
    return Visible(
        score=quiz.is_studied and quiz.score_release == Release.ANSWER,
        key=key,
        explanation=key and quiz.explanation_release == Release.ANSWER,
    )


def _released(release: str, quiz: Quiz, terms: Terms, at: datetime) -> bool:
    if release in (Release.ANSWER, Release.HAND_IN):
        return True
    if release == Release.CLOSE:  # of the trainee's own window: another try must not know the key
        return (quiz.closes_at is None or quiz.has_closed(at)) and (terms.closes_at is None or terms.has_closed(at))
    if release == Release.MANUAL:
        return quiz.released_at is not None and quiz.released_at <= at
    return False
