"""The project's settings with one more page: the floor against which the app is measured."""

from quiz.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
