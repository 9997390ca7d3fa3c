"""The lint's page: how many questions each section has of each kind and level, and what is weak, with the way to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse

from quiz.lectures.models import Lecture, Section

from . import lint
from .kinds import KINDS
from .linted import entries, outline
from .linting import findings


@dataclass(frozen=True)
class Row:
    """A section: `kinds` and `levels` are counts with their names, in the order of the page's columns."""

    section: Section
    count: int
    wanted: int
    kinds: list[tuple[Any, int]]
    levels: list[tuple[Any, int]]

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.count)


@dataclass(frozen=True)
class Told:
    """A finding with where it leads: the editor, a section's questions, or nowhere ("": the whole bank)."""

    finding: lint.Finding
    place: str
    address: str
    of_question: bool = False


@dataclass(frozen=True)
class Report:
    lecture: Lecture
    rows: list[Row]
    kinds: list[tuple[Any, int]]
    levels: list[tuple[Any, int]]
    total: int
    errors: list[Told]
    warnings: list[Told]
    codes: list[tuple[str, int]]  # of how many questions each code is said, most first


def report(lecture: Lecture) -> Report:
    """What the lint says of `lecture` as the bank has it. Takes the same few queries for any lecture."""
    prefetch_related_objects([lecture], "sections")
    frame, found = outline(lecture), entries(lecture)
    asked = [entry for entry in found if entry.published]
    totals = lint.counts(asked, frame)
    told = _told(lecture, findings(frame, found))
    return Report(
        lecture,
        _rows(lecture, frame, asked),
        [(kind.label, totals["by_kind"][name]) for name, kind in KINDS.items()],
        [(label, totals["by_level"][name]) for name, label in lint.LEVELS.items()],
        len(asked),
        [one for one in told if one.finding.severity == lint.ERROR],
        [one for one in told if one.finding.severity == lint.WARNING],
        _codes(told),
    )


def _codes(told: Sequence[Told]) -> list[tuple[str, int]]:
    keys = {(one.finding.code, one.place) for one in told if one.of_question}
    return Counter(code for code, _key in sorted(keys)).most_common()


def _rows(lecture: Lecture, frame: lint.Outline, asked: Sequence[lint.Entry]) -> list[Row]:
    counts = Counter(entry.section for entry in asked)
    kinds = Counter((entry.section, entry.item.kind) for entry in asked)
    levels = Counter((entry.section, entry.level) for entry in asked)
    return [
        Row(
            section,
            counts[part.number],
            part.wanted(frame.target),
            [(kind.label, kinds[part.number, name]) for name, kind in KINDS.items()],
            [(label, levels[part.number, name]) for name, label in lint.LEVELS.items()],
        )
        for section, part in zip(lecture.sections.all(), frame.parts, strict=True)
    ]


def _told(lecture: Lecture, found: Sequence[lint.Finding]) -> list[Told]:
    """The findings with their places: questions in reading order, then sections, then the whole bank."""
    keys = dict(lecture.questions.values_list("key", "pk"))
    sections = {section.number: section for section in lecture.sections.all()}
    order = {where: place for place, where in enumerate([*keys, *sections])}
    told = []
    for finding in sorted(found, key=lambda one: order.get(one.where, len(order))):
        if finding.where in keys:
            told.append(Told(finding, finding.where, reverse("bank:question_edit", args=[keys[finding.where]]), True))
        elif finding.where in sections:
            section = sections[finding.where]
            told.append(Told(finding, section.heading, f"{reverse('bank:question_list')}?section={section.pk}"))
        else:
            told.append(Told(finding, "", ""))
    return told
