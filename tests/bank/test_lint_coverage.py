"""What a bank lacks: sections, kinds, levels, and the bounds of the blueprint."""

from dataclasses import replace

import pytest

from quiz.bank import lint
from quiz.bank.kinds import KINDS, Row

from .entries import choice, entry, parts, statement, written

WARN, ERR = lint.WARNING, lint.ERROR
OUTLINE = lint.Outline(10, parts("1", "1.1"))
LEVELS = list(lint.LEVELS)


def told(entries, code, outline=OUTLINE):
    """`where` and severity of what is said under `code`."""
    return [(one.where, one.severity) for one in lint.bank(entries, outline) if one.code == code]


def section(number, count, **fields):
    return [choice(section=number, stem=f"第{n}问？", key=f"{number}-{n}", **fields) for n in range(count)]


@pytest.mark.parametrize(
    ("part", "numbered", "expected"),
    [
        (5, 10, []),
        (4, 10, [("1", ERR)]),
        (5, 9, [("1.1", ERR)]),
        (0, 0, [("1", ERR), ("1.1", ERR)]),
    ],
)
def test_numbered_sections_want_the_target_and_parts_half_of_it(part, numbered, expected):
    assert told(section("1", part) + section("1.1", numbered), "section-count") == expected


def test_the_target_is_the_lecture_s_own():
    assert told(section("1", 2) + section("1.1", 3), "section-count", replace(OUTLINE, target=3)) == []


def test_an_odd_target_is_halved_upwards():
    part, numbered = parts("1", "1.1")
    assert (part.wanted(5), numbered.wanted(5)) == (3, 5)


def test_kinds_and_levels_that_a_section_lacks():
    full = [
        choice(section="1.1", level="recall"),
        choice(section="1.1", right=(1, 2), level="understand"),
        statement("一句。", section="1.1", level="apply"),
    ]
    assert told(full, "section-kind") == []
    assert told(full, "section-level") == [("1", WARN)]
    assert told(full[1:], "section-kind") == [("1.1", WARN)]
    assert told(full[1:], "section-level") == [("1", WARN), ("1.1", WARN)]


@pytest.mark.parametrize(
    ("easy", "hard", "expected"),
    [(7, 2, []), (6, 3, [("1.1", WARN)]), (0, 0, []), (0, 1, [("1.1", WARN)]), (1, 1, [])],
)
def test_a_section_has_something_easy_and_not_much_that_is_hard(easy, hard, expected):
    here = section("1.1", easy, difficulty="easy") + section("1.1", hard, difficulty="hard")
    assert told(here, "section-difficulty") == expected


def every_kind():
    """100 questions within all bounds: 30 recall, 40 apply, 30 understand, 5 written, 4 cases."""
    rows = (Row(1, "甲", True, match="乙"), Row(2, "丙", True, match="丁"), Row(3, "戊", True, match="己"))
    kinds = [kind for kind in KINDS if kind not in ("short_answer", "essay")]
    made = [entry(kinds[n % len(kinds)], rows, key=f"q-{n}", stem=f"{n}") for n in range(95)]
    made += [written(key=f"w-{n}", stem=f"说明{n}") for n in range(4)]
    made.append(replace(written(key="e"), item=replace(written().item, kind="essay")))
    levels = ["recall"] * 30 + ["apply"] * 40 + ["understand"] * 30
    cases = [f"c-{n}" for n in range(4)] + [""] * 96
    return [replace(one, level=level, case=case) for one, level, case in zip(made, levels, cases, strict=True)]


def test_the_blueprint_of_the_whole_bank():
    good = every_kind()
    assert told(good, "blueprint") == []
    broken = {
        "recall": [replace(one, level="recall") if n < 41 else one for n, one in enumerate(good)],
        "apply": [replace(one, level="understand" if one.level == "apply" else one.level) for one in good],
        "written": [one for one in good if one.item.kind != "short_answer"],
        "cases": [replace(one, case="") for one in good],
    }
    for name, bank in broken.items():
        assert ("bank", ERR) in told(bank, "blueprint"), name
    assert told([one for one in good if one.item.kind != "numeric"], "blueprint") == [("bank", WARN)]


def test_kinds_and_levels_far_off_their_share():
    fair = section("1.1", 100)
    assert ("bank", WARN) in told(fair, "proportion")
    kinds = {"single_choice": 44, "multiple_choice": 15, "true_false": 15, "fill_blank": 7, "matching": 6}
    kinds |= {"short_answer": 6, "ordering": 2, "numeric": 2, "essay": 3}
    levels = ["recall"] * 30 + ["understand"] * 31 + ["apply"] * 31 + ["analyse"] * 8
    bank = [entry(kind, (), key=f"{kind}{n}") for kind, count in kinds.items() for n in range(count)]
    bank = [replace(one, level=level) for one, level in zip(bank, levels, strict=True)]
    assert told(bank, "proportion") == []


def test_counts_name_everything_and_add_up():
    entries = [*section("1.1", 3), statement("一句。", section="1", level="recall")]
    found = lint.counts(entries, OUTLINE)
    assert found["by_section"] == {"1": 1, "1.1": 3}
    assert list(found["by_kind"]) == list(KINDS)
    assert list(found["by_level"]) == LEVELS
    for counts in found.values():
        assert sum(counts.values()) == 4
    assert lint.counts([], lint.Outline())["by_section"] == {}
