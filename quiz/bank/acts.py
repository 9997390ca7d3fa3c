"""What was done to a question beside its text, as the audit log has it, in the words of its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from quiz.people.models import AuditEntry, User

from .choices import Status
from .models import Question

Said = Mapping[str, Any]  # an entry's detail
Headings = Mapping[str, str]  # of the lecture's sections, by number


@dataclass(frozen=True)
class Act:
    at: datetime
    by: User | None  # nobody: its content file
    words: str
    note: str


def acts(question: Question) -> list[Act]:
    """Everything but the revisions, newest first: each status it was given, each move, each change of its tags."""
    found = AuditEntry.objects.filter(subject=question.key, verb__in=WORDS, detail__question=question.pk)
    headings = {section.number: section.heading for section in question.section.lecture.sections.all()}
    told = [(entry, WORDS[entry.verb](entry.detail, headings)) for entry in found.select_related("actor")]
    return [Act(entry.at, entry.actor, words, entry.detail.get("note", "")) for entry, words in told if words]


def _copied(said: Said, headings: Headings) -> str:
    return _("Copied from %(key)s") % {"key": said["copied_from"]} if "copied_from" in said else ""


def _status(said: Said, headings: Headings) -> str:
    return f"{Status(said['before']).label} → {Status(said['after']).label}"


def _moved(said: Said, headings: Headings) -> str:
    before, after = (headings.get(said[side], said[side]) for side in ("before", "after"))
    return _("Moved from “%(before)s” to “%(after)s”") % {"before": before, "after": after}


def _tagged(said: Said, headings: Headings) -> str:
    before, after = said["before"], said["after"]
    signed = [*(f"+ {tag}" for tag in after if tag not in before), *(f"− {tag}" for tag in before if tag not in after)]
    return _("Tags: %(tags)s") % {"tags": "  ".join(signed)}


WORDS: dict[str, Callable[[Said, Headings], str]] = {
    "question.create": _copied,
    "question.status": _status,
    "question.move": _moved,
    "question.tags": _tagged,
}
