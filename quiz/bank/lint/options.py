"""Checks of one choice question: what its options betray. Rules after Haladyna, Downing & Rodriguez (2002), numbered H,
and the NBME item-writing guide (N); the bounds were measured on Chinese items and are ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from django.utils.translation import gettext as _

from .findings import CHOICE, Entry, Outline, Said, error, warning
from .text import GAP, bare, grams, jaccard, sentences, size
from .words import ABOVE, ABSOLUTE, BOLD, FUNCTION, HEDGE, NEGATIVE, NEGATIVE_OPTION, NO_NEGATION

LONGER, LONGER_BY = 1.4, 5  # H24: the key over the mean of the others, and by how many 字
SPREAD, SPREAD_BY = 1.8, 6  # longest over shortest option: a warning
SPREAD_MOST, SPREAD_MOST_BY = 3.0, 12  # and an error
ALIKE = 0.75  # bigrams that two options share
PLAIN = re.compile("|".join(NO_NEGATION))


def key_longer(entry: Entry, outline: Outline) -> Iterator[Said]:
    if entry.item.kind != "single_choice" or len(entry.right) != 1 or not entry.wrong:
        return
    key, others = size(entry.right[0].text), [size(row.text) for row in entry.wrong]
    mean = sum(others) / len(others)
    if key >= LONGER * mean and key - mean >= LONGER_BY:
        said = {"key": key, "mean": round(mean)}
        yield warning(
            _(
                "The right option has %(key)d characters, the others %(mean)d on average. "
                "Shorten it, or give the others as much reason."
            )
            % said
        )


def spread(entry: Entry, outline: Outline) -> Iterator[Said]:
    if entry.item.kind not in CHOICE or len(entry.item.rows) < 2:
        return
    sizes = [size(row.text) for row in entry.item.rows]
    longest, shortest = max(sizes), min(sizes)
    said = _("The longest option has %(longest)d characters, the shortest %(shortest)d. Make them alike in length.")
    message = said % {"longest": longest, "shortest": shortest}
    if longest > SPREAD_MOST * shortest and longest - shortest > SPREAD_MOST_BY:
        yield error(message)
    elif longest > SPREAD * shortest and longest - shortest > SPREAD_BY:
        yield warning(message)


def above(entry: Entry, outline: Outline) -> Iterator[Said]:
    """H25, H26: no “all of the above”, no options made of other options."""
    for row in entry.item.rows if entry.item.kind in CHOICE else ():
        if found := ABOVE.search(row.text):
            said = _("The option speaks of other options (“%(words)s”). Make it multiple choice, each point an option.")
            yield error(said % {"words": found[0]})


def absolutes(entry: Entry, outline: Outline) -> Iterator[Said]:
    """H28a: “always” and “never” betray what is false."""
    if entry.item.kind == "true_false":
        words = _found(ABSOLUTE, [entry.item.stem], outline)
    elif entry.item.kind in CHOICE:
        words = _found(ABSOLUTE, [row.text for row in entry.wrong], outline)
        if _found(ABSOLUTE, [row.text for row in entry.right], outline):
            return
    else:
        return
    if words:
        said = _("An absolute word gives away what is wrong: %(words)s. Say it as moderately as the rest.")
        yield warning(said % {"words": "、".join(words)})


def hedges(entry: Entry, outline: Outline) -> Iterator[Said]:
    """N: a careful word only in the key betrays what is true."""
    if entry.item.kind not in CHOICE or _found(HEDGE, [row.text for row in entry.wrong], outline):
        return
    if words := _found(HEDGE, [row.text for row in entry.right], outline):
        said = _("Only what is right is hedged: %(words)s. Leave it out, or hedge a wrong option too.")
        yield warning(said % {"words": "、".join(words)})


def negative(entry: Entry, outline: Outline) -> Iterator[Said]:
    """H17: a negative stem must be seen to be one, and needs positive options."""
    if not is_negative(entry, outline):
        return
    if not BOLD.search(entry.item.stem):
        yield error(_("The stem asks for what is not so. Make the negative word bold: **…**."))
    options = [outline.mask(PLAIN.sub(GAP, row.text)) for row in entry.item.rows]
    if any(NEGATIVE_OPTION.search(option) for option in options):
        yield error(_("A negative stem has a negative option. Turn the stem or the option into the positive."))


def is_negative(entry: Entry, outline: Outline) -> bool:
    """Whether the question itself, the last sentence of the stem, asks for what is not so."""
    asked = sentences(entry.item.stem)[-1:]
    return entry.item.kind in CHOICE and bool(_found(NEGATIVE, asked, outline))


def echo(entry: Entry, outline: Outline) -> Iterator[Said]:
    """H28b: a word of the stem that comes back in the key only."""
    if entry.item.kind != "single_choice":
        return
    stem, key, others = (
        {gram for text in texts for gram in grams(outline.mask(text), 2) if not FUNCTION & set(gram)}
        for texts in (
            [entry.item.stem],
            [row.text for row in entry.right],
            [row.text for row in entry.wrong],
        )
    )
    if echoed := sorted((stem & key) - others):
        said = _("The stem and only the right option say “%(words)s”. Say one otherwise, or let a wrong one echo too.")
        yield warning(said % {"words": "、".join(echoed)})


def same_options(entry: Entry, outline: Outline) -> Iterator[Said]:
    """H22: options exclude each other. One that is still empty says nothing yet."""
    texts = [bare(row.text) for row in entry.item.rows if row.text.strip()] if entry.item.kind in CHOICE else []
    crossed = is_cross(texts)
    for one, other in combinations(texts, 2):
        short, long = sorted((one, other), key=len)
        names = {"one": short, "other": long}
        if one == other:
            yield error(_("Two options say the same: “%(one)s”. Write another.") % names)
        elif short in long:
            yield warning(_("The option “%(other)s” holds the option “%(one)s”. Make them exclude each other.") % names)
        elif not crossed and jaccard(frozenset(grams(one, 2)), frozenset(grams(other, 2))) >= ALIKE:
            yield warning(
                _("Two options are nearly the same: “%(one)s”, “%(other)s”. Tell them further apart.") % names
            )


def is_cross(texts: list[str]) -> bool:
    """Whether four options are two beginnings by two endings (共性/个性 by 正向/反向); then they must be alike."""
    whole = set(texts)
    if len(texts) != 4 or len(whole) != 4:
        return False
    first = texts[0]
    for cut in range(1, len(first)):
        head, tail = first[:cut], first[cut:]
        tails = [text[cut:] for text in texts[1:] if text.startswith(head)]
        heads = [text.removesuffix(tail) for text in texts[1:] if text.endswith(tail)]
        if any(h + t in whole and h + t != first for h in heads for t in tails):
            return True
    return False


def _found(words: re.Pattern[str], texts: list[str], outline: Outline) -> list[str]:
    """The words that stand in `texts`, terms of the lecture and harmless compounds apart."""
    return [found for text in texts for found in words.findall(outline.mask(PLAIN.sub(GAP, text)))]
