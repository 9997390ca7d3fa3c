"""The words of the rules: modes, papers, which attempt counts, when something is shown, and what a mode begins with."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    SECTION = "section", _("Section quiz")
    PRACTICE = "practice", _("Practice")
    EXAM = "exam", _("Exam")
    MEMORISE = "memorise", _("Memorise")


class Paper(models.TextChoices):
    """Whose paper is which."""

    EACH = "each", _("A paper for each attempt")
    SAME = "same", _("One paper for the class")
    LIST = "list", _("Questions chosen by hand")


class Counting(models.TextChoices):
    BEST = "best", _("Best attempt")
    LATEST = "latest", _("Latest attempt")
    FIRST = "first", _("First attempt")


class Release(models.TextChoices):
    """When a trainee may see a score, a key or an explanation."""

    ANSWER = "answer", _("After each answer")
    HAND_IN = "hand_in", _("After hand-in")
    CLOSE = "close", _("When the quiz closes")
    MANUAL = "manual", _("When the organiser releases it")
    NEVER = "never", _("Never")


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Not open yet")
    OPEN = "open", _("Running")
    CLOSED = "closed", _("Over")


COUNTED = (Mode.SECTION, Mode.EXAM)
STUDIED = (Mode.PRACTICE, Mode.MEMORISE)  # as often as one likes, with the key at once; leaves no results

_AT_ONCE = dict.fromkeys(("score_release", "key_release", "explanation_release"), Release.ANSWER)
_AT_THE_END = dict.fromkeys(_AT_ONCE, Release.CLOSE)
# What a new quiz of a mode begins with; the organiser changes it.
USUAL: dict[str, dict[str, Any]] = {
    Mode.SECTION: {},
    Mode.PRACTICE: {"draw_count": None, **_AT_ONCE},
    Mode.EXAM: {"draw_count": 50, "points": 200, "time_limit": 60, "max_attempts": 1, "pledge": True, **_AT_THE_END},
    Mode.MEMORISE: {"draw_count": None, "shuffle_questions": False, "shuffle_options": False, **_AT_ONCE},
}
