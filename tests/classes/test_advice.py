"""Tables of cases: what is said of rules that cannot take effect, of allowances, and of changes under way."""

from datetime import timedelta

import pytest

from quiz.bank.models import Question, Status
from quiz.classes.advice import advice
from quiz.classes.allowance_advice import allowance_advice
from quiz.classes.changes import consequences
from quiz.classes.models import Allowance, Band, DrawRule, KindPoints, ListedQuestion, Mode, Paper, Quiz, Release
from quiz.classes.notice import notice
from quiz.classes.sittings import Sittings
from quiz.classes.terms import terms
from tests import factories
from tests.factories import NOON

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def said(quiz, **fields) -> list[tuple[str, str]]:
    Quiz.objects.filter(pk=quiz.pk).update(**fields)
    return [(one.field, one.words) for one in advice(Quiz.objects.get(pk=quiz.pk), NOON)]


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"draw_count": 4}, "draw_count", "3 questions for a paper of 4"),
        ({"closes_at": NOON}, "closes_at", "nobody can start any more"),
        ({"latest_entry": 15}, "latest_entry", "without one it has no effect"),
        ({"opens_at": NOON, "closes_at": NOON + HOUR, "latest_entry": 60}, "latest_entry", "that rule has no effect"),
        ({"opens_at": NOON, "closes_at": NOON + HOUR, "time_limit": 61}, "time_limit", "open for 60 minutes only"),
        (
            {"opens_at": NOON, "closes_at": NOON + HOUR, "time_limit": 60, "latest_entry": 15},
            "latest_entry",
            "has 45 of 60 minutes",
        ),
        ({"score_release": Release.CLOSE}, "releases", "right after hand-in"),
        ({"key_release": Release.NEVER}, "releases", "An explanation tells the key"),
        ({"mode": Mode.EXAM}, "releases", "the next one knows the answers"),
        ({"mode": Mode.EXAM, "max_attempts": 1}, "releases", "pass it on"),
        ({"multiple_rule": "per_option", "option_marks": 1000}, "option_marks", "earns all 10 marks"),
    ],
)
def test_what_cannot_take_effect_is_said(quiz, fields, field, words):
    found = said(quiz, **{"draw_count": 3, **fields})
    assert [(where, words in what) for where, what in found] == [(field, True)], found


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"draw_count": None},
        {"opens_at": NOON, "closes_at": NOON + 2 * HOUR, "time_limit": 60, "latest_entry": 15},
        {"opens_when_taught": True, "latest_entry": 15},
        {"score_release": Release.CLOSE, "closes_at": NOON + HOUR},
        {"mode": Mode.EXAM, "max_attempts": 1, "key_release": Release.CLOSE, "closes_at": NOON + HOUR},
        {"multiple_rule": "per_option", "option_marks": 999},
        {"multiple_rule": "half", "option_marks": 2000},
        {"mode": Mode.PRACTICE, "latest_entry": 15, "closes_at": NOON},
    ],
)
def test_where_all_is_well_nothing_is_said(quiz, fields):
    fields = {"draw_count": 3, **fields}
    if fields.get("key_release") == Release.CLOSE:
        fields["explanation_release"] = Release.CLOSE
    assert said(quiz, **fields) == []


def test_a_bank_that_has_nothing(quiz):
    Question.objects.update(status=Status.RETIRED)
    assert said(quiz) == [("sections", "These sections have no published questions: nobody can start.")]


def test_a_draft_without_sections(quiz):
    quiz.sections.clear()
    assert said(quiz) == [("sections", "No section has been ticked yet: nobody can start.")]


def test_a_line_of_the_blueprint_that_cannot_be_met(quiz):
    DrawRule.objects.create(quiz=quiz, position=1, kind="true_false", count=1)
    DrawRule.objects.create(quiz=quiz, position=2, kind="single_choice", level="recall", count=5)
    ((field, words),) = said(quiz, draw_count=99)
    assert field == "draw_rules"
    assert words.startswith("Line 2 (Single choice · Recall): 4 too few")


def test_a_list_with_nothing_something_gone_or_foreign(quiz, section, questions):
    other = factories.question(section.lecture.sections.get(number="1.2"))
    assert said(quiz, paper=Paper.LIST) == [("paper", "No question has been chosen yet: nobody can start.")]
    for position, question in enumerate([questions[0], questions[1], other], start=1):
        ListedQuestion.objects.create(quiz=quiz, question=question, position=position)
    questions[1].set_status(Status.RETIRED, by=None, at=NOON)
    assert [field for field, _words in said(quiz)] == ["paper", "sections"]


def test_bands_and_points(quiz):
    Band.objects.create(quiz=quiz, percent=85, name="优秀")
    KindPoints.objects.create(quiz=quiz, kind="true_false", points=100)
    found = dict(said(quiz, draw_count=2))
    assert set(found) == {"bands", "points"}
    for percent in (60, 0):
        Band.objects.create(quiz=quiz, percent=percent, name=str(percent))
    assert set(dict(said(quiz))) == {"points"}
    assert said(quiz, draw_count=None) == []


def test_advice_needs_the_same_few_queries(quiz, section, django_assert_max_num_queries):
    for number in range(20):
        factories.question(section)
        DrawRule.objects.create(quiz=quiz, position=number, kind="true_false", count=1)
    with django_assert_max_num_queries(6):
        advice(quiz, NOON)


TIMED = {"time_limit": 60, "opens_at": NOON, "closes_at": NOON + 2 * HOUR, "max_attempts": 1, "key_release": "never"}


@pytest.mark.parametrize(
    ("fields", "granted", "expected"),
    [
        (TIMED, {"extra_minutes": 30}, ["who begins by"]),
        (TIMED, {"extra_minutes": 90}, ["does not fit"]),
        (TIMED, {"extra_percent": 100}, ["who begins by"]),
        (TIMED, {"extra_percent": 101}, ["does not fit: 121 minutes are needed, but the quiz is open for 120 only"]),
        (TIMED, {"extra_minutes": 90, "closes_at": NOON + 3 * HOUR}, ["who begins by"]),
        ({"time_limit": 60}, {"extra_minutes": 90}, []),
        ({}, {"extra_minutes": 10}, ["no time limit"]),
        ({}, {"extra_attempts": 1}, ["as often as they like"]),
        (TIMED, {"extra_attempts": 1}, []),
        ({**TIMED, "opens_at": None, "closes_at": NOON}, {"extra_attempts": 1}, ["needs a later end"]),
        ({**TIMED, "opens_at": NOON - HOUR, "latest_entry": 15}, {"extra_attempts": 1}, ["needs a later opening"]),
        (TIMED, {"closes_at": NOON + HOUR}, ["before that of the others"]),
        (TIMED, {"closes_at": NOON}, ["never open", "before that of the others"]),
        ({**TIMED, "opens_at": None}, {"closes_at": NOON}, ["is over", "before that of the others"]),
        ({**TIMED, "closes_at": None}, {"closes_at": NOON + HOUR}, ["this gives them one"]),
        (TIMED, {"opens_at": NOON + 3 * HOUR}, ["never open"]),
        ({**TIMED, "key_release": "close"}, {"closes_at": NOON + 9 * HOUR}, ["The others see the key"]),
        ({**TIMED, "key_release": "hand_in"}, {"closes_at": NOON + 9 * HOUR}, ["The others see the key"]),
        ({**TIMED, "key_release": "manual"}, {"closes_at": NOON + 9 * HOUR}, []),
        ({**TIMED, "key_release": "hand_in"}, {"extra_attempts": 1}, ["have seen the key"]),
    ],
)
def test_what_of_an_allowance_cannot_take_effect(fields, granted, expected):
    quiz = Quiz(published_at=NOON, **fields)
    found = allowance_advice(quiz, Allowance(trainee_id=1, **granted), NOON)
    assert len(found) == len(expected), found
    assert all(words in one for words, one in zip(expected, found, strict=True)), found


def test_an_allowance_for_nobody():
    assert allowance_advice(Quiz(), Allowance(group="九组", extra_attempts=1), NOON, members=0)[0].startswith("Nobody")


UNDER_WAY, HANDED_IN, BOTH = Sittings(2, 0), Sittings(0, 3), Sittings(2, 3)


@pytest.mark.parametrize(
    ("changed", "there", "expected"),
    [
        ({"time_limit", "points", "pass_percent"}, Sittings(), []),
        ({"title", "notes", "pledge"}, BOTH, []),
        ({"draw_count"}, BOTH, ["begun (5) keep their questions"]),
        ({"kind_points"}, UNDER_WAY, ["begun (2) keep"]),
        (
            {"multiple_rule"},
            BOTH,
            ["2 attempts under way will be marked", "Those handed in (3) keep"],
        ),
        ({"multiple_rule"}, UNDER_WAY, ["2 attempts under way will be marked"]),
        ({"multiple_rule"}, HANDED_IN, ["Those handed in (3) keep their marks."]),
        ({"pass_percent"}, UNDER_WAY, []),
        ({"counting"}, HANDED_IN, ["change at once for the 3"]),
        ({"closes_at"}, UNDER_WAY, ["nobody who has begun loses any"]),
        ({"closes_at"}, HANDED_IN, []),
        ({"key_release"}, HANDED_IN, ["What is shown changes at once"]),
        ({"key_release"}, UNDER_WAY, []),
        ({"count_leaves"}, UNDER_WAY, ["Leaving the page"]),
        ({"sections", "bands", "time_limit"}, BOTH, ["keep", "change at once", "nobody who has begun"]),
    ],
)
def test_what_a_change_means_for_attempts(changed, there, expected):
    found = consequences(changed, there)
    assert len(found) == len(expected), found
    assert all(words in one for words, one in zip(expected, found, strict=True)), found


def test_the_notice_says_the_rules_as_they_hold_for_one(quiz):
    Quiz.objects.filter(pk=quiz.pk).update(**TIMED, latest_entry=15, score_release="close", multiple_rule="per_option")
    quiz.refresh_from_db()
    for percent, name in ((90, "优秀"), (0, "不合格")):
        Band.objects.create(quiz=quiz, percent=percent, name=name)
    extra = Allowance(trainee_id=1, extra_minutes=10, extra_attempts=1)
    facts = dict(notice(quiz, terms(quiz, [extra]), 50, 10050))
    assert facts["Number of questions"] == "50"
    assert facts["Time"] == "70 minutes, 10 of them extra time"
    assert facts["Full marks"] == "100.5"
    assert facts["Pass mark"] == "60 out of 100"
    assert facts["Grade bands"] == "优秀 from 90, 不合格 from 0"
    assert facts["Attempts allowed"].startswith("2; ")
    assert "0.5" in facts["Multiple choice"]
    assert facts["Score"].startswith("shown from ")
    assert facts["Right answers"] == "not shown"
    assert {"Opening times", "Latest entry"} <= set(facts)


def test_the_notice_of_a_quiz_without_limits_is_short(quiz):
    facts = dict(notice(quiz, quiz.terms, 10))
    assert (facts["Time"], facts["Right answers"]) == ("no limit", "shown after hand-in")
    assert {"Full marks", "Opening times", "Latest entry"}.isdisjoint(facts)
    practice = Quiz.of_mode(Mode.PRACTICE, quiz.training_class, "练习")
    assert [name for name, _words in notice(practice, practice.terms, 10)] == ["Number of questions", "Times"]
