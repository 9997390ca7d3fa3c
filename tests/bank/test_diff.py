"""The difference of two revisions as a person would tell it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.diff import difference, pieces
from quiz.bank.kinds import KINDS, Item, Row
from tests.factories import choice_item

SINGLE = KINDS["single_choice"]


def told(was, now):
    return "".join(one.now if one.same else f"[-{one.was}-][+{one.now}+]" for one in pieces(was, now))


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("一样", "一样", "一样"),
        ("甲负责", "乙负责", "[-甲-][+乙+]负责"),
        ("第1.5条", "第12条", "第[-1.5-][+12+]条"),
        ("the old way", "the new way", "the [-old-][+new+] way"),
        ("不敢的担当", "不愿地担当", "不[-敢的-][+愿地+]担当"),
        ("工作的人", "干部的话", "[-工作的人-][+干部的话+]"),
        ("", "新", "[--][+新+]"),
    ],
)
def test_chinese_is_compared_by_character_and_words_whole(was, now, expected):
    assert told(was, now) == expected


@given(st.text("甲乙丙的 ab1", max_size=30), st.text("甲乙丙的 ab1", max_size=30))
def test_the_pieces_joined_give_both_texts_again(was, now):
    found = pieces(was, now)
    assert "".join(one.was for one in found) == was
    assert "".join(one.now for one in found) == now


def test_two_equal_items_have_no_difference():
    assert not difference(SINGLE, choice_item(), choice_item())


def test_a_changed_key_is_said_at_both_rows():
    found = difference(SINGLE, choice_item(key=(1,)), choice_item(key=(2,)))
    assert [(row.now, row.correct) for row in found.rows] == [(1, (True, False)), (2, (False, True))]


def test_rows_added_removed_moved_and_reworded_are_told_apart():
    was = Item("single_choice", "题", (Row(1, "甲", True), Row(2, "乙", False, "因"), Row(3, "丙", False, "因")))
    now = Item("single_choice", "题", (Row(1, "乙", False, "因"), Row(2, "甲", True), Row(3, "丙们", False, "因")))
    found = difference(SINGLE, was, now)
    assert [(row.was, row.now) for row in found.rows] == [(2, 1), (1, 2), (3, 3)]
    assert [len(row.cells) for row in found.rows] == [0, 0, 1]
    shorter = Item("single_choice", "题", was.rows[:2])
    assert [(row.was, row.now, row.text) for row in difference(SINGLE, was, shorter).rows] == [(3, None, "丙")]
    assert [(row.was, row.now, row.text) for row in difference(SINGLE, shorter, was).rows] == [(None, 3, "丙")]


def test_rows_below_a_removed_one_have_not_moved():
    was = choice_item()
    now = Item("single_choice", was.stem, (was.rows[0], *was.rows[2:]), was.explanation)
    assert [(row.name, row.was, row.now) for row in difference(SINGLE, was, now).rows] == [("B", 2, None)]


def test_settings_and_what_stands_beside_the_item_are_compared():
    was = Item("numeric", "几？", (Row(1, "3", True),), settings={"tolerance": "0"})
    now = Item("numeric", "几？", (Row(1, "3", True),), settings={"tolerance": "1"})
    found = difference(KINDS["numeric"], was, now, [("难度", "易", "难"), ("层次", "识记", "识记")])
    assert len(found.texts) == 2
    assert not found.rows
