"""From content files into the bank, in one transaction a lecture. What was edited on the web is never overwritten."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from quiz.lectures.models import KeyPoint, Lecture, RelatedSection, Section

from .content_files import LectureFile, SectionFile
from .content_questions import MaterialFile, QuestionFile
from .models import Change, Material, Origin, Question, Status, Tag


@transaction.atomic
def load_lecture(file: LectureFile, *, at: datetime) -> Counter[str]:
    """Bring the bank to what `file` says. Counts what was done with the questions, by `_question`'s words."""
    lecture, _created = Lecture.objects.update_or_create(
        slug=file.slug, defaults={"title": file.title, "language": file.language, "target": file.target}
    )
    sections = {one.number: _section(lecture, one, position) for position, one in enumerate(file.sections, start=1)}
    for one in file.sections:
        section = sections[one.number]
        section.related.all().delete()
        RelatedSection.objects.bulk_create(
            RelatedSection(section=section, other=sections[number], label=label) for number, label in one.related
        )
    done: Counter[str] = Counter()
    known = {question.key: question for question in lecture.questions.select_related("current", "section", "material")}
    for one in file.sections:
        for position, said in enumerate(one.questions, start=1):
            done[_question(sections[one.number], said, position, known.pop(said.key, None), at)] += 1
    for question in known.values():
        if question.status != Status.RETIRED and question.current and question.current.origin == Origin.FILE:
            question.set_status(Status.RETIRED, by=None, at=at, origin=Origin.FILE)
            done["retired"] += 1
    return done


def _section(lecture: Lecture, said: SectionFile, position: int) -> Section:
    parent = lecture.sections.filter(number=said.number.rpartition(".")[0]).first()
    section, _created = lecture.sections.update_or_create(
        number=said.number,
        defaults={
            "parent": parent,
            "label": said.label,
            "title": said.title,
            "summary": said.summary,
            "passages": said.passages,
            "position": position,
        },
    )
    section.points.exclude(number__lte=len(said.points)).delete()
    for number, text in enumerate(said.points, start=1):
        KeyPoint.objects.update_or_create(section=section, number=number, defaults={"text": text})
    return section


def _material(lecture: Lecture, said: MaterialFile | None) -> Material | None:
    if said is None:
        return None
    defaults = {"title": said.title, "text": said.text}
    return Material.objects.update_or_create(lecture=lecture, key=said.key, defaults=defaults)[0]


def _question(section: Section, said: QuestionFile, position: int, question: Question | None, at: datetime) -> str:
    """Returns what was done: created, changed, unchanged, kept (edited on the web) or conflict (edited in both)."""
    material = _material(section.lecture, said.material)
    if question is None:
        question = Question.objects.create(
            lecture=section.lecture,
            section=section,
            key=said.key,
            kind=said.kind,
            position=position,
            material=material,
        )
        question.tags.set(Tag.objects.get_or_create(name=name)[0] for name in said.tags)
        question.revise(said.draft, by=None, at=at, origin=Origin.FILE)
        question.set_status(said.status, by=None, at=at, origin=Origin.FILE)
        return "created"
    if (question.section, question.position, question.material) != (section, position, material):
        question.section, question.position, question.material = section, position, material
        question.save(update_fields=["section", "position", "material"])
    if question.status == Status.RETIRED and question.status_origin == Origin.FILE:
        question.set_status(said.status, by=None, at=at, origin=Origin.FILE)
    current = question.current
    if current is None or current.content_hash == said.draft.content_hash:
        return "unchanged"
    if current.origin == Origin.WEB:
        last = question.revisions.filter(origin=Origin.FILE).first()
        return "kept" if last and last.content_hash == said.draft.content_hash else "conflict"
    said.draft.change = Change.KEY if said.draft.changes_key(current.item(question.kind)) else Change.WORDING
    question.revise(said.draft, by=None, at=at, origin=Origin.FILE)
    return "changed"
