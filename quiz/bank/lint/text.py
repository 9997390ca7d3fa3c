"""Measuring Chinese text: its length in 字, its n-grams, and what is left of it without a lecture's fixed words."""

from __future__ import annotations

import re
from collections.abc import Iterable

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff〇]")
# 字 are Han characters; a number or a Latin word, rare in these texts, counts as one.
COUNTED = re.compile(rf"{HAN.pattern}|[A-Za-z]+|\d+(?:\.\d+)?")
SENTENCE = re.compile(r"[。！？；!?;\n]+")
GAP = "▢"  # stands where a term was cut out, so that nothing is joined across it
MIN_TERM, MIN_NAME = 2, 3

GRAM = 5


def size(text: str) -> int:
    """The length of `text` in 字; punctuation, spaces and Markdown's marks do not count."""
    return len(COUNTED.findall(text))


def han(text: str) -> str:
    return "".join(HAN.findall(text))


def bare(text: str) -> str:
    """`text` as it is compared for being the same: no spaces, punctuation or marks, one case."""
    return "".join(COUNTED.findall(text)).casefold()


def grams(text: str, length: int) -> list[str]:
    """The n-grams of `text` in reading order; none reaches across a gap."""
    return [run[i : i + length] for run in text.split(GAP) for i in range(len(run) - length + 1)]


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def sentences(text: str) -> list[str]:
    return [sentence for sentence in SENTENCE.split(text) if sentence.strip()]


class Mask:
    """A lecture's fixed words: names, terms, titles. They are not an author's choice, so no check holds them against
    one. Titles are also known by their halves (“…，…”)."""

    def __init__(self, words: Iterable[str], least: int = MIN_TERM) -> None:
        known = {han(half) for word in words for half in (word, *re.split(r"[，,、]", word))}
        self._words = sorted((word for word in known if len(word) >= least), key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(self._words)) if self._words else None

    def __call__(self, text: str) -> str:
        """The Han characters of `text`, a gap for each term."""
        return self._pattern.sub(GAP, han(text)) if self._pattern else han(text)

    @property
    def names(self) -> Mask:
        """Only words of `MIN_NAME` characters or more: cutting every 责任 and 考核 would hide a copied sentence."""
        return Mask(self._words, MIN_NAME)


class Likeness:
    """How much of a text stands word for word in the lecture, terms apart."""

    def __init__(self, lecture: str, mask: Mask) -> None:
        self._mask = mask.names
        self._lecture = self._mask(lecture)
        self._grams = set(grams(self._lecture, GRAM))

    def longest(self, text: str) -> str:
        """The longest run of Han characters that `text` shares with the lecture."""
        found = ""
        for run in self._mask(text).split(GAP):
            start = 0
            while start + len(found) < len(run):
                end = start + len(found) + 1
                if run[start : start + GRAM] in self._grams or end - start < GRAM:
                    while end <= len(run) and run[start:end] in self._lecture:
                        found, end = run[start:end], end + 1
                start += 1
        return found

    def share(self, text: str) -> tuple[float, int]:
        """The share of the 5-grams of `text` that stand in the lecture, and how many 字 of it are not terms."""
        masked = self._mask(text)
        own = grams(masked, GRAM)
        return sum(gram in self._grams for gram in own) / len(own) if own else 0.0, len(masked.replace(GAP, ""))
