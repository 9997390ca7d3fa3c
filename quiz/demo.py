"""A class to look at: trainees called 学员01 and so on, with attempts made by the same verbs as real ones."""

from __future__ import annotations

import json
import random
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from quiz.attempts.models import Attempt, Response
from quiz.attempts.responses import whole_paper
from quiz.bank.kinds.choice import Choice
from quiz.classes.models import Band, Mode, Quiz, TrainingClass
from quiz.lectures.models import Lecture
from quiz.people.models import Role, User

NAME = "中青年干部培训班（演示）"
GROUPS = ("一组", "二组", "三组")
TRAINEES = 42
BEHIND = 12  # so many, and the guest, have not taken all that is open
TAUGHT_BEFORE = "3"  # part three and the closing are still to be taught
GUEST = 18  # the trainee one can sign in as
HARD = {"1.3": 0.1, "2.3": 0.48, "2.4": 0.34, "2.5": 0.12}  # sections that the class has not understood


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
    begun = at - timedelta(days=4)
    training_class.give(lecture, by=organiser, at=begun, when_taught=True)
    taught = [section for section in lecture.sections.all() if section.number < TAUGHT_BEFORE]
    training_class.mark_taught(taught, opens_at=begun, by=organiser, at=begun)
    opened = training_class.quizzes.counted().filter(opens_at__isnull=False)
    _sit(list(opened.prefetch_related("sections")), trainees, at)
    _set_exam(training_class, lecture, at)
    who = {Role.TRAINEE: trainees[GUEST - 1], Role.ORGANISER: organiser, Role.ADMIN: admin}
    text = json.dumps(
        {role.value: {"username": user.username, "password": secret[role]} for role, user in who.items()}, indent=2
    )
    sign_ins.touch(mode=0o600)
    sign_ins.write_text(text + "\n", encoding="utf-8")
    return True


def _set_exam(training_class: TrainingClass, lecture: Lecture, at: datetime) -> None:
    """An exam on the whole lecture that opens tomorrow morning."""
    exam = Quiz.of_mode(Mode.EXAM, training_class, "结业考试", position=999)
    morning = timezone.localtime(at + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    exam.published_at, exam.opens_at, exam.closes_at = at, morning, morning + timedelta(hours=2)
    exam.notes = "请在安静的地方独立作答。网络断开时请继续作答，恢复后会自动保存。"
    exam.save()
    exam.sections.set(lecture.sections.all())
    bands = {"优秀": 90, "良好": 80, "合格": 60, "不合格": 0}
    exam.bands.bulk_create(Band(quiz=exam, name=name, percent=percent) for name, percent in bands.items())


def _sit(quizzes: list[Quiz], trainees: list[User], at: datetime) -> None:
    """Most of the class have taken all that is open, some of it twice. The others lack the last sections, and a few of
    them have stopped in the middle of one; so has the guest just now, in 2.3."""
    rng = random.Random(20260305)
    guest = trainees[GUEST - 1]
    behind = rng.sample([trainee for trainee in trainees if trainee != guest], BEHIND)
    for trainee in trainees:
        able = rng.uniform(0.62, 0.95)
        taken = len(quizzes) - (rng.randint(1, 6) if trainee in behind else 0)
        stops = trainee in behind[::3]
        for number, quiz in enumerate(quizzes[: taken + stops]):
            section = quiz.sections.all()[0].number
            start = at - timedelta(hours=70 - 3 * number, minutes=rng.randint(0, 170))
            if trainee == guest and section == "2.3":
                _attempt(quiz, trainee, 0.8, at - timedelta(minutes=20), rng, answered=4)
                break
            right = able - HARD.get(section, 0.0)
            first = _attempt(quiz, trainee, right, start, rng, answered=3 if number == taken else None)
            if not first.is_open and not first.passed and rng.random() < 0.6:
                _attempt(quiz, trainee, right + 0.2, start + timedelta(hours=1), rng)


def _attempt(
    quiz: Quiz, trainee: User, able: float, start: datetime, rng: random.Random, *, answered: int | None = None
) -> Attempt:
    """An attempt with all its answers; `answered`: left under way after so many."""
    attempt = Attempt.start(quiz, trainee, at=start, rng=rng)
    for response in whole_paper(attempt.pk, trainee.pk)[:answered]:
        start += timedelta(seconds=rng.randint(15, 70))
        data = _given(response, right=rng.random() < able, rng=rng)
        response.take(response.kind.read(response.item, data), 1, start)
    if answered is None:
        attempt.hand_in(by=trainee, at=start)
    else:
        attempt.look_at(answered + 1)
    return attempt


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
