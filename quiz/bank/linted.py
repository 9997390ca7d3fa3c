"""Questions as the lint takes them, from the bank: what is weak in which of them."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings

from quiz.lectures.models import Lecture, Section

from . import lint
from .content_files import read_terms, read_wording
from .kinds import Item
from .linting import findings
from .models import Question, Status
from .picture_names import without


def outline(lecture: Lecture) -> lint.Outline:
    """The lecture around its questions. Its fixed and its own words lie beside its content files, if it has any."""
    folder = settings.CONTENT_DIR / lecture.slug
    wording = read_wording(folder)
    own = (
        {section.pk: _own_words(section) for section in lecture.sections.prefetch_related("points")} if wording else {}
    )
    parts = tuple(
        lint.Part(section.number, section.label, section.title, tuple(section.passages), texts=own.get(section.pk, ()))
        for section in lecture.sections.all()
    )
    return lint.Outline(lecture.target, parts, read_terms(folder), wording)


def _own_words(section: Section) -> tuple[str, ...]:
    """What an author has written for a section, which is not to be the lecture's words."""
    return (section.summary, *(point.text for point in section.points.all()))


def entry(question: Question, *, with_material: bool = True) -> lint.Entry:
    """The current revision. Reads section, material, revision and options: fetch them before for more than one."""
    revision = question.current
    assert revision is not None
    item = words(revision.item(question.kind))
    if not with_material:
        item = replace(item, material="")
    return lint.Entry(
        item,
        question.key,
        question.section.number,
        revision.level,
        revision.difficulty,
        tuple(revision.source),
        question.material.key if question.material else "",
        question.status == Status.PUBLISHED,
    )


def words(item: Item) -> Item:
    """What the lint reads of `item`: its pictures are not sentences."""
    rows = tuple(replace(row, text=without(row.text)) for row in item.rows)
    stem, explanation, material = map(without, (item.stem, item.explanation, item.material))
    return replace(item, rows=rows, stem=stem, explanation=explanation, material=material)


def entries(lecture: Lecture) -> list[lint.Entry]:
    """All questions that may be asked one day, in reading order; a case's material only with its first question."""
    told: set[int | None] = {None}
    found = []
    questions = lecture.questions.filter(current__isnull=False).exclude(status=Status.RETIRED)
    for question in questions.select_related("current", "section", "material").prefetch_related("current__options"):
        found.append(entry(question, with_material=question.material_id not in told))
        told.add(question.material_id)
    return found


def weak() -> dict[int, set[str]]:
    """What the lint says of each question it has something to say of: the severities and the codes of its findings."""
    told: dict[int, set[str]] = {}
    for lecture in Lecture.objects.prefetch_related("sections"):
        ids = dict(lecture.questions.values_list("key", "pk"))
        for finding in findings(outline(lecture), entries(lecture)):
            if finding.where in ids:
                told.setdefault(ids[finding.where], set()).update((finding.severity, finding.code))
    return told
