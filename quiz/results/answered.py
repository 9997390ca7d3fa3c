"""One question of a handed-in attempt as the organiser reads it: the answer that counts, and what came after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quiz.attempts.models import Attempt, HandedInBy, Response, ResponseEvent
from quiz.bank.kinds import Answer
from quiz.bank.kinds.choice import Choice
from quiz.bank.kinds.fill_blank import FillBlank
from quiz.bank.kinds.matching import Matching
from quiz.bank.kinds.numeric import Numeric
from quiz.bank.kinds.ordering import Ordering


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
        return [LateAnswer(event.at, in_words(self.response, event.answer)) for event in self.late_events]

    @property
    def just_in_time(self) -> bool:
        """Whether the answer that counts was on its way at the deadline and arrived after it."""
        at, end = self.response.answered_at, self.attempt.handed_in_at
        by_clock = self.attempt.handed_in_by == HandedInBy.CLOCK
        return by_clock and at is not None and end is not None and at > end


def in_words(response: Response, answer: Answer) -> list[str]:
    """What was given to a question, line by line, as the trainee saw it; none for no answer."""
    if answer is None:
        return []
    kind, shown = response.kind, response.kind.show(response.item, response.order, answer)
    if isinstance(kind, Choice):
        return [f"{option.letter} {option.text}" for option in shown if option.chosen]
    if isinstance(kind, Matching):
        return [
            f"{pair.left} → {entry.text}" for pair in shown for entry in pair.entries if entry.position == pair.chosen
        ]
    if isinstance(kind, Ordering):
        return [f"{step.place}. {step.text}" for step in sorted(shown, key=lambda step: step.place)]
    if isinstance(kind, FillBlank):
        return [blank.given or "–" for blank in shown]
    return [f"{shown.given}{shown.unit}" if isinstance(kind, Numeric) else str(answer)]
