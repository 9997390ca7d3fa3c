"""A number, right within a tolerance. An answer is the text as typed; the unit may be typed or left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from .base import (
    UNANSWERED,
    Answer,
    BadAnswer,
    Column,
    FormData,
    Grade,
    Item,
    Kind,
    Problem,
    Rule,
    Setting,
    award,
    check_texts,
)

MAX_LENGTH, MAX_UNIT = 40, 16


def read_number(text: str, unit: str = "") -> Decimal | None:
    """The number in `text` (full width, spaces, thousands commas and the unit forgiven), None if it is not one."""
    plain = _plain(text).replace(",", "").replace("−", "-").removesuffix(_plain(unit))
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    if "_" in plain:  # Python reads 1_000 as a number; people do not
        return None
    return number if number.is_finite() and abs(number.adjusted()) < MAX_LENGTH else None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True)
class ShownNumber:
    given: str
    unit: str


@dataclass(frozen=True)
class ReviewedNumber(ShownNumber):
    key: str
    tolerance: str
    correct: bool


class Numeric(Kind):
    name = "numeric"
    label = _("Numeric")
    template = "bank/kinds/numeric.html"
    rows_label = _("Right answer")
    columns = (Column("text", _("Number")),)
    min_rows = max_rows = 1
    settings = (Setting("tolerance", _("Tolerance"), default="0"), Setting("unit", _("Unit")))

    def check(self, item: Item) -> list[Problem]:
        problems = check_texts(item)
        if len(item.rows) != 1 or read_number(item.rows[0].text) is None:
            problems.append(Problem("value-missing", _("Give the right number."), ("rows",)))
        tolerance = read_number(str(item.settings.get("tolerance", "0")))
        if tolerance is None or tolerance < 0:
            problems.append(Problem("tolerance", _("The tolerance is a number from 0 on."), ("tolerance",)))
        if len(str(item.settings.get("unit", ""))) > MAX_UNIT:
            message = _("The unit is longer than %(limit)d characters. Shorten it.") % {"limit": MAX_UNIT}
            problems.append(Problem("unit-long", message, ("unit",)))
        return problems

    def read(self, item: Item, data: FormData, order: Sequence[int] = ()) -> Answer:
        given = "".join(list(data.getlist("answer"))[:1]).strip()
        if len(given) > MAX_LENGTH:
            raise BadAnswer(given)
        return given or None

    def grade(self, item: Item, answer: Answer, rule: Rule) -> Grade:
        return award(Fraction(self._right(item, answer)), rule) if answer else UNANSWERED

    def key(self, item: Item) -> str:
        return item.rows[0].text

    def decides(self, item: Item) -> Any:
        return read_number(self.key(item)), item.settings.get("tolerance", "0"), item.settings.get("unit", "")

    def show(self, item: Item, order: Sequence[int], answer: Answer) -> ShownNumber:
        return ShownNumber(answer or "", str(item.settings.get("unit", "")))

    def words(self, item: Item, order: Sequence[int], answer: Answer) -> list[str]:
        shown = self.show(item, order, answer)
        return [f"{shown.given}{shown.unit}"] if shown.given else []

    def review(self, item: Item, order: Sequence[int], answer: Answer) -> ReviewedNumber:
        shown = self.show(item, order, answer)
        tolerance = str(item.settings.get("tolerance", "0"))
        return ReviewedNumber(shown.given, shown.unit, self.key(item), tolerance, self._right(item, shown.given))

    def _right(self, item: Item, given: str) -> bool:
        number, key = read_number(given, str(item.settings.get("unit", ""))), read_number(self.key(item))
        tolerance = read_number(str(item.settings.get("tolerance", "0")))
        if number is None or key is None or tolerance is None:
            return False
        return abs(number - key) <= tolerance
