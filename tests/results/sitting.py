"""Attempts as trainees make them, for the tests of the organiser's pages."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.http import QueryDict

from quiz.attempts.models import Attempt, Response
from quiz.classes.models import Quiz
from quiz.people.models import User
from tests.factories import NOON


def give(response: Response, option: int | list[int] | None) -> None:
    """Save `option` (positions in the author's order) as the answer; None leaves it unanswered."""
    if option is None:
        return
    data = QueryDict(mutable=True)
    data.setlist("answer", [str(position) for position in (option if isinstance(option, list) else [option])])
    attempt = response.attempt
    Attempt.answer(attempt.pk, response.position, data, by=attempt.trainee, sequence=1, at=attempt.started_at)


def sit(quiz: Quiz, trainee: User, right: int, *, at: datetime = NOON, finish: bool = True) -> Attempt:
    """An attempt with `right` right answers and the rest wrong by the first wrong option; open unless `finish`."""
    attempt = Attempt.start(quiz, trainee, at=at, rng=random.Random(1))
    responses = attempt.responses.select_related("revision__question", "attempt__trainee")
    for number, response in enumerate(responses.order_by("revision__question__position")):
        key = response.kind.key(response.item)
        wrong = next(row.position for row in response.item.rows if not row.correct)
        give(response, key if number < right else wrong)
    if finish:
        attempt.hand_in(by=trainee, at=at + timedelta(minutes=5))
        attempt.refresh_from_db()
    return attempt
