"""One question of a handed-in attempt as the organiser reads it: the answer that counts, and what came after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quiz.attempts.models import Attempt, HandedInBy, Response, ResponseEvent


@dataclass(frozen=True)
class LateAnswer:
    """An answer that arrived too late to count: what was given, line by line (none: it was cleared)."""

    at: datetime
    lines: list[str]


@dataclass(frozen=True)
class Answered:
    attempt: Attempt
    response: Response
    late_events: Sequence[ResponseEvent]

    @property
    def late(self) -> list[LateAnswer]:
        return [LateAnswer(event.at, self.response.words(event.answer)) for event in self.late_events]

    @property
    def just_in_time(self) -> bool:
        """Whether the answer that counts was on its way at the deadline and arrived after it."""
        at, end = self.response.answered_at, self.attempt.handed_in_at
        by_clock = self.attempt.handed_in_by == HandedInBy.CLOCK
        return by_clock and at is not None and end is not None and at > end
