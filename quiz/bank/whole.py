"""All that one revision says, as its author reads it: every text, every row with its key. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .kinds import Item, Kind, Row
from .typed import TypedRow, row_name


@dataclass(frozen=True)
class Said:
    label: Any
    text: str


@dataclass(frozen=True)
class SaidRow:
    """`text` is what the row is known by; `cells` are the others that are filled in."""

    name: str
    text: str
    correct: bool
    cells: tuple[Said, ...]


@dataclass(frozen=True)
class Whole:
    """`before` and `after` the rows, in the order of the editor. What is empty is left out."""

    before: tuple[Said, ...]
    rows: tuple[SaidRow, ...]
    after: tuple[Said, ...]


def whole(kind: Kind, item: Item, besides: Sequence[tuple[Any, str]] = ()) -> Whole:
    """`besides` gives further texts as (label, text)."""
    settings = [(one.label, _setting(one, item)) for one in kind.settings]
    return Whole(
        _filled([(_("Material"), item.material), (_("Question"), item.stem)]),
        tuple(_row(kind, number, row) for number, row in enumerate(item.rows, start=1)),
        _filled([*settings, (_("Explanation"), item.explanation), *besides]),
    )


def _filled(texts: Sequence[tuple[Any, str]]) -> tuple[Said, ...]:
    return tuple(Said(label, text) for label, text in texts if text)


def _setting(one: Any, item: Item) -> str:
    value = str(item.settings.get(one.name, one.default))
    return str(dict(one.choices).get(value, value))


def _row(kind: Kind, number: int, row: Row) -> SaidRow:
    typed, ticked = TypedRow.of(row), [column.name for column in kind.columns].count("correct")
    cells = [(column.label, getattr(typed, column.name)) for column in kind.columns if column.name != "correct"]
    known = typed.text or typed.match
    return SaidRow(row_name(kind, number), known, bool(ticked and row.correct), _filled(_but(cells, known)))


def _but(cells: Sequence[tuple[Any, str]], known: str) -> list[tuple[Any, str]]:
    """`cells` without the first that holds `known`."""
    place = next((number for number, (_label, text) in enumerate(cells) if text == known), len(cells))
    return [cell for number, cell in enumerate(cells) if number != place]
