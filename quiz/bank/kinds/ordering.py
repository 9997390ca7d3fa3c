"""Putting steps in order, by numbers or buttons. The rows stand in the right order.

An answer is a list parallel to the rows: the place, from 1, that the trainee gave each, or 0. All or nothing, as is the
custom for 排序题: a step in the wrong place moves the others too, so a share would count one slip several times.
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
    Rule,
    award,
    check_texts,
)

MIN_STEPS, MAX_STEPS = 3, 8


@dataclass(frozen=True)
class ShownStep:
    number: int
    letter: str
    text: str
    place: int
    places: range
    shared: bool  # another step was given the same place


@dataclass(frozen=True)
class ReviewedStep:
    text: str
    given: int
    place: int

    @property
    def correct(self) -> bool:
        return self.given == self.place


class Ordering(Kind):
    name = "ordering"
    label = _("Ordering")
    template = "bank/kinds/ordering.html"
    rows_label = _("Steps")
    rows_hint = _("In the right order; trainees see them shuffled.")
    columns = (Column("text", _("Step")),)
    min_rows, max_rows = MIN_STEPS, MAX_STEPS

    def check(self, item: Item) -> list[Problem]:
        problems = check_texts(item, pictures_in_rows=True)
        if not MIN_STEPS <= len(item.rows) <= MAX_STEPS:
            message = _("Give %(least)d to %(most)d steps.") % {"least": MIN_STEPS, "most": MAX_STEPS}
            problems.append(Problem("steps-count", message, ("rows",)))
        texts = [row.text.strip() for row in item.rows]
        for row in item.rows:
            if not row.text.strip():
                problems.append(Problem("step-empty", _("Write this step or remove it."), ("rows", row.position)))
            elif texts.count(row.text.strip()) > 1:
                problems.append(Problem("step-twice", _("This step stands twice."), ("rows", row.position)))
        return problems

    def order(self, item: Item, rng: random.Random, *, shuffle: bool = True) -> list[int]:
        """Always shuffled, and never into the right order: the author's order is the key."""
        positions = [row.position for row in item.rows]
        shown = positions[:]
        while shown == positions and len(positions) > 1:
            rng.shuffle(shown)
        return shown

    def read(self, item: Item, data: FormData, order: Sequence[int] = ()) -> Answer:
        places = {}
        for number, position in self.numbered(item, order).items():
            values = list(data.getlist(f"place-{number}")) or [""]
            if values[0] not in ("", *map(str, range(len(item.rows) + 1))):
                raise BadAnswer(values)
            places[position] = int(values[0] or 0)
        return [places[row.position] for row in item.rows] if any(places.values()) else None

    def grade(self, item: Item, answer: Answer, rule: Rule) -> Grade:
        return award(Fraction(answer == self.key(item)), rule) if answer else UNANSWERED

    def key(self, item: Item) -> list[int]:
        return list(range(1, len(item.rows) + 1))

    def fates(self, item: Item) -> dict[str, int]:
        return {row.text: row.position for row in item.rows}

    def show(self, item: Item, order: Sequence[int], answer: Answer) -> list[ShownStep]:
        places = dict(zip((row.position for row in item.rows), answer or [0] * len(item.rows), strict=True))
        every = range(1, len(item.rows) + 1)
        return [
            ShownStep(
                number,
                "ABCDEFGH"[number - 1],
                item.row(position).text,
                places[position],
                every,
                bool(places[position]) and list(places.values()).count(places[position]) > 1,
            )
            for number, position in enumerate(order, start=1)
        ]

    def words(self, item: Item, order: Sequence[int], answer: Answer) -> list[str]:
        placed = [step for step in self.show(item, order, answer) if step.place]
        return [f"{step.place}. {step.text}" for step in sorted(placed, key=lambda step: step.place)]

    def review(self, item: Item, order: Sequence[int], answer: Answer) -> list[ReviewedStep]:
        given = answer or [0] * len(item.rows)
        return [
            ReviewedStep(row.text, place, number)
            for number, (row, place) in enumerate(zip(item.rows, given, strict=True), start=1)
        ]
