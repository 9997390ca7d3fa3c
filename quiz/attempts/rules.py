"""When a quiz may be started, when it is due, and what may be seen of it. Pure rules over a quiz and the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from quiz.classes.models import Quiz, Release

if TYPE_CHECKING:
    from .models import Attempt


class DueReason(TextChoices):
    LIMIT = "limit", _("time limit")
    CLOSE = "close", _("end of the quiz")


class Refusal(Exception):
    """The quiz may not be started now; `reason` says why."""

    NOT_OPEN, CLOSED, NO_MORE, EMPTY = "not-open", "closed", "no-more", "empty"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def may_start(quiz: Quiz, number: int, at: datetime) -> None:
    """Raises Refusal unless attempt `number` of a trainee may start at `at`."""
    if not quiz.has_opened(at):
        raise Refusal(Refusal.NOT_OPEN)
    if quiz.has_closed(at):
        raise Refusal(Refusal.CLOSED)
    if quiz.max_attempts is not None and number > quiz.max_attempts:
        raise Refusal(Refusal.NO_MORE)


def deadline(quiz: Quiz, started_at: datetime) -> tuple[datetime | None, str]:
    """When an attempt started at `started_at` is due, and why: its time limit or the end of the quiz, if earlier."""
    ends = []
    if quiz.time_limit is not None:
        ends.append((started_at + timedelta(minutes=quiz.time_limit), DueReason.LIMIT.value))
    if quiz.closes_at is not None:
        ends.append((quiz.closes_at, DueReason.CLOSE.value))
    return min(ends, default=(None, ""))


@dataclass(frozen=True)
class Visible:
    """What a trainee may see of an attempt of his own now."""

    score: bool
    key: bool


def visible(attempt: Attempt, at: datetime) -> Visible:
    """The release table: nothing before its time, on any page, in any format."""
    return Visible(
        score=_released(attempt.quiz.score_release, attempt, at),
        key=_released(attempt.quiz.key_release, attempt, at),
    )


def _released(release: str, attempt: Attempt, at: datetime) -> bool:
    if attempt.is_open:
        return False  # a single answer in practice is released by the page that marked it
    if release in (Release.ANSWER, Release.HAND_IN):
        return True
    if release == Release.CLOSE:
        return attempt.quiz.closes_at is None or attempt.quiz.has_closed(at)
    if release == Release.MANUAL:
        return attempt.quiz.released_at is not None and attempt.quiz.released_at <= at
    return False
