"""From content files into the bank. What was changed on the web is never overwritten unseen.

A question is compared facet by facet, three ways: what its file said at the last load (`Question.loaded`), what it says
now, and what the bank says. Changed in the file only: the bank follows. Changed on the web only: the bank keeps it.
Changed in both: a conflict, left as it is until somebody chooses a side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quiz.lectures.models import KeyPoint, Lecture, RelatedSection, Section

from .content_files import LectureFile, SectionFile
from .content_questions import MaterialFile, QuestionFile, tidy
from .dumping import draft_of, filed_status
from .following import drop_lost_points, drop_point, keep_cases_together
from .models import Change, Material, Origin, Question, Status, Tag
from .pictures import missing
from .strict_yaml import BadContent, ContentError

FILE, WEB, CONFLICT = "file", "web", "conflict"


@dataclass(frozen=True)
class Step:
    """One thing that was done or found: `what` (see `load_content`), with a question's key or a section's number."""

    what: str
    key: str
    detail: str = ""


@transaction.atomic
def load_lecture(file: LectureFile, *, at: datetime, take: Mapping[str, str] | None = None) -> list[Step]:
    """Bring the bank to what `file` says. `take` says by key whose side wins a conflict: file or web.

    Raises BadContent, with nothing written, if a key has become a question of another kind or a picture is not here.
    """
    lecture, _created = Lecture.objects.update_or_create(
        slug=file.slug, defaults={"title": file.title, "language": file.language, "target": file.target}
    )
    questions = lecture.questions.select_related("current", "section", "material").prefetch_related("tags")
    known = {question.key: question for question in questions}
    _same_kinds(file, known)
    _pictures_here(file)
    sections, steps = _sections(lecture, file)
    for one in file.sections:
        for position, said in enumerate(one.questions, start=1):
            question = known.pop(said.key, None)
            place = {
                "section": sections[one.number],
                "position": position,
                "material": _material(lecture, said.material),
            }
            if question is None:
                steps.append(_create(lecture, said, place, at))
            else:
                steps += _bring(question, said, place, at, (take or {}).get(said.key, ""))
    for material in {said.material for one in file.sections for said in one.questions if said.material}:
        _settle(lecture, material)
    steps += [step for question in known.values() if question.loaded for step in _gone(question, at)]
    steps += [Step(*done) for follow in (keep_cases_together, drop_lost_points) for done in follow(lecture, at)]
    numbers = {one.number for one in file.sections}
    left = lecture.sections.exclude(number__in=numbers).values_list("number", flat=True)
    return steps + [Step("section-left", number) for number in left]


def _same_kinds(file: LectureFile, known: Mapping[str, Question]) -> None:
    errors = []
    for section in file.sections:
        for said in section.questions:
            question = known.get(said.key)
            if question and question.kind != said.kind:
                message = _(
                    "“%(key)s” is a question of the kind %(old)s, not %(new)s. A key is never used again: "
                    "give the new question a new key; the old one is retired."
                )
                words = {"key": said.key, "old": question.kind, "new": said.kind}
                errors.append(ContentError(section.path, said.line, message % words))
    if errors:
        raise BadContent(errors)


def _pictures_here(file: LectureFile) -> None:
    """A file names pictures and does not bring them: they have to be uploaded first."""
    errors = [
        ContentError(section.path, said.line, str(problem.message))
        for section in file.sections
        for said in section.questions
        for problem in missing(said.draft.item)
    ]
    if errors:
        raise BadContent(errors)


def _create(lecture: Lecture, said: QuestionFile, place: Mapping[str, Any], at: datetime) -> Step:
    question = Question.objects.create(
        lecture=lecture, key=said.key, kind=said.kind, loaded=_facets(said, place), **place
    )
    question.tags.set(_tags(said.tags))
    question.revise(said.draft, by=None, at=at, origin=Origin.FILE)
    question.set_status(said.status, by=None, at=at)
    return Step("created", said.key)


def _facets(said: QuestionFile, place: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "content": said.draft.content_hash,
        "section": place["section"].number,
        "status": said.status,
        "tags": sorted(set(said.tags)),
    }


def _bring(question: Question, said: QuestionFile, place: Mapping[str, Any], at: datetime, side: str) -> list[Step]:
    """Bring a question that the bank knows to what its file says, one step for each facet that differs."""
    before, theirs, ours = question.loaded, _facets(said, place), _kept(question)
    if question.current and ours["content"] not in (theirs["content"], before.get("content")):
        ours["content"] = _tidied(question)
    noted, steps = dict(theirs), []
    for facet, value in theirs.items():
        verdict = _verdict(before.get(facet), value, ours[facet], side)
        if verdict == FILE:
            what, detail = APPLY[facet](question, said, place, at)
            steps.append(Step(what, said.key, detail))
        elif verdict == WEB:
            steps.append(Step("kept", said.key, facet))
        elif verdict == CONFLICT:
            noted[facet] = before.get(facet)  # so that the next load finds it again, as long as nobody has chosen
            steps.append(Step("conflict", said.key, facet))
    # The place within the section and the material are the file's alone.
    now = {"position": place["position"], "material": place["material"], "loaded": noted}
    if changed := [name for name, value in now.items() if getattr(question, name) != value]:
        for name in changed:
            setattr(question, name, now[name])
        question.save(update_fields=changed)
    return steps or [Step("unchanged", said.key)]


def _verdict(base: Any, theirs: Any, ours: Any, side: str) -> str:
    """Whose word counts where file and bank differ; "" if they do not."""
    if theirs == ours:
        return ""
    if theirs == base:
        return WEB
    return FILE if ours == base else side or CONFLICT


def _kept(question: Question) -> dict[str, Any]:
    return {
        "content": question.current.content_hash if question.current else "",
        "section": question.section.number,
        "status": filed_status(question),
        "tags": sorted(tag.name for tag in question.tags.all()),
    }


def _tidied(question: Question) -> str:
    """The content's hash as it would come back from a file: a text that was only written out is no change."""
    draft = draft_of(question)
    draft.item = tidy(draft.item)
    return draft.content_hash


def _revise(question: Question, said: QuestionFile, place: Mapping[str, Any], at: datetime) -> tuple[str, str]:
    draft, before = said.draft, question.current.item(question.kind) if question.current else None
    key = before is not None and (draft.changes_key(before) or draft.asks_anew(before))
    draft.change = Change.KEY if key else Change.WORDING
    question.revise(draft, by=None, at=at, origin=Origin.FILE)
    return "changed", draft.change


def _move(question: Question, said: QuestionFile, place: Mapping[str, Any], at: datetime) -> tuple[str, str]:
    before, question.section = question.section.number, place["section"]
    question.save(update_fields=["section"])
    question.log("question.move", by=None, at=at, before=before, after=question.section.number)
    if question.current and question.current.point and question.current.content_hash != said.draft.content_hash:
        drop_point(question, at)  # the web's text stays; its key point was one of the section that it leaves
    return "moved", f"{before} → {question.section.number}"


def _set_status(question: Question, said: QuestionFile, place: Mapping[str, Any], at: datetime) -> tuple[str, str]:
    question.set_status(said.status, by=None, at=at)
    return said.status, ""


def _tag(question: Question, said: QuestionFile, place: Mapping[str, Any], at: datetime) -> tuple[str, str]:
    question.set_tags(said.tags, by=None, at=at)
    return "tagged", " ".join(said.tags)


APPLY = {"content": _revise, "section": _move, "status": _set_status, "tags": _tag}


def _gone(question: Question, at: datetime) -> Iterator[Step]:
    """What becomes of a question that its file no longer has: retired, unless it was edited on the web since."""
    if question.loaded.get("status") == Status.RETIRED or question.status == Status.RETIRED:
        return
    if question.current and question.current.content_hash != question.loaded.get("content"):
        yield Step("kept", question.key, "gone")
        return
    question.loaded = {**question.loaded, "status": Status.RETIRED}
    question.save(update_fields=["loaded"])
    question.set_status(Status.RETIRED, by=None, at=at)
    yield Step("gone", question.key)


def _tags(names: list[str]) -> list[Tag]:
    return [Tag.objects.get_or_create(name=name)[0] for name in names]


def _sections(lecture: Lecture, file: LectureFile) -> tuple[dict[str, Section], list[Step]]:
    """The sections by number, brought to what the file says, and which of them it changed."""
    found = lecture.sections.prefetch_related("points", "related__other")
    before = {section.number: _said_of(section) for section in found}
    changed = [one for one in enumerate(file.sections, start=1) if before.get(one[1].number) != _said_by(*one)]
    for position, one in changed:
        _write_section(lecture, one, position)
    sections = {section.number: section for section in lecture.sections.all()}
    for _position, one in changed:
        section = sections[one.number]
        section.related.all().delete()
        RelatedSection.objects.bulk_create(
            RelatedSection(section=section, other=sections[number], label=label) for number, label in one.related
        )
    return sections, [Step("section", one.number) for _position, one in changed if one.number in before]


def _said_by(position: int, said: SectionFile) -> list[Any]:
    return [position, said.label, said.title, said.summary, said.passages, said.points, said.related]


def _said_of(section: Section) -> list[Any]:
    points = [point.text for point in section.points.all()]
    related = [(link.other.number, link.label) for link in section.related.all()]
    return [section.position, section.label, section.title, section.summary, section.passages, points, related]


def _write_section(lecture: Lecture, said: SectionFile, position: int) -> None:
    section, _created = lecture.sections.update_or_create(
        number=said.number,
        defaults={
            "parent": lecture.sections.filter(number=said.number.rpartition(".")[0]).first(),
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


def _material(lecture: Lecture, said: MaterialFile | None) -> Material | None:
    if said is None:
        return None
    defaults = {"title": said.title, "text": said.text}
    return Material.objects.get_or_create(lecture=lecture, key=said.key, defaults=defaults)[0]


def _settle(lecture: Lecture, said: MaterialFile) -> None:
    """The material says what its questions are asked with: what the file says, unless all of them keep the web's."""
    material = lecture.materials.get(key=said.key)
    asked = set(material.questions.filter(current__isnull=False).values_list("current__material", flat=True))
    if said.text not in asked and material.text in asked:
        return
    if (material.title, material.text) != (said.title, said.text):
        material.title, material.text = said.title, said.text
        material.save(update_fields=["title", "text"])
