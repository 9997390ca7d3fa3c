"""An attempt as the organiser reads it: late answers apart, how often the page was left; and handing it in."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse

from quiz.attempts.models import Attempt, ResponseEvent
from quiz.attempts.rules import Closed
from quiz.bank.kinds import KINDS, Item, Row
from quiz.classes.models import Band
from quiz.classes.modes import Mode
from quiz.people.models import AuditEntry
from tests import factories
from tests.factories import NOON

from .conftest import words
from .sitting import give, sit

DUE = NOON + timedelta(minutes=10)


@pytest.fixture
def exam(quiz):
    """The quiz with ten minutes, in which leaving the page is counted."""
    quiz.time_limit, quiz.count_leaves, quiz.shuffle_questions = 10, True, False
    quiz.save()
    return quiz


def send(attempt: Attempt, position: int, option: int | None, *, at, given_at=None, sequence: int = 9) -> None:
    """An answer by the trainee that arrives at `at`; whether it counts is not asked."""
    data = QueryDict(mutable=True)
    if option:
        data["answer"] = str(option)
    with suppress(Closed):
        Attempt.answer(attempt.pk, position, data, by=attempt.trainee, sequence=sequence, at=at, given_at=given_at)


@pytest.fixture
def over(exam, trainee):
    """An attempt that the clock has handed in, with one answer to its first question."""
    attempt = Attempt.start(exam, trainee, at=NOON)
    give(attempt.responses.select_related("attempt__trainee", "revision__question").get(position=1), 1)
    attempt.hand_in(by=None, at=DUE)
    return attempt


def question(html: str, position: int) -> str:
    """The text of one question of the page."""
    return words(re.search(rf'<article class="stack answered" id="q{position}">.*?</article>', html)[0])


def test_an_answer_that_came_too_late_stands_at_its_question_and_is_said_not_to_count(see, training_class, over):
    send(over, 2, 3, at=DUE + timedelta(minutes=2, seconds=5))
    html = see("attempt", training_class.pk, over.pk)
    said = question(html, 2)
    assert "⚠ Not counted Arrived on 5 Mar, 12:12:05, after hand-in C 丙项" in said
    assert "Not answered 0/10 marks" in said
    assert "Not counted" not in question(html, 1)
    assert "Not counted" not in question(html, 3)


def test_the_summary_leads_to_the_questions_with_late_answers(see, training_class, over):
    for position in (2, 3):
        send(over, position, 1, at=DUE + timedelta(minutes=2))
    html = see("attempt", training_class.pk, over.pk)
    assert "Arrived after hand-in, not counted: Question 2; Question 3</p>" in re.sub("</?a[^>]*>", "", html)
    narrowed = see("attempt", training_class.pk, over.pk, show="flagged")
    assert '<a class="whole" href="?show=all#q2">Question 2</a>' in narrowed


def test_a_late_answer_beside_one_that_counts_leaves_that_as_it_is(see, training_class, over):
    send(over, 1, 2, at=DUE + timedelta(hours=1))
    said = question(see("attempt", training_class.pk, over.pk), 1)
    assert "A 甲项 ✓ Chosen, right" in said
    assert "10/10 marks" in said
    assert "after hand-in B 乙项" in said


def test_a_late_answer_that_was_cleared_is_said_to_be(see, training_class, over):
    send(over, 1, None, at=DUE + timedelta(hours=1))
    assert "after hand-in The answer was cleared." in question(see("attempt", training_class.pk, over.pk), 1)


def test_an_answer_on_its_way_at_the_end_is_said_to_count(see, training_class, over):
    send(over, 2, 1, at=DUE + timedelta(seconds=20), given_at=DUE - timedelta(seconds=1))
    html = see("attempt", training_class.pk, over.pk)
    assert "Given before the end; it arrived on 5 Mar, 12:10:20, in time to count." in question(html, 2)
    assert "arrived after it, counted: Question 2</p>" in re.sub("</?a[^>]*>", "", html)
    assert "not counted" not in html


def test_an_attempt_without_late_answers_says_nothing_of_them(see, training_class, quiz, trainee):
    html = see("attempt", training_class.pk, sit(quiz, trainee, 2).pk)
    assert "counted" not in words(html)


ROWS = {
    "single_choice": ((Row(1, "甲", True), Row(2, "乙")), [2], ["A 乙"]),
    "multiple_choice": ((Row(1, "甲", True), Row(2, "乙", True), Row(3, "丙")), [1, 3], ["A 丙", "C 甲"]),
    "true_false": ((Row(1, "对", True), Row(2, "错")), [1], ["✓ 对"]),
    "fill_blank": ((Row(1, "责任", blank=1), Row(2, "权力", blank=2)), ["责任", ""], ["责任", "–"]),
    "matching": ((Row(1, "不愿", match="动力"), Row(2, "不能", match="能力")), [2, 1], ["不愿 → 能力", "不能 → 动力"]),
    "ordering": ((Row(1, "先"), Row(2, "再"), Row(3, "后")), [2, 1, 3], ["1. 再", "2. 先", "3. 后"]),
    "numeric": ((Row(1, "6"),), "7", ["7条"]),
    "short_answer": ((Row(1, "要点"),), "我的理由。", ["我的理由。"]),
    "essay": ((Row(1, "要点"),), "我的看法。", ["我的看法。"]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_told_as_the_trainee_saw_it(kind):
    rows, answer, told = ROWS[kind]
    item = Item(kind, "题干", rows, settings={"unit": "条"})
    order = [1, 2] if kind == "true_false" else [row.position for row in rows][::-1]
    assert KINDS[kind].words(item, order, answer) == told
    assert KINDS[kind].words(item, order, None) == []


def test_more_late_answers_take_no_more_queries(see, training_class, over, django_assert_max_num_queries):
    send(over, 1, 2, at=DUE + timedelta(hours=1))
    see("attempt", training_class.pk, over.pk)
    with django_assert_max_num_queries(18) as first:
        see("attempt", training_class.pk, over.pk)
    for position in (1, 2, 3):
        for sequence in (11, 12, 13):
            send(over, position, 1, at=DUE + timedelta(hours=1), sequence=sequence)
    assert ResponseEvent.objects.filter(late=True).count() == 10
    with django_assert_max_num_queries(len(first)):
        see("attempt", training_class.pk, over.pk)


@pytest.mark.parametrize(
    ("leaves", "said"), [(0, "Left the page 0 times"), (1, "Left the page 1 time"), (2, "2 times")]
)
def test_how_often_the_page_was_left_is_a_plain_fact(see, training_class, exam, trainee, leaves, said):
    attempt = Attempt.start(exam, trainee, at=NOON)
    for _ in range(leaves):
        attempt.note_leave()
    attempt.hand_in(by=trainee, at=NOON)
    assert said in words(see("attempt", training_class.pk, attempt.pk))
    assert ("Left the page" in see("trainee", training_class.pk, trainee.pk)) is bool(leaves)


def test_what_is_not_counted_is_not_said(see, training_class, quiz, trainee):
    assert "Left the page" not in see("attempt", training_class.pk, sit(quiz, trainee, 2).pk)


@pytest.fixture
def under_way(quiz, trainee):
    """An attempt with three right answers, saved and not handed in."""
    return sit(quiz, trainee, 3, finish=False)


@pytest.fixture
def address(training_class, under_way):
    return reverse("results:hand_in", args=[training_class.pk, under_way.pk])


def test_handing_in_says_first_what_it_means_and_changes_nothing(see, training_class, under_way, address):
    under_way.responses.filter(position=3).update(answer=None)
    assert address in see("attempt", training_class.pk, under_way.pk)
    html = words(see("hand_in", training_class.pk, under_way.pk))
    assert "2 of 3 questions are answered" in html
    assert "it cannot be undone" in html
    assert Attempt.objects.get().is_open


def test_an_organiser_hands_in_for_a_trainee_and_it_is_written_down(
    as_organiser, organiser, under_way, address, training_class, see
):
    answer = as_organiser.post(address, follow=True)
    under_way.refresh_from_db()
    assert (under_way.handed_in_by, under_way.percent) == ("organiser", 100)
    entry = AuditEntry.objects.get(verb="attempt.hand_in")
    assert (entry.actor, entry.subject) == (organiser, str(under_way.pk))
    assert answer.redirect_chain[-1][0] == reverse("results:attempt", args=[training_class.pk, under_way.pk])
    html = see("attempt", training_class.pk, under_way.pk)
    assert "Handed in by the organiser" in html
    assert address not in html


def test_an_answer_after_that_is_kept_and_does_not_count(as_organiser, under_way, address, training_class, see):
    as_organiser.post(address)
    send(under_way, 1, 2, at=NOON + timedelta(days=1))
    assert "⚠ Not counted" in question(see("attempt", training_class.pk, under_way.pk), 1)
    assert Attempt.objects.get().percent == 100


def test_whoever_has_handed_in_meanwhile_keeps_that(as_organiser, under_way, address, trainee):
    under_way.hand_in(by=trainee, at=NOON)
    html = as_organiser.post(address, follow=True).content.decode()
    under_way.refresh_from_db()
    assert under_way.handed_in_by == "trainee"
    assert "此前已经交卷" in html
    assert as_organiser.get(address).status_code == 302


def test_study_is_nobody_s_to_hand_in(as_organiser, training_class, section, questions, trainee, see):
    practice = factories.quiz(training_class, section, mode=Mode.PRACTICE)
    attempt = Attempt.start(practice, trainee, at=NOON)
    address = reverse("results:hand_in", args=[training_class.pk, attempt.pk])
    assert as_organiser.get(address).status_code == 404
    assert as_organiser.post(address).status_code == 404
    assert address not in see("attempt", training_class.pk, attempt.pk)


def test_another_try_is_one_step_away(see, training_class, quiz, trainee, as_organiser):
    html = see("attempt", training_class.pk, sit(quiz, trainee, 1).pk)
    address = reverse("classes:allowance_list", args=[training_class.pk, quiz.pk])
    assert f'href="{address}?whom=t{trainee.pk}#grant"' in html
    form = as_organiser.get(address, {"whom": f"t{trainee.pk}"}).content.decode()
    assert f'<option value="t{trainee.pk}" selected>' in form


def test_the_grade_stands_beside_the_score(see, training_class, quiz, trainee):
    done = sit(quiz, trainee, 3)
    assert "优秀" not in see("attempt", training_class.pk, done.pk)
    Band.objects.create(quiz=quiz, percent=90, name="优秀")
    assert '<span class="tag blue">优秀</span>' in see("attempt", training_class.pk, done.pk)
