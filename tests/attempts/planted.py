"""Questions of every kind whose secrets cannot be missed: each reason, explanation and hidden answer is a marked word.

Every question is written twice: two authors with another key, another order of their rows and other words of
explanation, that look alike to whoever is asked. No page may tell the two apart before the key is released.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from quiz.attempts.models import Attempt, Response
from quiz.bank.kinds import KINDS, Item, Row, Rule
from quiz.bank.models import Draft, Question, Status
from quiz.classes.models import KindPoints, TrainingClass
from quiz.lectures.models import Section
from quiz.people.models import User
from tests import factories
from tests.conftest import signed_in
from tests.factories import NOON

from .by_place import AnswerForm

STEM, KEY, EXPLANATION = "暗记题干", "暗记答案", "暗记解析"
RIGHT, NOT_ANSWERED = "single_choice", ("true_false", "essay")
NUMBERS = ("731946", "28")  # a number cannot hold a word


def planted(kind: str, author: int) -> Item:
    """The question of `kind` as `author`, 0 or 1, wrote it."""
    rows, settings = _written(kind, author)
    explanation = f"{EXPLANATION}{kind}：{'因为如此。' * (1 + 3 * author)}"
    material = "两个人看到的同一段材料。" if kind == "single_choice" else ""
    return Item(kind, f"{STEM}{kind}：第一处____，第二处____。", rows, explanation, settings, material)


def _written(kind: str, author: int) -> tuple[tuple[Row, ...], Mapping[str, Any]]:
    if kind == "true_false":  # always 对, then 错
        return _options(kind, "对错", "对错"[author]), {}
    if kind in ("single_choice", "multiple_choice"):
        order, right = ("丁丙乙甲", "丁乙") if author else ("甲乙丙丁", "甲乙")
        return _options(kind, order, right if kind == "multiple_choice" else right[0]), {}
    if kind == "ordering":
        return tuple(Row(n, f"步骤{name}") for n, name in enumerate("丁乙甲丙" if author else "甲乙丙丁", 1)), {}
    if kind == "matching":
        pairs = zip("一二三", "丙丁甲" if author else "甲乙丙", strict=True)
        rows = [Row(n, f"左{a}", match=f"右{b}", reason=f"{EXPLANATION}{kind}{a}") for n, (a, b) in enumerate(pairs, 1)]
        return (*rows, Row(4, "", match="右乙" if author else "右丁")), {}
    if kind == "fill_blank":
        return tuple(Row(n, f"{KEY}{kind}{n}", blank=min(n, 2)) for n in range(1, 3 + 2 * author)), {}
    if kind == "numeric":
        return (Row(1, NUMBERS[author]),), {"unit": "人", "tolerance": str(author)}
    criteria = tuple(
        Row(n, f"{KEY}{kind}{author}{n}", marks=100, reason=f"{KEY}{kind}一半") for n in range(1, 2 + author)
    )
    return criteria, {"model_answer": f"{KEY}{kind}。" * (1 + author)}


def _options(kind: str, order: str, right: str) -> tuple[Row, ...]:
    reasons = {name: "" if name in right else f"{EXPLANATION}{kind}{name}" for name in order}
    return tuple(Row(n, f"选项{name}", name in right, reasons[name]) for n, name in enumerate(order, 1))


def plant(section: Section, number: int, kind: str) -> Question:
    """A published question with both revisions; the current one is author 0's."""
    question = Question.objects.create(
        lecture=section.lecture, section=section, key=f"planted-{kind}", kind=kind, position=number
    )
    for author in (1, 0):
        draft = Draft(planted(kind, author), level="recall", difficulty="easy", source=["1.1¶1a"])
        question.revise(draft, by=None, at=NOON)
    question.set_status(Status.PUBLISHED, by=None, at=NOON)
    return question


def as_shown(kind: str, order: list[int]) -> list[int]:
    """The order in which author 1's rows look like author 0's in `order`; any order of rows that are not shown."""
    ours, theirs = planted(kind, 0), planted(kind, 1)
    place = {_text(row): row.position for row in theirs.rows}
    if place.keys() != {_text(row) for row in ours.rows}:
        return KINDS[kind].order(theirs, random.Random(1))
    return [place[_text(ours.row(position))] for position in order]


def _text(row: Row) -> str:
    return row.match or row.text


def rewrite(response: Response) -> None:
    """Put the other author's question in the place of this one: another key behind the same screen."""
    response.revision = response.revision.question.revisions.get(number=1)
    response.order = as_shown(response.kind.name, response.order)
    response.save()


class Sitting:
    """A quiz on one question of each of `kinds`, and what the trainee does with it."""

    def __init__(
        self, in_class: TrainingClass, section: Section, trainee: User, kinds: Sequence[str], **rules: Any
    ) -> None:
        questions = [plant(section, number, kind) for number, kind in enumerate(kinds, start=1)]
        usual = {"points": 162, "max_attempts": 1, "draw_count": None, "shuffle_questions": False}
        self.quiz = factories.quiz(in_class, section, **usual | rules)
        KindPoints.objects.create(quiz=self.quiz, kind=RIGHT, points=8700)
        self.kinds, self.trainee, self.client = kinds, trainee, signed_in(trainee)
        self.names: dict[str, Sequence[str | int]] = {
            "slug": [section.lecture.slug],
            "number": [section.number, 1],
            "class_id": [in_class.pk],
            "quiz_id": [self.quiz.pk],
            "trainee_id": [trainee.pk],
            "section_id": [section.pk],
            "allowance_id": [0],
            "question_id": [questions[0].pk],
            "kind": kinds[:1],
            "position": range(1, len(kinds) + 1),
            "attempt_id": [0],
        }

    def start(self) -> Attempt:
        """The kinds that no paper is drawn with are added to it."""
        self.attempt = attempt = Attempt.start(self.quiz, self.trainee, at=NOON)
        self.names["attempt_id"] = [attempt.pk]
        asked = attempt.responses.values("revision__question")
        for question in self.quiz.sections.get().questions.exclude(pk__in=asked):
            order = [row.position for row in question.current.item(question.kind).rows]
            place = attempt.responses.count() + 1
            attempt.responses.create(position=place, revision=question.current, order=order, points=162)
        attempt.full_marks = sum(attempt.responses.values_list("points", flat=True))
        attempt.save()
        return attempt

    def address(self, kind: str) -> str:
        return reverse("attempts:question", args=[self.attempt.pk, self.kinds.index(kind) + 1])

    def form(self, kind: str, place: int) -> dict[str, list[str]]:
        return AnswerForm(self.client.get(self.address(kind)).content.decode()).filled(place)

    def answer(self) -> None:
        """One right, two not at all, all others wrong."""
        for kind in self.kinds:
            if kind not in NOT_ANSWERED:
                response = self.attempt.responses.get(revision__question__kind=kind)
                forms = (self.form(kind, place) for place in range(4))
                wanted = response.points if kind == RIGHT else 0
                self.client.post(self.address(kind), next(form for form in forms if marks(response, form) == wanted))

    def hand_in(self) -> None:
        self.attempt.hand_in(by=self.trainee, at=NOON)
        Attempt.objects.filter(pk=self.attempt.pk).update(awaits=0)  # as if what is written had been marked with 0


def marks(response: Response, form: dict[str, list[str]]) -> int:
    data = QueryDict(urlencode(form, doseq=True))
    answer = response.kind.read(response.item, data, response.order)
    return response.kind.grade(response.item, answer, Rule(response.points)).marks
