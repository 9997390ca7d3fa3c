"""What waits for a person to mark it, question by question. The queries grow with neither answers nor questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from quiz.attempts.models import Response
from quiz.attempts.responses import ResponseQuerySet
from quiz.bank.kinds import KINDS, Outcome
from quiz.bank.models import Question
from quiz.classes.models import Quiz, TrainingClass

WRITTEN = [kind.name for kind in KINDS.values() if not kind.objective]


def to_mark(training_class: TrainingClass) -> ResponseQuerySet:
    """The written answers of the class that were handed in, marked or not; empty ones need nobody."""
    handed_in = Response.objects.filter(
        attempt__quiz__training_class=training_class, attempt__handed_in_at__isnull=False
    )
    return handed_in.filter(revision__question__kind__in=WRITTEN, answer__isnull=False)


@dataclass(frozen=True)
class Pile:
    """All answers of a class to one question of one quiz."""

    quiz: Quiz
    question: Question
    answers: int
    waiting: int

    @property
    def marked(self) -> int:
        return self.answers - self.waiting


def piles(training_class: TrainingClass) -> list[Pile]:
    """Those with something to do first, each in the order of the class's quizzes and of the bank."""
    grouped = to_mark(training_class).order_by().values_list("attempt__quiz", "revision__question")
    counted = list(grouped.annotate(answers=Count("pk"), waiting=Count("pk", filter=Q(outcome=Outcome.AWAITING))))
    quizzes = training_class.quizzes.in_bulk({quiz for quiz, *_rest in counted})
    asked = Question.objects.filter(pk__in={question for _quiz, question, *_rest in counted})
    questions = {one.pk: one for one in asked.select_related("current", "section")}
    found = [Pile(quizzes[quiz], questions[question], n, waiting) for quiz, question, n, waiting in counted]
    return sorted(found, key=lambda p: (not p.waiting, p.quiz.position, p.quiz.pk, p.question.position, p.question.pk))


@dataclass(frozen=True)
class Sheet:
    """One answer of a pile; `number` stands for the name, which marking does without."""

    number: int
    pk: int
    outcome: str

    @property
    def waits(self) -> bool:
        return self.outcome == Outcome.AWAITING


def sheets(training_class: TrainingClass, quiz: int, question: int) -> list[Sheet]:
    """The answers of one pile, always in the same order."""
    answers = to_mark(training_class).filter(attempt__quiz=quiz, revision__question=question).order_by("pk")
    rows = enumerate(answers.values_list("pk", "outcome"), start=1)
    return [Sheet(number, pk, outcome) for number, (pk, outcome) in rows]


def following(pile: Sequence[Sheet], after: int) -> Sheet | None:
    """The next sheet that waits behind the response `after`, from the front again at the end; None if none does."""
    place = next((sheet.number for sheet in pile if sheet.pk == after), 0)
    waiting = [sheet for sheet in (*pile[place:], *pile[:place]) if sheet.waits and sheet.pk != after]
    return waiting[0] if waiting else None
