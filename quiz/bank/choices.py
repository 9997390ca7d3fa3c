"""The words that questions and revisions are sorted by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .kinds import KINDS

MOST_TAGS = 10  # of a question
MOST_IN_CASE = 6  # questions over one material, as in the content files


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class Level(models.TextChoices):
    RECALL = "recall", _("Recall")
    UNDERSTAND = "understand", _("Understand")
    APPLY = "apply", _("Apply")
    ANALYSE = "analyse", _("Analyse")


class Difficulty(models.TextChoices):
    EASY = "easy", _("Easy")
    MEDIUM = "medium", _("Medium")
    HARD = "hard", _("Hard")


class Origin(models.TextChoices):
    FILE = "file", _("Content file")
    WEB = "web", _("Editor")


class Change(models.TextChoices):
    """What a revision changed. Only a change of key or points can change marks."""

    FIRST = "first", _("First version")
    WORDING = "wording", _("Wording")
    KEY = "key", _("Key")


KIND_CHOICES = [(kind.name, kind.label) for kind in KINDS.values()]
