"""Marking the choice kinds: the cases of the trade, and what must hold whatever is asked."""

import random

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.kinds import KINDS, BadAnswer, Item, MultipleRule, Outcome, Row, Rule
from tests.factories import choice_item

MULTIPLE = KINDS["multiple_choice"]
KEY_ABD = choice_item("multiple_choice", key=(1, 2, 4))


@pytest.mark.parametrize(
    ("rule", "ticked", "marks"),
    [
        ("strict", [1, 2, 4], 200),
        ("strict", [1, 2], 0),
        ("half", [1, 2, 4], 200),
        ("half", [1, 2], 100),
        ("half", [1], 100),
        ("half", [1, 2, 3], 0),
        ("half", [1, 2, 3, 4], 0),
        ("proportional", [1, 2], 133),
        ("proportional", [1, 3], 0),
        ("per_option", [1, 2], 100),
        ("per_option", [1, 2, 4], 200),
        ("per_option", [3], 0),
        ("right_minus_wrong", [1, 2], 133),
        ("right_minus_wrong", [1, 3], 0),
        ("right_minus_wrong", [1, 2, 3, 4], 0),
    ],
)
def test_a_two_point_item_with_key_abd(rule, ticked, marks):
    assert MULTIPLE.grade(KEY_ABD, ticked, Rule(200, rule)).marks == marks


def test_half_of_an_odd_mark_is_exact_to_the_hundredth():
    assert MULTIPLE.grade(KEY_ABD, [1], Rule(300, "half")).marks == 150
    assert MULTIPLE.grade(KEY_ABD, [1], Rule(5, "half")).marks == 3


@pytest.mark.parametrize("kind", ["single_choice", "true_false", "multiple_choice"])
def test_an_empty_answer_is_unanswered_not_wrong(kind):
    key = (1, 2) if kind == "multiple_choice" else (1,)
    grade = KINDS[kind].grade(choice_item(kind, key=key), None, Rule(1000))
    assert (grade.marks, grade.outcome) == (0, Outcome.UNANSWERED)


items = st.integers(3, 8).flatmap(
    lambda n: st.builds(
        lambda key: Item(
            "multiple_choice", "题干", tuple(Row(p, f"第{p}项", p in key, "理由") for p in range(1, n + 1)), "解析"
        ),
        st.sets(st.integers(1, n), min_size=2, max_size=n - 1),
    )
)
rules = st.builds(Rule, st.integers(1, 2000), st.sampled_from(MultipleRule.values), st.integers(1, 1000))


@given(item=items, rule=rules, data=st.data())
def test_whatever_is_ticked_the_marks_lie_between_nothing_and_full(item, rule, data):
    positions = [row.position for row in item.rows]
    ticked = sorted(data.draw(st.sets(st.sampled_from(positions), min_size=1)))
    marks = MULTIPLE.grade(item, ticked, rule).marks
    assert 0 <= marks <= rule.points
    assert MULTIPLE.grade(item, list(reversed(ticked)), rule).marks == marks


@given(item=items, rule=rules)
def test_the_key_earns_full_marks_and_ticking_everything_never_does(item, rule):
    assert MULTIPLE.grade(item, MULTIPLE.key(item), rule).marks == rule.points
    assert MULTIPLE.grade(item, [row.position for row in item.rows], rule).marks == 0


def test_an_option_of_another_question_is_no_answer():
    with pytest.raises(BadAnswer):
        MULTIPLE.read(KEY_ABD, QueryDict("answer=9"))
    with pytest.raises(BadAnswer):
        KINDS["single_choice"].read(choice_item(), QueryDict("answer=1&answer=2"))


def test_what_is_shown_holds_nothing_of_the_key():
    shown = MULTIPLE.show(KEY_ABD, [4, 3, 2, 1], [1])
    assert [option.letter for option in shown] == ["A", "B", "C", "D"]
    assert not hasattr(shown[0], "correct")
    assert not hasattr(shown[0], "reason")


def test_true_and_false_are_never_shuffled():
    item = choice_item("true_false")
    assert KINDS["true_false"].order(item, random.Random(1)) == [1, 2]


@pytest.mark.parametrize(
    ("kind", "rows", "code"),
    [
        ("single_choice", [("甲", False, "因")] * 1, "options-count"),
        ("single_choice", [("甲", False, "因"), ("乙", False, "因")], "key-count"),
        ("single_choice", [("甲", True, ""), ("乙", True, "")], "key-count"),
        ("single_choice", [("甲", True, ""), ("甲", False, "因")], "option-twice"),
        ("single_choice", [("甲", True, ""), ("", False, "因")], "option-empty"),
        ("single_choice", [("甲", True, ""), ("乙", False, "")], "reason-missing"),
        ("multiple_choice", [("甲", True, ""), ("乙", False, "因")], "key-count"),
        ("multiple_choice", [("甲", True, ""), ("乙", True, "")], "key-all"),
        ("true_false", [("对", True, "")], "options-count"),
    ],
)
def test_an_unsound_question_is_named(kind, rows, code):
    item = Item(kind, "题干", tuple(Row(n, *row) for n, row in enumerate(rows, start=1)), "解析")
    assert code in {problem.code for problem in KINDS[kind].check(item)}
