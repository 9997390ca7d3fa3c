"""The figures of the organiser's pages. Plain functions on plain numbers; a share lies between 0 and 1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import floor, sqrt

Z95 = 1.959963984540054  # the normal quantile that leaves 2.5 % on either side

STEPS = ((85, "h1"), (70, "h2"), (60, "h3"), (40, "h4"), (0, "h5"))
PASS_LINE = 60  # percent; the line in charts, whatever a single quiz asks


@dataclass(frozen=True)
class Interval:
    """Two shares, `low` ≤ `high`."""

    low: float
    high: float


def heat(percent: int) -> str:
    """The heat-map step of a percentage: h1 (very good) to h5 (teach again)."""
    return next(name for least, name in STEPS if percent >= least)


def percent(share: Fraction | float) -> int:
    """A share as a whole percentage, rounded half up."""
    return floor(share * 100 + Fraction(1, 2))


def score(share: Fraction | None) -> str:
    """A mean on the scale of 100 with one decimal, rounded half up; a dash for none."""
    return "–" if share is None else f"{floor(share * 1000 + Fraction(1, 2)) / 10:.1f}"


def mean(values: Iterable[Fraction]) -> Fraction | None:
    """The arithmetic mean, exact; None of nothing."""
    found = list(values)
    return sum(found, Fraction(0)) / len(found) if found else None


def facility(marks: int, full: int) -> Fraction:
    """The facility of a question or paper (得分率): marks earned ÷ marks possible, 1 if everybody was fully right.

    The item difficulty P of classical test theory; see Crocker and Algina, Introduction to Classical and Modern Test
    Theory (1986), ch. 14. Raises ValueError if nothing could be earned or more was earned than that.
    """
    if not 0 <= marks <= full or not full:
        raise ValueError(f"{marks} of {full} marks")
    return Fraction(marks, full)


def wilson(share: Fraction | float, n: int, z: float = Z95) -> Interval:
    """The score interval for a proportion `share` seen in `n` independent cases, 95 % unless `z` says otherwise.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209–212. It
    stays within 0 and 1 and holds for small `n` and shares near the ends, where the textbook interval fails.

    Here a case is a trainee and `share` the mean of the scores. A score between 0 and 1 with mean p varies by at most
    p(1−p), so the interval is never too narrow. Raises ValueError for no cases or a share that is none.
    """
    if n < 1 or not 0 <= share <= 1:
        raise ValueError(f"share {share} of {n} cases")
    p, weight = float(share), z * z / n
    centre = (p + weight / 2) / (1 + weight)
    half = z / (1 + weight) * sqrt(p * (1 - p) / n + weight / (4 * n))
    return Interval(max(0.0, min(p, centre - half)), min(1.0, max(p, centre + half)))
