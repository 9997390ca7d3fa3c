"""Tables of cases: the terms of one trainee, when a quiz may be started, when it is due, what may be seen of it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from quiz.attempts.rules import (
    Deadline,
    DueReason,
    Refusal,
    Visible,
    deadline,
    due_words,
    may_start,
    released,
    released_at_once,
    visible,
)
from quiz.classes.models import Allowance, Mode, Quiz, Release
from quiz.classes.modes import USUAL
from quiz.classes.terms import terms
from tests.factories import NOON

HOUR = timedelta(hours=1)
OPENS, CLOSES = NOON - HOUR, NOON + HOUR
NOTHING, ALL = Visible(False, False, False), Visible(True, True, True)


def quiz(**fields) -> Quiz:
    return Quiz(**{"published_at": NOON - 9 * HOUR, **fields})


def person(**fields) -> Allowance:
    return Allowance(trainee_id=1, **fields)


def group(**fields) -> Allowance:
    return Allowance(group="一组", **fields)


@pytest.mark.parametrize(
    ("fields", "granted", "expected"),
    [
        ({}, [], {"opens_at": None, "closes_at": None, "minutes": None, "max_attempts": None}),
        ({"time_limit": 40}, [person(extra_minutes=10)], {"time_limit": 40, "extra": 10, "minutes": 50}),
        ({"time_limit": 45}, [person(extra_percent=50)], {"extra": 23, "minutes": 68}),
        ({}, [person(extra_minutes=10)], {"extra": 0, "minutes": None}),
        ({"time_limit": 40}, [group(extra_minutes=20), person(extra_minutes=5)], {"extra": 5}),
        ({"time_limit": 40}, [group(extra_minutes=20), person(extra_attempts=1)], {"extra": 20}),
        ({"closes_at": CLOSES}, [person(closes_at=CLOSES + HOUR)], {"closes_at": CLOSES + HOUR, "opens_at": None}),
        ({"closes_at": CLOSES}, [group(closes_at=NOON), person(closes_at=CLOSES + HOUR)], {"closes_at": CLOSES + HOUR}),
        ({"opens_at": OPENS}, [group(opens_at=NOON)], {"opens_at": NOON}),
        ({"max_attempts": 1}, [group(extra_attempts=1)], {"max_attempts": 2}),
        ({"max_attempts": 1}, [group(extra_attempts=5), person(extra_attempts=1)], {"max_attempts": 2}),
        ({}, [person(extra_attempts=1)], {"max_attempts": None}),
        ({"opens_at": OPENS, "latest_entry": 15}, [], {"entry_ends_at": OPENS + HOUR / 4}),
        ({"opens_at": OPENS, "latest_entry": 15}, [person(opens_at=NOON)], {"entry_ends_at": NOON + HOUR / 4}),
        ({"latest_entry": 15}, [], {"entry_ends_at": None}),
    ],
)
def test_terms_field_by_field_person_before_group_before_quiz(fields, granted, expected):
    found = terms(quiz(**fields), granted)
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("fields", "granted", "opened", "closed"),
    [
        ({}, [], True, False),
        ({"published_at": None}, [], False, False),
        ({"published_at": None}, [person(opens_at=OPENS)], False, False),
        ({"opens_at": NOON}, [], True, False),
        ({"opens_at": NOON + HOUR}, [], False, False),
        ({"closes_at": NOON}, [], True, True),
        ({"opens_when_taught": True}, [], False, False),
        ({"opens_when_taught": True, "opens_at": OPENS}, [], True, False),
        ({"opens_when_taught": True}, [person(opens_at=OPENS)], True, False),
        ({"closes_at": NOON}, [person(closes_at=CLOSES)], True, False),
        ({"opens_at": NOON + HOUR}, [group(opens_at=OPENS)], True, False),
    ],
)
def test_whether_it_is_open_at_noon(fields, granted, opened, closed):
    found = terms(quiz(**fields), granted)
    assert (found.has_opened(NOON), found.has_closed(NOON)) == (opened, closed)
    assert found.is_open(NOON) == (opened and not closed)


@pytest.mark.parametrize(
    ("fields", "granted", "number", "pledged", "reason"),
    [
        ({}, [], 1, False, None),
        ({}, [], 99, False, None),
        ({"published_at": None}, [], 1, False, Refusal.NOT_OPEN),
        ({"opens_at": NOON + HOUR}, [], 1, False, Refusal.NOT_OPEN),
        ({"closes_at": NOON}, [], 1, False, Refusal.CLOSED),
        ({"closes_at": NOON}, [person(closes_at=CLOSES)], 1, False, None),
        ({"max_attempts": 1}, [], 2, False, Refusal.NO_MORE),
        ({"max_attempts": 1}, [person(extra_attempts=1)], 2, False, None),
        ({"opens_at": OPENS, "latest_entry": 59}, [], 1, False, Refusal.TOO_LATE),
        ({"opens_at": OPENS, "latest_entry": 60}, [], 1, False, Refusal.TOO_LATE),
        ({"opens_at": OPENS, "latest_entry": 61}, [], 1, False, None),
        ({"opens_at": OPENS, "latest_entry": 15}, [person(opens_at=NOON)], 1, False, None),
        ({"latest_entry": 1}, [], 1, False, None),
        ({"pledge": True}, [], 1, False, Refusal.NO_PLEDGE),
        ({"pledge": True}, [], 1, True, None),
        ({"mode": Mode.MEMORISE}, [], 1, True, Refusal.READ_ONLY),
    ],
)
def test_may_start_at_noon(fields, granted, number, pledged, reason):
    one = quiz(**fields)
    if reason is None:
        may_start(one, terms(one, granted), number, NOON, pledged=pledged)
        return
    with pytest.raises(Refusal) as refused:
        may_start(one, terms(one, granted), number, NOON, pledged=pledged)
    assert refused.value.reason == reason
    assert refused.value.words


@pytest.mark.parametrize(
    ("fields", "granted", "expected"),
    [
        ({}, [], Deadline(None)),
        ({"time_limit": 40}, [], Deadline(NOON + timedelta(minutes=40), DueReason.LIMIT)),
        (
            {"time_limit": 40},
            [person(extra_minutes=10)],
            Deadline(NOON + timedelta(minutes=50), DueReason.EXTRA),
        ),
        ({"closes_at": CLOSES}, [], Deadline(CLOSES, DueReason.CLOSE)),
        ({"time_limit": 60, "closes_at": CLOSES}, [], Deadline(CLOSES, DueReason.LIMIT)),
        ({"time_limit": 90, "closes_at": CLOSES}, [], Deadline(CLOSES, DueReason.CLOSE, 30)),
        # Extra time ends with the quiz, unless the trainee has a window of his own.
        ({"time_limit": 60, "closes_at": CLOSES}, [person(extra_percent=50)], Deadline(CLOSES, DueReason.CLOSE, 30)),
        (
            {"time_limit": 60, "closes_at": CLOSES},
            [person(extra_percent=50, closes_at=CLOSES + HOUR)],
            Deadline(NOON + timedelta(minutes=90), DueReason.EXTRA),
        ),
        (
            {"time_limit": 60, "closes_at": NOON + timedelta(minutes=59, seconds=1)},
            [],
            Deadline(NOON + timedelta(minutes=59, seconds=1), DueReason.CLOSE, 1),
        ),
    ],
)
def test_the_deadline_and_its_reason(fields, granted, expected):
    assert deadline(terms(quiz(**fields), granted), NOON) == expected


@pytest.mark.parametrize(
    ("new", "old", "later"),
    [
        (Deadline(CLOSES), NOON, True),
        (Deadline(NOON), NOON, False),
        (Deadline(OPENS), NOON, False),
        (Deadline(None), NOON, True),
        (Deadline(NOON), None, False),
        (Deadline(None), None, False),
    ],
)
def test_a_deadline_moves_to_later_only(new, old, later):
    assert new.later_than(old) is later


@pytest.mark.parametrize(
    ("release", "fields", "granted", "shown"),
    [
        (Release.ANSWER, {}, [], True),
        (Release.HAND_IN, {}, [], True),
        (Release.CLOSE, {"closes_at": CLOSES}, [], False),
        (Release.CLOSE, {"closes_at": NOON}, [], True),
        (Release.CLOSE, {}, [], True),
        # One's own window: before it is over, the key would help at another try; so would it help others.
        (Release.CLOSE, {"closes_at": NOON}, [person(closes_at=CLOSES)], False),
        (Release.CLOSE, {"closes_at": CLOSES}, [person(closes_at=NOON)], False),
        (Release.MANUAL, {}, [], False),
        (Release.MANUAL, {"released_at": NOON + HOUR}, [], False),
        (Release.MANUAL, {"released_at": NOON}, [], True),
        (Release.NEVER, {"released_at": NOON, "closes_at": NOON}, [], False),
    ],
)
def test_the_release_table(release, fields, granted, shown):
    one = quiz(score_release=release, key_release=release, explanation_release=release, **fields)
    assert released(one, terms(one, granted), NOON) == (ALL if shown else NOTHING)


@pytest.mark.parametrize(
    ("score", "key", "explanation", "expected"),
    [
        ("hand_in", "never", "hand_in", Visible(True, False, False)),
        ("hand_in", "hand_in", "never", Visible(True, True, False)),
        ("never", "hand_in", "hand_in", Visible(False, True, True)),
        ("hand_in", "manual", "hand_in", Visible(True, False, False)),
    ],
)
def test_an_explanation_never_comes_before_its_key(score, key, explanation, expected):
    one = quiz(score_release=score, key_release=key, explanation_release=explanation)
    assert released(one, one.terms, NOON) == expected


def test_nothing_is_seen_of_an_attempt_under_way():
    assert visible(SimpleNamespace(is_open=True), NOON) == NOTHING


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"mode": Mode.SECTION}, NOTHING),
        ({"mode": Mode.PRACTICE}, NOTHING),
        ({"mode": Mode.PRACTICE, "score_release": "answer", "key_release": "answer"}, Visible(True, True, False)),
        ({"mode": Mode.PRACTICE, "explanation_release": "answer"}, NOTHING),
        ({"mode": Mode.PRACTICE, **USUAL[Mode.PRACTICE]}, ALL),
    ],
)
def test_what_is_seen_of_one_answered_question(fields, expected):
    assert released_at_once(quiz(**fields)) == expected


@pytest.mark.parametrize(
    ("reason", "lasts", "limit", "words"),
    [
        (DueReason.LIMIT, timedelta(minutes=60), 60, "13:00截止，限时60分钟"),
        (DueReason.EXTRA, timedelta(minutes=75), 60, "13:15截止，已含补时15分钟"),
        (DueReason.CLOSE, timedelta(minutes=45), 60, "12:45场次结束"),
        (DueReason.CLOSE, timedelta(days=2), None, "3月7日12:00场次结束"),
    ],
)
def test_a_deadline_is_said_with_its_reason(reason, lasts, limit, words):
    assert due_words(reason, NOON, NOON + lasts, limit).removeprefix("2026年") == words  # in another year
    assert due_words("", NOON, None, limit) == ""
