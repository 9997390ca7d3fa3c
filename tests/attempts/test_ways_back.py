"""What a trainee finds again afterwards: his attempts, those the clock has ended too, and why there is no other."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quiz.attempts.models import Attempt, HandedInBy
from quiz.attempts.queries import counted
from quiz.bank.kinds import Item, Row
from quiz.classes.models import Mode, Quiz
from tests import factories
from tests.conftest import write
from tests.factories import NOON


@pytest.fixture
def exam(training_class, section, questions):
    made = factories.quiz(training_class, section, mode=Mode.EXAM, title="结业考试")
    Quiz.objects.filter(pk=made.pk).update(time_limit=10, max_attempts=1, opens_at=timezone.now() - timedelta(hours=1))
    made.refresh_from_db()
    return made


def page(client, name, *arguments):
    return client.get(reverse(f"attempts:{name}", args=arguments)).content.decode()


def test_an_exam_that_was_taken_leads_to_its_result(as_trainee, trainee, exam):
    attempt = Attempt.start(exam, trainee, at=timezone.now())
    attempt.hand_in(by=trainee, at=timezone.now())
    shown = page(as_trainee, "intro", exam.pk)
    assert "本测验的答题次数已用完" in shown
    assert reverse("attempts:result", args=[attempt.pk]) in shown


@pytest.mark.parametrize("name", ["home", "intro"])
def test_what_the_clock_has_ended_is_handed_in_by_looking(as_trainee, trainee, exam, name):
    attempt = Attempt.start(exam, trainee, at=timezone.now() - timedelta(minutes=11))
    assert attempt.is_open
    page(as_trainee, name, *([exam.pk] if name == "intro" else []))
    attempt.refresh_from_db()
    assert attempt.handed_in_by == HandedInBy.CLOCK
    assert attempt.handed_in_at == attempt.due_at
    assert reverse("attempts:result", args=[attempt.pk]) in page(as_trainee, "intro", exam.pk)


def test_who_comes_too_late_is_not_told_that_the_tries_are_used_up(as_trainee, exam):
    Quiz.objects.filter(pk=exam.pk).update(latest_entry=15)
    shown = page(as_trainee, "intro", exam.pk)
    assert "已用完" not in shown
    assert "已过最晚入场时间" in shown or "入场" in shown


def test_the_best_of_papers_of_several_sizes_is_the_best_share(quiz, trainee):
    small, large = (
        Attempt(quiz=quiz, trainee=trainee, number=number, marks=marks, full_marks=full, handed_in_at=NOON)
        for number, (marks, full) in enumerate([(200, 200), (500, 1000)], start=1)
    )
    assert counted([small, large], "best") is small


def test_a_result_says_no_best_score_while_another_waits_for_marking(quiz, section, trainee, organiser, as_trainee):
    response = write(quiz, factories.question(section, item=factories.written_item()), trainee)
    shown = page(as_trainee, "result", response.attempt_id)
    assert "None" not in shown
    Quiz.objects.filter(pk=response.attempt.quiz_id).update(max_attempts=None)
    assert "待阅卷" in page(as_trainee, "intro", response.attempt.quiz_id)


def test_the_result_of_several_sections_leads_home(as_trainee, trainee, exam, section):
    other = section.lecture.sections.get(number="1.2")
    factories.question(other)
    exam.sections.add(other)
    attempt = Attempt.start(exam, trainee, at=timezone.now())
    attempt.hand_in(by=trainee, at=timezone.now())
    shown = page(as_trainee, "result", attempt.pk)
    assert "回到首页" in shown
    assert "返回小节" not in shown


def test_leaving_the_page_is_said_to_be_counted_before_the_start(as_trainee, exam):
    assert "离开页面" not in page(as_trainee, "intro", exam.pk)
    Quiz.objects.filter(pk=exam.pk).update(count_leaves=True)
    assert "离开页面" in page(as_trainee, "intro", exam.pk)


ASKED = {
    "fill_blank": Item("fill_blank", "缺____。", (Row(1, "协调", True, blank=1),), "因为如此。", {"order": "fixed"}),
    "matching": Item("matching", "配对。", (Row(1, "甲", match="一"), Row(2, "乙", match="二")), "因为如此。"),
    "numeric": Item("numeric", "几条？", (Row(1, "3", True),), "因为如此。", {"tolerance": "0", "unit": "条"}),
}


@pytest.mark.parametrize("kind", ASKED)
def test_right_and_wrong_are_told_in_words(as_trainee, trainee, training_class, section, kind):
    quiz = factories.quiz(training_class, section, title="另一测验")
    factories.question(section, item=ASKED[kind])
    for given, words in (("1", "✗ 不对"), ("", "– 未答")):
        attempt = Attempt.start(quiz, trainee, at=timezone.now())
        answers = [given, given] if kind == "matching" else [given]
        as_trainee.post(reverse("attempts:question", args=[attempt.pk, 1]), {"answer": answers})
        attempt.hand_in(by=trainee, at=timezone.now())
        assert words in page(as_trainee, "result", attempt.pk)


def test_an_exam_under_way_comes_first_at_home(as_trainee, trainee, exam):
    attempt = Attempt.start(exam, trainee, at=timezone.now())
    shown = page(as_trainee, "home")
    first = shown[shown.index('class="card first"') :].partition("</section>")[0]
    assert "结业考试" in first
    assert reverse("attempts:resume", args=[attempt.pk]) in first
    assert "答题中 0/3" in shown


def test_a_second_quiz_on_a_section_is_found_there_and_counts_no_second_section(
    as_trainee, training_class, section, quiz
):
    other = factories.quiz(training_class, section, title="课后再测", position=4)
    shown = page(as_trainee, "section", section.lecture.slug, section.number)
    assert "课后再测" in shown
    assert reverse("attempts:intro", args=[other.pk]) in shown
    assert "/1小节" in re.sub(r"<[^>]+>|\s", "", page(as_trainee, "home"))
