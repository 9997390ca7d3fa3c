"""Choosing among options: single choice, multiple choice, true/false. An answer is a sorted list of row positions."""

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
    MultipleRule,
    Problem,
    Row,
    Rule,
    award,
    check_texts,
)

MIN_OPTIONS, MAX_OPTIONS = 2, 8


@dataclass(frozen=True)
class ShownOption:
    position: int
    number: int
    letter: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class ReviewedOption(ShownOption):
    correct: bool
    reason: str

    @property
    def state(self) -> str:
        """right, wrong (chosen ones), missed (correct, not chosen) or plain."""
        if self.chosen:
            return "right" if self.correct else "wrong"
        return "missed" if self.correct else "plain"


class Choice(Kind):
    template = "bank/kinds/choice.html"
    several = False
    rows_label = _("Options")
    rows_hint = _("Tick what is right. Say of every wrong option why it is wrong.")
    columns = (Column("correct", _("Right")), Column("text", _("Option")), Column("reason", _("Reason")))
    min_rows, max_rows = MIN_OPTIONS, MAX_OPTIONS

    def check(self, item: Item) -> list[Problem]:
        problems = check_texts(item, pictures_in_rows=True)
        if not MIN_OPTIONS <= len(item.rows) <= MAX_OPTIONS:
            message = _("Give %(least)d to %(most)d options.") % {"least": MIN_OPTIONS, "most": MAX_OPTIONS}
            problems.append(Problem("options-count", message, ("rows",)))
        problems += self.check_key(item)
        seen: set[str] = set()
        for row in item.rows:
            problems += self.check_row(row, seen)
        return problems

    def check_key(self, item: Item) -> list[Problem]:
        if sum(row.correct for row in item.rows) == 1:
            return []
        return [Problem("key-count", _("Mark exactly one option as correct."), ("rows",))]

    def check_row(self, row: Row, seen: set[str]) -> list[Problem]:
        problems = []
        text = "".join(row.text.split())
        if not text:
            return [Problem("option-empty", _("Write this option or remove it."), ("rows", row.position))]
        if text in seen:
            problems.append(Problem("option-twice", _("This option stands twice."), ("rows", row.position)))
        seen.add(text)
        if not row.correct and not row.reason.strip():
            message = _("Say why this option is wrong; whoever picks it will read it.")
            problems.append(Problem("reason-missing", message, ("rows", row.position, "reason")))
        return problems

    def order(self, item: Item, rng: random.Random, *, shuffle: bool = True) -> list[int]:
        positions = [row.position for row in item.rows]
        if shuffle:
            rng.shuffle(positions)
        return positions

    def read(self, item: Item, data: FormData, order: Sequence[int] = ()) -> Answer:
        known = self.numbered(item, order)
        given = [value for value in data.getlist("answer") if value]
        if not given:
            return None
        if any(value not in known for value in given) or (len(set(given)) > 1 and not self.several):
            raise BadAnswer(given)
        return sorted({known[value] for value in given})

    def grade(self, item: Item, answer: Answer, rule: Rule) -> Grade:
        if not answer:
            return UNANSWERED
        return award(Fraction(answer == self.key(item)), rule)

    def key(self, item: Item) -> list[int]:
        return sorted(row.position for row in item.rows if row.correct)

    def fates(self, item: Item) -> dict[str, bool]:
        return {row.text: row.correct for row in item.rows}

    def show(self, item: Item, order: Sequence[int], answer: Answer) -> list[ShownOption]:
        chosen = set(answer or ())
        return [
            ShownOption(position, number, self.letter(number - 1), item.row(position).text, position in chosen)
            for number, position in enumerate(order, start=1)
        ]

    def words(self, item: Item, order: Sequence[int], answer: Answer) -> list[str]:
        return [f"{option.letter} {option.text}" for option in self.show(item, order, answer) if option.chosen]

    def review(self, item: Item, order: Sequence[int], answer: Answer) -> list[ReviewedOption]:
        return [
            ReviewedOption(
                option.position,
                option.number,
                option.letter,
                option.text,
                option.chosen,
                item.row(option.position).correct,
                item.row(option.position).reason,
            )
            for option in self.show(item, order, answer)
        ]

    def letter(self, number: int) -> str:
        return "ABCDEFGH"[number]


class SingleChoice(Choice):
    name = "single_choice"
    label = _("Single choice")


class TrueFalse(Choice):
    """Two rows, the statement's truth and its opposite, always in this order."""

    name = "true_false"
    label = _("True or false")
    max_rows = 2
    texts = ("对", "错")

    def check(self, item: Item) -> list[Problem]:
        if len(item.rows) != 2:
            return [Problem("options-count", _("A statement is true or false: two options."), ("rows",))]
        return super().check(item)

    def order(self, item: Item, rng: random.Random, *, shuffle: bool = True) -> list[int]:
        return super().order(item, rng, shuffle=False)

    def letter(self, number: int) -> str:
        return "✓✗"[number]


class MultipleChoice(Choice):
    name = "multiple_choice"
    label = _("Multiple choice")
    several = True

    def check_key(self, item: Item) -> list[Problem]:
        right = sum(row.correct for row in item.rows)
        if right < 2:
            return [Problem("key-count", _("Mark at least two options as correct."), ("rows",))]
        if right == len(item.rows):
            return [Problem("key-all", _("Not every option may be correct; add a wrong one."), ("rows",))]
        return []

    def grade(self, item: Item, answer: Answer, rule: Rule) -> Grade:
        if not answer:
            return UNANSWERED
        key, chosen = set(self.key(item)), set(answer)
        return award(self.share(len(key & chosen), len(chosen - key), len(key), len(item.rows), rule), rule)

    @staticmethod
    def share(right: int, wrong: int, key: int, options: int, rule: Rule) -> Fraction:
        """The share of full marks for `right` of `key` right options ticked and `wrong` of the others.

        half: an incomplete faultless choice earns 1/2. per_option: `option_marks` for each. proportional: right ÷ key.
        right_minus_wrong: right ÷ key − wrong ÷ (options − key), so that ticking at random earns 0 on average.
        """
        if rule.multiple == MultipleRule.RIGHT_MINUS_WRONG:
            return Fraction(right, key) - Fraction(wrong, options - key)
        if wrong:
            return Fraction(0)
        if right == key:
            return Fraction(1)
        if rule.multiple == MultipleRule.HALF:
            return Fraction(1, 2)
        if rule.multiple == MultipleRule.PROPORTIONAL:
            return Fraction(right, key)
        if rule.multiple == MultipleRule.PER_OPTION:
            # An incomplete choice never reaches full marks, however generous the marks for one option.
            return min(Fraction(right * rule.option_marks, rule.points), Fraction(right, key))
        return Fraction(0)
