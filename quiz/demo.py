"""A class to look at: trainees called 学员01 and so on, with attempts made by the same verbs as real ones."""

from __future__ import annotations

import json
import random
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.http import QueryDict

from quiz.attempts.models import Attempt, Response
from quiz.bank.kinds.choice import Choice
from quiz.classes.models import Quiz, TrainingClass
from quiz.lectures.models import Lecture
from quiz.people.models import Role, User

NAME = "中青年干部培训班（演示）"
GROUPS = ("一组", "二组", "三组")
TRAINEES = 42
GUEST = 18  # the trainee one can sign in as


@transaction.atomic
def make_demo(sign_ins: Path, *, at: datetime) -> bool:
    """Make the demo class where nobody is yet; its sign-ins go to the file `sign_ins`. Returns whether it was made."""
    lecture = Lecture.objects.first()
    if lecture is None or User.objects.exists():
        return False
    secret = {role: secrets.token_urlsafe(9) for role in Role.values}
    organiser = User.objects.create_user("zuzhi01", secret[Role.ORGANISER], name="组织员01", role=Role.ORGANISER)
    admin = User.objects.create_user("guanli01", secret[Role.ADMIN], name="管理员01", role=Role.ADMIN)
    training_class = TrainingClass.objects.create(name=NAME, starts_on=(at - timedelta(days=4)).date())
    training_class.organisers.add(organiser)
    trainees = []
    for number in range(1, TRAINEES + 1):
        password = secret[Role.TRAINEE] if number == GUEST else None
        trainee = User.objects.create_user(f"20260301{number:02}", password, name=f"学员{number:02}")
        training_class.enrol(trainee, by=organiser, at=at, group=GROUPS[number % len(GROUPS)])
        trainees.append(trainee)
    training_class.give(lecture, by=organiser, at=at - timedelta(days=3))
    _sit(list(training_class.quizzes.all()), trainees, at)
    who = {Role.TRAINEE: trainees[GUEST - 1], Role.ORGANISER: organiser, Role.ADMIN: admin}
    text = json.dumps(
        {role.value: {"username": user.username, "password": secret[role]} for role, user in who.items()}, indent=2
    )
    sign_ins.touch(mode=0o600)
    sign_ins.write_text(text + "\n", encoding="utf-8")
    return True


def _sit(quizzes: list[Quiz], trainees: list[User], at: datetime) -> None:
    """Most of the class through two thirds of the quizzes; the guest has one under way."""
    rng = random.Random(20260305)
    reached = quizzes[: max(1, len(quizzes) * 2 // 3)]
    hard = {quiz.pk: 0.25 if number % 5 == 3 else 0.0 for number, quiz in enumerate(reached)}
    for trainee in trainees:
        able = rng.uniform(0.65, 0.95)
        for number, quiz in enumerate(reached[:-1]):
            if rng.random() < 0.88 or trainee == trainees[GUEST - 1]:
                _attempt(quiz, trainee, able - hard[quiz.pk], at - timedelta(hours=60 - 2 * number), rng)
    _attempt(reached[-1], trainees[GUEST - 1], 0.8, at - timedelta(minutes=20), rng, finish=False)


def _attempt(
    quiz: Quiz, trainee: User, able: float, start: datetime, rng: random.Random, *, finish: bool = True
) -> None:
    attempt = Attempt.start(quiz, trainee, at=start, rng=rng)
    responses = list(attempt.responses.select_related("revision__question").prefetch_related("revision__options"))
    for response in responses if finish else responses[: max(1, len(responses) // 2)]:
        start += timedelta(seconds=rng.randint(15, 70))
        data = _given(response, right=rng.random() < able, rng=rng)
        Attempt.answer(attempt.pk, response.position, data, by=trainee, sequence=1, at=start)
    if finish:
        attempt.hand_in(by=trainee, at=start)


def _given(response: Response, *, right: bool, rng: random.Random) -> QueryDict:
    """A form with the right answer, or with a likely wrong one."""
    item, data = response.item, QueryDict(mutable=True)
    key = response.kind.key(item)
    if isinstance(response.kind, Choice):
        wrong = [rng.choice([row.position for row in item.rows if not row.correct])]
        data.setlist("answer", [str(position) for position in (key if right else wrong)])
    elif item.kind == "ordering":
        places = key if right else [*key[1:], key[0]]
        for row, place in zip(item.rows, places, strict=True):
            data[f"place-{row.position}"] = str(place)
    else:
        parts = key if isinstance(key, list) else [key]
        data.setlist("answer", [str(part) for part in (parts if right else [*parts[1:], parts[0]])])
        if not right and len(parts) == 1:
            data["answer"] = "7"
    return data
