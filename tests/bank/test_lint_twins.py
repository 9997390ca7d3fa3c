"""Two questions that ask the same are found, quickly, and two that do not are left alone."""

import random
import time
from dataclasses import replace
from itertools import combinations

import pytest

from quiz.bank import lint
from quiz.bank.lint.text import jaccard
from quiz.bank.lint.twins import SAME_SECTION, candidates, shape

from .entries import TEXTS, choice, statement

STEM = "三家单位互相推让，会议开了五次仍没有人牵头，症结在哪里？"
NEAR = "三家单位互相推让，会议开了多次都没有人牵头，原因在哪里？"
HALF = "两家单位互相推让，会议开了五次，没有一位出来主持，症结何在？"
OTHER = "老周在偏远站所干了二十年，级别没有动过，缺的是什么？"


def told(first, second):
    found = [one for one in lint.bank([first, second]) if one.code == "twin"]
    assert all(one.where == second.key for one in found)
    return [one.severity for one in found]


@pytest.mark.parametrize(
    ("stem", "section", "expected"),
    [
        (STEM, "2.3", [lint.ERROR]),
        (STEM, "3.3", [lint.ERROR]),
        (NEAR, "2.3", [lint.WARNING]),
        (NEAR, "3.3", [lint.WARNING]),
        (HALF, "2.3", [lint.WARNING]),
        (HALF, "3.3", []),
        (OTHER, "2.3", []),
    ],
)
def test_stem_and_key_alike(stem, section, expected):
    assert told(choice(stem=STEM, key="a"), choice(stem=stem, key="b", section=section)) == expected


def test_the_same_stem_with_another_key_is_a_twin_unless_it_is_of_another_kind():
    one = choice(stem=STEM, key="a")
    other = choice("晋升空间过于狭窄而且回报偏少", *TEXTS[1:4], stem=STEM, key="b")
    assert told(one, other) == [lint.ERROR]
    assert told(choice(stem="症结何在？"), choice("晋升空间过于狭窄", *TEXTS[1:4], stem="症结何在？", key="b")) == [
        lint.ERROR
    ]


def test_a_common_way_of_asking_makes_no_twins():
    frame = "按讲稿的区分，这属于哪种情形？"
    one = choice("能力", *TEXTS[1:4], stem=f"小周熟悉业务，却只办最保险的几类。{frame}", key="a")
    other = choice("侥幸", *TEXTS[1:4], stem=f"甲看到预警，想着往年都没有出过事。{frame}", key="b")
    assert told(one, other) == []
    assert told(statement("料到了却存侥幸。"), statement("疏忽而没有料到。", key="b")) == []


def test_questions_of_two_cases_may_be_asked_alike():
    first = choice(stem="材料反映的症结在哪里？", key="a", case="c-1")
    assert told(first, replace(first, key="b", case="c-2")) == []
    assert told(first, replace(first, key="b")) == [lint.ERROR]


def bank(count, rng):
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 400)]
    frames = ["按讲稿，下列哪项最能说明", "某单位年终总结时提到", "小周接手一项工作以后"]
    return [
        choice("".join(rng.choices(letters, k=8)), *TEXTS[1:4], key=f"q-{n}", section=f"1.{n % 20}")
        if n % 7 == 0
        else choice(stem=rng.choice(frames) + "".join(rng.choices(letters, k=40)), key=f"q-{n}", section=f"1.{n % 20}")
        for n in range(count)
    ]


def test_no_pair_escapes_the_index():
    entries = bank(150, random.Random(5))
    entries += [replace(entry, key=f"{entry.key}-again") for entry in entries[::10]]
    shapes = [shape(entry) for entry in entries]
    alike = {
        (one, other)
        for one, other in combinations(range(len(shapes)), 2)
        if jaccard(shapes[one], shapes[other]) >= SAME_SECTION
    }
    assert alike
    assert alike <= candidates(shapes)


def test_a_thousand_questions_take_less_than_three_seconds():
    entries = bank(1000, random.Random(7))
    began = time.process_time()
    lint.bank(entries)
    assert time.process_time() - began < 3
