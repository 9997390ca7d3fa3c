"""Answers that arrive after the deadline: none is dropped, none counts in silence."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from quiz.attempts.models import Attempt, ResponseEvent
from quiz.attempts.rules import Closed, in_time
from tests import factories
from tests.factories import NOON


@pytest.mark.parametrize(
    ("given", "arrives", "counts"),
    [
        (-30, -29, True),  # in time, at once
        (-5, 40, True),  # given in time, the network was down at the end
        (-5, 60, True),
        (-5, 61, False),  # too long on its way
        (1, 2, False),  # given after the end
        (0, 0, False),
    ],
)
def test_an_answer_given_in_time_counts_if_it_arrives_within_the_grace(given, arrives, counts):
    moments = [NOON + timedelta(seconds=seconds) for seconds in (given, arrives)]
    assert in_time(NOON, *moments, timedelta(seconds=60)) is counts
    assert in_time(None, *moments, timedelta(seconds=60))


@pytest.mark.parametrize("ended", [False, True], ids=["before the clock handed in", "after the clock handed in"])
def test_an_answer_on_its_way_at_the_deadline_counts(training_class, section, questions, trainee, ended):
    quiz = factories.quiz(training_class, section, time_limit=10)
    attempt = Attempt.start(quiz, trainee, at=NOON)
    due = NOON + timedelta(minutes=10)
    if ended:
        attempt.hand_in(by=None, at=due)
    response = attempt.responses.select_related("revision__question").get(position=1)
    key = QueryDict(mutable=True)
    key.setlist("answer", [str(one) for one in response.kind.key(response.item)])
    late = due + timedelta(seconds=20)
    Attempt.answer(attempt.pk, 1, key, by=trainee, sequence=1, at=late, given_at=due - timedelta(seconds=3))
    if not ended:
        Attempt.objects.get(pk=attempt.pk).hand_in(by=None, at=due + timedelta(minutes=5))
    attempt.refresh_from_db()
    assert attempt.marks == response.points
    assert attempt.handed_in_at == due


def test_what_comes_later_is_in_the_log_and_does_not_count(training_class, section, questions, trainee):
    quiz = factories.quiz(training_class, section, time_limit=10)
    attempt = Attempt.start(quiz, trainee, at=NOON)
    late = NOON + timedelta(minutes=12)
    with pytest.raises(Closed):
        Attempt.answer(attempt.pk, 1, QueryDict("answer=1"), by=trainee, sequence=1, at=late, given_at=NOON)
    event = ResponseEvent.objects.get()
    assert (event.late, event.answer, event.response.answer) == (True, [1], None)


def test_an_answer_taken_back_in_time_is_marked_as_not_answered(training_class, section, questions, trainee):
    quiz = factories.quiz(training_class, section, time_limit=10)
    attempt = Attempt.start(quiz, trainee, at=NOON)
    multiple = attempt.responses.get(revision__question__kind="multiple_choice")
    due = NOON + timedelta(minutes=10)
    said = [QueryDict("answer=1&answer=2"), QueryDict("")]
    Attempt.answer(attempt.pk, multiple.position, said[0], by=trainee, sequence=1, at=due - timedelta(seconds=9))
    Attempt.objects.get(pk=attempt.pk).hand_in(by=None, at=due)
    on_its_way = {"at": due + timedelta(seconds=20), "given_at": due - timedelta(seconds=2)}
    Attempt.answer(attempt.pk, multiple.position, said[1], by=trainee, sequence=2, **on_its_way)
    multiple.refresh_from_db()
    attempt.refresh_from_db()
    assert (multiple.answer, multiple.outcome, multiple.marks, attempt.marks) == (None, "unanswered", 0, 0)
