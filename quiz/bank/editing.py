"""Saving from the editor: a new question, a new revision on top of the one that was read, an old one brought back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from quiz.lectures.models import Section
from quiz.people.models import AuditEntry, User

from .models import Change, Draft, Question, Revision, Status


class Outdated(Exception):
    """Somebody has saved another revision since the one that was edited."""


@transaction.atomic
def create(section: Section, draft: Draft, *, publish: bool, by: User, at: datetime) -> Question:
    """A new question at the end of `section`, a draft unless `publish`."""
    key = _free_key(section)
    last = section.questions.aggregate(last=Max("position"))["last"] or 0
    question = Question.objects.create(
        lecture=section.lecture, section=section, key=key, kind=draft.item.kind, position=last + 1
    )
    question.revise(draft, by=by, at=at)
    AuditEntry.record("question.create", key, by=by, at=at, kind=question.kind, section=section.number)
    if publish:
        question.set_status(Status.PUBLISHED, by=by, at=at)
    return question


def _free_key(section: Section) -> str:
    """`2.3-w01`: w for web, so that it never meets a key in a content file."""
    prefix = f"{section.number}-w"
    taken = set(section.lecture.questions.filter(key__startswith=prefix).values_list("key", flat=True))
    return next(key for key in (f"{prefix}{number:02}" for number in range(1, len(taken) + 2)) if key not in taken)


@transaction.atomic
def save(
    question: Question, draft: Draft, section: Section, *, base: int | None, publish: bool, by: User, at: datetime
) -> Revision:
    """Revise, move and (if `publish`) publish `question`. `base` is the revision that the editor showed.

    Raises Outdated, with nothing saved, if it is no longer the current one.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.current_id != base:
        raise Outdated
    revision = _revise(question, draft, by=by, at=at)
    if question.section_id != section.pk:
        before, question.section = question.section.number, section
        question.save(update_fields=["section"])
        AuditEntry.record("question.move", question.key, by=by, at=at, before=before, after=section.number)
    if publish:
        question.set_status(Status.PUBLISHED, by=by, at=at)
    return revision


@transaction.atomic
def restore(question: Question, old: Revision, *, by: User, at: datetime) -> Revision:
    """A new revision that says what `old` said."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    item = old.item(question.kind)
    note = _("Restored from revision %(number)d") % {"number": old.number}
    draft = Draft(item, level=old.level, difficulty=old.difficulty, source=old.source, point=old.point, note=note)
    if question.current and draft.changes_key(question.current.item(question.kind)):
        draft.change = Change.KEY
    return _revise(question, draft, by=by, at=at)


def _revise(question: Question, draft: Draft, *, by: User, at: datetime) -> Revision:
    before = question.current_id
    revision = question.revise(draft, by=by, at=at)
    if revision.pk != before:
        said = {"number": revision.number, "change": revision.change, "note": revision.note}
        AuditEntry.record("question.revise", question.key, by=by, at=at, **said)
    return revision
