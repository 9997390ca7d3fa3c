"""Organisers' pages of the class of `trainee`, asked for in English, so that a test reads what the code says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quiz.attempts.models import Attempt
from quiz.classes.models import Band, DrawRule, KindPoints, Paper, Quiz, Release, TrainingClass
from quiz.people.models import User


@pytest.fixture
def desk(as_organiser: Client) -> Client:
    as_organiser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return as_organiser


def text(answer: Any) -> str:
    """What is on the page, without runs of white space."""
    return re.sub(r"\s+", " ", unescape(answer.content.decode()))


@pytest.fixture
def url(training_class: TrainingClass) -> Callable[..., str]:
    """`url("quiz_edit", quiz.pk)`: an address of a page of the class."""
    return lambda name, *more: reverse(f"classes:{name}", args=[training_class.pk, *more])


class Fields(HTMLParser):
    """The values that a browser would send from the form `#rules`, buttons apart."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.inside = False
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form":
            self.inside = has.get("id") == "rules"
        name = has.get("name") or ""
        if not self.inside:
            return
        if tag == "input" and name and (has.get("type") not in ("checkbox", "radio") or "checked" in has):
            self.values.setdefault(name, []).append(
                has.get("value", "on" if has.get("type") == "checkbox" else "") or ""
            )
        if tag == "select":
            self.select = name
        if tag == "option" and "selected" in has:
            self.values[self.select] = [has.get("value") or ""]
        if tag == "textarea":
            self.area = name
            self.values[name] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area][0] += data.removeprefix("\n")


@pytest.fixture
def fields(desk: Client, url: Callable[..., str]) -> Callable[[Quiz], dict[str, list[str]]]:
    """What the form of a quiz's rules holds, as a browser would send it back."""

    def read(quiz: Quiz) -> dict[str, list[str]]:
        parser = Fields()
        parser.feed(desk.get(url("quiz_edit", quiz.pk)).content.decode())
        return parser.values

    return read


@pytest.fixture
def save(desk: Client, url: Callable[..., str], fields: Callable[[Quiz], dict[str, list[str]]]) -> Callable[..., Any]:
    """`save(quiz, time_limit="40")`: change these fields on the page and press Save."""

    def post(quiz: Quiz, **changed: Any) -> Any:
        sent = {**fields(quiz), **changed}
        return desk.post(url("quiz_edit", quiz.pk), {k: v for k, v in sent.items() if v is not None})

    return post


@pytest.fixture
def begun(quiz: Quiz, trainee: User, training_class: TrainingClass) -> Attempt:
    """An attempt under way since five minutes ago; the quiz has a time limit of 40 minutes."""
    Quiz.objects.filter(pk=quiz.pk).update(time_limit=40)
    quiz.refresh_from_db()
    return Attempt.start(quiz, trainee, at=timezone.now() - timedelta(minutes=5))


@pytest.fixture
def full(quiz, section):
    """A quiz that uses every rule."""
    at = datetime(2026, 3, 9, 9, 0, 30, tzinfo=timezone.get_current_timezone())
    fields = {
        "opens_at": at,
        "closes_at": at + timedelta(hours=2),
        "latest_entry": 15,
        "time_limit": 90,
        "max_attempts": 2,
        "counting": "latest",
        "multiple_rule": "per_option",
        "score_release": Release.CLOSE,
        "key_release": Release.MANUAL,
        "explanation_release": Release.NEVER,
        "notes": "请关闭通知。\n不要交谈。",
        "pledge": True,
        "count_leaves": True,
        "points": 250,
        "paper": Paper.SAME,
    }
    Quiz.objects.filter(pk=quiz.pk).update(**fields)
    DrawRule.objects.create(quiz=quiz, position=1, section=section, kind="true_false", level="recall", count=1)
    DrawRule.objects.create(quiz=quiz, position=2, difficulty="easy", count=2)
    KindPoints.objects.create(quiz=quiz, kind="multiple_choice", points=350)
    for percent, name in ((85, "优秀"), (60, "合格"), (0, "不合格")):
        Band.objects.create(quiz=quiz, percent=percent, name=name)
    return Quiz.objects.get(pk=quiz.pk)
