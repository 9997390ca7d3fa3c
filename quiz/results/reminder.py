"""Who has not taken which section, and the text that an organiser pastes into the group chat of the class."""

from __future__ import annotations

from dataclasses import dataclass

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
    def line(self) -> str:
        """`2.3 权责关系不明（3人，11月25日18:00截止）：学员01、学员05、学员12`"""
        people = ngettext("%(n)d person", "%(n)d people", len(self.who)) % {"n": len(self.who)}
        closes = self.column.quiz.closes_at
        if closes is not None:
            moment = date_format(timezone.localtime(closes), _("j M, H:i"))
            people = _("%(people)s, closes %(moment)s") % {"people": people, "moment": moment}
        names = _("everybody") if self.everybody else _("; ").join(row.name for row, _cell in self.who)
        return _("%(section)s (%(people)s): %(names)s") % {
            "section": self.column.heading,
            "people": people,
            "names": names,
        }

    def text(self, class_name: str) -> str:
        return f"{opening(class_name)}\n{self.line}"


def opening(class_name: str) -> str:
    return _("%(name)s: please take these quizzes soon.") % {"name": class_name}


def missing(board: Board) -> list[Missing]:
    """Every opened section that somebody has not handed in, in reading order; closed ones too."""
    found = []
    for total in board.totals:
        who = [(row, cell) for row, cell in total.entries if not cell.is_done]
        if who and total.column.opened:
            found.append(Missing(total.column, who, len(who) == len(board.rows) > 1))
    return found


@dataclass(frozen=True)
class Reminder:
    """A text for everybody who can still take something, and how many that are."""

    people: int
    text: str


def reminder(board: Board, class_name: str) -> Reminder:
    """A closed section is left out: nobody can take it any more."""
    takeable = [entry for entry in missing(board) if entry.column.may_be_taken]
    people = {row.trainee.pk for entry in takeable for row, _cell in entry.who}
    lines = [opening(class_name), *(entry.line for entry in takeable)]
    return Reminder(len(people), "\n".join(lines) if takeable else "")
