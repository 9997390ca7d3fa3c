"""The rules of a quiz on their page: what is shown is what is stored, errors hinder, consequences are said first."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from quiz.classes.models import Mode, Quiz, State
from quiz.classes.rows import snapshot
from quiz.people.models import AuditEntry
from tests import factories

from .conftest import text

ROWS = {"rule-TOTAL_FORMS": "2", "band-TOTAL_FORMS": "3"}


def stored(quiz: Quiz) -> dict:
    return snapshot(Quiz.objects.get(pk=quiz.pk))


def test_saving_the_page_as_it_is_changes_nothing(full, save):
    before = stored(full)
    assert save(full).status_code == 302
    assert stored(full) == before
    assert not AuditEntry.objects.filter(verb="quiz.change").exists()


@pytest.mark.parametrize("mode", Mode.values)
def test_so_it_is_for_a_new_quiz_of_every_mode(training_class, section, questions, save, mode):
    training_class.lectures.add(section.lecture)
    quiz = Quiz.of_mode(mode, training_class, "新的")
    quiz.save()
    quiz.sections.add(section)
    before = stored(quiz)
    assert save(quiz).status_code == 302
    assert stored(quiz) == before


def test_everything_can_be_set(quiz, section, save, organiser):
    second = section.lecture.sections.get(number="1.2")
    answer = save(
        quiz,
        title="第一讲测验",
        sections=[str(section.pk), str(second.pk)],
        paper="same",
        draw_count="",
        shuffle_options=None,
        points="2.5",
        points_multiple_choice="4",
        multiple_rule="strict",
        pass_percent="70",
        opening="date",
        opens_at="2026-03-09T09:00",
        closes_at="2026-03-09T11:00",
        time_limit="45",
        latest_entry="15",
        max_attempts="1",
        score_release="close",
        key_release="manual",
        explanation_release="never",
        notes="须知",
        pledge="on",
        count_leaves="on",
        **ROWS,
        **{"rule-0-kind": "true_false", "rule-0-count": "1", "rule-1-section": str(second.pk), "rule-1-count": "2"},
        **{"band-0-name": "优秀", "band-0-percent": "90", "band-1-name": "其他", "band-1-percent": "0"},
    )
    assert answer.status_code == 302
    now = stored(quiz)
    zone = timezone.get_current_timezone()
    assert now == now | {
        "title": "第一讲测验",
        "sections": [section.pk, second.pk],
        "paper": "same",
        "draw_count": None,
        "shuffle_questions": True,
        "shuffle_options": False,
        "points": 250,
        "kind_points": {"multiple_choice": 400},
        "multiple_rule": "strict",
        "pass_percent": 70,
        "opens_at": datetime(2026, 3, 9, 9, 0, tzinfo=zone),
        "closes_at": datetime(2026, 3, 9, 11, 0, tzinfo=zone),
        "opens_when_taught": False,
        "time_limit": 45,
        "latest_entry": 15,
        "max_attempts": 1,
        "key_release": "manual",
        "explanation_release": "never",
        "notes": "须知",
        "pledge": True,
        "count_leaves": True,
        "bands": [{"name": "优秀", "percent": 90}, {"name": "其他", "percent": 0}],
    }
    assert [(rule["kind"], rule["section"], rule["count"]) for rule in now["draw_rules"]] == [
        ("true_false", None, 1),
        ("", second.pk, 2),
    ]
    entry = AuditEntry.objects.get(verb="quiz.change")
    assert entry.actor == organiser
    assert entry.detail["changed"]["points"] == ["1000", "250"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "Please fill this in."),
        ({"sections": None}, "Tick at least one section."),
        ({"sections": ["999999"]}, "not one of the available choices"),
        ({"draw_count": "0"}, "Write 1 or more."),
        ({"points": ""}, "Please fill this in."),
        ({"points": "two"}, "Write a number, for example 2 or 0.5."),
        ({"points": "0"}, "Write 0.01 or more."),
        ({"pass_percent": "101"}, "Write 100 or less."),
        ({"opening": "date", "opens_at": ""}, "Give the date and time, or choose another opening."),
        ({"opening": "date", "opens_at": "2026-03-09T09:00", "closes_at": "2026-03-09T09:00"}, "must lie after"),
        ({"opens_at": "gestern", "opening": "date"}, "Write day and time, for example 2026-12-01 09:00."),
        ({"time_limit": "-1"}, "Write 1 or more."),
        ({"key_release": "answer"}, "not one of the available choices"),
        ({"rule-0-kind": "true_false", **ROWS}, "Say how many; 0 takes this line away."),
        ({"rule-0-count": "x", **ROWS}, "Write a whole number."),
        ({"band-0-name": "优秀", **ROWS}, "From which score on?"),
        ({"band-0-percent": "60", **ROWS}, "How is this band called?"),
        (
            {"band-0-name": "优", "band-0-percent": "60", "band-1-name": "良", "band-1-percent": "60", **ROWS},
            "Two bands have the same name or the same score.",
        ),
    ],
)
def test_an_error_is_said_twice_and_hinders(quiz, save, changed, words):
    before = stored(quiz)
    answer = save(quiz, **changed)
    page = text(answer)
    assert answer.status_code == 422
    assert stored(quiz) == before
    assert page.count(words) >= 2
    assert "<title>Errors:" in page
    for anchor in re.findall(r'<li><a href="#([^"]+)">', page):
        assert f'id="{anchor}"' in page


def test_full_width_digits_and_spaces_are_read(quiz, save):
    answer = save(
        quiz, points=" １．５ ", pass_percent="７０", opening="date", opens_at="２０２６-０３-０９ ０９：００"
    )
    assert answer.status_code == 302
    quiz.refresh_from_db()
    assert (quiz.points, quiz.pass_percent) == (150, 70)
    assert timezone.localtime(quiz.opens_at).hour == 9


def test_what_was_typed_is_kept_with_the_error(quiz, save):
    page = text(save(quiz, title="", time_limit="77", **{"rule-0-count": "3", **ROWS}))
    assert 'value="77"' in page
    assert re.search(r'name="rule-0-count" value="3"', page)


def test_a_line_with_0_is_taken_away(full, save):
    assert save(full, **{"rule-0-count": "0"}).status_code == 302
    assert [row["count"] for row in stored(full)["draw_rules"]] == [2]


def test_an_opening_by_teaching_follows_the_mark_and_keeps_it(quiz, save, training_class, section, organiser):
    assert save(quiz, opening="taught").status_code == 302
    assert Quiz.objects.get(pk=quiz.pk).state(timezone.now()) == State.WAITING
    at = timezone.now() + timedelta(days=1)
    training_class.mark_taught([section], opens_at=at, by=organiser, at=timezone.now())
    assert save(quiz).status_code == 302
    assert stored(quiz)["opens_at"] == at
    save(quiz, opening="now")
    assert stored(quiz)["opens_at"] is None


def test_a_change_of_what_is_drawn_gives_the_class_a_new_paper(quiz, save, section):
    save(quiz, paper="same", draw_count="2")
    assert quiz.listed.count() == 2
    save(quiz, title="别名")
    before = list(quiz.listed.values_list("pk", flat=True))
    save(quiz, draw_count="1")
    assert quiz.listed.count() == 1
    assert not set(before) & set(quiz.listed.values_list("pk", flat=True))


def test_what_it_means_for_attempts_is_said_before_saving(quiz, begun, save, desk, url):
    before = stored(quiz)
    answer = save(quiz, time_limit="60", multiple_rule="strict", pass_percent="80")
    page = text(answer)
    assert answer.status_code == 200
    assert "Not saved yet." in page
    assert "1 attempt under way gets the time if it is more" in page
    assert "1 attempt under way will be marked by the new multiple choice rule." in page
    assert stored(quiz) == before
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert save(quiz, time_limit="60", multiple_rule="strict", seen=seen, draw_count="3").status_code == 200
    assert save(quiz, time_limit="60", multiple_rule="strict", pass_percent="80", seen=seen).status_code == 302
    assert stored(quiz)["time_limit"] == 60


def agree(save, quiz, **changed):
    """Read what is said and save all the same."""
    seen = re.search(r'name="seen" value="(\w+)"', text(save(quiz, **changed)))[1]
    assert save(quiz, seen=seen, **changed).status_code == 302


def test_more_time_reaches_who_has_begun_and_less_does_not(quiz, begun, save):
    agree(save, quiz, time_limit="60")
    begun.refresh_from_db()
    assert begun.due_at == begun.started_at + timedelta(minutes=60)
    agree(save, quiz, time_limit="10")
    begun.refresh_from_db()
    assert begun.due_at == begun.started_at + timedelta(minutes=60)


def test_a_new_name_means_nothing_for_attempts(quiz, begun, save):
    assert save(quiz, title="别名", notes="新须知").status_code == 302


def test_advice_stands_beside_the_form_and_hinders_nothing(quiz, save, desk, url):
    assert save(quiz, draw_count="50", latest_entry="15", score_release="close").status_code == 302
    page = text(desk.get(url("quiz_edit", quiz.pk)))
    assert "3 things to look at" in page
    assert "The sections have 3 questions for a paper of 50" in page
    for field in ("draw_count", "latest_entry", "releases"):
        assert f'href="#field-{field}"' in page
        assert f'id="field-{field}"' in page


def test_practice_has_no_marks_times_or_releases_to_set(training_class, section, desk, url):
    training_class.lectures.add(section.lecture)
    practice = factories.quiz(training_class, section, mode=Mode.PRACTICE)
    page = desk.get(url("quiz_edit", practice.pk)).content.decode()
    for name in ("points", "time_limit", "key_release", "band-0-name", "pledge"):
        assert f'name="{name}"' not in page


def test_rules_that_somebody_else_saved_meanwhile_are_not_undone_unseen(full, save, fields, desk, url, organiser):
    shown = fields(full)
    assert save(full, notes="请带身份证。").status_code == 302
    mine = {**shown, "title": "改过的标题"}
    answer = desk.post(url("quiz_edit", full.pk), mine)
    assert answer.status_code == 409
    said = text(answer)
    assert organiser.name in said
    assert 'value="改过的标题"' in said
    full.refresh_from_db()
    assert (full.title, full.notes) != ("改过的标题", shown["notes"])
    again = {**mine, "base": re.search(r'name="base" value="(\w+)"', said)[1]}
    assert desk.post(url("quiz_edit", full.pk), again).status_code == 302
    full.refresh_from_db()
    assert full.title == "改过的标题"


@pytest.mark.parametrize("opening", ["now", "taught"])
def test_a_date_that_would_not_hold_is_not_dropped_in_silence(quiz, save, opening):
    answer = save(quiz, opening=opening, opens_at="2030-03-09T09:00")
    assert answer.status_code == 422
    assert "for this date to hold" in text(answer)
