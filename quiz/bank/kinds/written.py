"""Answers in one's own words, marked by a person by criteria: short answer and essay. An answer is a text.

The rows are the marking criteria: what is looked for, its marks in hundredths, and (as reason) what earns half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from quiz.bank.picture_names import mentions

from .base import (
    AWAITING,
    MAX_EXPLANATION,
    NO_PICTURE,
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
    Setting,
    award,
    check_texts,
)

MAX_LENGTH = 5000
MIN_CRITERIA, MAX_CRITERIA = 1, 8


def worths(item: Item, points: int) -> list[int]:
    """What each criterion of `item` is worth, in hundredths, where the question is worth `points`: together `points`.

    In proportion to the author's marks; what does not come out even goes to the largest remainders (Hamilton's method).
    """
    marks = [row.marks or 0 for row in item.rows]
    total = sum(marks) or 1
    found = [one * points // total for one in marks]
    by_remainder = sorted(range(len(marks)), key=lambda n: -(marks[n] * points % total))
    for number in by_remainder[: points - sum(found)]:
        found[number] += 1
    return found


@dataclass(frozen=True)
class ShownText:
    given: str
    rows: int
    limit: int = MAX_LENGTH


@dataclass(frozen=True)
class ReviewedText(ShownText):
    model_answer: str = ""
    criteria: tuple[Row, ...] = ()


class Written(Kind):
    template = "bank/kinds/written.html"
    objective = False
    rows_label = _("Marking criteria")
    rows_hint = _("What is looked for and the marks it earns.")
    columns = (
        Column("text", _("Looked for")),
        Column("marks", _("Marks")),
        Column("reason", _("What earns half")),
    )
    min_rows, max_rows = MIN_CRITERIA, MAX_CRITERIA
    settings = (Setting("model_answer", _("Model answer"), long=True),)
    rows = 4

    def check(self, item: Item) -> list[Problem]:
        problems = check_texts(item)
        if not MIN_CRITERIA <= len(item.rows) <= MAX_CRITERIA:
            message = _("Give %(least)d to %(most)d marking criteria.") % {"least": MIN_CRITERIA, "most": MAX_CRITERIA}
            problems.append(Problem("criteria-count", message, ("rows",)))
        for row in item.rows:
            if not row.text.strip() or not row.marks:
                said = _("Say what is looked for and how many marks it earns, with at most two decimals.")
                problems.append(Problem("criterion-empty", said, ("rows", row.position)))
        model = str(item.settings.get("model_answer", ""))
        if list(mentions(model)):
            problems.append(Problem("picture-place", NO_PICTURE, ("model_answer",)))
        if len(model) > MAX_EXPLANATION:
            message = _("The model answer is longer than %(limit)d characters. Shorten it.") % {
                "limit": MAX_EXPLANATION
            }
            problems.append(Problem("model-answer-long", message, ("model_answer",)))
        if not model.strip():
            problems.append(Problem("model-answer-missing", _("Write a model answer."), ("model_answer",)))
        return problems

    def read(self, item: Item, data: FormData, order: Sequence[int] = ()) -> Answer:
        given = "".join(list(data.getlist("answer"))[:1]).replace("\r\n", "\n").strip()
        if len(given) > MAX_LENGTH:
            raise BadAnswer(len(given))
        return given or None

    def grade(self, item: Item, answer: Answer, rule: Rule) -> Grade:
        return AWAITING if answer else UNANSWERED

    def award(self, item: Item, given: Sequence[int], rule: Rule) -> Grade:
        """The grade for what a person gives for each criterion, hundredths in the order of the rows.

        Raises ValueError unless there is one figure a criterion, from 0 to what it is worth here.
        """
        worth = worths(item, rule.points)
        if len(given) != len(worth) or any(not 0 <= marks <= most for marks, most in zip(given, worth, strict=True)):
            raise ValueError(given)
        return award(Fraction(sum(given), rule.points), rule)

    def key(self, item: Item) -> str:
        return str(item.settings.get("model_answer", ""))

    def decides(self, item: Item) -> list[Any]:
        return [(row.text, row.marks, row.reason) for row in item.rows]

    def show(self, item: Item, order: Sequence[int], answer: Answer) -> ShownText:
        return ShownText(answer or "", self.rows)

    def words(self, item: Item, order: Sequence[int], answer: Answer) -> list[str]:
        return [answer] if answer else []

    def review(self, item: Item, order: Sequence[int], answer: Answer) -> ReviewedText:
        return ReviewedText(answer or "", self.rows, MAX_LENGTH, self.key(item), item.rows)


class ShortAnswer(Written):
    name = "short_answer"
    label = _("Short answer")


class Essay(Written):
    name = "essay"
    label = _("Essay")
    rows = 10
