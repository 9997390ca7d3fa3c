"""Drawing a paper: which questions, in which order, each with the order of its options. Pure but for the generator."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import groupby

from quiz.bank.models import Question
from quiz.classes.models import Quiz

Paper = list[tuple[Question, list[int]]]


def draw(questions: Iterable[Question], quiz: Quiz, rng: random.Random) -> Paper:
    """A paper of at most `quiz.draw_count` questions from `questions`, which come in the order of the bank.

    The questions of a case stay together and in order, and are drawn whole or not at all; a case that does not fit
    into what is left is passed over.
    """
    units = _units(questions)
    wanted = quiz.draw_count if quiz.draw_count is not None else sum(map(len, units))
    lots = list(range(len(units)))
    rng.shuffle(lots)
    chosen: list[int] = []
    for lot in lots:
        if len(units[lot]) <= wanted:
            chosen.append(lot)
            wanted -= len(units[lot])
    if not quiz.shuffle_questions:
        chosen.sort()
    return [(question, _order(question, quiz, rng)) for lot in chosen for question in units[lot]]


def _units(questions: Iterable[Question]) -> list[list[Question]]:
    """What is drawn as one: a single question, or all questions of a case."""
    ordered = sorted(questions, key=lambda question: (question.section_id, question.position, question.key))
    return [list(group) for _name, group in groupby(ordered, key=_unit)]


def _unit(question: Question) -> tuple[str, int]:
    return ("case", question.material_id) if question.material_id else ("question", question.pk)


def _order(question: Question, quiz: Quiz, rng: random.Random) -> list[int]:
    assert question.current is not None
    item = question.current.item(question.kind)
    return question.behaviour.order(item, rng, shuffle=quiz.shuffle_options)
