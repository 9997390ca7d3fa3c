"""The rules of time for one trainee: the quiz's own, with what the trainee is allowed in their place. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .allowances import Allowance
    from .quizzes import Quiz


@dataclass(frozen=True)
class Terms:
    """Times are moments; `time_limit`, `extra` and `latest_entry` are minutes. None: no limit."""

    published: bool
    waits: bool  # for its sections to be taught
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    time_limit: int | None = None  # without `extra`
    extra: int = 0
    latest_entry: int | None = None  # after `opens_at`
    max_attempts: int | None = None

    def has_opened(self, at: datetime) -> bool:
        if not self.published:
            return False
        return not self.waits if self.opens_at is None else self.opens_at <= at

    def has_closed(self, at: datetime) -> bool:
        return self.closes_at is not None and self.closes_at <= at

    def is_open(self, at: datetime) -> bool:
        return self.has_opened(at) and not self.has_closed(at)

    @property
    def minutes(self) -> int | None:
        """The time limit with the extra time in it."""
        return None if self.time_limit is None else self.time_limit + self.extra

    @property
    def entry_ends_at(self) -> datetime | None:
        """From when on nobody may start any more, though the quiz goes on; None without such a rule."""
        if self.latest_entry is None or self.opens_at is None:
            return None
        return self.opens_at + timedelta(minutes=self.latest_entry)


def terms(quiz: Quiz, allowances: Iterable[Allowance] = ()) -> Terms:
    """The terms of a trainee to whom `allowances` of this quiz were granted.

    Field by field, what was granted to the person goes before what was granted to the group, and that before the quiz.
    """
    granted = sorted(allowances, key=lambda one: one.trainee_id is None)
    attempts = _first(granted, "extra_attempts")
    return Terms(
        published=quiz.published_at is not None,
        waits=quiz.opens_when_taught,
        opens_at=_first(granted, "opens_at") or quiz.opens_at,
        closes_at=_first(granted, "closes_at") or quiz.closes_at,
        time_limit=quiz.time_limit,
        extra=next((extra for one in granted if (extra := extra_minutes(one, quiz.time_limit))), 0),
        latest_entry=quiz.latest_entry,
        max_attempts=None if quiz.max_attempts is None else quiz.max_attempts + (attempts or 0),
    )


def extra_minutes(allowance: Allowance, time_limit: int | None) -> int:
    """The minutes granted on top of `time_limit`, a share of it rounded up; 0 where there is no limit to extend."""
    if time_limit is None:
        return 0
    if allowance.extra_percent:
        return -(-time_limit * allowance.extra_percent // 100)
    return allowance.extra_minutes or 0


def _first(granted: list[Allowance], name: str) -> Any:
    return next((value for one in granted if (value := getattr(one, name)) is not None), None)
