"""A question as it stands in the editor: what was typed, sound or not, and the rows being added, moved and removed.

The form sends one list a column (`row-text`, `row-reason`, …), parallel in the order of the rows; ticked rows come as
their numbers in `row-correct`. What the kind has no column for is filled in as the content files do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from string import ascii_uppercase

from django.http import QueryDict

from .kinds import Item, Kind, Row
from .strict_yaml import CONTROL

TEXTS = ("text", "match", "reason", "blank", "marks")
MOST_MARKS = 10_000  # hundredths


@dataclass(frozen=True)
class TypedRow:
    """A row with its numbers as they were typed."""

    text: str = ""
    match: str = ""
    reason: str = ""
    blank: str = ""
    marks: str = ""
    correct: bool = False

    @classmethod
    def of(cls, row: Row) -> TypedRow:
        marks = "" if row.marks is None else format((Decimal(row.marks) / 100).normalize(), "f")
        blank = "" if row.blank is None else str(row.blank)
        return cls(row.text, row.match, row.reason, blank, marks, row.correct)

    def as_row(self, kind: Kind, position: int) -> Row:
        """The row at `position`; a number that is none becomes None, for the kind's check to name."""
        asked = {column.name for column in kind.columns}
        correct = self.correct if "correct" in asked else bool(self.text)
        blank = int(self.blank) if self.blank.isdecimal() and len(self.blank) < 4 else None
        return Row(position, self.text, correct, self.reason, self.match, blank, _hundredths(self.marks))


def _hundredths(typed: str) -> int | None:
    try:
        marks = Decimal(typed) * 100
    except InvalidOperation:
        return None
    whole = marks.is_finite() and marks == marks.to_integral_value()
    return int(marks) if whole and 0 < marks <= MOST_MARKS else None


def row_name(kind: Kind, number: int) -> str:
    """What authors call the row at `number`: a letter where rows are options to tick, else the number."""
    ticked = kind.columns[0].name == "correct" and number <= len(ascii_uppercase)
    return ascii_uppercase[number - 1] if ticked else str(number)


def plain(text: str) -> str:
    """`text` as it is kept: browsers send line ends as CR LF, and what was copied from elsewhere may bring marks along
    that nobody sees and a content file may not hold."""
    return CONTROL.sub("", text.replace("\r\n", "\n")).strip()


def typed_rows(kind: Kind, data: QueryDict) -> list[TypedRow]:
    """The rows in a submitted form, at least as many as the kind asks for."""
    columns = {name: data.getlist(f"row-{name}") for name in TEXTS}
    ticked = set(data.getlist("row-correct"))
    rows = [
        TypedRow(
            correct=str(number + 1) in ticked,
            **{name: plain(values[number]) if number < len(values) else "" for name, values in columns.items()},
        )
        for number in range(max(map(len, columns.values())))
    ]
    rows = at_least(kind, rows)
    return [replace(row, text=text) for row, text in zip(rows, kind.texts, strict=False)] if kind.texts else rows


def at_least(kind: Kind, rows: Sequence[TypedRow]) -> list[TypedRow]:
    return [*rows, *[TypedRow()] * (kind.min_rows - len(rows))]


def first_rows(kind: Kind) -> list[TypedRow]:
    """What a new question begins with: four options, the two answers to a statement, room for what is asked."""
    if kind.texts:
        return [TypedRow(text, correct=number == 0) for number, text in enumerate(kind.texts)]
    return [TypedRow()] * min(kind.max_rows, max(kind.min_rows, 4 if kind.max_rows > 4 else 1))


def act(kind: Kind, rows: list[TypedRow], action: str) -> tuple[list[TypedRow], int]:
    """The rows after `add`, `remove-2`, `up-2` or `down-2`, and the number of the row to go on with (0: none).

    An action that cannot be done changes nothing.
    """
    verb, _dash, digits = action.partition("-")
    number = int(digits) if digits.isdecimal() and len(digits) < 4 else 0
    if verb == "add" and len(rows) < kind.max_rows:
        return [*rows, TypedRow()], len(rows) + 1
    if not 1 <= number <= len(rows):
        return rows, 0
    if verb == "remove" and len(rows) > kind.min_rows:
        return rows[: number - 1] + rows[number:], min(number, len(rows) - 1)
    to = {"up": number - 1, "down": number + 1}.get(verb, 0)
    if 1 <= to <= len(rows):
        rows = rows[:]
        rows[number - 1], rows[to - 1] = rows[to - 1], rows[number - 1]
        return rows, to
    return rows, number


def typed_item(kind: Kind, data: QueryDict, rows: Sequence[TypedRow], material: str = "") -> Item:
    settings = {one.name: plain(data.get(f"setting_{one.name}", "")) or one.default for one in kind.settings}
    return Item(
        kind.name,
        plain(data.get("stem", "")),
        tuple(row.as_row(kind, position) for position, row in enumerate(rows, start=1)),
        plain(data.get("explanation", "")),
        settings,
        material,
    )


def showable(kind: Kind, item: Item) -> Item:
    """`item` cut to the rows its kind can show, for a preview of what is not sound yet."""
    return replace(item, rows=item.rows[: kind.max_rows])
