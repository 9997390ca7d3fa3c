"""`python -m tests.seed TRAINEES QUESTIONS`: a class at work in the database of the environment, to load and kill.

Prints one JSON line a trainee: the session's cookie, the attempt under way and how many questions it has.
"""

import json
import os
import random
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quiz.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.utils import timezone  # noqa: E402

from quiz.attempts.models import Attempt  # noqa: E402
from quiz.people.models import User  # noqa: E402
from tests import factories  # noqa: E402


def session_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "quiz.people.backends.NumberBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    assert session.session_key
    return session.session_key


def main(trainees: int, questions: int) -> None:
    section = factories.lecture().sections.get()
    for _ in range(questions):
        factories.question(section)
    training_class = factories.training_class()
    quiz = factories.quiz(training_class, section, draw_count=questions)
    for number in range(trainees):
        user = User.objects.create_user(f"load{number}", None, name=f"学员{number:02}")
        training_class.enrol(user, by=None, at=timezone.now())
        attempt = Attempt.start(quiz, user, at=timezone.now(), rng=random.Random(number))
        line = {"session": session_of(user), "attempt": attempt.pk, "questions": questions}
        sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
