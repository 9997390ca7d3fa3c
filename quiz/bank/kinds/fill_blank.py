"""Filling in blanks. The stem marks each blank with two or more underscores; an answer is a list of texts, one a blank.

What is forgiven: full or half width, upper or lower case, spaces, punctuation around and inside. What is not: another
word, or another number (the marks within 3.5, 1/2, 2-3 and 10:30 make it what it is). The accepted answers of a blank
are the rows that carry its number; the first is the one shown as the key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
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

BLANK = re.compile(r"_{2,}|＿{2,}")
# A mark within a number; the comma that parts thousands is none.
WITHIN_NUMBER = re.compile(r"(?<=\d)\s*([./:–—-])\s*(?=\d)")
DASHES = str.maketrans("–—", "--")
MAX_BLANKS, MAX_ANSWERS, MAX_LENGTH = 6, 24, 100


def normalise(text: str) -> str:
    """`text` without all that is forgiven."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = {found.start(1) for found in WITHIN_NUMBER.finditer(folded)}
    chars = (char for place, char in enumerate(folded) if place in kept or unicodedata.category(char)[0] not in "PZC")
    return "".join(chars).translate(DASHES)


@dataclass(frozen=True)
class ShownBlank:
    number: int
    given: str


@dataclass(frozen=True)
class ReviewedBlank(ShownBlank):
    key: str
    others: tuple[str, ...]
    correct: bool


class FillBlank(Kind):
    name = "fill_blank"
    label = _("Fill in the blank")
    template = "bank/kinds/fill_blank.html"
    rows_label = _("Accepted answers")
    rows_hint = _("Mark each blank in the question with ____. The first answer to a blank is shown as the key.")
    columns = (Column("blank", _("Blank no.")), Column("text", _("Answer")))
    min_rows, max_rows = 1, MAX_ANSWERS
    settings = (Setting("order", _("Order"), (("fixed", _("Fixed")), ("free", _("Free"))), default="fixed"),)

    def check(self, item: Item) -> list[Problem]:
        problems = check_texts(item)
        blanks = len(BLANK.findall(item.stem))
        if not 1 <= blanks <= MAX_BLANKS:
            message = _("Mark 1 to %(most)d blanks in the question with ____.") % {"most": MAX_BLANKS}
            problems.append(Problem("blanks-count", message, ("stem",)))
        answered = {row.blank for row in item.rows}
        if answered != set(range(1, blanks + 1)):
            problems.append(Problem("blank-unanswered", _("Give every blank at least one accepted answer."), ("rows",)))
        if len(item.rows) > MAX_ANSWERS:
            message = _("Give at most %(most)d accepted answers.") % {"most": MAX_ANSWERS}
            problems.append(Problem("answers-count", message, ("rows",)))
        problems += self._check_answers(item)
        if item.settings.get("order", "fixed") not in ("fixed", "free"):
            problems.append(Problem("order-unknown", _("The order is fixed or free."), ("order",)))
        return problems

    @staticmethod
    def _check_answers(item: Item) -> list[Problem]:
        problems = []
        seen: set[tuple[int | None, str]] = set()
        for row in item.rows:
            said = (row.blank, normalise(row.text))
            if not said[1]:
                problems.append(Problem("answer-empty", _("Write this answer or remove it."), ("rows", row.position)))
            elif said in seen:
                message = _("This answer is accepted already: width, spaces and punctuation do not matter.")
                problems.append(Problem("answer-twice", message, ("rows", row.position)))
            if len(row.text) > MAX_LENGTH:
                message = _("Nobody can type an answer longer than %(limit)d characters. Shorten it.")
                problems.append(Problem("answer-long", message % {"limit": MAX_LENGTH}, ("rows", row.position)))
            seen.add(said)
        return problems

    def read(self, item: Item, data: FormData, order: Sequence[int] = ()) -> Answer:
        given = [text.strip() for text in data.getlist("answer")]
        if len(given) > len(self.key(item)) or any(len(text) > MAX_LENGTH for text in given):
            raise BadAnswer(given)
        given += [""] * (len(self.key(item)) - len(given))
        return given if any(given) else None

    def grade(self, item: Item, answer: Answer, rule: Rule) -> Grade:
        if not answer:
            return UNANSWERED
        return award(Fraction(sum(self._hits(item, answer)), len(answer)), rule)

    def key(self, item: Item) -> list[str]:
        return [accepted[0] for accepted in self._accepted(item)]

    def decides(self, item: Item) -> Any:
        accepted = [{normalise(text) for text in texts} for texts in self._accepted(item)]
        return accepted, item.settings.get("order", "fixed")

    def show(self, item: Item, order: Sequence[int], answer: Answer) -> list[ShownBlank]:
        given = answer or [""] * len(self.key(item))
        return [ShownBlank(number, text) for number, text in enumerate(given, start=1)]

    def words(self, item: Item, order: Sequence[int], answer: Answer) -> list[str]:
        return [blank.given or "–" for blank in self.show(item, order, answer)] if answer else []

    def review(self, item: Item, order: Sequence[int], answer: Answer) -> list[ReviewedBlank]:
        shown = self.show(item, order, answer)
        hits = self._hits(item, [blank.given for blank in shown])
        return [
            ReviewedBlank(blank.number, blank.given, accepted[0], tuple(accepted[1:]), hit)
            for blank, accepted, hit in zip(shown, self._accepted(item), hits, strict=True)
        ]

    @staticmethod
    def _accepted(item: Item) -> list[list[str]]:
        numbers = sorted({row.blank for row in item.rows if row.blank})
        return [[row.text for row in item.rows if row.blank == number] for number in numbers]

    def _hits(self, item: Item, given: Sequence[str]) -> list[bool]:
        """For each given text whether it is right; in free order each blank's answers count once."""
        accepted = [{normalise(text) for text in texts} for texts in self._accepted(item)]
        texts = [normalise(text) for text in given]
        if item.settings.get("order") != "free":
            return [text in fits for text, fits in zip(texts, accepted, strict=True)]
        taken: dict[int, int] = {}  # blank -> text, a maximal matching grown by augmenting paths

        def place(text: int, tried: set[int]) -> bool:
            for blank, fits in enumerate(accepted):
                if texts[text] in fits and blank not in tried:
                    tried.add(blank)
                    if blank not in taken or place(taken[blank], tried):
                        taken[blank] = text
                        return True
            return False

        for text in range(len(texts)):
            place(text, set())
        return [text in taken.values() for text in range(len(texts))]
