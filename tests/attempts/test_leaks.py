"""Promise 2: nothing of marks, keys, reasons and explanations is anywhere before the rules of the quiz release it.

Two kinds of proof. The walk asks for every URL there is and looks for marked words. The twins compare all that comes
back for two papers that look alike and have other keys: before the release not one byte may differ.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from quiz.bank.kinds import KINDS
from tests import factories
from tests.access_table import ACCESS
from tests.conftest import signed_in
from tests.factories import NOON

from .by_place import TYPED
from .planted import EXPLANATION, KEY, NOT_ANSWERED, NUMBERS, STEM, Sitting, planted, rewrite
from .walker import HTMX, Walk, addresses, patterns

SECRETS = {
    "score": r"(?a)(?<![\w.:/-])87(?![\w.:-])|1\.62",  # 87 for the one right answer, 1.62 for each other question
    "key": f'{KEY}|{NUMBERS[0]}|class="option reviewed',
    "explanation": EXPLANATION,
}
# For trainees there is nothing else (tests/test_access.py asks); two walks below go everywhere all the same.
THERE = {line.name for line in ACCESS if "trainee" in line.audience}
BEFORE, CLOSES, AFTER = NOON + timedelta(minutes=5), NOON + timedelta(hours=1), NOON + timedelta(hours=2)


@dataclass
class Clock:
    now: datetime = NOON


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stands still, so that two walks can be compared; asked for first, so that sessions begin by it."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def sitting(training_class, section, trainee):
    def make(kinds: Sequence[str] = tuple(KINDS), **rules) -> Sitting:
        return Sitting(training_class, section, trainee, kinds, **rules)

    return make


def seen(walk: Walk) -> dict[str, list[str]]:
    """Which secrets came out, and where."""
    return {name: where for name, pattern in SECRETS.items() if (where := walk.where(pattern))}


# What a trainee sees of an attempt that was handed in: when score, key and explanation are released, whether it is
# looked at before or after (the quiz closed, the organiser released), and what is there then.
HANDED_IN = [
    ("hand_in hand_in hand_in", BEFORE, "score key explanation"),
    ("close   close   close", BEFORE, ""),
    ("close   close   close", AFTER, "score key explanation"),
    ("manual  manual  manual", BEFORE, ""),
    ("manual  manual  manual", AFTER, "score key explanation"),
    ("never   never   never", AFTER, ""),
    ("hand_in never   never", AFTER, "score"),
    ("hand_in close   manual", BEFORE, "score"),
    ("hand_in close   never", AFTER, "score key"),
    ("close   hand_in hand_in", BEFORE, "key explanation"),
    ("never   hand_in never", AFTER, "key"),
    ("manual  never   hand_in", BEFORE, ""),  # the explanation tells the key, so it waits for it
]


@pytest.mark.parametrize(("rules", "at", "expected"), HANDED_IN)
def test_what_is_seen_after_hand_in_is_what_the_rules_release(sitting, clock, organiser, rules, at, expected):
    names = ("score_release", "key_release", "explanation_release")
    made = sitting(closes_at=CLOSES, **dict(zip(names, rules.split(), strict=True)))
    made.start()
    made.answer()
    made.hand_in()
    clock.now = at
    if at == AFTER:
        made.quiz.release(by=organiser, at=at)
    found = seen(Walk(made.client, made.names, only=THERE))
    assert {name: where for name, where in found.items() if name not in expected.split()} == {}
    assert set(found) == set(expected.split())


@pytest.mark.parametrize("release", ["hand_in", "close", "manual", "never"])
def test_nothing_is_seen_while_the_attempt_is_under_way(sitting, clock, organiser, release):
    """Neither of the answered questions nor of the others, though the quiz has been released to earlier trainees."""
    made = sitting(score_release=release, key_release=release, explanation_release=release, closes_at=AFTER)
    made.start()
    made.answer()
    made.quiz.release(by=organiser, at=NOON)
    clock.now = BEFORE
    walk = Walk(made.client, made.names, only=THERE)
    assert walk.where(STEM)
    assert seen(walk) == {}


def test_practice_tells_at_once_and_of_nothing_but_what_was_answered(sitting):
    made = sitting(mode="practice", score_release="answer", key_release="answer", explanation_release="answer")
    made.start()
    made.answer()
    walk = Walk(made.client, made.names, only=THERE)
    for kind in NOT_ANSWERED:
        assert walk.where(f"({KEY}|{EXPLANATION}){kind}") == []


def test_nothing_of_a_paper_is_seen_before_the_start(sitting):
    made = sitting()
    walk = Walk(made.client, made.names, only=THERE)
    assert walk.where("1.1")
    assert walk.where(STEM) == []
    assert seen(walk) == {}


def test_the_walk_goes_everywhere_and_finds_every_secret_that_has_been_released(sitting):
    """The control: the same search that finds nothing before finds everything now."""
    made = sitting()
    made.start()
    made.answer()
    made.hand_in()
    walk = Walk(made.client, made.names)
    result = reverse("attempts:result", args=[made.attempt.pk])
    page = walk.pages[f"GET {result}"]
    for pattern in SECRETS.values():
        assert re.search(pattern, page)
    for kind in KINDS:
        for marked in (STEM, EXPLANATION):
            assert f"{marked}{kind}" in page, kind
    assert f"GET {result}?show=wrong" in walk.pages  # a link that no URL names
    reached = set(addresses(made.names).values())
    assert {name for name, _parameters in patterns()} <= reached


# --- the twins


SAVES = [(HTMX, "", 1), (HTMX, "1", 2), ({}, "1", 3), (HTMX, "", 1), (HTMX, "check", 4)]  # the fourth is an old one


def life(made: Sitting) -> dict[str, str]:
    """All that comes back in the course of an attempt, by what was asked; every option is taken by its place."""
    pages: dict[str, str] = {}

    def note(when: str, walk: Walk) -> None:
        pages.update({f"{when}: {request}": page for request, page in walk.pages.items()})

    note("unanswered", Walk(made.client, made.names, only=THERE))
    for place, kind in product(range(4), made.kinds):
        asked, given = Walk(made.client), made.form(kind, place)
        for headers, then, step in SAVES:
            form = {**given, "then": then, "sequence": str(10 * place + step)}
            asked.ask("POST", made.address(kind), headers, form, keep=True)
        note(f"answering with {place}", asked)
    note("answered", Walk(made.client, made.names, only=THERE))
    made.hand_in()
    note("handed in", Walk(made.client, made.names, only=THERE))
    return pages


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_no_byte_tells_a_paper_from_its_twin_with_another_key(sitting):
    """Neither values, ids, sizes nor the order of anything: what came of it is not released, so all is the same."""
    made = sitting(score_release="never", key_release="never", explanation_release="never")
    made.start()
    with taken_back():
        one = life(made)
    with taken_back():
        for response in made.attempt.responses.select_related("revision__question"):
            rewrite(response)
        other = life(made)
    assert one.keys() == other.keys()
    assert [request for request in one if one[request] != other[request]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_differs_by_nothing_but_the_place_of_what_was_chosen(sitting, kind):
    made = sitting(tuple(dict.fromkeys(("true_false", kind))))  # a paper needs one that is marked by the program
    made.start()
    pages = set()
    for place in range(4):
        made.client.post(made.address(kind), made.form(kind, place))
        page = Walk(made.client).ask("GET", made.address(kind), {})
        assert page.count("checked") + page.count("selected") or TYPED in page
        pages.add(re.sub(r" (checked|selected)\b", " ", page))
    assert len(pages) == 1


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice", "true_false", "matching"])
def test_the_order_of_the_options_is_drawn_without_a_look_at_the_key(kind):
    item = planted(kind, 0)
    keys = [replace(item, rows=tuple(replace(row, correct=row.position == n) for row in item.rows)) for n in (1, 2)]
    orders = [[KINDS[kind].order(one, random.Random(seed)) for seed in range(50)] for one in keys]
    assert orders[0] == orders[1]


# --- other people


@pytest.mark.parametrize(
    ("state", "readers"),
    [("under way", {"trainee"}), ("handed in", {"trainee", "organiser"})],
    ids=["under way", "handed in"],
)
def test_a_paper_is_read_by_its_owner_and_the_organisers_of_the_class_alone(
    sitting, training_class, clients, state, readers
):
    """Of the others, administrators alone read the questions, in the bank. What was answered they find in the tables
    of the admin site only; the organisers see it once it has been handed in."""
    made = sitting()
    made.start()
    made.answer()
    if state == "handed in":
        made.hand_in()
    classmate = factories.user()
    training_class.enrol(classmate, by=None, at=NOON)
    people = {**clients, "classmate": signed_in(classmate)}
    walks = {name: Walk(client, made.names, deep=False) for name, client in people.items()}
    assert {name for name, walk in walks.items() if walk.where(TYPED)} == readers
    assert {name for name, walk in walks.items() if walk.where(STEM)} == {"trainee", "organiser", "admin"}
