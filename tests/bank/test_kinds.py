"""The kinds beside choice: what they forgive, what they mark, what they refuse."""

import random

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.kinds import KINDS, BadAnswer, Item, Outcome, Row, Rule

FULL = Rule(1000)
BLANKS = Item(
    "fill_blank",
    "叫作____；叫作____。",
    (
        Row(1, "全面化", True, blank=1),
        Row(2, "全面", True, blank=1),
        Row(3, "具体化", True, blank=2),
        Row(4, "全面", True, blank=2),
    ),
    settings={"order": "fixed"},
)
PAIRS = Item(
    "matching",
    "连线。",
    (Row(1, "互推", True, match="划界"), Row(2, "闭门", True, match="评价"), Row(3, "", match="走访")),
)
STEPS = Item("ordering", "排序。", tuple(Row(n, f"第{n}步", True) for n in (1, 2, 3, 4)))
NUMBER = Item("numeric", "几条？", (Row(1, "3.5", True),), settings={"tolerance": "0.1", "unit": "条"})
TEXT = Item("short_answer", "说明理由。", (Row(1, "说出界限", True, marks=200),), settings={"model_answer": "范文。"})
SOUND = [BLANKS, PAIRS, STEPS, NUMBER, TEXT]


def form(**fields: list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name.replace("place_", "place-"), values)
    return data


def marks(item: Item, answer: object) -> int:
    return KINDS[item.kind].grade(item, answer, FULL).marks


@pytest.mark.parametrize("item", SOUND, ids=lambda item: item.kind)
def test_a_sound_item_has_no_problem_and_no_answer_is_unanswered(item):
    kind = KINDS[item.kind]
    assert kind.check(item) == []
    assert kind.read(item, QueryDict()) is None
    assert kind.grade(item, None, FULL).outcome == Outcome.UNANSWERED


@pytest.mark.parametrize("item", SOUND, ids=lambda item: item.kind)
@given(seed=st.integers())
def test_the_key_earns_full_marks_in_whatever_order_it_is_shown(item, seed):
    kind = KINDS[item.kind]
    order = kind.order(item, random.Random(seed))
    kind.show(item, order, None)
    kind.review(item, order, kind.key(item))
    grade = kind.grade(item, kind.key(item), FULL)
    assert grade.outcome == (Outcome.CORRECT if kind.objective else Outcome.AWAITING)
    assert grade.marks == (1000 if kind.objective else 0)


@pytest.mark.parametrize(
    ("given_texts", "earned"),
    [
        (["全面化", "具体化"], 1000),
        ([" 全 面 ", "“具体化”。"], 1000),
        (["具体化", "全面化"], 0),
        (["全面化", ""], 500),
        (["全", "具体"], 0),
    ],
)
def test_blanks_forgive_width_spaces_and_punctuation_but_no_other_word(given_texts, earned):
    assert marks(BLANKS, KINDS["fill_blank"].read(BLANKS, form(answer=given_texts))) == earned


@pytest.mark.parametrize(
    ("given_texts", "earned"),
    [
        (["具体化", "全面化"], 1000),
        (["全面", "全面化"], 1000),
        (["全面", "具体化"], 1000),
        (["具体化", "具体化"], 500),
    ],
)
def test_in_free_order_each_blank_counts_once(given_texts, earned):
    free = Item(BLANKS.kind, BLANKS.stem, BLANKS.rows, settings={"order": "free"})
    assert marks(free, given_texts) == earned


@pytest.mark.parametrize(
    ("accepted", "typed", "right"),
    [
        ("3.5", "３．５", True),
        ("3.5", "35", False),
        ("1/2", "12", False),
        ("10:30", "10：30", True),
        ("10:30", "1030", False),
        ("2-3", "2–3", True),
        ("2-3", "23", False),
        ("1000", "1,000", True),
        ("第3.4节", "第 3.4 节。", True),
        ("“四风”", "四风", True),
        ("GDP", "ｇｄｐ", True),
    ],
)
def test_a_mark_within_a_number_is_part_of_it(accepted, typed, right):
    item = Item("fill_blank", "叫作____。", (Row(1, accepted, True, blank=1),))
    assert marks(item, KINDS["fill_blank"].read(item, form(answer=[typed]))) == (1000 if right else 0)


@pytest.mark.parametrize(("chosen", "earned"), [([1, 2], 1000), ([1, 3], 500), ([1, 0], 500), ([2, 1], 0), ([3, 3], 0)])
def test_each_pair_earns_its_share(chosen, earned):
    assert marks(PAIRS, chosen) == earned


def test_a_right_entry_may_be_used_again_when_two_pairs_share_it():
    item = Item("matching", "归类。", (Row(1, "甲", match="人"), Row(2, "乙", match="人"), Row(3, "丙", match="制度")))
    assert KINDS["matching"].key(item) == [1, 1, 3]
    assert marks(item, [1, 1, 3]) == 1000
    assert sorted(KINDS["matching"].order(item, random.Random(1))) == [1, 3]


@pytest.mark.parametrize(("places", "earned"), [([1, 2, 3, 4], 1000), ([2, 1, 3, 4], 0), ([1, 2, 3, 0], 0)])
def test_ordering_is_all_or_nothing(places, earned):
    assert marks(STEPS, places) == earned


def test_a_place_given_to_two_steps_is_told():
    shown = KINDS["ordering"].show(STEPS, [4, 3, 2, 1], [1, 2, 2, 0])
    assert [step.shared for step in shown] == [False, True, True, False]


@given(seed=st.integers())
def test_steps_are_never_shown_in_the_right_order_not_even_unshuffled(seed):
    assert KINDS["ordering"].order(STEPS, random.Random(seed), shuffle=False) != [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("3.5", True),
        ("３．５", True),
        ("3.6条", True),
        (" 3.4 ", True),
        ("3.61", False),
        ("三", False),
        ("1e400", False),
        ("NaN", False),
        ("3_5", False),
        ("3.5 条", True),
    ],
)
def test_a_number_is_right_within_its_tolerance(typed, right):
    assert marks(NUMBER, KINDS["numeric"].read(NUMBER, form(answer=[typed]))) == (1000 if right else 0)


@pytest.mark.parametrize(
    ("item", "data"),
    [
        (BLANKS, form(answer=["1", "2", "3"])),
        (BLANKS, form(answer=["长" * 101])),
        (PAIRS, form(answer=["9"])),
        (STEPS, form(place_1=["7"])),
        (NUMBER, form(answer=["1" * 41])),
        (TEXT, form(answer=["长" * 5001])),
    ],
)
def test_what_is_no_answer_to_this_item_is_refused(item, data):
    with pytest.raises(BadAnswer):
        KINDS[item.kind].read(item, data)


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (Item("fill_blank", "没有空。", (Row(1, "甲", blank=1),)), "blanks-count"),
        (Item("fill_blank", "一个____空____。", (Row(1, "甲", blank=1),)), "blank-unanswered"),
        (Item("fill_blank", "一个____空。", (Row(1, "。", blank=1),)), "answer-empty"),
        (Item("fill_blank", "一个____空。", (Row(1, "甲", blank=1), Row(2, "“甲”", blank=1))), "answer-twice"),
        (Item("fill_blank", "一个____空。", (Row(1, "长" * 101, blank=1),)), "answer-long"),
        (Item("fill_blank", "一个____空。", tuple(Row(n, f"甲{n}", blank=1) for n in range(1, 31))), "answers-count"),
        (Item("numeric", "几？", (Row(1, "3"),), settings={"unit": "长" * 17}), "unit-long"),
        (Item("matching", "连。", (Row(1, "甲", match="乙"),)), "pairs-count"),
        (Item("matching", "连。", (Row(1, "甲", match="乙"), Row(2, "丙", match="乙"))), "right-one"),
        (
            Item("matching", "连。", (Row(1, "甲", match="乙"), Row(2, "丙", match="丁"), Row(3, "", match="丁"))),
            "extra-used",
        ),
        (Item("ordering", "排。", (Row(1, "甲"), Row(2, "乙"))), "steps-count"),
        (Item("ordering", "排。", (Row(1, "甲"), Row(2, "甲"), Row(3, "乙"))), "step-twice"),
        (Item("numeric", "几？", (Row(1, "三"),)), "value-missing"),
        (Item("numeric", "几？", (Row(1, "3"),), settings={"tolerance": "-1"}), "tolerance"),
        (Item("essay", "论。", (), settings={"model_answer": "文"}), "criteria-count"),
        (Item("essay", "论。", (Row(1, "点", marks=100),)), "model-answer-missing"),
        (Item("essay", "", (Row(1, "点", marks=100),), settings={"model_answer": "文"}), "stem-missing"),
        (Item("essay", "论。", (Row(1, "点", marks=100),), "长" * 50_000, {"model_answer": "文"}), "explanation-long"),
        (
            Item("essay", "论。", (Row(1, "点", marks=100),), settings={"model_answer": "长" * 4001}),
            "model-answer-long",
        ),
        (Item("essay", "长" * 4001, (Row(1, "点", marks=100),), settings={"model_answer": "文"}), "stem-long"),
    ],
)
def test_an_unsound_item_is_named(item, code):
    assert code in {problem.code for problem in KINDS[item.kind].check(item)}


@pytest.mark.parametrize("item", SOUND, ids=lambda item: item.kind)
def test_what_is_shown_holds_nothing_of_the_key(item):
    kind = KINDS[item.kind]
    shown = repr(kind.show(item, sorted(kind.order(item, random.Random(1))), None))
    for secret in ("correct", "reason", "model_answer", "全面化", "3.5", "范文"):
        assert secret not in shown


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("matching", {"text": "左", "match": "%s"}),
        ("single_choice", {"text": "甲", "reason": "%s"}),
        ("fill_blank", {"text": "%s", "blank": 1}),
        ("numeric", {"text": "%s"}),
        ("essay", {"text": "%s", "marks": 100}),
    ],
)
def test_a_picture_is_refused_where_it_would_not_be_shown(kind, row):
    picture = f"![图]({'f' * 32}-40x30.png)"
    said = {name: value % picture if value == "%s" else value for name, value in row.items()}
    item = Item(kind, "____？", (Row(1, **said),), "析")
    assert "picture-place" in {problem.code for problem in KINDS[kind].check(item)}


def rows_of(*said):
    return tuple(Row(position, **one) for position, one in enumerate(said, start=1))


KEYED_OPTIONS = [{"text": "甲", "correct": True}, {"text": "乙"}, {"text": "丙"}]
KEYED_PAIRS = [{"text": "一", "match": "A"}, {"text": "二", "match": "B"}, {"text": "", "match": "C"}]
KEYED_STEPS = [{"text": text, "correct": True} for text in ("先", "再", "后")]


def with_texts(rows, column, *texts):
    return [{**row, column: text} for row, text in zip(rows, texts, strict=False)] + rows[len(texts) :]


@pytest.mark.parametrize(
    ("kind", "before", "after", "is_another"),
    [
        ("single_choice", KEYED_OPTIONS, with_texts(KEYED_OPTIONS, "text", "甲，改一字"), False),
        ("single_choice", KEYED_OPTIONS, with_texts(KEYED_OPTIONS, "text", "乙", "甲"), True),
        (
            "single_choice",
            KEYED_OPTIONS,
            with_texts(KEYED_OPTIONS, "text", "甲", "丙", "乙"),
            False,
        ),  # wrong ones among themselves
        (
            "single_choice",
            KEYED_OPTIONS,
            with_texts(KEYED_OPTIONS, "text", "乙", "丁"),
            True,
        ),  # what was wrong is right now
        ("single_choice", KEYED_OPTIONS, [{"text": "甲"}, {"text": "乙", "correct": True}, {"text": "丙"}], True),
        ("multiple_choice", KEYED_OPTIONS, with_texts(KEYED_OPTIONS, "text", "丁", "甲"), True),
        ("matching", KEYED_PAIRS, with_texts(KEYED_PAIRS, "match", "A，改一字"), False),
        ("matching", KEYED_PAIRS, with_texts(KEYED_PAIRS, "text", "一，改一字"), False),
        ("matching", KEYED_PAIRS, with_texts(KEYED_PAIRS, "match", "B", "A"), True),
        ("matching", KEYED_PAIRS, with_texts(KEYED_PAIRS, "text", "二", "一"), True),
        ("matching", KEYED_PAIRS, with_texts(KEYED_PAIRS, "match", "C", "B", "A"), True),  # with the extra entry
        ("ordering", KEYED_STEPS, with_texts(KEYED_STEPS, "text", "先，改一字"), False),
        ("ordering", KEYED_STEPS, with_texts(KEYED_STEPS, "text", "再", "先"), True),
        ("ordering", KEYED_STEPS, KEYED_STEPS[:2], True),
    ],
)
def test_another_key_is_told_from_other_words(kind, before, after, is_another):
    items = [Item(kind, "？", rows_of(*rows)) for rows in (before, after)]
    assert KINDS[kind].rekeys(*items) == is_another
