"""The cast. 小林 learns in the class that 老周 organises; 陌生人 learns elsewhere; 管理员 writes the questions."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

from quiz.attempts.models import Attempt, Response
from quiz.bank.imaging import Encoded
from quiz.bank.models import Batch, Material, Picture, Question, Verb
from quiz.classes.models import ListedQuestion, Mode, Paper, Quiz, TrainingClass
from quiz.lectures.models import Section
from quiz.people.models import Role, User

from . import factories

# A law holds or does not; how long one example takes on a busy machine says nothing of it.
hypothesis_settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("untimed")
SERVERS = ("tests/browser/", "tests/attempts/test_kill.py")


class ServersTogether(LoadScopeScheduling):
    """What starts a server runs first, in one worker: one site serves every browser test, and no two slow each other.

    The groups of pytest-xdist itself rest on a name of pytest's that pytest 9 no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "servers" if nodeid.startswith(SERVERS) else nodeid


if os.environ.get("PYTEST_XDIST_WORKER", "gw0") != "gw0":
    os.nice(5)  # the first worker has the servers, and the longest way: the others give way to it


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ServersTogether:
    return ServersTogether(config, log)


@pytest.fixture
def section(db: None) -> Section:
    """Section 1.1 of a lecture with two sections."""
    return factories.lecture(sections=2).sections.get(number="1.1")


@pytest.fixture
def questions(section: Section) -> list[Question]:
    """One question of each choice kind in the section; the first option is right (the first two in multiple choice)."""
    return [factories.question(section, kind) for kind in ("single_choice", "multiple_choice", "true_false")]


@pytest.fixture
def trainee(db: None) -> User:
    return factories.user(name="学员01")


@pytest.fixture
def stranger(db: None) -> User:
    """A trainee of another class."""
    return factories.user(name="学员99")


@pytest.fixture
def organiser(db: None) -> User:
    return factories.user(Role.ORGANISER, name="组织员01")


@pytest.fixture
def other_organiser(db: None) -> User:
    """Organises another class."""
    return factories.user(Role.ORGANISER, name="组织员99")


@pytest.fixture
def admin(db: None) -> User:
    return factories.user(Role.ADMIN, name="管理员01")


@pytest.fixture
def training_class(trainee: User, stranger: User, organiser: User, other_organiser: User) -> TrainingClass:
    """The class of `trainee` and `organiser`; beside it stands the class of `stranger` and `other_organiser`."""
    factories.training_class(stranger, organiser=other_organiser)
    return factories.training_class(trainee, organiser=organiser)


@pytest.fixture
def quiz(training_class: TrainingClass, section: Section, questions: list[Question]) -> Quiz:
    """The open section quiz of `section`."""
    return factories.quiz(training_class, section)


def write(beside: Quiz, question: Question, *trainees: User, text: str = "我的理由。") -> Response:
    """The answer `text` of each of `trainees` to a written question, in an exam of the class that asks just this one.

    Returns the last of them, handed in.
    """
    exam = factories.quiz(beside.training_class, question.section, title="结业考试", mode=Mode.EXAM, position=9)
    exam.paper = Paper.LIST
    exam.save()
    ListedQuestion.objects.create(quiz=exam, question=question, position=1)
    for trainee in trainees:
        attempt = Attempt.start(exam, trainee, at=factories.NOON)
        data = QueryDict(mutable=True)
        data["answer"] = text
        Attempt.answer(attempt.pk, 1, data, by=trainee, sequence=1, at=factories.NOON)
        attempt.hand_in(by=trainee, at=factories.NOON)
    return attempt.responses.select_related("revision__question", "attempt__quiz").get()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="quiz.people.backends.NumberBackend")
    return client


@pytest.fixture
def as_trainee(trainee: User) -> Client:
    return signed_in(trainee)


@pytest.fixture
def as_stranger(stranger: User) -> Client:
    return signed_in(stranger)


@pytest.fixture
def as_organiser(organiser: User) -> Client:
    return signed_in(organiser)


@pytest.fixture
def as_other_organiser(other_organiser: User) -> Client:
    return signed_in(other_organiser)


@pytest.fixture
def as_admin(admin: User) -> Client:
    return signed_in(admin)


@pytest.fixture
def clients(
    as_trainee: Client, as_stranger: Client, as_organiser: Client, as_other_organiser: Client, as_admin: Client
):
    """A browser of each role of tests/access_table.py."""
    return {
        "anonymous": Client(),
        "trainee": as_trainee,
        "stranger": as_stranger,
        "organiser": as_organiser,
        "other_organiser": as_other_organiser,
        "admin": as_admin,
    }


@pytest.fixture
def world(
    quiz: Quiz, trainee: User, organiser: User, other_organiser: User, admin: User, questions: list[Question]
) -> dict[str, str | int]:
    """What the table of access names: rows of the class of `trainee`. The class of `stranger` has a lecture too."""
    other_class = TrainingClass.objects.organised_by(other_organiser).get()
    factories.quiz(other_class, factories.lecture().sections.get())
    done = Attempt.start(quiz, trainee, at=factories.NOON)
    done.hand_in(by=trainee, at=factories.NOON)
    section = questions[0].section
    written = write(quiz, factories.question(section, item=factories.written_item()), trainee)
    quiz.training_class.mark_taught([section], opens_at=factories.NOON, by=organiser, at=factories.NOON)
    return {
        "class": quiz.training_class.pk,
        "lecture": questions[0].lecture.slug,
        "section": section.number,
        "quiz": quiz.pk,
        "done": done.pk,
        "attempt": Attempt.start(quiz, trainee, at=factories.NOON).pk,
        "question": questions[0].pk,
        "material": Material.objects.create(lecture=questions[0].lecture, key="m", title="材料", text="某单位。").pk,
        "picture": Picture.add(Encoded(b"", 1, 1, ".png"), "图", by=admin, at=factories.NOON).name,
        "written": written.pk,
        "exam": written.attempt.quiz_id,
        "essay": written.revision.question_id,
        "batch": Batch.do(Verb.TAG, questions, tag="一类", by=admin, at=factories.NOON).pk,
        "kind": questions[0].kind,
        "trainee": trainee.pk,
        "taught": section.pk,
        "allowance": factories.allowance(quiz, organiser, trainee=trainee, extra_minutes=10).pk,
        "memorise": factories.quiz(quiz.training_class, questions[0].section, mode=Mode.MEMORISE).pk,
    }
