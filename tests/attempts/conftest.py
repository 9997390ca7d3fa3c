from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quiz.attempts.models import Attempt
from tests import factories


@pytest.fixture
def attempt(as_trainee, quiz, trainee):
    """Under way, on three questions, none answered."""
    as_trainee.post(reverse("attempts:start", args=[quiz.pk]))
    return Attempt.objects.get(quiz=quiz, trainee=trainee)


@pytest.fixture
def more_of_all(trainee) -> Callable[..., tuple[int, int]]:
    """How many queries an address needs before and after sections, questions and attempts have been added."""

    def count(client, address):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    def measure(client, address, training_class, section, attempt):
        attempt.hand_in(by=trainee, at=timezone.now())
        client.get(address)
        few = count(client, address)
        for number in range(3, 8):
            added = factories.section(section.lecture, f"1.{number}", parent=section if number > 4 else None)
            for kind in ("single_choice", "multiple_choice", "true_false", "single_choice"):
                factories.question(added, kind)
            other = Attempt.start(factories.quiz(training_class, added), trainee, at=timezone.now())
            if number % 2:
                other.hand_in(by=trainee, at=timezone.now())
        again = Attempt.start(attempt.quiz, trainee, at=timezone.now())
        again.hand_in(by=trainee, at=timezone.now())
        return few, count(client, address)

    return measure
