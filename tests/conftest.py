"""The cast. 小林 learns in the class that 老周 organises; 陌生人 learns elsewhere; 管理员 writes the questions."""

from __future__ import annotations

import pytest
from django.test import Client

from quiz.bank.models import Question
from quiz.classes.models import Quiz, TrainingClass
from quiz.lectures.models import Section
from quiz.people.models import Role, User

from . import factories


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
