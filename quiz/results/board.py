"""The class board as plain data: which sections are open, how each trainee stands in each, what the class makes of it.

Nothing here reads the database; `queries.py` brings the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from django.utils.translation import gettext as _

from quiz.attempts.models import Attempt
from quiz.attempts.queries import counted
from quiz.classes.models import Enrolment, Mode, Quiz
from quiz.classes.terms import Terms
from quiz.lectures.models import Section
from quiz.people.models import User

from .statistics import PASS_LINE, facility, heat, mean, percent, score

Sittings = Mapping[tuple[int, int], list[Attempt]]  # (trainee, quiz) -> attempts
Progress = Mapping[int, tuple[int, int]]  # open attempt -> (answered, asked)
Own = Mapping[tuple[int, int], Terms]  # (trainee, quiz) -> what holds for somebody to whom something was granted

SORTS = ("number", "mean", "missing")
SHOWN = ("counted", "best", "first")  # which attempt a cell shows; `counted` is the quiz's own rule
WEAKEST = 2  # so many sections are named above the board


@dataclass(frozen=True)
class Column:
    """An opened quiz: what heads a column of the board."""

    quiz: Quiz
    label: str
    title: str
    heading: str  # both together
    may_be_taken: bool
    opened: bool = True  # else it was taken back after some had taken it: it shows, and nobody is missing from it


@dataclass
class Part:
    """A part of the lecture: its opened quizzes and how many of the published wait to be opened."""

    heading: str
    label: str  # the same in short: 三
    columns: list[Column] = field(default_factory=list)
    waiting: int = 0


def parts_of(quizzes: Iterable[Quiz], at: datetime, taken: Container[int] = ()) -> list[Part]:
    """The quizzes by part of the lecture, in the class's order; exams stand by themselves.

    `taken`: the numbers of those that somebody has begun; what came of them shows even if they have been taken back.
    """
    parts: dict[Section | None, Part] = {}
    headed: set[Section] = set()
    for quiz in quizzes:
        sections = list(quiz.sections.all()) if quiz.mode == Mode.SECTION else []
        roots = {section.parent or section for section in sections}
        root = roots.pop() if len(roots) == 1 else None
        mode = str(Mode(quiz.mode).label)
        new = Part(root.heading, root.label or root.title) if root else Part(mode, mode)
        part = parts.setdefault(root, new)
        opened = quiz.has_opened(at)
        if not opened and quiz.pk not in taken:
            part.waiting += quiz.published_at is not None
            continue
        # The section's own quiz is called by the section; another on the same section by its title.
        alone = sections[0] if len(sections) == 1 and sections[0] not in headed else None
        headed.update(sections)
        title, heading = (alone.title, alone.heading) if alone else (quiz.title, quiz.title)
        heading = heading if opened else _("%(title)s (not open now)") % {"title": heading}
        label = (alone and alone.label) or title
        part.columns.append(Column(quiz, label, title, heading, quiz.is_open(at), opened))
    for part in parts.values():
        if not part.waiting and len(part.columns) == 1 and part.columns[0].title == part.heading:
            part.heading = ""  # the column already says it
    return list(parts.values())


@dataclass(frozen=True)
class Cell:
    """How one trainee stands in one quiz."""

    column: Column
    attempt: Attempt | None = None  # the handed-in one that is shown, else the one under way
    answered: int = 0
    asked: int = 0
    opened: bool = True  # for this trainee
    may_be_taken: bool = True
    own_close: datetime | None = None  # when it closes for this trainee, if not when it closes for all

    @property
    def state(self) -> str:
        if self.attempt is None:
            return "none"
        if self.attempt.is_open:
            return "doing"
        return "awaits" if self.attempt.awaits else "done"

    @property
    def is_done(self) -> bool:
        """Whether it was handed in; there is no score yet while it `awaits` marking."""
        return self.state in ("done", "awaits")

    @property
    def share(self) -> Fraction | None:
        if self.attempt is None or self.attempt.marks is None or self.attempt.awaits:
            return None
        return facility(self.attempt.marks, self.attempt.full_marks)

    @property
    def percent(self) -> int | None:
        """The score as the trainee sees it."""
        return self.attempt.percent if self.attempt else None

    @property
    def step(self) -> str:
        """The class of the heat map: h1 to h5, awaits, doing or none."""
        return self.state if self.percent is None else heat(self.percent)

    @property
    def text(self) -> str:
        if self.percent is not None:
            return str(self.percent)
        if self.state == "awaits":
            return _("to mark")
        return f"{self.answered}/{self.asked}" if self.attempt else "–"


@dataclass
class Row:
    enrolment: Enrolment
    name: str  # with the number where the class has the name twice
    cells: list[Cell]

    @property
    def trainee(self) -> User:
        return self.enrolment.trainee

    @property
    def share(self) -> Fraction | None:
        return mean(cell.share for cell in self.cells if cell.share is not None)

    @property
    def mean(self) -> str:
        return score(self.share)

    @property
    def missing(self) -> int:
        return sum(cell.opened and not cell.is_done for cell in self.cells)


@dataclass(frozen=True)
class Total:
    """One section over all trainees shown."""

    column: Column
    entries: list[tuple[Row, Cell]]

    @property
    def cells(self) -> list[Cell]:
        return [cell for _row, cell in self.entries]

    @property
    def done(self) -> int:
        return sum(cell.is_done for cell in self.cells)

    @property
    def share(self) -> Fraction | None:
        return mean(cell.share for cell in self.cells if cell.share is not None)

    @property
    def percent(self) -> int | None:
        return None if self.share is None else percent(self.share)

    @property
    def step(self) -> str:
        return "none" if self.percent is None else heat(self.percent)


@dataclass
class Board:
    parts: list[Part]
    rows: list[Row]

    @property
    def columns(self) -> list[Column]:
        return [column for part in self.parts for column in part.columns]

    @property
    def waiting(self) -> int:
        return sum(part.waiting for part in self.parts)

    @property
    def totals(self) -> list[Total]:
        return [Total(column, [(row, row.cells[n]) for row in self.rows]) for n, column in enumerate(self.columns)]

    @property
    def papers(self) -> list[Attempt]:
        """The handed-in attempts that the cells show."""
        return [cell.attempt for row in self.rows for cell in row.cells if cell.attempt and cell.is_done]

    @property
    def marked(self) -> list[Attempt]:
        """Those of them that have a score."""
        return [attempt for attempt in self.papers if not attempt.awaits]

    @property
    def finished(self) -> int:
        return sum(not row.missing for row in self.rows) if self.columns else 0

    @property
    def unfinished(self) -> int:
        return sum(row.missing > 0 for row in self.rows)

    @property
    def mean(self) -> str:
        return score(mean(facility(attempt.marks or 0, attempt.full_marks) for attempt in self.marked))

    @property
    def pass_percent(self) -> int | None:
        papers = self.marked
        return percent(Fraction(sum(bool(attempt.passed) for attempt in papers), len(papers))) if papers else None

    @property
    def weakest(self) -> list[Total]:
        """The lowest sections: up to two that lie below the pass line, else the lowest one."""
        of_sections = [total for total in self.totals if total.column.quiz.mode == Mode.SECTION]
        taken = [(total.share, number, total) for number, total in enumerate(of_sections) if total.share is not None]
        lowest = [total for _share, _number, total in sorted(taken, key=lambda entry: entry[:2])]
        below = [total for total in lowest if (total.percent or 0) < PASS_LINE]
        return below[:WEAKEST] or lowest[:1]

    def sort(self, by: str) -> None:
        """By number (as enrolled), by mean from the lowest, or by what is missing from the most."""
        if by == "mean":
            self.rows.sort(key=lambda row: (row.share is None, row.share or 0))
        elif by == "missing":
            self.rows.sort(key=lambda row: -row.missing)


def build(
    parts: list[Part],
    enrolments: list[Enrolment],
    sittings: Sittings,
    progress: Progress,
    own: Own,
    *,
    at: datetime,
    shown: str,
) -> Board:
    columns = [column for part in parts for column in part.columns]
    names = Counter(enrolment.trainee.name for enrolment in enrolments)
    rows = []
    for enrolment in enrolments:
        who = enrolment.trainee
        cells = []
        for column in columns:
            pair = who.pk, column.quiz.pk
            cells.append(_cell(column, sittings.get(pair, []), progress, own.get(pair), at, shown))
        rows.append(Row(enrolment, who.name if names[who.name] == 1 else f"{who.name}（{who.username}）", cells))
    return Board(parts, rows)


def _cell(
    column: Column, attempts: list[Attempt], progress: Progress, own: Terms | None, at: datetime, shown: str
) -> Cell:
    opened, may_be_taken, own_close = column.opened, column.may_be_taken, None
    if own:
        opened, may_be_taken = column.opened and own.has_opened(at), own.is_open(at)
        own_close = own.closes_at if own.closes_at != column.quiz.closes_at else None
    done = [attempt for attempt in attempts if not attempt.is_open]
    attempt = counted(done, column.quiz.counting if shown == "counted" else shown)
    if attempt is None and attempts:
        attempt = attempts[0]
    if attempt is None:
        return Cell(column, None, 0, 0, opened, may_be_taken, own_close)
    attempt.quiz = column.quiz  # its rules are asked for; they are here already
    return Cell(column, attempt, *progress.get(attempt.pk, (0, 0)), opened, may_be_taken, own_close)
