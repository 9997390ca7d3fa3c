"""What is granted to single people and groups, and what opens when it is taught, on the organiser's pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from quiz.classes.models import Allowance, Mode, Quiz, State
from quiz.people.models import AuditEntry
from tests import factories

from .conftest import text


def now():
    return timezone.now()


def state(quiz):
    return Quiz.objects.get(pk=quiz.pk).state(now())


def test_time_is_granted_to_one_who_sits_and_it_is_said_why(desk, url, quiz, begun, trainee, organiser):
    Quiz.objects.filter(pk=quiz.pk).update(closes_at=now() + timedelta(hours=3))
    sent = {"whom": f"t{trainee.pk}", "extra": "15", "unit": "minutes", "reason": "网络中断"}
    page = text(desk.post(url("allowance_list", quiz.pk), sent, follow=True))
    begun.refresh_from_db()
    assert begun.due_at == begun.started_at + timedelta(minutes=55)
    assert "The end of 1 attempt under way has moved." in page
    assert "extra time 15 minutes" in page
    assert "网络中断" in page
    assert organiser.name in page
    assert "only who begins by" in page
    assert AuditEntry.objects.get(verb="quiz.allow").detail["reason"] == "网络中断"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Please fill this in."),
        ({"whom": "g一组", "reason": "开会"}, "Say what is granted"),
        ({"whom": "g一组", "extra": "5", "unit": "minutes"}, "Please fill this in."),
        ({"whom": "t999999", "extra": "5", "unit": "minutes", "reason": "开会"}, "not one of the available choices"),
        ({"whom": "g九组", "extra": "5", "unit": "minutes", "reason": "开会"}, "not one of the available choices"),
        ({"whom": "g一组", "extra": "0", "unit": "minutes", "reason": "开会"}, "Write 1 or more."),
        (
            {"whom": "g一组", "opens_at": "2026-03-09T09:00", "closes_at": "2026-03-09T08:00", "reason": "开会"},
            "must lie after",
        ),
    ],
)
def test_an_allowance_that_is_none_is_refused_in_words(desk, url, quiz, training_class, trainee, sent, words):
    training_class.enrol(trainee, by=None, at=now(), group="一组")
    answer = desk.post(url("allowance_list", quiz.pk), {"unit": "minutes", **sent})
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Allowance.objects.exists()


def test_one_arrangement_each_changed_and_taken_back(desk, url, quiz, training_class, trainee):
    training_class.enrol(trainee, by=None, at=now(), group="一组")
    sent = {"whom": "g一组", "extra": "50", "unit": "percent", "reason": "转场"}
    desk.post(url("allowance_list", quiz.pk), sent)
    again = desk.post(url("allowance_list", quiz.pk), sent)
    assert "There is an arrangement for them already" in text(again)
    allowance = Allowance.objects.get()
    assert (allowance.group, allowance.extra_percent, allowance.extra_minutes) == ("一组", 50, None)
    page = text(desk.get(url("allowance_edit", quiz.pk, allowance.pk)))
    assert "Change the arrangement for 一组" in page
    changed = {"extra": "", "unit": "minutes", "extra_attempts": "1", "reason": "转场，改为再答一次"}
    assert desk.post(url("allowance_edit", quiz.pk, allowance.pk), changed).status_code == 302
    allowance.refresh_from_db()
    assert (allowance.extra_percent, allowance.extra_attempts, allowance.group) == (None, 1, "一组")
    desk.post(url("allowance_remove", quiz.pk, allowance.pk))
    assert not Allowance.objects.exists()
    assert AuditEntry.objects.filter(verb__in=["quiz.allow", "quiz.disallow"]).count() == 3


def test_an_allowance_of_another_quiz_is_404(desk, url, quiz, training_class, section, organiser, trainee):
    other = factories.quiz(training_class, section)
    foreign = factories.allowance(other, organiser, trainee=trainee, extra_attempts=1)
    assert desk.get(url("allowance_edit", quiz.pk, foreign.pk)).status_code == 404
    assert desk.post(url("allowance_remove", quiz.pk, foreign.pk)).status_code == 404


def test_a_quiz_of_another_class_of_mine_is_404_under_this_one(desk, url, organiser, section):
    mine_too = factories.training_class(organiser=organiser)
    other = factories.quiz(mine_too, section)
    for name in ("quiz_edit", "quiz_preview", "allowance_list"):
        assert desk.get(url(name, other.pk)).status_code == 404


def test_more_arrangements_no_more_queries(desk, url, quiz, training_class, organiser, django_assert_max_num_queries):
    for _ in range(12):
        trainee = factories.user()
        training_class.enrol(trainee, by=None, at=now())
        factories.allowance(quiz, organiser, trainee=trainee, extra_minutes=5)
    with django_assert_max_num_queries(11):
        desk.get(url("allowance_list", quiz.pk))


@pytest.fixture
def waiting(training_class, questions):
    training_class.give(questions[0].lecture, by=None, at=now(), when_taught=True)
    return training_class.quizzes.get(mode=Mode.SECTION)


def test_a_section_marked_as_taught_opens_its_quizzes_and_the_mark_can_be_taken_back(desk, url, waiting, section):
    assert "2 quizzes wait" in text(desk.get(url("taught")))
    desk.post(url("taught"), {"sections": [section.pk], "when": "now"})
    assert state(waiting) == State.OPEN
    assert "open since" in text(desk.get(url("taught")))
    desk.post(url("not_taught", section.pk))
    assert state(waiting) == State.WAITING
    assert desk.post(url("not_taught", section.pk)).status_code == 404


def test_or_at_a_date(desk, url, waiting, section):
    desk.post(url("taught"), {"sections": [section.pk], "when": "date", "opens_at": "2099-03-09T18:00"})
    assert state(waiting) == State.WAITING
    assert timezone.localtime(Quiz.objects.get(pk=waiting.pk).opens_at).hour == 18


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"when": "now"}, "Tick the sections that have been taught."),
        ({"sections": ["999999"], "when": "now"}, "not one of the available choices"),
        ({"sections": "here", "when": "date"}, "Give the date and time."),
        ({"sections": "here", "when": "date", "opens_at": "2099-03-09T18:00"}, "ends at"),
    ],
)
def test_what_cannot_be_opened_is_said(desk, url, waiting, section, sent, words):
    Quiz.objects.filter(pk=waiting.pk).update(closes_at=now() + timedelta(days=1))
    if sent.get("sections") == "here":
        sent = {**sent, "sections": [section.pk]}
    answer = desk.post(url("taught"), sent)
    assert answer.status_code == 422
    problems = answer.content.decode().partition('id="problems"')[2].partition("</ul>")[0]
    assert words in problems
    assert state(waiting) == State.WAITING


def test_a_class_without_a_lecture_is_told_what_comes_next(desk, url, training_class):
    assert "The class has no lecture yet." in text(desk.get(url("taught")))
    assert "This class has no quizzes yet." in text(desk.get(url("quiz_list")))
