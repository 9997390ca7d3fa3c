"""A class's results as tables for Excel and WPS: one header row each, numbers as numbers, so that one can go on with
them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from quiz.attempts.models import Attempt
from quiz.classes.models import Enrolment

from .board import Board, Cell, Column, Row
from .report import QuestionReport, Rate
from .statistics import facility, mean

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDE, PLAIN = 48, 12  # characters
Value = str | int | float | datetime | Fraction | None  # a Fraction is shown as a percentage


@dataclass(frozen=True)
class Table:
    """One sheet: its name (at most 31 characters), its header and its rows, each as long as the header."""

    name: str
    header: Sequence[str]
    rows: list[list[Value]]
    wide: frozenset[int] = field(default_factory=frozenset)  # columns that hold a sentence


def written(tables: Iterable[Table]) -> bytes:
    """The workbook as a file. A text stays a text, also one that begins like a formula or an address."""
    import xlsxwriter  # here, so that a process that never writes one does without its memory

    file = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, plain) as workbook:
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        formats = {
            datetime: workbook.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
            Fraction: workbook.add_format({"num_format": "0%"}),
            str: workbook.add_format({"num_format": "@"}),  # a number that is a name, 007, keeps its noughts
        }
        for table in tables:
            sheet = workbook.add_worksheet(table.name)
            sheet.freeze_panes(1, 2)
            for column, title in enumerate(table.header):
                sheet.write_string(0, column, title, head)
                sheet.set_column(column, column, WIDE if column in table.wide else PLAIN + 6 * (len(title) > 8))
            for number, row in enumerate(table.rows, start=1):
                for column, value in enumerate(row):
                    _write(sheet, number, column, value, formats)
            if table.rows:
                sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)
    return file.getvalue()


def _write(sheet: Any, row: int, column: int, value: Value, formats: Mapping[type, Any]) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, formats[str])
    elif isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None)  # a sheet knows of no time zones
        sheet.write_datetime(row, column, local, formats[datetime])
    elif isinstance(value, Fraction):
        sheet.write_number(row, column, float(value), formats[Fraction])
    elif value is not None:
        sheet.write_number(row, column, value)


def _person(enrolment: Enrolment) -> list[Value]:
    trainee = enrolment.trainee
    return [trainee.username, trainee.name, enrolment.unit, enrolment.position, enrolment.group]


def _persons() -> list[str]:
    return [_("Number"), _("Name"), _("Unit"), _("Post"), _("Group")]


def summary(board: Board) -> Table:
    """A row a trainee, a column a quiz: the score that counts on a scale of 100, or how the trainee stands."""
    header = [*_persons(), *(column.heading for column in board.columns)]
    header += [_("Mean"), _("Handed in"), _("Still missing")]
    return Table(_("Scores"), header, [_summed(row) for row in board.rows])


def _summed(row: Row) -> list[Value]:
    share = row.share
    average = None if share is None else round(float(share * 100), 1)
    cells: list[Value] = [_score(cell) for cell in row.cells]
    return [*_person(row.enrolment), *cells, average, sum(cell.is_done for cell in row.cells), row.missing]


def _score(cell: Cell) -> Value:
    return cell.percent if cell.percent is not None else state(cell)


def state(cell: Cell) -> str:
    """How somebody without a score stands in a quiz; empty for a quiz that is not open for him."""
    if cell.state == "doing":
        return _("under way")
    if cell.state == "awaits":
        return _("Waiting for marking")
    return _("not taken") if cell.opened else ""


def attempts(board: Board, tries: Mapping[tuple[int, int], list[Attempt]]) -> Table:
    """A row an attempt, of everybody and every quiz on the board."""
    header = [
        *_persons(),
        _("Quiz"),
        _("Which try"),
        _("Counts"),
        _("Score of 100"),
        _("Marks earned"),
        _("Full marks"),
    ]
    header += [_("Grade"), _("Passed"), _("Began"), _("Handed in at"), _("Minutes taken"), _("Handed in by")]
    header += [_("Left the page"), _("Waiting for marking")]
    rows = []
    for row in board.rows:
        for cell in row.cells:
            for attempt in tries.get((row.trainee.pk, cell.column.quiz.pk), []):
                attempt.quiz = cell.column.quiz
                rows.append([*_person(row.enrolment), *_tried(cell, attempt)])
    return Table(_("Each attempt"), header, rows, frozenset({5}))


def _tried(cell: Cell, attempt: Attempt) -> list[Value]:
    seconds, passed = attempt.seconds, attempt.passed
    return [
        cell.column.heading,
        attempt.number,
        _("yes") if attempt == cell.attempt and cell.is_done else "",
        attempt.percent,
        None if attempt.percent is None or attempt.marks is None else attempt.marks / 100,
        attempt.full_marks / 100,
        attempt.band,
        "" if passed is None else _("yes") if passed else _("no"),
        attempt.started_at,
        attempt.handed_in_at,
        None if seconds is None else round(seconds / 60, 1),
        attempt.get_handed_in_by_display() or _("under way"),
        attempt.leaves if attempt.quiz.count_leaves else None,
        attempt.awaits or None,
    ]


def quizzes(board: Board, rates: Mapping[int, Rate]) -> Table:
    """A row a quiz; `rates` are those of the first tries, by the quiz's number."""
    header = [_("Quiz"), _("To take part"), _("Handed in"), _("Still missing"), _("Mean"), _("Highest"), _("Lowest")]
    header += [_("Pass rate"), _("First tries"), _("Mean rate of first tries"), _("95 % from"), _("to")]
    rows: list[list[Value]] = []
    for total in board.totals:
        marked = [cell.attempt for cell in total.cells if cell.attempt and cell.percent is not None]
        percents = [attempt.percent for attempt in marked if attempt.percent is not None]
        passed = mean(Fraction(bool(attempt.passed)) for attempt in marked)
        average = None if total.share is None else round(float(total.share * 100), 1)
        missing = sum(cell.opened and not cell.is_done for cell in total.cells)
        ends = [max(percents, default=None), min(percents, default=None)]
        rate = rates.get(total.column.quiz.pk)
        sure: list[Value] = [0, None, None, None]
        if rate:
            sure = [rate.n, rate.share, Fraction(rate.interval.low), Fraction(rate.interval.high)]
        rows.append([total.column.heading, len(total.cells), total.done, missing, average, *ends, passed, *sure])
    return Table(_("Quizzes"), header, rows, frozenset({0}))


def questions(found: Sequence[tuple[Column, list[QuestionReport]]]) -> Table:
    """A row a question as first tries answered it, with how many chose each option."""
    most = max((len(one.options) for _column, reports in found for one in reports), default=0)
    letters = [chr(ord("A") + number) for number in range(most)]
    header = [_("Quiz"), _("Question key"), _("Kind"), _("Question"), _("Asked of"), _("Right"), _("Facility")]
    header += [_("Right options"), *letters, _("Not answered")]
    rows = [[column.heading, *_asked(one, most)] for column, reports in found for one in reports]
    return Table(_("Questions"), header, rows, frozenset({0, 3}))


def _asked(one: QuestionReport, most: int) -> list[Value]:
    chosen: list[Value] = [option.chosen for option in one.options]
    right = "".join(chr(ord("A") + number) for number, option in enumerate(one.options) if option.correct)
    full = sum(given.points for given in one.given)
    return [
        one.revision.question.key,
        str(one.kind.label),
        one.revision.stem,
        one.asked,
        one.right_share if one.kind.objective else None,
        facility(full - one.lost, full) if full else None,
        right,
        *chosen,
        *([None] * (most - len(chosen))),
        one.asked - one.answered,
    ]


def absent(board: Board) -> Table:
    """A row for each trainee and quiz that is still missing."""
    header = [_("Quiz"), *_persons(), _("How it stands"), _("May be taken now")]
    rows: list[list[Value]] = [
        [total.column.heading, *_person(row.enrolment), state(cell), _("yes") if cell.may_be_taken else _("no")]
        for total in board.totals
        for row, cell in total.entries
        if cell.opened and not cell.is_done
    ]
    return Table(_("Not taken yet"), header, rows, frozenset({0}))


def notes(class_name: str, by: str, at: datetime) -> Table:
    """What the figures mean, and whose they are."""
    rows: list[list[Value]] = [
        [_("Class"), class_name],
        [_("Data as of"), at],
        [_("Taken out by"), by],
        [_("Scores"), _("On a scale of 100; the attempt that counts by the rules of its quiz.")],
        [_("Questions"), _("First tries only; a repeat has seen the key. Facility: marks earned of marks possible.")],
        [_("Personal data"), _("Names and scores of trainees: pass them on only to whom they concern.")],
    ]
    return Table(_("Notes"), [_("What"), _("Said")], rows, frozenset({1}))
