"""What was written on the web follows what the files have moved or taken away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef

from quiz.lectures.models import KeyPoint, Lecture

from .models import Change, Origin, Question

Done = tuple[str, str, str]  # as `loading.Step`


def keep_cases_together(lecture: Lecture, at: datetime) -> Iterator[Done]:
    """A question that was added to a case on the web moves with the case, behind the questions that the file has."""
    asked = lecture.questions.filter(material__isnull=False).select_related("section", "current")
    leading = {question.material_id: question for question in asked if question.loaded}
    for question in asked:
        leader = leading.get(question.material_id)
        if leader is None or question.loaded or question.section_id == leader.section_id:
            continue
        before, question.section, question.position = question.section.number, leader.section, leader.position
        question.save(update_fields=["section", "position"])
        question.log("question.move", by=None, at=at, before=before, after=question.section.number)
        if question.current and question.current.point:
            drop_point(question, at)
        yield "moved", question.key, f"{before} → {question.section.number}"


def drop_lost_points(lecture: Lecture, at: datetime) -> Iterator[Done]:
    """A key point that the question's section no longer has is none; the text stays."""
    there = KeyPoint.objects.filter(section=OuterRef("section"), number=OuterRef("current__point"))
    lost = lecture.questions.filter(current__point__isnull=False).exclude(Exists(there)).select_related("current")
    for question in lost:
        drop_point(question, at)
        yield "unpointed", question.key, ""


def drop_point(question: Question, at: datetime) -> None:
    assert question.current is not None
    draft = question.current.draft(question.kind)
    draft.point, draft.change = None, Change.WORDING
    question.revise(draft, by=None, at=at, origin=Origin.FILE)
