"""What is asked, and what is not: counts by section, kind and level against what the lecture wants.

The bounds and shares are those of a blueprint of 253 questions over 21 sections, written for a lecture of this shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil, floor

from django.utils.translation import gettext as _

from quiz.bank.kinds import KINDS

from .findings import LEVELS, Entry, Outline, Said, error, warning

WHOLE = 253
KIND_SHARES = {
    "single_choice": 111 / WHOLE,
    "multiple_choice": 37 / WHOLE,
    "true_false": 38 / WHOLE,
    "fill_blank": 18 / WHOLE,
    "matching": 14 / WHOLE,
    "ordering": 4 / WHOLE,
    "numeric": 3 / WHOLE,
    "short_answer": 16 / WHOLE,
    "essay": 4 / WHOLE,
}
LEVEL_SHARES = {"recall": 74 / WHOLE, "understand": 78 / WHOLE, "apply": 78 / WHOLE, "analyse": 23 / WHOLE}
OFF, OFF_FROM = 0.20, 5  # how far a count may lie off its share, where at least so many are expected
RECALL_MOST = 0.40
APPLY_LEAST, WRITTEN_LEAST, CASES_LEAST = 60 / WHOLE, 12 / WHOLE, 8 / WHOLE
HARD_MOST = 0.25  # of a section
# What a section of the full target holds; half sections hold one of each level they can.
KINDS_WANTED = ("single_choice", "multiple_choice", "true_false")
LEVELS_WANTED = ("recall", "understand", "apply")


def counts(entries: Sequence[Entry], outline: Outline) -> dict[str, dict[str, int]]:
    """How many questions each section, kind and level has; sections and levels without any count 0."""
    sections = Counter(entry.section for entry in entries)
    kinds, levels = Counter(entry.item.kind for entry in entries), Counter(entry.level for entry in entries)
    return {
        "by_section": {number: sections[number] for number in [part.number for part in outline.parts] or sections},
        "by_kind": {kind: kinds[kind] for kind in KINDS},
        "by_level": {level: levels[level] for level in LEVELS},
    }


def sections(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    for part in outline.parts:
        here = [entry for entry in entries if entry.section == part.number]
        wanted = part.wanted(outline.target)
        if len(here) < wanted:
            said = {"count": len(here), "wanted": wanted}
            yield error(_("The section has %(count)d questions; %(wanted)d are wanted.") % said, part)


def case_size(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    found = Counter(entry.case for entry in entries if entry.case)
    for entry in entries:
        if found[entry.case] == 1:
            yield warning(
                _("Its case asks nothing else. Write more questions over the material, or ask without it."), entry
            )


def section_kinds(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    for part in outline.parts:
        full = part.wanted(outline.target) == outline.target
        here = {entry.item.kind for entry in entries if entry.section == part.number}
        missing = [str(KINDS[kind].label) for kind in KINDS_WANTED if full and kind not in here]
        if missing:
            yield warning(
                _("The section has no question of this kind: %(names)s.") % {"names": "、".join(missing)}, part
            )


def section_levels(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    for part in outline.parts:
        here = {entry.level for entry in entries if entry.section == part.number}
        missing = [str(LEVELS[level]) for level in LEVELS_WANTED if level not in here]
        if missing:
            yield warning(
                _("The section has no question of this level: %(names)s.") % {"names": "、".join(missing)}, part
            )


def section_difficulty(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    for part in outline.parts:
        found = Counter(entry.difficulty for entry in entries if entry.section == part.number)
        if found and not found["easy"]:
            yield warning(_("The section has no easy question; begin it with one."), part)
        if found["hard"] > max(1, HARD_MOST * found.total()):
            said = {"count": found["hard"], "all": found.total()}
            message = _("%(count)d of %(all)d questions of the section are hard; a quarter at most should be.")
            yield warning(message % said, part)


def blueprint(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    """The bounds that hold for the whole bank."""
    total, by = len(entries), counts(entries, outline)
    recall = by["by_level"]["recall"]
    if recall > RECALL_MOST * total:
        yield error(
            _("%(count)d of %(all)d questions are recall; 40 %% at most should be.") % {"count": recall, "all": total}
        )
    if missing := [str(KINDS[kind].label) for kind in KIND_SHARES if not by["by_kind"][kind]]:
        yield warning(_("No question is of this kind: %(names)s.") % {"names": "、".join(missing)})
    written = sum(not KINDS[entry.item.kind].objective for entry in entries if entry.item.kind in KINDS)
    cases = len({entry.case for entry in entries if entry.case})
    for name, count, least in (
        (LEVELS["apply"], by["by_level"]["apply"], APPLY_LEAST),
        (_("written answers"), written, WRITTEN_LEAST),
        (_("cases"), cases, CASES_LEAST),
    ):
        if count < floor(least * total):
            said = {"name": name, "count": count, "least": floor(least * total)}
            yield error(
                _("Too few of: %(name)s. There are %(count)d; %(least)d are wanted in a bank of this size.") % said
            )


def proportions(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    """Kinds and levels far off the blueprint. The questions of a case come on top of its shares."""
    by = counts([entry for entry in entries if not entry.case], outline)
    alone = sum(by["by_kind"].values())
    labels = {**LEVELS, **{name: kind.label for name, kind in KINDS.items()}}
    for shares, found in ((KIND_SHARES, by["by_kind"]), (LEVEL_SHARES, by["by_level"])):
        for name, share in shares.items():
            expected = share * alone
            if expected >= OFF_FROM and abs(found[name] - expected) > ceil(OFF * expected):
                said = {"name": labels[name], "count": found[name], "wanted": round(expected)}
                yield warning(_("%(name)s: %(count)d questions; about %(wanted)d would be in proportion.") % said)
