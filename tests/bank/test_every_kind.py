"""What must hold of every kind of question, whatever its author writes and whatever a trainee gives.

An item of each kind is drawn at random, sound as its own check sees it, and with it an answer as the form sends it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.kinds import KINDS, Item, MultipleRule, Outcome, Row, Rule
from quiz.bank.kinds.written import worths

WORDS = tuple("甲乙丙丁戊己庚辛壬癸子丑寅卯")
rules = st.builds(Rule, st.integers(1, 2000), st.sampled_from(MultipleRule.values), st.integers(1, 1000))


@st.composite
def choices(draw: Any, kind: str = "single_choice") -> Item:
    options = draw(st.integers(2, 8))
    key = {draw(st.integers(1, options))}
    return Item(kind, "题干？", tuple(Row(n, WORDS[n], n in key, "因") for n in range(1, options + 1)), "析")


@st.composite
def multiples(draw: Any) -> Item:
    options = draw(st.integers(3, 8))
    key = draw(st.sets(st.integers(1, options), min_size=2, max_size=options - 1))
    return Item(
        "multiple_choice", "题干？", tuple(Row(n, WORDS[n], n in key, "因") for n in range(1, options + 1)), "析"
    )


@st.composite
def statements(draw: Any) -> Item:
    true = draw(st.booleans())
    return Item("true_false", "一句话。", (Row(1, "对", true, "因"), Row(2, "错", not true, "因")), "析")


@st.composite
def blanks(draw: Any) -> Item:
    """Blanks that may share an answer."""
    accepted = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True)
    texts = draw(st.lists(accepted, min_size=1, max_size=4))
    rows = [(text, blank) for blank, here in enumerate(texts, start=1) for text in here]
    order = draw(st.sampled_from(["fixed", "free"]))
    return Item(
        "fill_blank",
        "叫作____；" * len(texts),
        tuple(Row(n, text, True, blank=blank) for n, (text, blank) in enumerate(rows, start=1)),
        "析",
        {"order": order},
    )


@st.composite
def pairings(draw: Any) -> Item:
    """Pairs that may share a partner, with entries that belong to nothing."""
    right = draw(st.lists(st.sampled_from(WORDS[:4]), min_size=2, max_size=6).filter(lambda found: len(set(found)) > 1))
    extra = draw(st.lists(st.sampled_from(WORDS[4:8]), max_size=3, unique=True))
    rows = [(f"左{n}", text) for n, text in enumerate(right)] + [("", text) for text in extra]
    return Item(
        "matching", "连线。", tuple(Row(n, left, match=text) for n, (left, text) in enumerate(rows, start=1)), "析"
    )


@st.composite
def sequences(draw: Any) -> Item:
    steps = draw(st.integers(3, 8))
    return Item("ordering", "排序。", tuple(Row(n, WORDS[n], True) for n in range(1, steps + 1)), "析")


@st.composite
def numbers(draw: Any) -> Item:
    value, tolerance = draw(st.integers(-9999, 9999)), draw(st.integers(0, 50))
    unit = draw(st.sampled_from(["", "条", "%", "人 次"]))
    return Item("numeric", "几？", (Row(1, str(value / 100)),), "析", {"tolerance": str(tolerance / 100), "unit": unit})


@st.composite
def questions_in_words(draw: Any, kind: str = "short_answer") -> Item:
    marks = draw(st.lists(st.integers(1, 1000), min_size=1, max_size=8))
    rows = tuple(Row(n, WORDS[n], True, marks=one) for n, one in enumerate(marks, start=1))
    return Item(kind, "说明理由。", rows, "析", {"model_answer": "范文。"})


ITEMS = {
    "single_choice": choices(),
    "multiple_choice": multiples(),
    "true_false": statements(),
    "fill_blank": blanks(),
    "matching": pairings(),
    "ordering": sequences(),
    "numeric": numbers(),
    "short_answer": questions_in_words(),
    "essay": questions_in_words("essay"),
}
SOME = st.sampled_from([*WORDS, "3.5", "-1", "", " ", "条", "٣"])


@dataclass(frozen=True)
class Given:
    """A sound item, an order in which it is shown, and a form as a trainee could send it."""

    item: Item
    order: list[int]
    data: QueryDict


@st.composite
def sittings(draw: Any, kind: str) -> Given:
    item = draw(ITEMS[kind])
    behaviour = KINDS[kind]
    order = behaviour.order(item, random.Random(draw(st.integers())), shuffle=draw(st.booleans()))
    data = QueryDict(mutable=True)
    shown = st.sampled_from([str(number) for number in range(1, len(order) + 1)])
    if kind == "ordering":
        for number in range(1, len(order) + 1):
            data[f"place-{number}"] = draw(st.sampled_from(["", *map(str, range(1, len(order) + 1))]))
    elif kind == "matching":
        pairs = sum(bool(row.text) for row in item.rows)
        data.setlist("answer", draw(st.lists(shown | st.just(""), min_size=pairs, max_size=pairs)))
    elif kind == "multiple_choice":
        data.setlist("answer", sorted(draw(st.sets(shown))))
    elif kind == "fill_blank":
        data.setlist("answer", draw(st.lists(SOME, max_size=len(behaviour.key(item)))))
    else:
        data["answer"] = draw(shown if kind in ("single_choice", "true_false") else SOME)
    return Given(item, order, data)


def test_every_kind_is_here():
    assert set(ITEMS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_is_drawn_is_sound(kind, data):
    assert KINDS[kind].check(data.draw(ITEMS[kind])) == []


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data(), rule=rules)
def test_whatever_is_given_the_marks_lie_between_nothing_and_full(kind, data, rule):
    sitting = data.draw(sittings(kind))
    behaviour = KINDS[kind]
    answer = behaviour.read(sitting.item, sitting.data, sitting.order)
    grade = behaviour.grade(sitting.item, answer, rule)
    assert 0 <= grade.marks <= rule.points
    assert (grade.outcome == Outcome.UNANSWERED) == (answer is None)
    assert (grade.outcome == Outcome.AWAITING) == (answer is not None and not behaviour.objective)
    if grade.outcome == Outcome.CORRECT:
        assert grade.marks == rule.points


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data(), rule=rules)
def test_the_key_earns_everything_and_nothing_earns_nothing(kind, data, rule):
    item, behaviour = data.draw(ITEMS[kind]), KINDS[kind]
    full = behaviour.grade(item, behaviour.key(item), rule)
    if behaviour.objective:
        assert (full.marks, full.outcome) == (rule.points, Outcome.CORRECT)
    else:
        assert full.outcome == Outcome.AWAITING
    nothing = behaviour.grade(item, behaviour.read(item, QueryDict()), rule)
    assert (nothing.marks, nothing.outcome) == (0, Outcome.UNANSWERED)


def sent(kind: str, item: Item, order: list[int], answer: Any) -> QueryDict:
    """The form that gives `answer` where the rows are shown in `order`."""
    data = QueryDict(mutable=True)
    number = {position: str(n) for n, position in enumerate(order, start=1)}
    if kind == "ordering":
        for row, place in zip(item.rows, answer, strict=True):
            data[f"place-{number[row.position]}"] = str(place)
    elif kind in ("single_choice", "multiple_choice", "true_false", "matching"):
        data.setlist("answer", [number.get(position, "") for position in answer])
    else:
        data.setlist("answer", answer if isinstance(answer, list) else [answer])
    return data


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data(), rule=rules)
def test_the_order_in_which_rows_are_shown_never_matters(kind, data, rule):
    """The same answer, given upon another order, is read and marked alike; so is the key."""
    sitting, behaviour = data.draw(sittings(kind)), KINDS[kind]
    item = sitting.item
    answer = behaviour.read(item, sitting.data, sitting.order)
    other = behaviour.order(item, random.Random(data.draw(st.integers())))
    for one in (answer, behaviour.key(item)):
        if one is None:
            continue
        again = behaviour.read(item, sent(kind, item, other, one), other)
        assert again == one
        assert behaviour.grade(item, again, rule) == behaviour.grade(item, one, rule)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_row_is_shown_once_and_asked_and_reviewed_in_any_order(kind, data):
    sitting, behaviour = data.draw(sittings(kind)), KINDS[kind]
    item, order = sitting.item, sitting.order
    assert len(set(order)) == len(order)
    answer = behaviour.read(item, sitting.data, order)
    for given_answer in (None, answer, behaviour.key(item)):
        behaviour.show(item, order, given_answer)
        behaviour.review(item, order, given_answer)


@given(item=multiples(), rule=rules)
def test_ticking_everything_never_earns_full_marks_nor_anything(item, rule):
    every = [row.position for row in item.rows]
    assert KINDS["multiple_choice"].grade(item, every, rule).marks == 0


@given(item=multiples(), rule=rules, data=st.data())
def test_only_the_whole_key_is_right_and_a_wrong_tick_takes_all_or_takes_away(item, rule, data):
    behaviour, key = KINDS["multiple_choice"], set(KINDS["multiple_choice"].key(item))
    ticked = data.draw(st.sets(st.sampled_from([row.position for row in item.rows]), min_size=1))
    grade = behaviour.grade(item, sorted(ticked), rule)
    assert (grade.outcome == Outcome.CORRECT) == (ticked == key)
    if ticked - key and rule.multiple != MultipleRule.RIGHT_MINUS_WRONG:
        assert (grade.marks, grade.outcome) == (0, Outcome.INCORRECT)
    if ticked - key:
        assert grade.marks <= behaviour.grade(item, sorted(ticked & key) or None, rule).marks


@pytest.mark.parametrize("kind", ["short_answer", "essay"])
@given(data=st.data(), rule=rules)
def test_a_person_s_marks_lie_between_nothing_and_full(kind, data, rule):
    item, behaviour = data.draw(ITEMS[kind]), KINDS[kind]
    worth = worths(item, rule.points)
    assert sum(worth) == rule.points
    marks = [data.draw(st.integers(0, most)) for most in worth]
    assert behaviour.award(item, marks, rule).marks == sum(marks)
    assert behaviour.award(item, worth, rule).outcome == Outcome.CORRECT
    with pytest.raises(ValueError):
        behaviour.award(item, [worth[0] + 1, *marks[1:]], rule)
