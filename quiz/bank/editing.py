"""Saving from the editor: a new question, a new revision on top of the one that was read, an old one brought back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from string import ascii_lowercase

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from quiz.lectures.models import Section
from quiz.people.models import User

from .choices import MOST_IN_CASE
from .models import Change, Draft, Material, Question, Revision, Status
from .workflow import Refused


class Outdated(Exception):
    """Somebody has saved another revision since the one that was edited."""


@dataclass(frozen=True)
class Seen:
    """What the editor showed beside the text. Neither makes a revision, so somebody else may have changed it since:
    only what was changed from here is changed."""

    section: int
    tags: frozenset[str]

    def place(self, wanted: Section, now: Section) -> Section:
        return now if wanted.pk == self.section else wanted

    def labels(self, wanted: Iterable[str], now: Iterable[str]) -> set[str]:
        return (set(now) - (self.tags - set(wanted))) | (set(wanted) - self.tags)


@transaction.atomic
def create(
    section: Section,
    draft: Draft,
    *,
    by: User,
    at: datetime,
    tags: Iterable[str] = (),
    then: str = Status.DRAFT,
    material: Material | None = None,
    copied_from: str = "",
) -> Question:
    """A new question at the end of `section` (of its case), a draft unless `then` says another status.

    Raises Refused, with nothing saved, if `by` may not give it that status or the case takes no more.
    """
    if material:
        check_room(material, section)
    key = free_letter(material) if material else free_key(section)
    last = (material or section).questions.aggregate(last=Max("position"))["last"] or 0
    if material:
        section.questions.filter(position__gt=last).update(position=F("position") + 1)
    question = Question.objects.create(
        lecture=section.lecture,
        section=section,
        key=key,
        kind=draft.item.kind,
        position=last + 1,
        material=material,
    )
    question.revise(draft, by=by, at=at)
    said = {"kind": question.kind, "section": section.number} | ({"copied_from": copied_from} if copied_from else {})
    question.log("question.create", by=by, at=at, **said)
    question.set_tags(tags, by=by, at=at)
    question.set_status(then, by=by, at=at)
    return question


def check_room(material: Material, section: Section) -> None:
    """Raises Refused if no question over `material` may be added in `section`."""
    first = material.questions.select_related("section").first()
    if first and first.section_id != section.pk:
        raise Refused(_("The questions of this case stand in %(section)s.") % {"section": first.section.heading})
    if material.questions.count() >= MOST_IN_CASE:
        raise Refused(_("A case has at most six questions."))


def copy(question: Question, *, by: User, at: datetime) -> Question:
    """A draft that says what `question` says now, in the same section (and case), with a key of its own.

    Raises Refused if its case takes no more.
    """
    assert question.current is not None
    draft, tags = question.current.draft(question.kind), question.tags.values_list("name", flat=True)
    return create(
        question.section, draft, by=by, at=at, tags=tags, material=question.material, copied_from=question.key
    )


def free_key(section: Section) -> str:
    """`2.3-w01`: w for web, so that it never meets a key in a content file."""
    prefix, lecture = f"{section.number}-w", section.lecture
    taken = {*lecture.questions.values_list("key", flat=True), *lecture.materials.values_list("key", flat=True)}
    return next(key for key in (f"{prefix}{number:02}" for number in count(1)) if key not in taken)


def free_letter(material: Material) -> str:
    """`2.5-14c`, the next question over the material `2.5-14`; after z comes za."""
    taken = set(material.lecture.questions.filter(key__startswith=material.key).values_list("key", flat=True))
    letters = (f"{'z' * more}{letter}" for more in count() for letter in ascii_lowercase)
    return next(key for key in (material.key + letter for letter in letters) if key not in taken)


@transaction.atomic
def save(
    question: Question,
    draft: Draft,
    section: Section,
    *,
    base: int | None,
    by: User,
    at: datetime,
    tags: Iterable[str] | None = None,
    then: str = "",
    seen: Seen | None = None,
) -> Revision:
    """Revise, move, tag and (if `then` names one) give another status. `base` is the revision that the editor showed,
    `seen` what it showed beside; without it the question comes to stand and be tagged just as said here.

    Raises Outdated if it is no longer the current one, Refused if `by` may not give that status; nothing is saved then.
    """
    question = Question.objects.select_for_update(of=("self",)).select_related("current").get(pk=question.pk)
    if question.current_id != base:
        raise Outdated
    wanted, section = section, seen.place(section, question.section) if seen else section
    if section.pk != wanted.pk:
        draft.point = None  # it was chosen among the key points of the section that was wanted
    if question.section_id != section.pk:
        move(question, section, by=by, at=at)
    revision = revise(question, draft, by=by, at=at)
    if tags is not None:
        now = question.tags.values_list("name", flat=True)
        question.set_tags(seen.labels(tags, now) if seen else tags, by=by, at=at)
    if then:
        question.set_status(then, by=by, at=at)
    return revision


def move(question: Question, section: Section, *, by: User, at: datetime) -> None:
    """To the end of another section of its lecture. Its key stays."""
    before, question.section = question.section.number, section
    question.position = (section.questions.aggregate(last=Max("position"))["last"] or 0) + 1
    question.save(update_fields=["section", "position"])
    question.log("question.move", by=by, at=at, before=before, after=section.number)


@transaction.atomic
def restore(question: Question, old: Revision, *, by: User, at: datetime) -> Revision:
    """A new revision that says what `old` said."""
    question = Question.objects.select_for_update(of=("self",)).select_related("current").get(pk=question.pk)
    draft = old.draft(question.kind, note=_("Restored from revision %(number)d") % {"number": old.number})
    if draft.point and not question.section.points.filter(number=draft.point).exists():
        draft.point = None  # the question, or the key point, has gone from there since
    if question.current and draft.changes_key(question.current.item(question.kind)):
        draft.change = Change.KEY
    return revise(question, draft, by=by, at=at)


def revise(question: Question, draft: Draft, *, by: User, at: datetime) -> Revision:
    """Revise a question that was locked, and say so in the log; what must be approved goes back to review."""
    before = question.current_id
    revision = question.revise(draft, by=by, at=at)
    if revision.pk != before:
        said = {"number": revision.number, "change": revision.change, "note": revision.note}
        question.log("question.revise", by=by, at=at, **said)
        if settings.REVIEW_REQUIRED and question.status == Status.PUBLISHED:
            # The new text is what quizzes would draw from now on, and nobody but its author has seen it.
            question.set_status(Status.REVIEW, by=by, at=at)
    return revision
