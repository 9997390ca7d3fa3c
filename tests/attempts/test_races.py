"""Two things at once: real threads, each with a connection of its own, on the database of production."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from quiz.attempts.models import Attempt, Closed, Response, ResponseEvent
from quiz.bank.kinds import MultipleRule
from quiz.bank.models import Draft
from quiz.classes.models import Quiz
from quiz.classes.sittings import give_time
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions: Callable[[], object]) -> list[object]:
    """Run the actions in threads that start together; what each returned or raised."""
    barrier, said = Barrier(len(actions)), [None] * len(actions)

    def run(number: int, action: Callable[[], object]) -> None:
        barrier.wait()
        try:
            said[number] = action()
        except Exception as error:
            said[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return said


def save(attempt: Attempt, answer: int, sequence: int, at=None) -> Response:
    given = QueryDict(f"answer={answer}")
    moment = at or timezone.now()
    return Attempt.answer(attempt.pk, 1, given, by=attempt.trainee, sequence=sequence, at=moment)


@pytest.fixture
def attempt(quiz, trainee):
    return Attempt.start(quiz, trainee, at=timezone.now())


def test_a_double_tap_on_start_makes_one_attempt(quiz, trainee):
    begun = at_once(*[lambda: Attempt.start(quiz, trainee, at=timezone.now())] * 4)
    assert len({attempt.pk for attempt in begun}) == 1
    assert Attempt.objects.get().responses.count() == 3


def test_a_double_hand_in_marks_once(attempt, trainee):
    first = at_once(*[lambda: Attempt.objects.get(pk=attempt.pk).hand_in(by=trainee, at=timezone.now())] * 4)
    assert sorted(first) == [False, False, False, True]


def test_an_answer_against_hand_in_is_either_marked_or_refused(attempt, trainee):
    saved, _handed_in = at_once(
        lambda: save(attempt, 1, 1),
        lambda: Attempt.objects.get(pk=attempt.pk).hand_in(by=trainee, at=timezone.now()),
    )
    response = Response.objects.get(attempt=attempt, position=1)
    if isinstance(saved, Closed):
        assert response.answer is None
    else:
        assert (response.answer, response.outcome) != ([1], "unanswered")
    assert (response.answer is None) == (response.outcome == "unanswered")


def test_an_answer_at_the_deadline_is_refused_and_before_it_is_kept(attempt):
    due = timezone.now() + timedelta(minutes=5)
    Attempt.objects.filter(pk=attempt.pk).update(due_at=due)
    save(attempt, 1, 1, at=due - timedelta(microseconds=1))
    with pytest.raises(Closed):
        save(attempt, 2, 2, at=due)
    assert Response.objects.get(attempt=attempt, position=1).answer == [1]


def test_an_answer_against_the_clock_counts_whichever_comes_first(attempt):
    """Given in time, it arrives while others look, by which the clock hands in: before or after, it is marked."""
    due = timezone.now()
    Attempt.objects.filter(pk=attempt.pk).update(due_at=due, due_reason="limit")
    late, given = QueryDict("answer=1"), {"at": due + timedelta(seconds=5), "given_at": due - timedelta(seconds=1)}
    looks = [lambda: Attempt.objects.get(pk=attempt.pk).hand_in(by=None, at=due)] * 2
    saved, *handed_in = at_once(
        lambda: Attempt.answer(attempt.pk, 1, late, by=attempt.trainee, sequence=1, **given), *looks
    )
    assert not isinstance(saved, Exception)
    assert sorted(handed_in) == [False, True]
    response = Response.objects.get(attempt=attempt, position=1)
    attempt.refresh_from_db()
    assert response.answer == [1]
    assert response.marks is not None
    assert response.outcome not in ("", "unanswered")
    assert attempt.marks == sum(one.marks for one in attempt.responses.all())
    assert (attempt.handed_in_by, attempt.handed_in_at) == ("clock", due)


def test_of_two_devices_the_newer_sequence_wins_whichever_arrives_first(attempt):
    at_once(*[lambda n=n: save(attempt, 1 + n % 2, n) for n in range(1, 9)])
    response = Response.objects.get(attempt=attempt, position=1)
    assert (response.sequence, response.answer) == (8, [1])
    assert ResponseEvent.objects.filter(response=response).count() == 8


def test_a_question_revised_under_way_stays_as_it_was_drawn(attempt, admin):
    response = attempt.responses.select_related("revision__question").get(position=1)
    question, before = response.revision.question, response.revision.stem
    draft = Draft(factories.choice_item(question.kind, "新的题干？", (1, 2)), level="recall", difficulty="easy")
    at_once(
        lambda: question.revise(draft, by=admin, at=timezone.now()),
        lambda: save(attempt, 1, 1),
    )
    response.refresh_from_db()
    assert response.revision.stem == before
    assert response.answer == [1]


def test_rules_changed_under_way_leave_whole_marks_and_take_no_time(quiz, trainee):
    """By the old rule or by the new one, but wholly by one; and a shorter limit is not for who has begun."""
    quiz.time_limit = 30
    quiz.save()
    attempt = Attempt.start(quiz, trainee, at=timezone.now())
    due = attempt.due_at
    multiple = attempt.responses.get(revision__question__kind="multiple_choice")

    def change() -> None:
        edited = Quiz.objects.get(pk=quiz.pk)
        edited.multiple_rule, edited.time_limit, edited.points = MultipleRule.STRICT, 10, 500
        edited.save()
        give_time(edited, timezone.now())

    half = QueryDict("answer=1")
    told = at_once(
        change,
        lambda: Attempt.answer(attempt.pk, multiple.position, half, by=trainee, sequence=1, at=timezone.now()),
        lambda: Attempt.objects.get(pk=attempt.pk).hand_in(by=trainee, at=timezone.now()),
    )
    assert not [one for one in told if isinstance(one, Exception) and not isinstance(one, Closed)]
    attempt.refresh_from_db()
    multiple.refresh_from_db()
    assert attempt.due_at == due
    assert {response.points for response in attempt.responses.all()} == {1000}
    assert multiple.marks in ((0,) if multiple.answer is None else (0, 500))
    assert attempt.marks == sum(one.marks for one in attempt.responses.all())
