"""Calling time: a quiz ends now, and what is under way is handed in as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quiz.attempts.models import Attempt
from quiz.classes.models import Quiz
from quiz.people.models import User

from .queries import progress


@dataclass(frozen=True)
class Sheet:
    """The paper of somebody who is at it."""

    attempt: Attempt
    answered: int
    asked: int
    until: datetime | None  # the end of a window of his own; he keeps it


def on_desks(quiz: Quiz, at: datetime) -> list[Sheet]:
    """What is under way at `quiz`, by the trainees' names. Queries do not grow with them."""
    attempts = quiz.attempts.open().select_related("quiz", "trainee").order_by("trainee__name", "trainee__username")
    windows = list(quiz.allowances.filter(closes_at__gt=at))
    sitters = quiz.training_class.enrolments.filter(trainee__in=attempts.values("trainee"))
    enrolments = {one.trainee_id: one for one in sitters} if windows else {}
    counts = progress(attempts)

    def until(attempt: Attempt) -> datetime | None:
        who = enrolments.get(attempt.trainee_id)
        own = [one.closes_at for one in windows if who and one.concerns(who) and one.closes_at]
        return max(own, default=None)

    return [Sheet(attempt, *counts[attempt.pk], until(attempt)) for attempt in attempts]


def collect(quiz: Quiz, *, by: User, at: datetime) -> int:
    """Close `quiz` and hand in for everybody who has no longer window of his own. Returns for how many.

    Closing comes first and for itself, and whoever is cut off in between can do the rest by calling again. Somebody may
    begin just before the end and be written down just after it: look until nothing is left.
    """
    quiz.close(by=by, at=at)
    collected = 0
    while sheets := [sheet for sheet in on_desks(quiz, at) if sheet.until is None]:
        collected += sum(sheet.attempt.hand_in(by=by, at=at) for sheet in sheets)
    return collected
