"""What was granted to one trainee or group reaches their attempts, those under way too, and nobody loses by it."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from quiz.attempts.models import Attempt
from quiz.attempts.queries import exams, states
from quiz.attempts.rules import DueReason, Refusal, visible
from quiz.classes.allowances import terms_of
from quiz.classes.models import Band, DrawRule, Mode, Quiz, Release
from tests import factories
from tests.factories import NOON

HOUR = timedelta(hours=1)


@pytest.fixture
def timed(quiz):
    """Forty minutes, one try, closes in an hour, the key at the end."""
    rules = {"time_limit": 40, "max_attempts": 1, "closes_at": NOON + HOUR, "key_release": Release.CLOSE}
    Quiz.objects.filter(pk=quiz.pk).update(**rules)
    quiz.refresh_from_db()
    return quiz


def test_extra_time_is_in_the_deadline_and_its_reason(timed, trainee, organiser):
    factories.allowance(timed, organiser, trainee=trainee, extra_minutes=15)
    attempt = Attempt.start(timed, trainee, at=NOON)
    assert attempt.due_at == NOON + timedelta(minutes=55)
    assert attempt.due_reason == DueReason.EXTRA


def test_a_group_has_it_and_who_has_left_the_group_has_not(timed, trainee, organiser, training_class):
    factories.allowance(timed, organiser, group="一组", extra_percent=50)
    assert terms_of(trainee, [timed])[timed.pk].extra == 0
    training_class.enrol(trainee, by=None, at=NOON, group="一组")
    assert terms_of(trainee, [timed])[timed.pk].extra == 20
    training_class.enrolments.filter(trainee=trainee).update(left_at=NOON)
    assert terms_of(trainee, [timed])[timed.pk].extra == 0


def test_nobody_else_has_it(timed, trainee, stranger, organiser):
    factories.allowance(timed, organiser, trainee=stranger, extra_minutes=15)
    assert terms_of(trainee, [timed])[timed.pk].extra == 0


def test_the_group_of_another_class_has_not(timed, trainee, organiser, other_organiser, section):
    other = other_organiser.organised_classes.get()
    other.enrol(trainee, by=None, at=NOON, group="一组")
    factories.allowance(timed, organiser, group="一组", extra_minutes=15)
    assert terms_of(trainee, [timed])[timed.pk].extra == 0


def test_terms_of_many_quizzes_are_one_query(timed, trainee, section, django_assert_num_queries):
    quizzes = [timed, *(factories.quiz(timed.training_class, section) for _ in range(9))]
    with django_assert_num_queries(1):
        terms_of(trainee, quizzes)


def test_time_granted_under_way_moves_the_deadline(timed, trainee, organiser):
    attempt = Attempt.start(timed, trainee, at=NOON)
    granted = factories.allowance(timed, organiser, trainee=trainee, extra_minutes=10)
    assert timed.attempts.all().give_time(NOON) == 1
    attempt.refresh_from_db()
    assert (attempt.due_at, attempt.due_reason) == (NOON + timedelta(minutes=50), DueReason.EXTRA)
    granted.delete()
    Quiz.objects.filter(pk=timed.pk).update(time_limit=5)
    assert timed.attempts.all().give_time(NOON) == 0
    attempt.refresh_from_db()
    assert attempt.due_at == NOON + timedelta(minutes=50)


def test_whose_time_is_over_stays_at_that(timed, trainee, organiser):
    attempt = Attempt.start(timed, trainee, at=NOON)
    factories.allowance(timed, organiser, trainee=trainee, extra_minutes=10)
    assert timed.attempts.all().give_time(NOON + timedelta(minutes=40)) == 0
    attempt.refresh_from_db()
    assert attempt.due_at == NOON + timedelta(minutes=40)


def test_another_try_and_another_window(timed, trainee, organiser):
    Attempt.start(timed, trainee, at=NOON).hand_in(by=trainee, at=NOON)
    with pytest.raises(Refusal):
        Attempt.start(timed, trainee, at=NOON)
    factories.allowance(timed, organiser, trainee=trainee, extra_attempts=1, closes_at=NOON + 9 * HOUR)
    second = Attempt.start(timed, trainee, at=NOON + 2 * HOUR)
    assert second.number == 2
    assert second.due_at == NOON + 2 * HOUR + timedelta(minutes=40)


def test_the_key_waits_for_one_s_own_window(timed, trainee, organiser):
    attempt = Attempt.start(timed, trainee, at=NOON)
    attempt.hand_in(by=trainee, at=NOON)
    assert visible(attempt, NOON + HOUR).key
    factories.allowance(timed, organiser, trainee=trainee, closes_at=NOON + 9 * HOUR)
    assert not visible(attempt, NOON + HOUR).key
    assert visible(attempt, NOON + 9 * HOUR).key


def test_the_pledge_is_kept_with_the_attempt(quiz, trainee):
    assert Attempt.start(quiz, trainee, at=NOON, pledged=True).pledged_at is None
    Attempt.objects.get().hand_in(by=trainee, at=NOON)
    quiz.pledge = True
    with pytest.raises(Refusal):
        Attempt.start(quiz, trainee, at=NOON)
    assert Attempt.start(quiz, trainee, at=NOON, pledged=True).pledged_at == NOON


def test_leaving_the_page_is_counted_only_where_the_quiz_says_so(quiz, trainee):
    attempt = Attempt.start(quiz, trainee, at=NOON)
    attempt.note_leave()
    attempt.quiz.count_leaves = True
    attempt.note_leave()
    attempt.refresh_from_db()
    assert attempt.leaves == 1
    attempt.hand_in(by=trainee, at=NOON)
    attempt.quiz.count_leaves = True
    attempt.note_leave()
    attempt.refresh_from_db()
    assert attempt.leaves == 1


def test_an_attempt_knows_its_band(quiz, trainee):
    Band.objects.create(quiz=quiz, percent=0, name="不合格")
    attempt = Attempt.start(quiz, trainee, at=NOON)
    assert attempt.band == ""
    attempt.hand_in(by=trainee, at=NOON)
    assert attempt.band == "不合格"


def test_home_shows_section_quizzes_as_before_and_what_to_study_beside_them(training_class, questions, trainee):
    training_class.give(questions[0].lecture, by=None, at=NOON)
    exam = factories.quiz(training_class, questions[0].section, mode=Mode.EXAM)
    (state,) = states(trainee, NOON)
    assert state.quiz.mode == Mode.SECTION
    assert [quiz.mode for quiz in state.studies] == [Mode.PRACTICE]
    assert [one.quiz for one in exams(trainee, NOON)] == [exam]


def test_the_notice_tells_what_holds_for_this_trainee(timed, trainee, organiser):
    factories.allowance(timed, organiser, trainee=trainee, extra_minutes=15)
    DrawRule.objects.create(quiz=timed, position=1, kind="true_false", count=5)
    (state,) = states(trainee, NOON)
    with override("en"):
        facts, when = dict(state.facts), state.when
    assert facts["Time"] == "55 minutes, 15 of them extra time"
    assert (facts["Number of questions"], facts["Full marks"]) == ("1", "10")  # the bank has one such question
    assert when.startswith("until ")


def test_a_trainee_with_a_window_of_his_own_may_start(timed, trainee, organiser):
    (before,) = states(trainee, NOON + 2 * HOUR)
    factories.allowance(timed, organiser, trainee=trainee, closes_at=NOON + 9 * HOUR)
    (after,) = states(trainee, NOON + 2 * HOUR)
    assert (before.may_start, after.may_start) == (False, True)


def test_more_quizzes_no_more_queries(training_class, section, quiz, trainee, django_assert_num_queries):
    with django_assert_num_queries(8):
        states(trainee, NOON)
    for _ in range(10):
        factories.quiz(training_class, section)
        factories.quiz(training_class, section, mode=Mode.PRACTICE)
    with django_assert_num_queries(8):
        assert len(states(trainee, NOON)) == 11
