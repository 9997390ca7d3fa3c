"""Drawing a paper: whatever the bank and the blueprint, nothing twice, cases whole, as many as there can be."""

import random
from itertools import permutations
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.kinds import KINDS
from quiz.bank.models import Question
from quiz.classes.drawing import Wish, draw, lay_out, shortages
from tests.factories import choice_item

KIND = ("single_choice", "multiple_choice", "true_false")
LEVEL, DIFFICULTY = ("recall", "apply"), ("easy", "hard")


def question(pk, section=1, kind="single_choice", level="recall", difficulty="easy", case=None) -> Question:
    made = Question(pk=pk, section_id=section, kind=kind, position=pk, key=f"q{pk}", material_id=case)
    revision = SimpleNamespace(level=level, difficulty=difficulty, item=choice_item)
    made._state.fields_cache["current"] = revision
    return made


singles = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(KIND), st.sampled_from(LEVEL), st.sampled_from(DIFFICULTY)),
    max_size=25,
).map(lambda rows: [question(number, *row) for number, row in enumerate(rows, start=1)])
wishes = st.lists(
    st.builds(
        Wish,
        st.integers(1, 6),
        st.none() | st.integers(1, 3),
        st.sampled_from(("", *KIND)),
        st.sampled_from(("", *LEVEL)),
        st.sampled_from(("", *DIFFICULTY)),
    ),
    max_size=5,
)
seeds = st.integers(0, 2**31)


def with_cases(questions: list[Question], sizes: list[int]) -> list[Question]:
    """`questions` with cases of these sizes behind them."""
    number = len(questions)
    for case, size in enumerate(sizes, start=1):
        for _ in range(size):
            number += 1
            questions = [*questions, question(number, section=case, case=case)]
    return questions


cases = st.lists(st.integers(2, 4), max_size=3)


@given(singles, cases, wishes, seeds)
def test_nothing_twice_in_the_order_of_the_bank_and_never_too_many(bank, sizes, wanted, seed):
    bank = with_cases(bank, sizes)
    drawn = draw(bank, wanted, random.Random(seed))
    places = [(one.section_id, one.position) for one in drawn]
    assert places == sorted(set(places))
    assert set(drawn) <= set(bank)
    assert len(drawn) <= (sum(wish.count for wish in wanted) if wanted else len(bank))


@given(singles, cases, wishes, seeds)
def test_a_case_comes_whole_or_not_at_all(bank, sizes, wanted, seed):
    drawn = draw(with_cases(bank, sizes), wanted, random.Random(seed))
    for case, size in enumerate(sizes, start=1):
        assert sum(one.material_id == case for one in drawn) in (0, size)


@given(singles, wishes, seeds)
def test_what_is_drawn_fits_and_the_same_seed_draws_the_same(bank, wanted, seed):
    drawn = draw(bank, wanted, random.Random(seed))
    assert drawn == draw(list(reversed(bank)), wanted, random.Random(seed))
    if wanted:
        assert all(any(wish.fits([one]) for wish in wanted) for one in drawn)


@given(singles, wishes.filter(bool), seeds)
def test_a_blueprint_that_can_be_met_is_met(bank, wanted, seed):
    """Where each wish was made to fit questions of its own, whatever else they fit, all of them are drawn."""
    feasible, rest = [], bank[:]
    for wish in wanted:
        own = [one for one in rest if wish.fits([one])][: wish.count]
        if own:
            rest = [one for one in rest if one not in own]
            feasible.append(Wish(len(own), wish.section, wish.kind, wish.level, wish.difficulty))
    for order in list(permutations(feasible))[:3]:
        assert shortages(bank, order) == [0] * len(order)
        if order:
            assert len(draw(bank, order, random.Random(seed))) == sum(wish.count for wish in order)


def test_wishes_pass_questions_on_when_the_greedy_choice_was_wrong():
    """Two easy ones, one of them of another kind: whichever the wide wish takes, the narrow ones are fulfilled."""
    bank = [question(1, level="apply"), question(2, kind="true_false"), question(3)]
    wanted = [Wish(1, difficulty="easy"), Wish(1, kind="true_false"), Wish(1, level="apply")]
    for seed in range(20):
        assert len(draw(bank, wanted, random.Random(seed))) == 3


def test_a_shortage_is_told_for_its_wish():
    bank = [question(1), question(2), question(3, kind="true_false")]
    assert shortages(bank, [Wish(2, kind="true_false"), Wish(2, kind="single_choice")]) == [1, 0]
    assert shortages(bank, [Wish(5)]) == [2]
    assert shortages([], [Wish(1)]) == [1]


def test_a_wish_for_fewer_than_a_case_passes_it_over():
    bank = with_cases([], [3])
    assert draw(bank, [Wish(2)], random.Random(1)) == []
    assert len(draw(bank, [Wish(3)], random.Random(1))) == 3


def test_every_question_has_its_chance():
    bank = [question(number) for number in range(1, 11)]
    seen = {one.pk for seed in range(60) for one in draw(bank, [Wish(3)], random.Random(seed))}
    assert seen == set(range(1, 11))


def item_of(kind):
    return choice_item(kind, key=(1, 2) if kind == "multiple_choice" else (1,))


@given(singles, cases, seeds, st.booleans(), st.booleans())
def test_laying_out_keeps_questions_cases_and_options_together(bank, sizes, seed, shuffle, mix):
    bank = with_cases(bank, sizes)
    for one in bank:
        one.current.item = item_of
    paper = lay_out(bank, random.Random(seed), shuffle_questions=shuffle, shuffle_options=mix)
    assert sorted(one.pk for one, _order in paper) == [one.pk for one in bank]
    if not shuffle:
        assert [one for one, _order in paper] == bank
    for one, order in paper:
        positions = [row.position for row in item_of(one.kind).rows]
        assert sorted(order) == positions
        if not mix or one.kind == KINDS["true_false"].name:
            assert order == positions
    for case in range(1, len(sizes) + 1):
        numbers = [number for number, (one, _order) in enumerate(paper) if one.material_id == case]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert [paper[n][0].pk for n in numbers] == sorted(paper[n][0].pk for n in numbers)
