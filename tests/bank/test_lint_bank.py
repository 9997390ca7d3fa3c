"""What the lint says of many questions together: for each habit a bank that shows it and one that does not."""

from dataclasses import replace
from itertools import cycle

import pytest

from quiz.bank import lint
from quiz.bank.lint.habits import ENOUGH, runs

from .entries import OUTLINE, TEXTS, choice, parts, statement

WARN, ERR = lint.WARNING, lint.ERROR
N = 2 * ENOUGH
EVEN = [(number % 4 + 1,) for number in range(N)]
LONGER, SHORTER = "这是比别的都长的一个选项", "短"


def told(entries, code, outline=OUTLINE):
    """The worst that is said under `code`, None if nothing is."""
    return min((one.severity for one in lint.bank(entries, outline) if one.code == code), default=None)


def bank(rights, **fields):
    """One choice question for each set of right positions."""
    return [choice(right=right, key=f"q-{number:03}", **fields) for number, right in enumerate(rights)]


def with_key(text, count, total=N):
    """`total` single choices, in `count` of which the key is `text` and stands out by its length."""
    keys = [text] * count + [TEXTS[0]] * (total - count)
    return [choice(key, *TEXTS[1:4]) for key in keys]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (with_key(LONGER, 10), None),
        (with_key(LONGER, 14), WARN),
        (with_key(LONGER, 17), ERR),
        (with_key(SHORTER, 14), None),
        (with_key(SHORTER, 15), WARN),
        (with_key("比别的多一字吧", 30), None),
        (with_key(LONGER, 10, ENOUGH - 10), WARN),
    ],
)
def test_the_key_is_not_the_longest_or_shortest(entries, expected):
    assert told(entries, "key-length") == expected


def test_a_section_is_told_apart_from_the_bank():
    here = [replace(entry, section="1.1") for entry in with_key(LONGER, 3, 6)]
    outline = replace(OUTLINE, parts=parts("1.1", "2.3"))
    found = [one for one in lint.bank(with_key(LONGER, 3) + here, outline) if one.code == "key-length"]
    assert [one.where for one in found] == ["1.1"]
    assert told(here[1:], "key-length") is None, "five are too few to tell"


@pytest.mark.parametrize(
    ("generous", "expected"),
    [(12, None), (13, WARN)],
)
def test_most_multiple_choices_have_two_wrong_options(generous, expected):
    rights = [(1, 2, 3)] * generous + [(1, 3)] * (N - generous)
    assert told(bank(rights), "multiple-shape") == expected


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        (EVEN, None),
        ([(2,) if right == (1,) and n < 16 else right for n, right in enumerate(EVEN)], WARN),
        ([(2,) if right == (1,) else right for right in EVEN], ERR),
        ([*EVEN, (1,), (1,), (1,), (1,), *EVEN], WARN),
        ([*EVEN, *[(1,)] * 6, *EVEN], ERR),
        ([(1,)] * 3, None),
    ],
)
def test_keys_stand_in_every_place_alike(rights, expected):
    assert told(bank(rights), "positions") == expected


def test_a_run_is_told_at_its_last_question():
    entries = bank([(1,), (2,), (2,), (2,), (2,), (3,), (4,), (4,), (4,), (4,)])
    assert [(entry.key, length) for entry, length in runs(entries)] == [("q-004", 4), ("q-009", 4)]


def ticks(first, others=(2, 3, 4)):
    """`N` multiple choices with two right of four, `first` of them at A."""
    pairs = cycle([(2, 3), (2, 4), (3, 4)])
    tail = cycle(others)
    return [(1, next(tail)) if number < first else next(pairs) for number in range(N)]


@pytest.mark.parametrize(("first", "expected"), [(20, None), (27, WARN), (31, ERR), (8, ERR)])
def test_every_letter_is_right_as_often_in_multiple_choice(first, expected):
    assert told(bank(ticks(first)), "multiple-positions") == expected


def statements(true, total=N, long="", section="2.3"):
    return [statement(f"第{n}句话{long if n < true else ''}。", n < true, section=section) for n in range(total)]


@pytest.mark.parametrize(("true", "expected"), [(20, None), (23, WARN), (25, ERR), (17, WARN), (15, ERR)])
def test_half_of_the_statements_are_true(true, expected):
    assert told(statements(true), "truth") == expected


@pytest.mark.parametrize(("true", "total", "expected"), [(2, 2, WARN), (0, 2, WARN), (1, 2, None), (1, 1, None)])
def test_the_statements_of_a_section_are_not_all_alike(true, total, expected):
    assert told(statements(true, total), "truth") == expected


@pytest.mark.parametrize(("long", "expected"), [("", None), ("说得更长一些", WARN)])
def test_true_and_false_statements_are_of_a_length(long, expected):
    assert told(statements(20, long=long), "truth-length") == expected


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [(5, 0, ERR), (4, 0, None), (12, 2, None), (13, 2, ERR)],
)
def test_absolutes_are_not_much_more_frequent_in_wrong_options(wrong, right, expected):
    entries = [
        choice("一律交叉" if n < right else TEXTS[0], "一律欠缺" if n < wrong else TEXTS[1], *TEXTS[2:4])
        for n in range(N)
    ]
    assert told(entries, "absolute-rate") == expected


@pytest.mark.parametrize(("negative", "expected"), [(2, None), (3, WARN)])
def test_few_stems_are_negative(negative, expected):
    stems = ["哪项**不是**这里的原因？" if n < negative else "症结在哪里？" for n in range(N)]
    assert told([choice(stem=stem) for stem in stems], "negative-share") == expected


DIFFERENT = [f"{chr(0x4E00 + 40 * n)}{chr(0x4E13 + 31 * n)}家单位" + chr(0x5000 + 17 * n) * 9 for n in range(N)]


@pytest.mark.parametrize(
    ("stem", "count", "expected"),
    [
        ("请您仔细想想{}", 3, None),
        ("请您仔细想想{}", 4, WARN),
        ("{}这应当怎样来看待", 3, None),
        ("{}这应当怎样来看待", 4, WARN),
        ("关于{}，下列说法正确的是", 1, None),
        ("关于{}，下列说法正确的是", 2, WARN),
    ],
)
def test_stems_are_asked_in_many_ways(stem, count, expected):
    stems = [stem.format(text) if n < count else text for n, text in enumerate(DIFFERENT)]
    assert told([choice(stem=stem) for stem in stems], "stem-frame") == expected


@pytest.mark.parametrize(("count", "expected"), [(8, None), (9, WARN)])
def test_explanations_begin_in_many_ways(count, expected):
    texts = [f"关键在于{text}" if n < count else text for n, text in enumerate(DIFFERENT)]
    assert told([choice(explanation=text) for text in texts], "opening") == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [("各家都在等别人先动手来牵头。", ERR), ("各家都在等别人先动手了。", WARN), ("谁也不先动手。", None)],
)
def test_summaries_are_in_the_author_s_words(summary, expected):
    here = replace(parts("1.1")[0], texts=("另一句。", summary))
    outline = replace(OUTLINE, parts=(here,), text="先说：各家都在等别人先动手来牵头，于是没有人办。")
    found = [one for one in lint.bank([], outline) if one.code == "section-likeness"]
    assert [(one.where, one.severity) for one in found] == ([("1.1", expected)] if expected else [])


def test_drafts_do_not_count():
    entries = [replace(entry, published=False) for entry in with_key(LONGER, N)]
    assert told(entries, "key-length") is None


def test_an_empty_bank_lacks_only_questions():
    found = lint.bank([], replace(OUTLINE, parts=parts("1.1")))
    assert {one.code for one in found} == {"section-count", "section-kind", "section-level", "blueprint"}
