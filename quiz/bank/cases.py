"""Cases: material that several questions share. It is written once; each revision keeps the text it was asked with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from quiz.lectures.models import Section
from quiz.people.models import AuditEntry, User

from .editing import Outdated, free_key, move, revise
from .models import Change, Material


@transaction.atomic
def create(section: Section, title: str, text: str, *, by: User, at: datetime) -> Material:
    """Material of `section`'s lecture under a key of its own; the questions over it take that key and a letter."""
    material = Material.objects.create(lecture=section.lecture, key=free_key(section), title=title, text=text)
    AuditEntry.record("material.create", material.key, by=by, at=at, title=title)
    return material


@transaction.atomic
def save(
    material: Material,
    title: str,
    text: str,
    *,
    base: str,
    change: str = Change.WORDING,
    note: str = "",
    by: User,
    at: datetime,
    section: Section | None = None,
) -> int:
    """Give the material, and with it each of its questions, a new text; move them all to `section`, if one is given.

    Returns how many questions were revised.

    `base` is the mark of what was edited. Raises Outdated, with nothing saved, if it is no longer what is there.
    """
    material = Material.objects.select_for_update().get(pk=material.pk)
    if material.mark != base:
        raise Outdated
    moved: set[int] = set()
    if section:
        for question in material.questions.exclude(section=section).select_related("section"):
            move(question, section, by=by, at=at)
            moved.add(question.pk)
    material.title, material.text = title, text
    material.save(update_fields=["title", "text"])
    revised = 0
    asked = material.questions.filter(current__isnull=False).select_for_update(of=("self",))
    for question in asked.select_related("current"):
        before = question.current
        assert before is not None
        draft = before.draft(question.kind, note=note)
        draft.item, draft.change = replace(draft.item, material=text), change
        if question.pk in moved:
            draft.point = None  # it names a key point of the section that it has left
        revised += revise(question, draft, by=by, at=at).pk != before.pk
    said = {"title": title, "revised": revised, "change": change if revised else Change.WORDING, "note": note}
    AuditEntry.record("material.save", material.key, by=by, at=at, material=material.pk, **said)
    return revised


def last_save(material: Material) -> AuditEntry | None:
    """Who saved it last on the web, and when; None if nobody has."""
    saves = AuditEntry.objects.filter(verb="material.save", subject=material.key, detail__material=material.pk)
    return saves.select_related("actor").first()
