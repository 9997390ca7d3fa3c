"""Questions as the lint takes them, from a content folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import lint
from .content_files import LectureFile, read_terms, read_wording


def of_file(lecture: LectureFile, text: str = "") -> tuple[lint.Outline, list[lint.Entry]]:
    """The outline and the questions of `lecture` in reading order; `text` is the lecture's own wording, if it does not
    lie in its folder."""
    parts = tuple(
        lint.Part(
            section.number,
            section.label,
            section.title,
            tuple(section.passages),
            str(section.path),
            (section.summary, *section.points),
        )
        for section in lecture.sections
    )
    file = str(lecture.folder / "lecture.yaml")
    outline = lint.Outline(
        lecture.target, parts, read_terms(lecture.folder), text or read_wording(lecture.folder), file
    )
    entries = [
        lint.Entry(
            said.draft.item,
            said.key,
            section.number,
            said.draft.level,
            said.draft.difficulty,
            tuple(said.draft.source),
            said.material.key if said.material else "",
            said.status == "published",
            str(section.path),
            said.line,
        )
        for section in lecture.sections
        for said in section.questions
        if said.status != "retired"
    ]
    return outline, _material_once(entries)


def findings(outline: lint.Outline, entries: Sequence[lint.Entry]) -> list[lint.Finding]:
    """Everything the lint has to say, errors first, each by file and line."""
    found = [finding for entry in entries for finding in lint.question(entry, outline)]
    found += lint.bank(entries, outline)
    return sorted(found, key=lambda one: (one.severity != lint.ERROR, one.file, one.line, one.where))


def _material_once(entries: Sequence[lint.Entry]) -> list[lint.Entry]:
    """A case's material only with its first question, so that what is weak in it is told once."""
    told: set[str] = set()
    kept = []
    for entry in entries:
        if entry.case in told:
            entry = replace(entry, item=replace(entry.item, material=""))
        if entry.case:
            told.add(entry.case)
        kept.append(entry)
    return kept
