"""Matching: for each entry on the left the one on the right that belongs to it, by select boxes.

A row with a text is a pair (text, match); a row without one is an extra entry on the right. Equal matches are one
entry, which may then be used again, so classifying works too. An answer is a list parallel to the pairs: the position
of the chosen right entry, or 0. The order kept with a paper is that of the right entries.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

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
    Row,
    Rule,
    award,
    check_texts,
)

MIN_PAIRS, MAX_PAIRS, MAX_RIGHT = 2, 8, 10


@dataclass(frozen=True)
class RightEntry:
    position: int
    number: int
    letter: str
    text: str


@dataclass(frozen=True)
class ShownPair:
    number: int
    left: str
    chosen: int
    entries: tuple[RightEntry, ...]


@dataclass(frozen=True)
class ReviewedPair:
    left: str
    given: str
    key: str
    reason: str

    @property
    def correct(self) -> bool:
        return self.given == self.key


class Matching(Kind):
    name = "matching"
    label = _("Matching")
    template = "bank/kinds/matching.html"
    rows_label = _("Pairs")
    rows_hint = _("Leave the left side empty for an extra entry on the right.")
    columns = (Column("text", _("Left")), Column("match", _("Belongs to it")), Column("reason", _("Reason")))
    min_rows, max_rows = MIN_PAIRS, MAX_RIGHT

    def check(self, item: Item) -> list[Problem]:
        problems = check_texts(item, pictures_in_rows=True)
        pairs = self._pairs(item)
        if not MIN_PAIRS <= len(pairs) <= MAX_PAIRS or len(self._right(item)) > MAX_RIGHT:
            said = {"least": MIN_PAIRS, "most": MAX_PAIRS, "right": MAX_RIGHT}
            message = _("Give %(least)d to %(most)d pairs and at most %(right)d entries on the right.") % said
            problems.append(Problem("pairs-count", message, ("rows",)))
        if len(self._right(item)) < 2:
            problems.append(Problem("right-one", _("Two different entries are needed on the right."), ("rows",)))
        lefts = [row.text.strip() for row in pairs]
        for row in item.rows:
            if not row.match.strip():
                problems.append(Problem("match-empty", _("This entry has no partner."), ("rows", row.position)))
            if row.text and lefts.count(row.text.strip()) > 1:
                problems.append(
                    Problem("left-twice", _("This entry stands twice on the left."), ("rows", row.position))
                )
            if not row.text and any(row.match == pair.match for pair in pairs):
                problems.append(Problem("extra-used", _("This extra entry belongs to a pair."), ("rows", row.position)))
        return problems

    def order(self, item: Item, rng: random.Random, *, shuffle: bool = True) -> list[int]:
        """Always shuffled: in the author's order the entries stand beside their partners."""
        positions = list(self._right(item).values())
        rng.shuffle(positions)
        return positions

    def read(self, item: Item, data: FormData, order: Sequence[int] = ()) -> Answer:
        known = {"": 0, "0": 0, **self.numbered(item, order or list(self._right(item).values()))}
        given = list(data.getlist("answer"))
        if len(given) > len(self._pairs(item)) or any(value not in known for value in given):
            raise BadAnswer(given)
        chosen = [known[value] for value in given]
        chosen += [0] * (len(self._pairs(item)) - len(chosen))
        return chosen if any(chosen) else None

    def grade(self, item: Item, answer: Answer, rule: Rule) -> Grade:
        if not answer:
            return UNANSWERED
        key = self.key(item)
        return award(Fraction(sum(a == b for a, b in zip(answer, key, strict=True)), len(key)), rule)

    def key(self, item: Item) -> list[int]:
        right = self._right(item)
        return [right[row.match] for row in self._pairs(item)]

    def fates(self, item: Item) -> dict[str, str]:
        """An extra entry has no left side; it stands under its own words, so that it is known for an entry."""
        return {row.text or f"\0{row.match}": row.match for row in item.rows}

    def show(self, item: Item, order: Sequence[int], answer: Answer) -> list[ShownPair]:
        entries = tuple(
            RightEntry(position, number, "ABCDEFGHIJ"[number - 1], item.row(position).match)
            for number, position in enumerate(order, start=1)
        )
        pairs = self._pairs(item)
        chosen = answer or [0] * len(pairs)
        return [
            ShownPair(number, row.text, given, entries)
            for number, (row, given) in enumerate(zip(pairs, chosen, strict=True), start=1)
        ]

    def words(self, item: Item, order: Sequence[int], answer: Answer) -> list[str]:
        pairs = [(pair, entry) for pair in self.show(item, order, answer) for entry in pair.entries]
        return [f"{pair.left} → {entry.text}" for pair, entry in pairs if entry.position == pair.chosen]

    def review(self, item: Item, order: Sequence[int], answer: Answer) -> list[ReviewedPair]:
        pairs = self._pairs(item)
        chosen = answer or [0] * len(pairs)
        return [
            ReviewedPair(row.text, item.row(given).match if given else "", row.match, row.reason)
            for row, given in zip(pairs, chosen, strict=True)
        ]

    @staticmethod
    def _pairs(item: Item) -> list[Row]:
        return [row for row in item.rows if row.text]

    @staticmethod
    def _right(item: Item) -> dict[str, int]:
        """Each entry on the right with the position of the first row that carries it."""
        entries: dict[str, int] = {}
        for row in item.rows:
            entries.setdefault(row.match, row.position)
        return entries
