"""A section as the class first answered it: how sure the rate is, and which questions and options cost the marks.

Plain data; `queries.py` brings it. First tries stand apart from repeats, because a repeat has seen the key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quiz.attempts.models import Attempt
from quiz.bank.kinds import KINDS, Kind, Outcome
from quiz.bank.kinds.choice import Choice
from quiz.bank.models import Revision

from .board import Board, Column
from .statistics import PASS_LINE, Interval, facility, mean, percent, wilson

HARMFUL = 3  # so many questions are looked at closely


@dataclass(frozen=True)
class Rate:
    """A section's mean score over the first tries of `n` trainees."""

    column: Column
    n: int
    share: Fraction
    interval: Interval

    @property
    def percent(self) -> int:
        return percent(self.share)

    @property
    def low(self) -> int:
        return percent(self.interval.low)

    @property
    def high(self) -> int:
        return percent(self.interval.high)

    @property
    def verdict(self) -> str:
        """below or above the pass line for certain (95 %), else near."""
        if self.interval.high * 100 < PASS_LINE:
            return "below"
        return "above" if self.interval.low * 100 >= PASS_LINE else "near"


def rate(column: Column, firsts: Iterable[Attempt]) -> Rate | None:
    """The rate of those among `firsts` that have a score; None without any."""
    shares = [facility(attempt.marks or 0, attempt.full_marks) for attempt in firsts if not attempt.awaits]
    share = mean(shares)
    return None if share is None else Rate(column, len(shares), share, wilson(share, len(shares)))


def rates(firsts: Board) -> list[Rate]:
    """Every section that somebody has handed in, the lowest first; `firsts` shows first attempts."""
    found = []
    for total in firsts.totals:
        one = rate(total.column, [cell.attempt for cell in total.cells if cell.attempt and cell.is_done])
        found += [one] if one else []
    return sorted(found, key=lambda one: one.share)


@dataclass(frozen=True)
class Repeats:
    """The last tries of the trainees who tried more than once."""

    n: int
    percent: int


def repeats(tries: Iterable[list[Attempt]]) -> Repeats | None:
    last = [max(attempts, key=lambda attempt: attempt.number) for attempts in tries if len(attempts) > 1]
    shares = [facility(attempt.marks or 0, attempt.full_marks) for attempt in last]
    share = mean(shares)
    return None if share is None else Repeats(len(last), percent(share))


@dataclass(frozen=True)
class Given:
    """One response of a first try."""

    answer: Any
    marks: int
    points: int
    outcome: str


@dataclass(frozen=True)
class OptionShare:
    letter: str  # by the author's order; empty for true or false
    text: str
    correct: bool
    reason: str
    chosen: int
    percent: int  # of those who answered


@dataclass(frozen=True)
class Trap:
    """The commonest mistake: a wrong option that was chosen, or in multiple choice a right one that was not."""

    option: OptionShare
    missed: bool
    people: int
    percent: int


@dataclass(frozen=True)
class QuestionReport:
    number: int  # in the section's order, not a trainee's
    revision: Revision
    kind: Kind
    given: list[Given]
    point: str = ""
    revised: bool = False  # another revision of the same question stands in this report

    @property
    def asked(self) -> int:
        return len(self.given)

    @property
    def tally(self) -> list[tuple[str, Any, int]]:
        """(outcome, its word, how many) for the outcomes that occur."""
        counts = Counter(given.outcome for given in self.given)
        return [(outcome.value, outcome.label, counts[outcome]) for outcome in Outcome if counts[outcome]]

    @property
    def answered(self) -> int:
        return sum(given.outcome != Outcome.UNANSWERED for given in self.given)

    @property
    def right(self) -> int:
        """The percentage of those asked who were fully right."""
        return percent(self.right_share)

    @property
    def right_share(self) -> Fraction:
        return Fraction(sum(given.outcome == Outcome.CORRECT for given in self.given), self.asked)

    @property
    def facility(self) -> int:
        """The percentage of the marks that those asked have earned: what there is to say of a written answer."""
        full = sum(given.points for given in self.given)
        return percent(facility(full - self.lost, full))

    @property
    def lost(self) -> int:
        """Marks lost by all together, hundredths."""
        return sum(given.points - given.marks for given in self.given)

    @property
    def options(self) -> list[OptionShare]:
        if not isinstance(self.kind, Choice):
            return []
        chosen = Counter(position for given in self.given for position in given.answer or ())
        found = []
        for number, row in enumerate(self.revision.item(self.kind.name).rows):
            letter, count = self.kind.letter(number), chosen[row.position]
            share = percent(Fraction(count, self.answered)) if self.answered else 0
            found.append(
                OptionShare(letter if letter.isalpha() else "", row.text, row.correct, row.reason, count, share)
            )
        return found

    @property
    def trap(self) -> Trap | None:
        found = []
        for option in self.options:
            missed = option.correct
            if missed and not getattr(self.kind, "several", False):
                continue
            people = self.answered - option.chosen if missed else option.chosen
            if people:
                found.append(Trap(option, missed, people, percent(Fraction(people, self.answered))))
        return max(found, key=lambda trap: (trap.people, not trap.missed), default=None)


@dataclass(frozen=True)
class SectionReport:
    column: Column
    invited: int
    rate: Rate | None
    repeats: Repeats | None
    passed: int  # first tries that reached the quiz's own pass mark
    questions: list[QuestionReport]
    awaiting: int = 0  # first tries that have no score yet

    @property
    def pass_percent(self) -> int:
        return percent(Fraction(self.passed, self.rate.n)) if self.rate else 0

    @property
    def harmful(self) -> list[QuestionReport]:
        """The questions that cost the class most marks, the worst first."""
        lossy = [question for question in self.questions if question.lost]
        return sorted(lossy, key=lambda question: (-question.lost, question.right, question.number))[:HARMFUL]

    @property
    def harm_percent(self) -> int:
        """The share of all lost marks that the harmful questions took."""
        lost = sum(question.lost for question in self.questions)
        return percent(Fraction(sum(question.lost for question in self.harmful), lost)) if lost else 0


def question_reports(
    revisions: Iterable[Revision], given: dict[int, list[Given]], points: dict[tuple[int, int], str]
) -> list[QuestionReport]:
    """One report a revision that was answered; `points` are the key points' texts by section and number."""
    ordered = sorted(
        revisions,
        key=lambda revision: (revision.question.section.position, revision.question.position, revision.number),
    )
    seen = Counter(revision.question_id for revision in ordered)
    return [
        QuestionReport(
            number,
            revision,
            KINDS[revision.question.kind],
            given[revision.pk],
            points.get((revision.question.section_id, revision.point or 0), ""),
            seen[revision.question_id] > 1,
        )
        for number, revision in enumerate(ordered, start=1)
    ]
