"""A group of the class by itself: on the board, in the report of a section, among those who are missing."""

import re

import pytest

from .conftest import words
from .sitting import sit


@pytest.fixture
def sat(class_of_3, quiz):
    """甲 (一组) had all right, 丙 (二组) nothing, 乙 (一组) has not begun."""
    sit(quiz, class_of_3[0], 3)
    sit(quiz, class_of_3[2], 0)
    return quiz


def test_the_report_of_a_group_is_of_its_first_tries_alone(see, sat, training_class):
    assert "50%" in words(see("section_report", training_class.pk, sat.pk))
    one = words(see("section_report", training_class.pk, sat.pk, group="一组"))
    assert "Rate of first tries 100%" in one
    assert "1/2 persons" in one.replace(" /", "/")
    assert "Rate of first tries 0%" in words(see("section_report", training_class.pk, sat.pk, group="二组"))


def test_the_missing_of_a_group_are_listed_and_reminded_by_its_name(see, sat, training_class):
    html = see("missing", training_class.pk, group="一组")
    assert "1 of 2 missing" in html
    assert f"{training_class.name} · 一组: please take these quizzes soon." in html
    assert "Everybody has taken every section" in see("missing", training_class.pk, group="二组")


@pytest.mark.parametrize("name", ["class_board", "missing", "section_list"])
def test_the_chosen_group_goes_along_and_can_be_left(see, sat, training_class, name):
    html = see(name, training_class.pk, group="一组")
    [chips] = re.findall(r'<nav class="chips" aria-label="Groups">(.*?)</nav>', html)
    assert re.search(r'aria-current="true">一组', chips)
    assert "Everybody" in chips
    for link in re.findall(rf'href="(/classes/{training_class.pk}/sections/{sat.pk}/[^"#]*)"', html):
        assert link.endswith("?group=%E4%B8%80%E7%BB%84")


def test_a_group_that_is_none_is_everybody(see, sat, training_class):
    html = see("missing", training_class.pk, group="九组")
    assert "1 of 3 missing" in html
