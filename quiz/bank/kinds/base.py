"""What every kind of question is made of. Plain data, no database: an item, an answer, a grade.

An **item** is one revision of a question as plain data; its **rows** serve every kind that has rows (options, pairs,
steps, accepted answers, marking criteria). An **answer** is JSON-able; `None` means unanswered. A **grade** gives marks
in hundredths and an outcome.

The marking rules for multiple choice follow the customs of Chinese tests (少选不得分, 少选得一半分, 每选对一项得分,
按比例) and right-minus-wrong scoring; whatever the rule, ticking everything never earns full marks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Any, Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from quiz.bank.picture_names import NAME, mentions

Place = tuple[str | int, ...]  # see `Problem`
Answer = Any  # JSON-able; each kind says which shape it uses. None: unanswered


class Outcome(TextChoices):
    CORRECT = "correct", _("Correct")
    PARTLY = "partly", _("Partly correct")
    INCORRECT = "incorrect", _("Incorrect")
    UNANSWERED = "unanswered", _("Not answered")
    AWAITING = "awaiting", _("Waiting for marking")


class MultipleRule(TextChoices):
    """What an incomplete but faultless choice earns in multiple choice. A wrong tick always earns 0, except in the
    last rule, where it takes away."""

    STRICT = "strict", _("All or nothing")
    HALF = "half", _("Half the marks for an incomplete choice")
    PER_OPTION = "per_option", _("Fixed marks for each right option")
    PROPORTIONAL = "proportional", _("Marks in proportion to the right options")
    RIGHT_MINUS_WRONG = "right_minus_wrong", _("Right minus wrong")


@dataclass(frozen=True)
class Row:
    """One row of an item. `position` counts from 1 in the author's order and names the row in answers."""

    position: int
    text: str
    correct: bool = False
    reason: str = ""
    match: str = ""  # matching: the right-hand partner; a row with a match and no text belongs to nothing
    blank: int | None = None  # fill in the blank: the number of the blank, from 1, that this answer fits
    marks: int | None = None  # criteria: hundredths


@dataclass(frozen=True)
class Item:
    kind: str
    stem: str
    rows: tuple[Row, ...] = ()
    explanation: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    material: str = ""

    def row(self, position: int) -> Row:
        """Raises KeyError if the item has no such row."""
        for row in self.rows:
            if row.position == position:
                return row
        raise KeyError(position)


@dataclass(frozen=True)
class Rule:
    """How a question is marked in one quiz: `points` is its full marks in hundredths, `option_marks` the hundredths
    for each right option under `PER_OPTION`."""

    points: int
    multiple: str = MultipleRule.HALF
    option_marks: int = 50


@dataclass(frozen=True)
class Grade:
    marks: int  # hundredths, 0 ≤ marks ≤ rule.points
    outcome: Outcome


@dataclass(frozen=True)
class Problem:
    """A reason why an item may not be published: what is wrong (and how to mend it), and where in the item.

    `where` is a path into the item: `("stem",)`, `("rows", 2, "reason")` with the row's position.
    """

    code: str
    message: Any  # str or lazy translation
    where: Place = ()


class BadAnswer(ValueError):
    """What came in is not an answer to this item: an option of another question, say."""


@dataclass(frozen=True)
class Column:
    """A field of `Row` that the author of this kind fills in, and what it is called there."""

    name: str
    label: Any


@dataclass(frozen=True)
class Setting:
    """An entry of `Item.settings` that the author fills in: one of `choices` if there are any, else a text."""

    name: str
    label: Any
    choices: tuple[tuple[str, Any], ...] = ()
    default: str = ""
    long: bool = False


class FormData(Protocol):
    def getlist(self, key: str) -> Sequence[str]: ...


class Kind:
    """A kind of question: one module, one template. All methods are pure."""

    name: str
    label: Any
    template: str
    objective = True  # marked by the program; a subjective answer waits for a person
    # What the editor asks for: the rows (how many, what each holds) and the settings beside them.
    rows_label: Any
    rows_hint: Any = ""
    columns: tuple[Column, ...]
    min_rows: int
    max_rows: int
    settings: tuple[Setting, ...] = ()
    texts: tuple[str, ...] = ()  # of its rows, where the author does not write them

    def check(self, item: Item) -> list[Problem]:
        """Everything that keeps `item` from being a sound question of this kind; empty if nothing does."""
        raise NotImplementedError

    def order(self, item: Item, rng: random.Random, *, shuffle: bool = True) -> list[int]:
        """The positions of the rows in the order in which one trainee sees them; the author's, unless `shuffle`."""
        return [row.position for row in item.rows]

    def read(self, item: Item, data: FormData, order: Sequence[int] = ()) -> Answer:
        """The answer in a submitted form (field `answer`), None if nothing was answered. Raises BadAnswer.

        A form names rows by their number in `order`, as they were shown (without it, in the author's order): the
        author's own numbers could tell the key.
        """
        raise NotImplementedError

    def grade(self, item: Item, answer: Answer, rule: Rule) -> Grade:
        raise NotImplementedError

    def key(self, item: Item) -> Answer:
        """An answer that earns full marks; for a subjective kind the model answer."""
        raise NotImplementedError

    def decides(self, item: Item) -> Any:
        """All that marks depend on: two items for which it is equal mark every answer alike."""
        return self.key(item)

    def fates(self, item: Item) -> dict[str, Any]:
        """What is true of each text that a trainee chooses: an option is right, an entry belongs to another, a step has
        its place. Empty for a kind whose `decides` says it all."""
        return {}

    def rekeys(self, before: Item, after: Item) -> bool:
        """Whether `after` is another key than `before` and not the same in other words: marks depend on something else,
        or a text that stands in both has changed sides."""
        if self.decides(before) != self.decides(after):
            return True
        was, now = self.fates(before), self.fates(after)
        known = set(was.values())
        return any(now[text] != was[text] and now[text] in known for text in was.keys() & now.keys())

    @staticmethod
    def numbered(item: Item, order: Sequence[int]) -> dict[str, int]:
        """The rows' positions by the number under which a form names them."""
        return {str(n): position for n, position in enumerate(order or [row.position for row in item.rows], start=1)}

    def show(self, item: Item, order: Sequence[int], answer: Answer) -> Any:
        """What the template needs to ask the question. Holds nothing of the key."""
        raise NotImplementedError

    def words(self, item: Item, order: Sequence[int], answer: Answer) -> list[str]:
        """What was given, line by line, as the trainee saw it; none for no answer."""
        raise NotImplementedError

    def review(self, item: Item, order: Sequence[int], answer: Answer) -> Any:
        """What the template needs to show answer and key side by side."""
        raise NotImplementedError


def award(share: Fraction, rule: Rule) -> Grade:
    """The grade for a share of the full marks; marks are rounded half up to a hundredth."""
    share = max(Fraction(0), min(Fraction(1), share))
    marks = floor(share * rule.points + Fraction(1, 2))
    if share == 1:
        return Grade(rule.points, Outcome.CORRECT)
    return Grade(marks, Outcome.PARTLY if marks else Outcome.INCORRECT)


UNANSWERED = Grade(0, Outcome.UNANSWERED)
AWAITING = Grade(0, Outcome.AWAITING)

NO_PICTURE = _("No picture can be shown here. Put it into the question.")
MAX_STEM = 4000
MAX_EXPLANATION = 4000  # of a model answer too
MAX_TEXT = 1000
MAX_MATERIAL = 8000


def pictures(item: Item) -> Iterator[tuple[str, str, Place]]:
    """Each picture in `item`: what it is said to show, its name, and where it stands."""
    texts: list[tuple[str, Place]] = [
        (item.stem, ("stem",)),
        (item.explanation, ("explanation",)),
        (item.material, ("material",)),
    ]
    texts += [(row.text, ("rows", row.position, "text")) for row in item.rows]
    return ((alt, name, where) for text, where in texts for alt, name in mentions(text))


def check_pictures(item: Item, *, in_rows: bool = False) -> list[Problem]:
    """A picture says what it shows, for whoever cannot see it, and its name is one of ours, there or not.

    `in_rows`: whether the kind shows a row's text as more than bare words.
    """
    problems = []
    for row in item.rows:
        for name in ("match", "reason") if in_rows else ("text", "match", "reason"):
            if list(mentions(getattr(row, name))):
                problems.append(Problem("picture-place", NO_PICTURE, ("rows", row.position, name)))
    for alt, name, where in pictures(item):
        if not NAME.fullmatch(name):
            problems.append(unknown_picture(name, where))
        elif not alt:
            message = _("Say what the picture shows, between the square brackets: ![…](…).")
            problems.append(Problem("picture-alt", message, where))
    return problems


def unknown_picture(name: str, where: Place) -> Problem:
    message = _("“%(name)s” is not a picture of this bank. Upload it, then insert it.") % {"name": name}
    return Problem("picture-unknown", message, where)


def check_texts(item: Item, *, pictures_in_rows: bool = False) -> list[Problem]:
    """The checks all kinds share: a stem, no text over its limit, pictures only where they are shown."""
    problems = check_pictures(item, in_rows=pictures_in_rows)
    if not item.stem.strip():
        problems.append(Problem("stem-missing", _("Write the question."), ("stem",)))
    if len(item.stem) > MAX_STEM:
        message = _("The question is longer than %(limit)d characters. Shorten it.") % {"limit": MAX_STEM}
        problems.append(Problem("stem-long", message, ("stem",)))
    if len(item.explanation) > MAX_EXPLANATION:
        message = _("The explanation is longer than %(limit)d characters. Shorten it.") % {"limit": MAX_EXPLANATION}
        problems.append(Problem("explanation-long", message, ("explanation",)))
    if len(item.material) > MAX_MATERIAL:
        message = _("The material is longer than %(limit)d characters. Shorten it.") % {"limit": MAX_MATERIAL}
        problems.append(Problem("material-long", message, ("material",)))
    for row in item.rows:
        for name in ("text", "reason", "match"):
            if len(getattr(row, name)) > MAX_TEXT:
                message = _("This text is longer than %(limit)d characters. Shorten it.") % {"limit": MAX_TEXT}
                problems.append(Problem("text-long", message, ("rows", row.position, name)))
    return problems
