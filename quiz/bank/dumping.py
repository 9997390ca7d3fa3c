"""From the bank back into content files, as plain data: what `content_writing` writes and the lint reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from quiz.lectures.models import Lecture, Section

from .content_files import LectureFile, SectionFile
from .content_questions import MaterialFile, QuestionFile
from .draft import Draft
from .models import Question, Status
from .strict_yaml import Reader


def lecture_file(lecture: Lecture, folder: Path) -> LectureFile:
    """All that the bank says of `lecture`, as if read from `folder`. Takes the same few queries for any lecture.

    A question retired because its file had dropped it stays dropped; one that an admin retired is kept, marked so, lest
    its key be used again. A section that `folder` no longer lists in its lecture.yaml stays out if empty.
    """
    questions: dict[int, list[Question]] = {}
    found = lecture.questions.filter(current__isnull=False).order_by("position", "key")
    for question in found.select_related("current", "material").prefetch_related("current__options", "tags"):
        if question.status == Status.RETIRED and question.loaded.get("status") == Status.RETIRED:
            continue
        questions.setdefault(question.section_id, []).append(question)
    sections = lecture.sections.prefetch_related("points", "related__other").order_by("position", "number")
    listed = _listed(folder)
    kept = [section for section in sections if section.pk in questions or listed is None or section.number in listed]
    numbers = {section.number for section in kept}
    files = [_section(section, numbers, questions.get(section.pk, []), folder) for section in kept]
    return LectureFile(lecture.slug, lecture.title, lecture.language, lecture.target, files, folder)


def _listed(folder: Path) -> set[str] | None:
    """The sections that the folder's lecture.yaml names; None if there is no such list."""
    path = folder / "lecture.yaml"
    numbers = Reader(path).read().get("sections") if path.is_file() else None
    return {str(number) for number in numbers} if isinstance(numbers, list) else None


def _section(section: Section, numbers: set[str], questions: Sequence[Question], folder: Path) -> SectionFile:
    links = [(link.other.number, link.label) for link in section.related.all()]
    return SectionFile(
        section.number,
        section.label,
        section.title,
        section.summary,
        [point.text for point in section.points.all()],
        section.passages,
        [link for link in links if link[0] in numbers],
        folder / f"{section.number}.yaml",
        [question_file(question) for question in _cases_together(questions)],
    )


def _cases_together(questions: Sequence[Question]) -> list[Question]:
    """The questions in their order, those of one material where the first of them stands."""
    first = {question.material_id: place for place, question in reversed(list(enumerate(questions)))}
    places = {q.pk: first[q.material_id] if q.material_id else place for place, q in enumerate(questions)}
    return sorted(questions, key=lambda question: places[question.pk])


def question_file(question: Question) -> QuestionFile:
    """`question`, which has a revision, as its file would say it."""
    material = question.material
    said = MaterialFile(material.key, material.title, material.text) if material else None
    tags = sorted(tag.name for tag in question.tags.all())
    return QuestionFile(question.key, question.kind, filed_status(question), draft_of(question), tags, 0, said)


def filed_status(question: Question) -> str:
    """A file knows no review but its own: what waits for one is a draft there."""
    return Status.DRAFT if question.status == Status.REVIEW else question.status


def draft_of(question: Question) -> Draft:
    """What the current revision says, to be written down again."""
    said = question.current
    assert said is not None
    item = said.item(question.kind)
    return Draft(item, level=said.level, difficulty=said.difficulty, source=said.source, point=said.point)
