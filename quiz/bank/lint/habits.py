"""Checks of all questions together: habits of the author that a trainee could learn instead of the lecture.

Shares mean little in a handful of questions, so those of the whole bank are told from `ENOUGH` on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from .findings import CHOICE, Entry, Outline, Part, Said, error, warning
from .options import PLAIN, is_negative
from .text import GAP, han, size
from .words import ABSOLUTE, RIGHT_OF_FOLLOWING

ENOUGH = 20  # questions of the sort that is counted
ENOUGH_HITS = 5  # words found: fewer may be chance
IN_SECTION = 6
LONGEST, LONGEST_MOST, LONGEST_SECTION, LONGEST_BY = 0.30, 0.38, 0.45, 2
SHORTEST = 0.35
MULTIPLE_EASY = 0.30
PLACES = (0.19, 0.31), (0.15, 0.35)  # of the right option, in four options: warning, error
RUN, RUN_MOST = 4, 6
MULTIPLE_OFF, MULTIPLE_OFF_MOST = 0.15, 0.25
TRUE = (0.45, 0.55), (0.40, 0.60)
TRUE_LONGER = 1.20
NEGATIVE = 0.06
FRAME, FRAME_FIRST, FRAME_LAST, FRAME_FOLLOWING = 0.08, 6, 8, 0.03
OPENING, OPENING_LENGTH = 0.20, 4
LETTERS = "ABCDEFGH"


def of_kind(entries: Sequence[Entry], *kinds: str) -> list[Entry]:
    return [entry for entry in entries if entry.item.kind in kinds]


def percent(share: float) -> int:
    return round(100 * share)


def key_length(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    """H24: whoever always ticks the longest option must not do better than by chance."""
    single = [entry for entry in of_kind(entries, "single_choice") if len(entry.right) == 1 and entry.wrong]
    if len(single) >= ENOUGH:
        longest, shortest = (sum(key_stands_out(entry, sign) for entry in single) / len(single) for sign in (1, -1))
        said = {"share": percent(longest), "most": percent(LONGEST)}
        message = (
            _("In %(share)d %% of single choice the right option is the longest; keep it under %(most)d %%.") % said
        )
        if longest > LONGEST:
            yield error(message) if longest > LONGEST_MOST else warning(message)
        if shortest > SHORTEST:
            said = {"share": percent(shortest), "most": percent(SHORTEST)}
            message = _("In %(share)d %% of single choice the right option is the shortest; keep it under %(most)d %%.")
            yield warning(message % said)
    for number, here in _by_section(single).items():
        longest = sum(key_stands_out(entry, 1) for entry in here) / len(here)
        if len(here) >= IN_SECTION and longest > LONGEST_SECTION:
            said = {"share": percent(longest), "most": percent(LONGEST_SECTION)}
            message = _(
                "In %(share)d %% of single choice here the right option is the longest; keep it under %(most)d %%."
            )
            yield warning(message % said, _part(outline, number))


def key_stands_out(entry: Entry, sign: int) -> bool:
    """Whether the key is longer (sign 1) or shorter (−1) than every other option by `LONGEST_BY` 字 or more."""
    key = sign * size(entry.right[0].text)
    return key - max(sign * size(row.text) for row in entry.wrong) >= LONGEST_BY


def multiple_shape(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    """Three of four and four of five: ticking at random earns most there under the half-marks rule."""
    multiple = of_kind(entries, "multiple_choice")
    generous = sum(len(entry.wrong) == 1 and len(entry.item.rows) in (4, 5) for entry in multiple)
    if len(multiple) >= ENOUGH and generous > MULTIPLE_EASY * len(multiple):
        said = {"share": percent(generous / len(multiple)), "most": percent(MULTIPLE_EASY)}
        message = _("%(share)d %% of multiple choice have one wrong option only; keep it under %(most)d %%.")
        yield warning(message % said)


def positions(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    """H20: the right option stands in every place alike; options may be shown unshuffled on paper."""
    single = [entry for entry in of_kind(entries, "single_choice") if len(entry.right) == 1]
    four = [entry.right[0].position for entry in single if len(entry.item.rows) == 4]
    for place in range(1, 5) if len(four) >= ENOUGH else ():
        share = four.count(place) / len(four)
        said = {"letter": LETTERS[place - 1], "share": percent(share)}
        message = (
            _("%(share)d %% of single choice have the right option at %(letter)s. Move some; 25 %% is even.") % said
        )
        yield from _outside(share, PLACES, message)
    for entry, length in runs(single):
        said = {"length": length, "letter": LETTERS[entry.right[0].position - 1]}
        message = _("%(length)d times in a row the right option stands at %(letter)s. Move some.") % said
        yield error(message, entry) if length >= RUN_MOST else warning(message, entry)


def runs(single: Sequence[Entry]) -> Iterator[tuple[Entry, int]]:
    """The last of each run of at least `RUN` keys in one place, with the run's length."""
    length = 1
    for entry, following in pairwise([*single, None]):
        if entry and following and entry.right[0].position == following.right[0].position:
            length += 1
            continue
        if entry and length >= RUN:
            yield entry, length
        length = 1


def multiple_positions(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    places: dict[int, list[bool]] = defaultdict(list)
    for entry in of_kind(entries, "multiple_choice"):
        for row in entry.item.rows:
            places[row.position].append(row.correct)
    every = [correct for ticks in places.values() for correct in ticks]
    for place, ticks in sorted(places.items()):
        share, mean = sum(ticks) / len(ticks), sum(every) / len(every)
        off = abs(share - mean)
        if len(ticks) >= ENOUGH and off > MULTIPLE_OFF:
            said = {"letter": LETTERS[place - 1], "share": percent(share), "mean": percent(mean)}
            message = _(
                "In multiple choice %(letter)s is right in %(share)d %%, an average option in %(mean)d %%. Move some."
            )
            yield error(message % said) if off > MULTIPLE_OFF_MOST else warning(message % said)


def truth(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    statements = of_kind(entries, "true_false")
    share = sum(map(is_true, statements)) / max(1, len(statements))
    if len(statements) >= ENOUGH:
        message = _("%(share)d %% of the statements are true; half of them should be.") % {"share": percent(share)}
        yield from _outside(share, TRUE, message)
    for number, here in _by_section(statements).items():
        if len(here) > 1 and len(set(map(is_true, here))) == 1:
            yield warning(_("All statements here are true, or all are false. Turn one around."), _part(outline, number))


def truth_length(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    sizes: dict[bool, list[int]] = {True: [], False: []}
    for entry in of_kind(entries, "true_false"):
        sizes[is_true(entry)].append(size(entry.item.stem))
    if min(map(len, sizes.values())) < ENOUGH // 2:
        return
    true, false = (sum(found) / len(found) for found in (sizes[True], sizes[False]))
    if max(true, false) > TRUE_LONGER * min(true, false):
        said = {"true": round(true), "false": round(false)}
        message = _("True statements have %(true)d characters on average, false ones %(false)d. Make them alike.")
        yield warning(message % said)


def is_true(entry: Entry) -> bool:
    return bool(entry.item.rows) and entry.item.rows[0].correct


def absolutes_rate(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    choice = of_kind(entries, *CHOICE)
    hits, counts = {}, {}
    for correct in (True, False):
        texts = [PLAIN.sub(GAP, row.text) for entry in choice for row in entry.item.rows if row.correct == correct]
        hits[correct] = sum(bool(ABSOLUTE.search(outline.mask(text))) for text in texts)
        counts[correct] = max(1, len(texts))
    if hits[False] >= ENOUGH_HITS and hits[False] / counts[False] > 2 * hits[True] / counts[True]:
        said = {"wrong": hits[False], "right": hits[True]}
        message = _(
            "Absolute words stand in %(wrong)d wrong options and in %(right)d right ones. Moderate the wrong ones."
        )
        yield error(message % said)


def negative_share(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    choice = of_kind(entries, *CHOICE)
    count = sum(is_negative(entry, outline) for entry in choice)
    if len(choice) >= ENOUGH and count > NEGATIVE * len(choice):
        said = {"share": percent(count / len(choice)), "most": percent(NEGATIVE)}
        message = _("%(share)d %% of choice questions ask for what is not so; keep it under %(most)d %%.")
        yield warning(message % said)


def stem_frames(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    stems = [han(entry.item.stem) for entry in entries]
    first = _common(stems, lambda stem: stem[:FRAME_FIRST])
    last = _common(stems, lambda stem: stem[-FRAME_LAST:])
    for frame, count in (*first, *last):
        if count > FRAME * len(stems):
            said = {"count": count, "frame": frame}
            yield warning(_("%(count)d stems begin or end with “%(frame)s”. Vary the way of asking.") % said)
    following = sum(bool(RIGHT_OF_FOLLOWING.search(stem)) for stem in stems)
    if len(stems) >= ENOUGH and following > FRAME_FOLLOWING * len(stems):
        said = {"count": following}
        yield warning(_("%(count)d stems ask which of the following is right. Ask for one thing, with options.") % said)


def explanation_openings(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    for opening, count in _common(
        [han(entry.item.explanation) for entry in entries], lambda text: text[:OPENING_LENGTH]
    ):
        if count > OPENING * len(entries):
            said = {"count": count, "opening": opening}
            yield warning(_("%(count)d explanations begin with “%(opening)s”. Vary the beginning.") % said)


def _common(texts: Sequence[str], cut: Callable[[str], str]) -> list[tuple[str, int]]:
    """The pieces that `cut` takes of the texts, most frequent first; none of too few texts."""
    return Counter(cut(text) for text in texts if text).most_common() if len(texts) >= ENOUGH else []


def _outside(share: float, bounds: tuple[tuple[float, float], ...], message: str) -> Iterator[Said]:
    fine, bearable = bounds
    if not bearable[0] <= share <= bearable[1]:
        yield error(message)
    elif not fine[0] <= share <= fine[1]:
        yield warning(message)


def _by_section(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    sections: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        sections[entry.section].append(entry)
    return sections


def _part(outline: Outline, number: str) -> Part:
    return next((part for part in outline.parts if part.number == number), Part(number))
