"""What the lint says of a question while it is being written, and which questions ask nearly the same."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import prefetch_related_objects

from quiz.lectures.models import Lecture

from . import lint
from .forms import QuestionForm
from .lint.text import bare, jaccard, size
from .lint.twins import ACROSS, SAME_SECTION, shape
from .linted import entry, outline, words
from .models import Question, Status

MOST = 3  # near questions told
KEPT = 10_000  # shapes in memory, by what their revisions say; a few hundred bytes each
LEAST = 4  # 字 of stem; less than that is like too much
_shapes: dict[str, frozenset[str]] = {}


@dataclass(frozen=True)
class Near:
    question: Question
    percent: int
    same_stem: bool  # in a question of its kind: an error to the lint, however the keys differ


@dataclass(frozen=True)
class Advice:
    findings: list[lint.Finding]
    near: list[Near]


def advice(form: QuestionForm) -> Advice | None:
    """None while there is no question yet to speak of. What the kind itself refuses is told on saving, in its place."""
    written = _entry(form)
    if size(written.item.stem) < LEAST:
        return None
    lecture = form.place.lecture
    findings = [one for one in lint.question(written, outline(lecture)) if one.code != "unsound"]
    findings.sort(key=lambda one: one.severity != lint.ERROR)
    return Advice(findings, near(written, lecture, form.revision.question_id if form.revision else 0))


def _entry(form: QuestionForm) -> lint.Entry:
    """The question as typed. A case's material is looked at where it is written."""
    said = {name: str(form[name].value() or "") for name in ("level", "difficulty", "source")}
    case = form.revision.question.material if form.revision else None
    return lint.Entry(
        words(replace(form.item, material="")),
        section=form.place.number,
        level=said["level"],
        difficulty=said["difficulty"],
        source=tuple(said["source"].split()),
        case=case.key if case else "",
    )


def near(written: lint.Entry, lecture: Lecture, but: int) -> list[Near]:
    """The questions of `lecture` most like `written`, apart from the one with the number `but`."""
    mine, stem = shape(written), bare(written.item.stem)
    found = []
    for question, other in _others(lecture, but):
        assert question.current is not None
        case = question.material.key if question.material else ""
        if case and written.case and case != written.case:
            continue  # each is asked over a material of its own
        likeness, same = (
            jaccard(mine, other),
            question.kind == written.item.kind and bare(question.current.stem) == stem,
        )
        if same or likeness >= (SAME_SECTION if question.section.number == written.section else ACROSS):
            found.append(Near(question, round(100 * likeness), same))
    return sorted(found, key=lambda one: (not one.same_stem, -one.percent))[:MOST]


def _others(lecture: Lecture, but: int) -> list[tuple[Question, frozenset[str]]]:
    """The questions with their shapes. What a revision says never changes, so its shape is made once."""
    alive = lecture.questions.filter(current__isnull=False).exclude(status=Status.RETIRED).exclude(pk=but)
    if len(_shapes) > KEPT:
        _shapes.clear()
    known = dict(_shapes)
    questions = list(alive.select_related("current", "section", "material"))
    new = [one for one in questions if one.current and one.current.content_hash not in known]
    prefetch_related_objects(new, "current__options")
    known |= {one.current.content_hash: shape(entry(one)) for one in new if one.current}
    _shapes.update(known)
    return [(one, known[one.current.content_hash]) for one in questions if one.current]
