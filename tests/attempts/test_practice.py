"""Practice: answer and explanation at once, as often as one likes, no results; and reading with the key."""

import pytest
from django.urls import reverse

from quiz.attempts.models import Attempt
from quiz.attempts.rules import Subject
from quiz.classes.models import Mode, Quiz, Release
from tests import factories
from tests.factories import NOON

HTMX = {"HX-Request": "true"}
KEY = "因为甲项才是讲稿的主张。"


@pytest.fixture
def practice(training_class, section, questions):
    made = Quiz.of_mode(Mode.PRACTICE, training_class, section.heading)
    made.published_at, made.shuffle_questions, made.shuffle_options = NOON, False, False
    made.save()
    made.sections.add(section)
    return made


@pytest.fixture
def attempt(as_trainee, practice):
    as_trainee.post(reverse("attempts:start", args=[practice.pk]))
    return Attempt.objects.get()


def page_of(attempt, position=1):
    return reverse("attempts:question", args=[attempt.pk, position])


def test_nothing_is_told_before_the_answer(as_trainee, attempt):
    assert KEY not in as_trainee.get(page_of(attempt)).content.decode()


@pytest.mark.parametrize(("answer", "said"), [("1", "您选对了"), ("2", "您的答案，不对")])
def test_the_answer_is_marked_at_once_with_its_explanation(as_trainee, attempt, answer, said):
    page = as_trainee.post(page_of(attempt), {"answer": answer, "then": "check"}, headers=HTMX).content.decode()
    assert said in page
    assert KEY in page
    assert said in as_trainee.get(page_of(attempt)).content.decode()


def test_without_htmx_the_checked_question_is_a_page(as_trainee, attempt):
    answer = as_trainee.post(page_of(attempt), {"answer": "1", "then": "check"}, follow=True)
    assert answer.redirect_chain[-1][0] == page_of(attempt)
    assert KEY in answer.content.decode()


def test_checking_nothing_asks_for_an_answer(as_trainee, attempt):
    answer = as_trainee.post(page_of(attempt), {"then": "check"}, headers=HTMX)
    assert answer.status_code == 422
    assert "请先作答" in answer.content.decode()
    assert KEY not in answer.content.decode()


def test_the_first_answer_stands_once_the_key_has_been_seen(as_trainee, attempt):
    for answer in ("2", "1"):
        as_trainee.post(page_of(attempt), {"answer": answer, "then": "check"})
    response = attempt.responses.get(position=1)
    assert (response.answer, response.outcome, response.marks) == ([2], "incorrect", 0)


def test_the_end_of_a_practice_is_no_result_of_the_class(as_trainee, as_organiser, attempt, training_class):
    as_trainee.post(page_of(attempt), {"answer": "1", "then": "check"})
    as_trainee.post(reverse("attempts:hand_in", args=[attempt.pk]))
    assert "练习，不计成绩" in as_trainee.get(reverse("attempts:result", args=[attempt.pk])).content.decode()
    board = as_organiser.get(reverse("results:class_board", args=[training_class.pk])).content.decode()
    assert reverse("results:attempt", args=[training_class.pk, attempt.pk]) not in board


def test_practise_just_what_was_wrong(as_trainee, trainee, quiz, practice):
    sat = Attempt.start(quiz, trainee, at=NOON)
    wrong = sat.responses.select_related("revision__question").get(position=2)
    for response in sat.responses.select_related("revision__question").exclude(pk=wrong.pk):
        key = [str(one) for one in response.kind.key(response.item)]
        as_trainee.post(page_of(sat, response.position), {"answer": key})
    address = reverse("attempts:practise", args=[sat.pk])
    assert as_trainee.post(address).status_code == 404  # not handed in: nothing tells what is wrong
    as_trainee.post(reverse("attempts:hand_in", args=[sat.pk]))
    assert "练错题（1题）" in as_trainee.get(reverse("attempts:result", args=[sat.pk])).content.decode()
    as_trainee.post(address)
    again = Attempt.objects.get(quiz=practice)
    assert [r.revision.question_id for r in again.responses.all()] == [wrong.revision.question_id]
    assert as_trainee.post(address)["Location"] == page_of(again), "the same questions are gone on with"


def test_what_was_wrong_is_practised_under_its_own_name_and_ends_no_other_practice(
    as_trainee, trainee, quiz, practice, attempt
):
    sat = Attempt.start(quiz, trainee, at=NOON)
    sat.hand_in(by=trainee, at=NOON)
    page = as_trainee.post(reverse("attempts:practise", args=[sat.pk]), follow=True).content.decode()
    assert "<b>错题练习</b>" in page
    assert practice.title not in page
    attempt.refresh_from_db()
    assert attempt.is_open
    as_trainee.post(reverse("attempts:start", args=[practice.pk]))
    under_way = Attempt.objects.open().filter(quiz=practice)
    assert sorted(one.subject for one in under_way) == ["", "wrong"], "and the section's own practice goes on as it was"


def test_other_questions_end_a_practice_of_the_same_subject(as_trainee, trainee, practice, questions):
    first = Attempt.start(practice, trainee, at=NOON, only=questions[:2], subject=Subject.FAVOURITES)
    second = Attempt.start(practice, trainee, at=NOON, only=questions[1:], subject=Subject.FAVOURITES)
    first.refresh_from_db()
    assert (first.is_open, second.is_open, second.number) == (False, True, 2)


def test_a_question_of_a_practice_can_be_skipped_and_the_last_one_ends_it(as_trainee, attempt):
    last = attempt.responses.count()
    assert "跳过</a>" in as_trainee.get(page_of(attempt)).content.decode()
    page = as_trainee.get(page_of(attempt, last)).content.decode()
    assert "跳过</a>" not in page
    assert f'action="{reverse("attempts:hand_in", args=[attempt.pk])}"' in page
    checked = as_trainee.post(page_of(attempt), {"answer": "1", "then": "check"}, headers=HTMX).content.decode()
    assert "跳过</a>" not in checked


def test_what_is_wrong_stays_secret_while_the_key_does(as_trainee, trainee, quiz, practice):
    Quiz.objects.filter(pk=quiz.pk).update(key_release=Release.NEVER)
    sat = Attempt.start(quiz, trainee, at=NOON)
    sat.hand_in(by=trainee, at=NOON)
    assert as_trainee.post(reverse("attempts:practise", args=[sat.pk])).status_code == 404


def test_the_section_page_offers_practice_and_memorising(as_trainee, quiz, practice, training_class, section):
    memorise = factories.quiz(training_class, section, mode=Mode.MEMORISE, key_release="answer", score_release="answer")
    page = as_trainee.get(reverse("attempts:section", args=[section.lecture.slug, section.number])).content.decode()
    assert reverse("attempts:start", args=[practice.pk]) in page
    assert reverse("attempts:memorise", args=[memorise.pk]) in page


def test_memorising_shows_key_and_explanation_by_its_rules(as_trainee, as_stranger, training_class, section, questions):
    at_once = {"key_release": "answer", "explanation_release": "answer", "score_release": "answer"}
    quiz = factories.quiz(training_class, section, mode=Mode.MEMORISE, **at_once)
    address = reverse("attempts:memorise", args=[quiz.pk])
    assert KEY in as_trainee.get(address).content.decode()
    assert as_stranger.get(address).status_code == 404
    Quiz.objects.update(explanation_release="never")
    assert KEY not in as_trainee.get(address).content.decode()


def test_an_exam_begins_with_its_rules_and_the_pledge(as_trainee, training_class, section, questions):
    exam = factories.quiz(training_class, section, mode=Mode.EXAM, pledge=True, time_limit=30, notes="请**独立**作答。")
    page = as_trainee.get(reverse("attempts:intro", args=[exam.pk])).content.decode()
    assert "30分钟" in page
    assert "<strong>独立</strong>" in page
    assert exam.title in as_trainee.get(reverse("attempts:home")).content.decode()
    start = reverse("attempts:start", args=[exam.pk])
    refused = as_trainee.post(start, follow=True).content.decode()
    assert "承诺" in refused
    assert not Attempt.objects.exists()
    as_trainee.post(start, {"pledge": "yes"})
    attempt = Attempt.objects.get()
    assert attempt.pledged_at
    assert "data-due=" in as_trainee.get(page_of(attempt)).content.decode()


def test_leaving_the_page_is_counted_where_the_quiz_says_so(as_trainee, trainee, quiz):
    attempt = Attempt.start(quiz, trainee, at=NOON)
    address = reverse("attempts:leave", args=[attempt.pk])
    as_trainee.post(address)
    Quiz.objects.update(count_leaves=True)
    as_trainee.post(address)
    attempt.refresh_from_db()
    assert attempt.leaves == 1
