"""What changed between two revisions, piece by piece, as a person would tell it. Pure.

Chinese is compared character by character, Latin words and numbers whole; a lone character or mark that two texts
happen to share inside a rewritten passage is taken into the change, so that the passage reads in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext_lazy as _

from .kinds import Item, Kind, Row
from .typed import TypedRow, row_name

TOKEN = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
SHORT = 2  # an unchanged stretch of fewer tokens between two changes belongs to the change


@dataclass(frozen=True)
class Piece:
    was: str
    now: str

    @property
    def same(self) -> bool:
        return self.was == self.now


@dataclass(frozen=True)
class Changed:
    """A text that changed: `pieces` in reading order."""

    label: Any
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ChangedRow:
    """`was` and `now` are the row's numbers, None where it is not there; `name` is what authors call it."""

    name: str
    was: int | None
    now: int | None
    text: str
    correct: tuple[bool, bool] | None = None  # before and after, if it changed
    cells: tuple[Changed, ...] = ()
    moved: bool = False  # past another row, not merely up because one above it was removed


@dataclass(frozen=True)
class Difference:
    texts: list[Changed] = field(default_factory=list)
    rows: list[ChangedRow] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.texts or self.rows)


def pieces(was: str, now: str) -> tuple[Piece, ...]:
    """`was` and `now` as unchanged and changed pieces, which joined give each text again."""
    before, after = TOKEN.findall(was), TOKEN.findall(now)
    found: list[Piece] = []
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (tag, i1, i2, j1, j2) in enumerate(codes):
        one = Piece("".join(before[i1:i2]), "".join(after[j1:j2]))
        between = 0 < number < len(codes) - 1
        if found and (not found[-1].same) and (tag != "equal" or (between and i2 - i1 < SHORT)):
            found[-1] = Piece(found[-1].was + one.was, found[-1].now + one.now)
        else:
            found.append(one)
    return tuple(found)


def difference(kind: Kind, was: Item, now: Item, besides: Sequence[tuple[Any, str, str]] = ()) -> Difference:
    """What changed from `was` to `now`; `besides` gives further texts as (label, before, after)."""
    texts = [(_("Question"), was.stem, now.stem), (_("Material"), was.material, now.material)]
    texts += [
        (one.label, str(was.settings.get(one.name, one.default)), str(now.settings.get(one.name, one.default)))
        for one in kind.settings
    ]
    texts += [(_("Explanation"), was.explanation, now.explanation), *besides]
    return Difference(list(_changed(texts)), list(_rows(kind, was.rows, now.rows)))


def _changed(texts: Sequence[tuple[Any, str, str]]) -> Iterator[Changed]:
    return (Changed(label, pieces(was, now)) for label, was, now in texts if was != now)


def _rows(kind: Kind, was: Sequence[Row], now: Sequence[Row]) -> Iterator[ChangedRow]:
    partner = _partners(was, now)
    places_was = {old: place for place, old in enumerate(sorted(partner.values()))}
    places_now = {number: place for place, number in enumerate(sorted(partner))}
    for number, row in enumerate(now):
        name, text = row_name(kind, number + 1), row.text or row.match
        if number not in partner:
            yield ChangedRow(name, None, number + 1, text, (False, True) if _told(kind, row) else None)
            continue
        old = was[partner[number]]
        correct = (old.correct, row.correct) if _told(kind, old) != _told(kind, row) else None
        cells = tuple(_changed(_cells(kind, old, row)))
        moved = places_was[partner[number]] != places_now[number]
        if correct or cells or moved:
            yield ChangedRow(name, partner[number] + 1, number + 1, text, correct, cells, moved)
    for number in sorted(set(range(len(was))) - set(partner.values())):
        name, old = row_name(kind, number + 1), was[number]
        text = old.text or old.match
        yield ChangedRow(name, number + 1, None, text, (True, False) if _told(kind, old) else None)


def _partners(was: Sequence[Row], now: Sequence[Row]) -> dict[int, int]:
    """Index in `now` -> in `was`: rows of the same words belong together; of the rest, those in the same place."""
    partner: dict[int, int] = {}
    for number, row in enumerate(now):
        for old, before in enumerate(was):
            if (before.text, before.match) == (row.text, row.match) and old not in partner.values():
                partner[number] = old
                break
    for number in range(min(len(now), len(was))):
        if number not in partner and number not in partner.values():
            partner[number] = number
    return partner


def _told(kind: Kind, row: Row) -> bool:
    """Whether the kind's authors tick rows and this one is ticked."""
    return row.correct and any(column.name == "correct" for column in kind.columns)


def _cells(kind: Kind, was: Row, now: Row) -> list[tuple[Any, str, str]]:
    before, after = TypedRow.of(was), TypedRow.of(now)
    names = [column for column in kind.columns if column.name != "correct"]
    return [(column.label, getattr(before, column.name), getattr(after, column.name)) for column in names]
