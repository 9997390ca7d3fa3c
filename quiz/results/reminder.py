"""Who has not taken which section, and the text that an organiser pastes into the group chat of the class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .board import Board, Cell, Column, Row


@dataclass(frozen=True)
class Missing:
    """One section and who has not handed it in: (row of the board, its cell)."""

    column: Column
    who: list[tuple[Row, Cell]]
    everybody: bool

    @property
    def takeable(self) -> Missing | None:
        """The same with those alone who may take it now, for whom the quiz is open or whom it was granted; None if
        there are none."""
        who = [(row, cell) for row, cell in self.who if cell.may_be_taken]
        return Missing(self.column, who, self.everybody and len(who) == len(self.who)) if who else None

    @property
    def line(self) -> str:
        """`2.3 权责关系不明（3人，11月25日18:00截止）：学员01、学员05、学员12`"""
        people = ngettext("%(n)d person", "%(n)d people", len(self.who)) % {"n": len(self.who)}
        closes = self.column.quiz.closes_at
        if closes is not None and self.column.may_be_taken:
            people = _("%(people)s, closes %(moment)s") % {"people": people, "moment": _moment(closes)}
        alike = self.everybody and not any(cell.own_close for _row, cell in self.who)
        names = _("everybody") if alike else _("; ").join(_named(row, cell) for row, cell in self.who)
        return _("%(section)s (%(people)s): %(names)s") % {
            "section": self.column.heading,
            "people": people,
            "names": names,
        }

    def text(self, class_name: str) -> str:
        return f"{opening(class_name)}\n{self.line}"


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), _("j M, H:i"))


def _named(row: Row, cell: Cell) -> str:
    if cell.own_close is None:
        return row.name
    return _("%(name)s (closes %(moment)s)") % {"name": row.name, "moment": _moment(cell.own_close)}


def opening(class_name: str) -> str:
    return _("%(name)s: please take these quizzes soon.") % {"name": class_name}


def missing(board: Board) -> list[Missing]:
    """Every section that somebody for whom it has opened has not handed in, in reading order; closed ones too."""
    found = []
    for total in board.totals:
        who = [(row, cell) for row, cell in total.entries if cell.opened and not cell.is_done]
        if who:
            found.append(Missing(total.column, who, len(who) == len(board.rows) > 1))
    return found


@dataclass(frozen=True)
class Reminder:
    """A text for everybody who can still take something, and how many that are."""

    people: int
    text: str


def reminder(board: Board, class_name: str) -> Reminder:
    """Whoever cannot take a section any more, or not yet, is not called upon to."""
    takeable = [entry for found in missing(board) if (entry := found.takeable)]
    people = {row.trainee.pk for entry in takeable for row, _cell in entry.who}
    lines = [opening(class_name), *(entry.line for entry in takeable)]
    return Reminder(len(people), "\n".join(lines) if takeable else "")
