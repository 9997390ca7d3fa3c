"""Two things at once: real threads, each with a connection of its own, on the database of production."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from quiz.attempts.models import Attempt, Closed, Response, ResponseEvent
from quiz.bank.models import Draft
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
