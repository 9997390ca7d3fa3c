"""Reading a class's results for the organiser. The number of queries grows neither with trainees nor with quizzes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from quiz.attempts.models import Attempt, Response
from quiz.attempts.queries import counted
from quiz.bank.kinds.choice import Choice
from quiz.bank.models import Revision
from quiz.classes.models import Quiz, TrainingClass
from quiz.people.models import User

STEPS = ((85, "h1"), (70, "h2"), (60, "h3"), (40, "h4"), (0, "h5"))


def step(percent: int) -> str:
    """The heat-map step of a percentage: h1 (very good) to h5 (teach again)."""
    return next(name for least, name in STEPS if percent >= least)


def mean(values: list[int]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None


@dataclass
class Cell:
    attempt: Attempt | None = None
    text: str = "–"
    step: str = ""


@dataclass
class BoardRow:
    trainee: User
    group: str
    cells: list[Cell]
    mean: float | None
    missing: int


@dataclass
class Board:
    quizzes: list[Quiz]
    rows: list[BoardRow]
    totals: list[Cell]
    mean: float | None
    finished: int
    reminder: str


def board(training_class: TrainingClass) -> Board:
    quizzes = list(training_class.quizzes.published().prefetch_related("sections"))
    for quiz in quizzes:
        sections = list(quiz.sections.all())
        quiz.short = sections[0].label or sections[0].title if sections else quiz.title  # type: ignore[attr-defined]
    attempts: dict[tuple[int, int], list[Attempt]] = defaultdict(list)
    found = Attempt.objects.filter(quiz__in=quizzes).annotate(
        answered=Count("responses", filter=Q(responses__answer__isnull=False)), asked=Count("responses")
    )
    for attempt in found:
        attempts[attempt.trainee_id, attempt.quiz_id].append(attempt)
    rows = []
    for enrolment in training_class.enrolments.filter(left_at=None).select_related("trainee"):
        cells = [_cell(attempts[enrolment.trainee_id, quiz.pk], quiz) for quiz in quizzes]
        missing = sum(cell.step in ("", "doing") for cell in cells)
        rows.append(BoardRow(enrolment.trainee, enrolment.group, cells, mean(_percents(cells)), missing))
    totals = [_total([row.cells[n] for row in rows]) for n in range(len(quizzes))]
    finals = _percents([cell for row in rows for cell in row.cells])
    finished = sum(not row.missing for row in rows) if quizzes else 0
    return Board(quizzes, rows, totals, mean(finals), finished, _reminder(quizzes, rows))


def _cell(attempts: list[Attempt], quiz: Quiz) -> Cell:
    best = counted([attempt for attempt in attempts if not attempt.is_open], quiz.counting)
    if best is not None:
        return Cell(best, str(best.percent), step(best.percent or 0))
    if attempts:
        return Cell(attempts[0], f"{attempts[0].answered}/{attempts[0].asked}", "doing")  # type: ignore[attr-defined]
    return Cell()


def _percents(cells: list[Cell]) -> list[int]:
    return [cell.attempt.percent or 0 for cell in cells if cell.attempt and not cell.attempt.is_open]


def _total(cells: list[Cell]) -> Cell:
    value = mean(_percents(cells))
    return Cell() if value is None else Cell(None, f"{value:.0f}", step(round(value)))


def _reminder(quizzes: list[Quiz], rows: list[BoardRow]) -> str:
    """One line a quiz: its title and the names of who has not handed it in."""
    lines = []
    for number, quiz in enumerate(quizzes):
        names = [row.trainee.name for row in rows if row.cells[number].step in ("", "doing")]
        if names:
            lines.append(f"{quiz.title}：{'、'.join(names)}")
    return "\n".join(lines)


@dataclass
class OptionCount:
    text: str
    correct: bool
    chosen: int


@dataclass
class QuestionReport:
    stem: str
    answers: int
    rate: int
    options: list[OptionCount]
    unanswered: int


@dataclass
class SectionReport:
    trainees: int
    questions: list[QuestionReport]


def section_report(quiz: Quiz) -> SectionReport:
    """Right rate and chosen options of each revision, over the first handed-in attempt of each trainee."""
    first: dict[int, int] = {}
    for pk, trainee in quiz.attempts.handed_in().order_by("number").values_list("pk", "trainee_id"):
        first.setdefault(trainee, pk)
    grouped: dict[Revision, list[Response]] = defaultdict(list)
    responses = Response.objects.filter(attempt__in=first.values()).select_related("revision__question")
    for response in responses.prefetch_related("revision__options"):
        grouped[response.revision].append(response)
    reports = [_question(revision, given) for revision, given in grouped.items()]
    return SectionReport(len(first), sorted(reports, key=lambda report: report.rate))


def _question(revision: Revision, given: list[Response]) -> QuestionReport:
    choice = isinstance(given[0].kind, Choice)
    chosen = Counter(position for response in given if choice for position in response.answer or ())
    right = sum(response.outcome == "correct" for response in given)
    rows = [OptionCount(row.text, row.correct, chosen[row.position]) for row in given[0].item.rows if choice]
    unanswered = sum(response.answer is None for response in given)
    return QuestionReport(revision.stem, len(given) - unanswered, round(100 * right / len(given)), rows, unanswered)
