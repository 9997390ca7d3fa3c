"""A class with results: pages are asked for in English, so that a test reads what the code says."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from quiz.classes.models import Quiz, TrainingClass
from quiz.people.models import User
from tests import factories


@pytest.fixture
def see(as_organiser: Client) -> Callable[..., str]:
    """`see("class_board", 1, sort="mean")`: what the organiser gets, without runs of white space."""
    as_organiser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    def get(name: str, *arguments: int, **query: str) -> str:
        answer = as_organiser.get(reverse(f"results:{name}", args=arguments), query)
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", unescape(answer.content.decode()))

    return get


def words(html: str) -> str:
    """The text of a page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def class_of_3(training_class: TrainingClass, trainee: User, organiser: User) -> list[User]:
    """Three trainees, 甲 and 乙 in group 一组, 丙 in 二组; `trainee` has left."""
    training_class.enrolments.filter(trainee=trainee).update(left_at=factories.NOON)
    people = []
    for name, group in (("甲", "一组"), ("乙", "一组"), ("丙", "二组")):
        person = factories.user(name=name)
        training_class.enrol(person, by=organiser, at=factories.NOON, group=group)
        people.append(person)
    return people


@pytest.fixture
def two_quizzes(training_class: TrainingClass, quiz: Quiz) -> list[Quiz]:
    """The quizzes of sections 1.1 (three questions) and 1.2 (one question)."""
    second = quiz.sections.get().lecture.sections.get(number="1.2")
    factories.question(second)
    return [quiz, factories.quiz(training_class, second, position=2)]
