"""What a question page holds is the same whatever the key: names, values, order and length tell nothing."""

import itertools
import random

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from quiz.bank.kinds import KINDS, Item, Row

TEXTS = ("甲项", "乙项", "丙项", "丁项")


def asked(item: Item, shown: tuple[str, ...]) -> str:
    """The HTML that asks `item` with its movable texts in the order of `shown`."""
    kind = KINDS[item.kind]
    text = {row.match if item.kind == "matching" else row.text: row.position for row in reversed(item.rows)}
    order = [text[one] for one in shown]
    return render_to_string(f"{kind.template}#ask", {"shown": kind.show(item, order, None), "several": True})


def choices(kind: str):
    for author in itertools.permutations(TEXTS):
        for right in ([0], [1, 2]) if kind == "multiple_choice" else ([0], [3]):
            rows = [Row(n, text, n - 1 in right, "错在别处。") for n, text in enumerate(author, start=1)]
            yield Item(kind, "选哪项？", tuple(rows), "解析")


def matchings():
    for rights in itertools.permutations(TEXTS):
        rows = [Row(n, f"左{n}", match=right) for n, right in enumerate(rights, start=1)]
        yield Item("matching", "连一连", tuple(rows), "解析")


def orderings():
    for steps in itertools.permutations(TEXTS):
        yield Item("ordering", "排一排", tuple(Row(n, step) for n, step in enumerate(steps, start=1)), "解析")


@pytest.mark.parametrize(
    "items",
    [choices("single_choice"), choices("multiple_choice"), matchings(), orderings()],
    ids=["single_choice", "multiple_choice", "matching", "ordering"],
)
def test_the_page_is_the_same_whatever_is_right(items):
    shown = ("丙项", "甲项", "丁项", "乙项")
    assert len({asked(item, shown) for item in items}) == 1


@pytest.mark.parametrize("kind", ["fill_blank", "numeric", "short_answer"])
def test_the_page_is_the_same_whatever_the_answer(kind):
    blank = 1 if kind == "fill_blank" else None
    pages = set()
    for text in ("一", "很长的一个答案", "7"):
        settings = {"value": "7" if text == "7" else "12345", "unit": "条", "model_answer": text}
        item = Item(kind, "____是什么？", (Row(1, text, blank=blank, marks=200),), "解析", settings)
        pages.add(render_to_string(f"{KINDS[kind].template}#ask", {"shown": KINDS[kind].show(item, [1], None)}))
    assert len(pages) == 1


def test_shown_orders_of_options_are_all_alike_likely():
    kind, item = KINDS["single_choice"], next(choices("single_choice"))
    rng = random.Random(7)
    firsts = [kind.order(item, rng)[0] for _ in range(4000)]
    assert all(900 < firsts.count(position) < 1100 for position in (1, 2, 3, 4))


def test_a_form_names_rows_by_their_shown_number():
    item = next(choices("single_choice"))
    assert KINDS["single_choice"].read(item, QueryDict("answer=1"), [3, 1, 4, 2]) == [3]
    ordering = next(orderings())
    data = QueryDict("place-1=1&place-2=2&place-3=3&place-4=4")
    assert KINDS["ordering"].read(ordering, data, [3, 1, 4, 2]) == [2, 4, 1, 3]
