"""Questions that ask the same: pairs whose stem and key share most of their bigrams.

All pairs of a thousand questions are half a million; a pair that is alike enough shares one of each one's rarest
bigrams (prefix filtering: Chaudhuri, Ganti & Kaushik 2006), so only those pairs are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import ceil

from django.utils.translation import gettext as _

from .findings import Entry, Outline, Said, error, warning
from .text import GAP, bare, grams, han, jaccard
from .words import FRAMES

SAME_SECTION, ACROSS, MOST = 0.40, 0.55, 0.70


def twins(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    shapes = [shape(entry) for entry in entries]
    same = same_stems(entries)
    for one, other in sorted(same | candidates(shapes)):
        likeness = jaccard(shapes[one], shapes[other])
        first, second = entries[one], entries[other]
        if first.case and second.case and first.case != second.case:
            continue  # each is asked over a material of its own
        if (one, other) in same or likeness >= (SAME_SECTION if first.section == second.section else ACROSS):
            said = {"key": first.key, "share": round(100 * likeness)}
            message = (
                _("It asks nearly the same as %(key)s (%(share)d %% alike). Ask something else, or drop one.") % said
            )
            worst = (one, other) in same or likeness >= MOST
            yield error(message, second) if worst else warning(message, second)


def same_stems(entries: Sequence[Entry]) -> set[tuple[int, int]]:
    """The pairs of one kind with one stem, whatever their keys."""
    stems: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        stems[entry.item.kind, bare(entry.item.stem)].append(number)
    return {pair for numbers in stems.values() for pair in combinations(numbers, 2)}


def shape(entry: Entry) -> frozenset[str]:
    """The bigrams of stem and key, ways of asking apart."""
    return frozenset(grams(FRAMES.sub(GAP, f"{han(entry.item.stem)}{GAP}{han(entry.answer)}"), 2))


def candidates(shapes: Sequence[frozenset[str]]) -> set[tuple[int, int]]:
    """The pairs, by their numbers, that could be alike by `SAME_SECTION` or more."""
    frequency = Counter(gram for grams in shapes for gram in grams)
    holders: dict[str, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for number, grams_here in enumerate(shapes):
        rarest = sorted(grams_here, key=lambda gram: (frequency[gram], gram))
        for gram in rarest[: len(rarest) - ceil(SAME_SECTION * len(rarest)) + 1]:
            pairs.update((other, number) for other in holders[gram])
            holders[gram].append(number)
    return pairs
