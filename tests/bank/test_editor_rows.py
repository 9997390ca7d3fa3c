"""The rows of a question while it is written: added, removed, moved, with what belongs to them."""

import re

import pytest
from django.urls import reverse

from tests import factories

from .test_editor import HTMX, edit, fresh, post, texts, typed


@pytest.fixture
def question(section):
    return factories.question(section)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("add", ["甲项", "乙项", "丙项", "丁项", ""]),
        ("remove-2", ["甲项", "丙项", "丁项"]),
        ("up-3", ["甲项", "丙项", "乙项", "丁项"]),
        ("down-1", ["乙项", "甲项", "丙项", "丁项"]),
        ("up-1", ["甲项", "乙项", "丙项", "丁项"]),
        ("down-4", ["甲项", "乙项", "丙项", "丁项"]),
        ("remove-9", ["甲项", "乙项", "丙项", "丁项"]),
        ("explode", ["甲项", "乙项", "丙项", "丁项"]),
    ],
)
def test_rows_are_added_removed_and_moved_with_and_without_htmx(as_admin, question, action, expected):
    plain = post(as_admin, question, do=action, stem="还没写完")
    assert plain.status_code == 200
    assert texts(plain.content.decode()) == expected
    assert "还没写完" in plain.content.decode()
    address = reverse("bank:question_rows", args=["single_choice"])
    fragment = as_admin.post(address, typed(question, do=action), headers=HTMX).content.decode()
    assert texts(fragment) == expected
    assert "<html" not in fragment
    assert fresh(question).current.number == 1


def test_the_tick_and_the_reason_travel_with_their_row(as_admin, question):
    page = post(as_admin, question, do="down-1").content.decode()
    assert re.search(r'value="2" id="row-2-correct"[^>]*checked', page)
    assert re.search(r'id="row-1-reason"[^>]*>乙项说的是另一件事。', page)


def test_there_are_never_fewer_or_more_rows_than_the_kind_allows(as_admin, section):
    question = factories.question(section, "true_false")
    page = as_admin.get(edit(question)).content.decode()
    assert 'value="add"' not in page
    assert 'value="remove-1"' not in page
    assert post(as_admin, question, do="add").content.decode().count('class="editrow"') == 2


def test_the_two_answers_to_a_statement_are_worded_by_the_program(as_admin, section):
    """A content file says no more than which is right, so that another bank asks in the same words."""
    question = factories.question(section, "true_false")
    assert texts(as_admin.get(edit(question)).content.decode()) == []
    said = {"row-text": ["正确", "错误"], "row-correct": "2", "row-reason": ["说反了，讲的是另一件事。", ""]}
    assert post(as_admin, question, **said, change="key", note="判断改了").status_code == 302
    rows = fresh(question).current.item("true_false").rows
    assert [(row.text, row.correct) for row in rows] == [("对", False), ("错", True)]


@pytest.mark.parametrize(("marks", "kept"), [("1.99", 199), ("2.50", 250), ("1.999", None), ("1e-9", None)])
def test_marks_are_never_cut(as_admin, section, marks, kept):
    question = factories.question(section, item=factories.written_item())
    answer = post(as_admin, question, **{"row-marks": [marks, "2"]}, change="key", note="分值")
    assert answer.status_code == (302 if kept else 422)
    assert kept or "最多两位小数" in answer.content.decode()
    stored = fresh(question).current.item("short_answer").rows[0].marks
    assert stored == (kept or factories.written_item().rows[0].marks)
