"""Reading for the pages of the bank: the list with its counts, and the history of one question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from .diff import Difference, difference
from .kinds import Kind
from .models import Difficulty, Draft, Level, Question, Revision, Status


def one(question_id: int) -> Question:
    """The question as its pages need it. Raises Http404."""
    found = Question.objects.filter(current__isnull=False).select_related("current", "section__lecture")
    return get_object_or_404(found, pk=question_id)


def find(wishes: Mapping[str, Any]) -> QuerySet[Question]:
    """Questions by `section`, `kind`, `level`, `difficulty` and `q`; an empty wish is none. Status is left open."""
    found = Question.objects.select_related("section", "current")
    names = {"section": "section", "kind": "kind", "level": "current__level", "difficulty": "current__difficulty"}
    found = found.filter(**{field: wishes[name] for name, field in names.items() if wishes.get(name)})
    return found.containing(wishes.get("q") or "")


def statuses(found: QuerySet[Question]) -> list[tuple[str, Any, int]]:
    """(status, its name, how many of `found`), beginning with all of them."""
    counts = dict(found.order_by().values_list("status").annotate(Count("pk")))
    return [("", _("All"), sum(counts.values())), *((s.value, s.label, counts.get(s.value, 0)) for s in Status)]


def with_responses(questions: Sequence[Question]) -> list[tuple[Question, int]]:
    """Each of `questions` with the number of its responses."""
    # The one place where the bank looks at who points at it: `attempts` keeps a response with the revision it answered.
    counted = Revision.objects.filter(question__in=questions).values_list("question").order_by()
    counts = dict(counted.annotate(Count("responses")))
    return [(question, counts.get(question.pk, 0)) for question in questions]


@dataclass(frozen=True)
class Version:
    revision: Revision
    responses: int
    changes: Difference | None  # None for the first


def history(question: Question) -> list[Version]:
    """The revisions of `question`, newest first, each with what it changed."""
    found = question.revisions.select_related("created_by").prefetch_related("options")
    revisions = list(found.annotate(answers=Count("responses")).order_by("-number"))
    earlier: list[Revision | None] = [*revisions[1:], None]
    return [
        Version(new, new.answers, compare(question.behaviour, old, new) if old else None)
        for new, old in zip(revisions, earlier, strict=True)
    ]


def compare(kind: Kind, old: Revision, new: Revision | Draft) -> Difference:
    besides = [(label, *(say(one) for one in (old, new))) for label, say in BESIDES]
    return difference(kind, old.item(kind.name), new.item if isinstance(new, Draft) else new.item(kind.name), besides)


BESIDES: list[tuple[Any, Callable[[Any], str]]] = [
    (_("Level"), lambda said: str(Level(said.level).label)),
    (_("Difficulty"), lambda said: str(Difficulty(said.difficulty).label)),
    (_("Source"), lambda said: " ".join(said.source)),
    (_("Key point"), lambda said: str(said.point or "")),
]
