"""The figures, against printed tables and against what must always hold."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.results.statistics import facility, heat, mean, percent, score, wilson

shares = st.fractions(0, 1)
sizes = st.integers(1, 10_000)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [  # R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_agrees_with_the_printed_table(hits, n, low, high):
    interval = wilson(Fraction(hits, n), n)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@given(shares, sizes)
def test_wilson_holds_the_share_and_stays_within_0_and_1(share, n):
    interval = wilson(share, n)
    assert 0 <= interval.low <= float(share) <= interval.high <= 1
    assert interval.low < interval.high


@given(shares, sizes)
def test_wilson_is_narrower_with_more_cases_and_the_same_from_either_end(share, n):
    few, many, turned = wilson(share, n), wilson(share, n + 1), wilson(1 - share, n)
    assert many.high - many.low < few.high - few.low
    assert turned.low == pytest.approx(1 - few.high)
    assert turned.high == pytest.approx(1 - few.low)


@pytest.mark.parametrize(("share", "n"), [(0.5, 0), (0.5, -1), (-0.1, 10), (1.1, 10)])
def test_wilson_refuses_what_is_no_proportion(share, n):
    with pytest.raises(ValueError):
        wilson(share, n)


@pytest.mark.parametrize(
    ("value", "step"),
    [
        (100, "h1"),
        (85, "h1"),
        (84, "h2"),
        (70, "h2"),
        (69, "h3"),
        (60, "h3"),
        (59, "h4"),
        (40, "h4"),
        (39, "h5"),
        (0, "h5"),
    ],
)
def test_the_heat_map_s_steps(value, step):
    assert heat(value) == step


@given(st.integers(0, 99))
def test_a_lower_rate_never_looks_better(value):
    assert heat(value) >= heat(value + 1)


@pytest.mark.parametrize(
    ("share", "whole", "decimal"),
    [
        (Fraction(0), 0, "0.0"),
        (Fraction(1), 100, "100.0"),
        (Fraction(1, 3), 33, "33.3"),
        (Fraction(2, 3), 67, "66.7"),
        (Fraction(1, 8), 13, "12.5"),
        (Fraction(5, 1000), 1, "0.5"),
        (Fraction(7995, 10000), 80, "80.0"),
    ],
)
def test_rounding_is_half_up(share, whole, decimal):
    assert (percent(share), score(share)) == (whole, decimal)


def test_nothing_has_no_mean():
    assert mean([]) is None
    assert score(None) == "–"


@given(st.lists(shares, min_size=1))
def test_a_mean_lies_between_the_ends_whatever_the_order(values):
    middle = mean(values)
    assert min(values) <= middle <= max(values)
    assert middle == mean(reversed(values))


def test_a_facility_is_marks_earned_of_marks_possible():
    assert facility(750, 1000) == Fraction(3, 4)


@pytest.mark.parametrize(("marks", "full"), [(-1, 10), (11, 10), (0, 0)])
def test_a_facility_outside_0_and_1_is_refused(marks, full):
    with pytest.raises(ValueError):
        facility(marks, full)
