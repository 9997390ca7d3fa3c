"""What is weak in the questions of a lecture, told with the cure. Pure: plain data in, findings out.

`question` looks at one question, `bank` at all of them together. A check is one function that yields what it has to
say; it stands here under the code by which authors know it (content/README.md tells what each means).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from . import copies, coverage, habits, item, options
from .coverage import counts
from .findings import DIFFICULTIES, ERROR, LEVELS, WARNING, Entry, Finding, Outline, Part, Said
from .twins import twins

__all__ = [
    "DIFFICULTIES",
    "ERROR",
    "LEVELS",
    "WARNING",
    "Entry",
    "Finding",
    "Outline",
    "Part",
    "bank",
    "counts",
    "question",
]

QUESTION_CHECKS: dict[str, Callable[[Entry, Outline], Iterator[Said]]] = {
    "unsound": item.unsound,
    "words": item.words,
    "source": item.source,
    "letters": item.letters,
    "explanation": item.explanation,
    "reason": item.reasons,
    "reason-same": item.same_reasons,
    "stem-length": item.stem_length,
    "option-length": item.option_length,
    "sentence-length": item.sentence_length,
    "key-longer": options.key_longer,
    "spread": options.spread,
    "above": options.above,
    "absolute": options.absolutes,
    "hedge": options.hedges,
    "negative": options.negative,
    "echo": options.echo,
    "options-same": options.same_options,
    "likeness": copies.likeness,
    "likeness-share": copies.likeness_share,
}
BANK_CHECKS: dict[str, Callable[[Sequence[Entry], Outline], Iterator[Said]]] = {
    "twin": twins,
    "section-likeness": copies.section_likeness,
    "key-length": habits.key_length,
    "multiple-shape": habits.multiple_shape,
    "positions": habits.positions,
    "multiple-positions": habits.multiple_positions,
    "truth": habits.truth,
    "truth-length": habits.truth_length,
    "absolute-rate": habits.absolutes_rate,
    "negative-share": habits.negative_share,
    "stem-frame": habits.stem_frames,
    "opening": habits.explanation_openings,
    "section-count": coverage.sections,
    "case-size": coverage.case_size,
    "section-difficulty": coverage.section_difficulty,
    "section-kind": coverage.section_kinds,
    "section-level": coverage.section_levels,
    "blueprint": coverage.blueprint,
    "proportion": coverage.proportions,
}
NO_OUTLINE = Outline()


def question(entry: Entry, outline: Outline = NO_OUTLINE) -> list[Finding]:
    """The findings on one question. Without an outline, terms are not masked and pointers not looked up."""
    return [Finding.of(code, said, entry) for code, check in QUESTION_CHECKS.items() for said in check(entry, outline)]


def bank(entries: Sequence[Entry], outline: Outline = NO_OUTLINE) -> list[Finding]:
    """The findings on all questions together, in the order of the lecture. Drafts do not count."""
    asked = [entry for entry in entries if entry.published]
    return [Finding.of(code, said, outline) for code, check in BANK_CHECKS.items() for said in check(asked, outline)]
