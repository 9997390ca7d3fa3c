"""What a change of rules means for attempts that exist already, to be said before it is saved. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .sittings import Sittings

PAPER = {"sections", "paper", "draw_count", "draw_rules", "listed", "shuffle_questions", "shuffle_options"}
POINTS = {"points", "kind_points"}
MARKING = {"multiple_rule", "option_marks"}
JUDGING = {"pass_percent", "bands", "counting"}
TIME = {"time_limit", "closes_at", "opens_at", "opens_when_taught", "latest_entry", "max_attempts"}
RELEASES = {"score_release", "key_release", "explanation_release"}


def consequences(changed: Collection[str], there: Sittings) -> list[str]:
    """Sentences for the organiser; none if nobody has begun or nothing changes for who has."""
    return [words for words in (say(set(changed), there) for say in SAYINGS) if words] if there else []


def _paper(changed: set[str], there: Sittings) -> str:
    if not changed & (PAPER | POINTS):
        return ""
    return _("Attempts that have begun (%(n)d) keep their questions and their marks a question; new ones follow.") % {
        "n": there.under_way + there.handed_in
    }


def _marking(changed: set[str], there: Sittings) -> str:
    if not changed & MARKING:
        return ""
    return _under_way(
        there.under_way,
        lambda n: ngettext(
            "%(n)d attempt under way will be marked by the new multiple choice rule.",
            "%(n)d attempts under way will be marked by the new multiple choice rule.",
            n,
        ),
    )


def _kept(changed: set[str], there: Sittings) -> str:
    if not changed & MARKING or not there.handed_in:
        return ""
    return _("Those handed in (%(n)d) keep their marks.") % {"n": there.handed_in}


def _judging(changed: set[str], there: Sittings) -> str:
    if not changed & JUDGING or not there.handed_in:
        return ""
    return _("Pass, bands and the attempt that counts change at once for the %(n)d attempts handed in.") % {
        "n": there.handed_in
    }


def _time(changed: set[str], there: Sittings) -> str:
    if not changed & TIME or not there.under_way:
        return ""
    return _under_way(
        there.under_way,
        lambda n: ngettext(
            "%(n)d attempt under way gets the time if it is more; nobody who has begun loses any.",
            "%(n)d attempts under way get the time if it is more; nobody who has begun loses any.",
            n,
        ),
    )


def _releases(changed: set[str], there: Sittings) -> str:
    if not changed & RELEASES or not there.handed_in:
        return ""
    return _("What is shown changes at once for the %(n)d attempts handed in, also for what was seen before.") % {
        "n": there.handed_in
    }


def _leaves(changed: set[str], there: Sittings) -> str:
    if "count_leaves" not in changed or not there.under_way:
        return ""
    return _("Leaving the page is counted, or no longer counted, for attempts under way from now on.")


def _under_way(n: int, words: Callable[[int], str]) -> str:
    return words(n) % {"n": n} if n else ""


Saying = Callable[[set[str], Sittings], str]
SAYINGS: tuple[Saying, ...] = (
    _paper,
    _marking,
    _kept,
    _judging,
    _time,
    _releases,
    _leaves,
)
