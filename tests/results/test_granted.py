"""Who was granted another window is called upon, counted and listed by it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories

DAY = timedelta(days=1)
BOARD = "class_board"


@pytest.fixture
def closed(quiz):
    quiz.opens_at, quiz.closes_at = timezone.now() - 2 * DAY, timezone.now() - DAY
    quiz.save()
    return quiz


def reminder(html):
    found = re.search(r"<textarea.*?>(.*?)</textarea>", html)
    return found.group(1) if found else ""


def listed(html):
    return re.search(r'<ul class="names">(.*?)</ul>', html).group(1)


def test_one_for_whom_a_closed_quiz_goes_on_is_reminded_alone_and_told_until_when(
    see, class_of_3, closed, training_class, organiser
):
    assert reminder(see(BOARD, training_class.pk)) == ""
    until = timezone.now() + DAY
    factories.allowance(closed, organiser, trainee=class_of_3[1], closes_at=until)
    html = see(BOARD, training_class.pk)
    assert "Copy the reminder (1 person)" in html
    assert "1.1 第1.1节 (1 person): 乙 (closes " in reminder(html)
    page = see("missing", training_class.pk)
    assert "3 of 3 missing" in page
    assert "乙 (closes " in reminder(page)
    assert listed(page).count("until ") == 1


def test_a_group_that_may_take_it_longer_is_reminded_whole(see, class_of_3, closed, training_class, organiser):
    factories.allowance(closed, organiser, group="一组", closes_at=timezone.now() + DAY)
    assert "Copy the reminder (2 people)" in see(BOARD, training_class.pk)


def test_one_for_whom_it_opens_later_misses_nothing_yet(see, class_of_3, quiz, training_class, organiser):
    factories.allowance(quiz, organiser, trainee=class_of_3[0], opens_at=timezone.now() + DAY)
    html = see(BOARD, training_class.pk)
    assert "Copy the reminder (2 people)" in html
    assert "1.1 第1.1节 (2 people): 乙; 丙" in reminder(html)
    assert "甲" not in listed(see("missing", training_class.pk))


def test_more_time_for_an_attempt_changes_nobody_s_window(see, class_of_3, quiz, training_class, organiser):
    before = reminder(see(BOARD, training_class.pk))
    factories.allowance(quiz, organiser, trainee=class_of_3[0], extra_attempts=1)
    assert reminder(see(BOARD, training_class.pk)) == before
