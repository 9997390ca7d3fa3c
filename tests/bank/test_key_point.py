"""A question's key point is one of its section's, also while it moves to another."""

import re

import pytest
from django.urls import reverse

from quiz.lectures.models import KeyPoint
from tests import factories
from tests.bank.test_editor import fresh, post, typed


@pytest.fixture
def question(section):
    return factories.question(section, point=1)


@pytest.fixture
def other(question):
    other = question.lecture.sections.get(number="1.2")
    KeyPoint.objects.update_or_create(section=other, number=2, defaults={"text": "那一节的第二点"})
    return other


def points(page):
    """Whose key points a page offers, and which one it has chosen."""
    [chosen] = re.findall(r'<select name="point".*?</select>', page, re.DOTALL)
    [of] = re.findall(r'name="points_of" value="(\d+)"', page)
    return int(of), [number for number in re.findall(r'value="(\d*)" selected', chosen) if number], chosen


def test_the_key_points_follow_the_chosen_section_and_none_is_chosen_of_them(as_admin, question, other):
    address = reverse("bank:question_points", args=[question.kind])
    stands = str(question.section_id)
    of, chosen, _ = points(as_admin.post(address, typed(question, point="1", points_of=stands)).content.decode())
    assert (of, chosen) == (question.section_id, ["1"])
    page = as_admin.post(address, typed(question, point="1", points_of=stands, section=str(other.pk))).content.decode()
    of, chosen, offered = points(page)
    assert (of, chosen) == (other.pk, [])
    assert "那一节的第二点" in offered


@pytest.mark.parametrize("of", ["", "here", "nonsense"])
def test_a_moved_question_leaves_behind_a_key_point_that_was_chosen_among_the_old_ones(as_admin, question, other, of):
    said = {"": {}, "here": {"points_of": str(question.section_id)}, "nonsense": {"points_of": "\x01"}}[of]
    post(as_admin, question, section=str(other.pk), point="1", **said)
    assert fresh(question).section == other
    assert fresh(question).current.point is None


def test_move_and_new_key_point_are_one_save(as_admin, question, other):
    moved = {"section": str(other.pk), "points_of": str(other.pk), "section_seen": str(question.section_id)}
    answer = post(as_admin, question, point="2", **moved)
    assert answer.status_code == 302
    assert (fresh(question).section, fresh(question).current.point) == (other, 2)
    said = as_admin.get(answer["Location"]).content.decode()
    assert "已移到1.2" in said
    assert "重新选择" not in said


def test_an_error_elsewhere_keeps_the_new_key_point(as_admin, question, other):
    moved = {"section": str(other.pk), "points_of": str(other.pk)}
    answer = post(as_admin, question, stem="", point="2", **moved)
    assert answer.status_code == 422
    assert points(answer.content.decode())[:2] == (other.pk, ["2"])


def test_what_was_moved_away_meanwhile_gets_no_key_point_of_where_it_was(as_admin, question, other):
    seen_there = {"section": str(other.pk), "points_of": str(other.pk), "section_seen": str(other.pk)}
    post(as_admin, question, point="2", **seen_there)
    assert (fresh(question).section, fresh(question).current.point) == (question.section, None)


def test_the_key_point_of_a_new_question_is_one_of_the_section_it_goes_to(as_admin, question, other):
    address = f"{reverse('bank:question_new')}?section={question.section_id}&kind={question.kind}"
    form = typed(question, section=str(other.pk), point="2", do="save")
    as_admin.post(address, {**form, "points_of": str(other.pk)})
    assert other.questions.get().current.point == 2
