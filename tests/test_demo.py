"""The demo class shows every state of the board."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quiz.attempts.models import Attempt
from quiz.classes.models import TrainingClass
from quiz.demo import BEHIND, TRAINEES, make_demo
from quiz.people.models import User
from quiz.results.queries import board
from tests import factories


@pytest.fixture
def demo(db, tmp_path):
    """The class made of a lecture with one question a section, and its sign-ins."""
    lecture = factories.lecture(sections=0)
    for number in ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1"):
        factories.question(factories.section(lecture, number))
    assert make_demo(tmp_path / "demo.json", at=timezone.now())
    return TrainingClass.objects.get(), json.loads((tmp_path / "demo.json").read_text())


def test_most_have_taken_all_that_has_been_taught_and_some_are_under_way(demo):
    shown = board(demo[0], timezone.now())
    assert (shown.finished, shown.unfinished) == (TRAINEES - BEHIND - 1, BEHIND + 1)
    assert [column.label for column in shown.columns][-1] == "2.4"
    assert shown.waiting == 2  # section 3.1 and the exam
    states = {cell.state for row in shown.rows for cell in row.cells}
    assert states == {"done", "doing", "none"}


def test_the_guest_has_stopped_in_the_middle_of_2_3_and_can_sign_in_and_all_is_made_once(demo, client, tmp_path):
    guest = demo[1]["trainee"]
    assert client.post(reverse("people:sign_in"), guest).status_code == 302
    attempt = Attempt.objects.open().get(trainee__username=guest["username"])
    assert attempt.quiz.sections.get().number == "2.3"
    assert not attempt.is_overdue(timezone.now() + timedelta(hours=1))
    assert not make_demo(tmp_path / "again.json", at=timezone.now())
    assert User.objects.count() == TRAINEES + 2
