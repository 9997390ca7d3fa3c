"""Drawing a paper: which questions, in which order, each with the order of its options. Pure but for the generator.

The questions of a case stay together and in order, and are drawn whole or not at all; what a person has to mark is
drawn apart from what the program marks.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from quiz.bank.models import Question

Paper = list[tuple[Question, list[int]]]
Unit = list[Question]  # what is drawn as one: a single question, or all questions of a case


@dataclass(frozen=True)
class Wish:
    """`count` questions of a section, kind, level and difficulty; what is None or empty may be any.

    Questions that a person has to mark are drawn only where their kind is named.
    """

    count: int
    section: int | None = None
    kind: str = ""
    level: str = ""
    difficulty: str = ""

    def fits(self, unit: Unit) -> bool:
        return all(self._fits(question) for question in unit)

    def _fits(self, question: Question) -> bool:
        assert question.current is not None
        return (
            self.section in (None, question.section_id)
            and (self.kind == question.kind if self.kind else question.behaviour.objective)
            and self.level in ("", question.current.level)
            and self.difficulty in ("", question.current.difficulty)
        )


def draw(questions: Iterable[Question], wishes: Sequence[Wish], rng: random.Random) -> list[Question]:
    """The questions that fulfil `wishes`, in the order of the bank; without wishes all of them.

    No question is drawn twice. Where wishes compete, questions are passed on among them until as many single questions
    are drawn as there can be; a case that does not fit into what is left of a wish is passed over.
    """
    ordered = in_order(questions)
    if not wishes:
        return ordered
    given = _Drawing(units_of(ordered), wishes, rng).given
    drawn = {question.pk for units_of_wish in given for unit in units_of_wish for question in unit}
    return [question for question in ordered if question.pk in drawn]


def shortages(questions: Iterable[Question], wishes: Sequence[Wish]) -> list[int]:
    """How many questions each of `wishes` goes without, in their order."""
    drawing = _Drawing(units_of(questions), wishes, random.Random(0))
    return [drawing.missing(number) for number in range(len(wishes))]


class _Drawing:
    def __init__(self, units: list[Unit], wishes: Sequence[Wish], rng: random.Random) -> None:
        self.wishes = wishes
        self.free = units[:]
        self.given: list[list[Unit]] = [[] for _ in wishes]
        rng.shuffle(self.free)
        # The wish with the least choice comes first.
        choice = [sum(len(unit) for unit in units if wish.fits(unit)) - wish.count for wish in wishes]
        for number in sorted(range(len(wishes)), key=choice.__getitem__):
            self._fill(number)
        for number in range(len(wishes)):
            while self.missing(number) and self._widen(number, set()):
                pass

    def missing(self, number: int) -> int:
        return self.wishes[number].count - sum(map(len, self.given[number]))

    def _fill(self, number: int) -> None:
        for unit in self.free[:]:
            if len(unit) <= self.missing(number) and self.wishes[number].fits(unit):
                self._take(number, unit)

    def _take(self, number: int, unit: Unit) -> None:
        self.free.remove(unit)
        self.given[number].append(unit)

    def _widen(self, number: int, tried: set[int]) -> bool:
        """Find one more single question for a wish, a free one or one that another wish can replace.

        This is the search for an augmenting path in a bipartite graph (Kuhn 1955), over wishes in place of their
        single places: from a wish tried before, no other question can be reached than then.
        """
        tried.add(number)
        fitting = self.wishes[number].fits
        for unit in self.free:
            if len(unit) == 1 and fitting(unit):
                self._take(number, unit)
                return True
        for other, units in enumerate(self.given):
            for unit in units if other not in tried else ():
                if len(unit) == 1 and fitting(unit) and self._widen(other, tried):
                    units.remove(unit)
                    self.given[number].append(unit)
                    return True
        return False


def lay_out(
    questions: Sequence[Question], rng: random.Random, *, shuffle_questions: bool = True, shuffle_options: bool = True
) -> Paper:
    """`questions` as one trainee meets them, shuffled or in the order in which they come."""
    units = [list(group) for _name, group in groupby(questions, key=_case)]
    if shuffle_questions:
        rng.shuffle(units)
    return [(question, _options(question, rng, shuffle_options)) for unit in units for question in unit]


def in_order(questions: Iterable[Question]) -> list[Question]:
    """`questions` in the order of the bank."""
    return sorted(questions, key=lambda question: (question.section_id, question.position, question.key))


def units_of(questions: Iterable[Question]) -> list[Unit]:
    """The units of `questions` in the order of the bank."""
    units: dict[tuple[str, int, bool], Unit] = {}
    for question in in_order(questions):
        units.setdefault((*_case(question), question.behaviour.objective), []).append(question)
    return list(units.values())


def _case(question: Question) -> tuple[str, int]:
    return ("case", question.material_id) if question.material_id else ("question", question.pk)


def _options(question: Question, rng: random.Random, shuffle: bool) -> list[int]:
    assert question.current is not None
    return question.behaviour.order(question.current.item(question.kind), rng, shuffle=shuffle)
