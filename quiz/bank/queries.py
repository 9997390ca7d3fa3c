"""Reading for the pages of the bank: the list with its counts, and the history of one question."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from quiz.lectures.models import Section
from quiz.people.models import User

from .acts import Act, acts
from .diff import Difference, difference
from .facility import NONE, Band, Facility, facilities
from .kinds import Kind
from .linted import weak
from .models import Batch, Difficulty, Draft, Level, Material, Question, QuestionQuerySet, Revision, Status
from .whole import Whole, whole

# The lint filter takes a severity, the code of a finding, or one of these.
ANY, NOTHING = "any", "nothing"
UNDO_OFFERED, BATCHES = timedelta(days=7), 6  # how long, and of how many


def one(question_id: int) -> Question:
    """The question as its pages need it. Raises Http404."""
    beside = ("current", "section__lecture", "material", "status_by")
    found = Question.objects.filter(current__isnull=False).select_related(*beside)
    return get_object_or_404(found, pk=question_id)


def find(wishes: Mapping[str, Any]) -> QuerySet[Question]:
    """Questions by `section`, `kind`, `level`, `difficulty`, `tag`, `lint`, `facility` and `q`; an empty wish is none.

    Status is left open.
    """
    names = {
        "section": "section",
        "kind": "kind",
        "level": "current__level",
        "difficulty": "current__difficulty",
        "tag": "tags",
    }
    found = Question.objects.select_related("section", "current")
    found = found.filter(**{field: wishes[name] for name, field in names.items() if wishes.get(name)})
    if wishes.get("lint"):
        found = _linted(found, wishes["lint"])
    if wishes.get("facility"):
        found = _with_facility(found, wishes["facility"])
    return found.containing(wishes.get("q") or "")


def _linted(found: QuestionQuerySet, wish: str) -> QuestionQuerySet:
    told = weak()
    if wish == NOTHING:
        return found.exclude(pk__in=told)
    return found.filter(pk__in=[pk for pk, said in told.items() if wish == ANY or wish in said])


def _with_facility(found: QuestionQuerySet, band: str) -> QuestionQuerySet:
    known = facilities()
    if band == Band.FEW:
        return found.exclude(pk__in=[pk for pk, facility in known.items() if facility.band != Band.FEW])
    return found.filter(pk__in=[pk for pk, facility in known.items() if facility.band == band])


def statuses(found: QuerySet[Question]) -> list[tuple[str, Any, int]]:
    """(status, its name, how many of `found`), beginning with all of them."""
    counts = dict(found.order_by().values_list("status").annotate(Count("pk")))
    return [("", _("All"), sum(counts.values())), *((s.value, s.label, counts.get(s.value, 0)) for s in Status)]


def with_responses(questions: Sequence[Question]) -> list[tuple[Question, int]]:
    """Each of `questions` with the number of its responses."""
    # Here and in `facility` the bank looks at who points at it: `attempts` keeps a response with its revision.
    counted = Revision.objects.filter(question__in=questions).values_list("question").order_by()
    counts = dict(counted.annotate(Count("responses")))
    return [(question, counts.get(question.pk, 0)) for question in questions]


@dataclass(frozen=True)
class Listed:
    question: Question
    responses: int
    facility: Facility


def listed(questions: Sequence[Question]) -> list[Listed]:
    """What the list says of each of `questions`; their tags are fetched with them."""
    prefetch_related_objects(questions, "tags")
    known = facilities(questions)
    return [Listed(one, responses, known.get(one.pk, NONE)) for one, responses in with_responses(questions)]


def batches(by: User, at: datetime, shown: str) -> tuple[Batch | None, list[Batch]]:
    """What `by` has done to many questions of late and could still undo: the one with the number `shown` (in the
    address, because it has just been done; also if it changed nothing), and the others, the newest first."""
    mine = Batch.objects.filter(by=by, undone_at=None, at__gte=at - UNDO_OFFERED).annotate(changed=Count("rows"))
    found = list(mine.order_by("-at", "-id")[:BATCHES])
    just_done = next((one for one in found if str(one.pk) == shown), None)
    return just_done, [one for one in found if one != just_done and one.changed]


@dataclass(frozen=True)
class Case:
    material: Material
    questions: list[Question]

    @property
    def section(self) -> Section | None:
        """Where its questions stand."""
        return self.questions[0].section if self.questions else None


def case(material: Material | None) -> Case | None:
    """The questions over one material, in their order; None for a question that stands alone."""
    if material is None:
        return None
    return Case(material, list(material.questions.filter(current__isnull=False).select_related("current", "section")))


def cases() -> list[Case]:
    """All cases in reading order, those without a question yet at the end."""
    asked = Question.objects.filter(current__isnull=False).select_related("current", "section")
    materials = Material.objects.select_related("lecture").prefetch_related(Prefetch("questions", asked))
    found = [Case(material, list(material.questions.all())) for material in materials]
    return sorted(found, key=lambda one: (one.section.position if one.section else math.inf, one.material.key))


@dataclass(frozen=True)
class Version:
    revision: Revision
    responses: int
    changes: Difference | None  # None for the first
    whole: Whole
    acts: list[Act]  # what was done while this one was the current one, newest first


def history(question: Question) -> list[Version]:
    """The revisions of `question`, newest first, each with what it changed, all it says and what was done since."""
    kind = question.behaviour
    found = question.revisions.select_related("created_by").prefetch_related("options")
    revisions = list(found.annotate(answers=Count("responses")).order_by("-number"))
    earlier: list[Revision | None] = [*revisions[1:], None]
    done = acts(question)
    versions = []
    for new, old in zip(revisions, earlier, strict=True):
        since = [act for act in done if act.at >= new.created_at or old is None]
        done = done[len(since) :]
        versions.append(Version(new, new.answers, compare(kind, old, new) if old else None, _whole(kind, new), since))
    return versions


def _whole(kind: Kind, said: Revision) -> Whole:
    return whole(kind, said.item(kind.name), [(label, say(said)) for label, say in BESIDES])


@dataclass(frozen=True)
class Comparison:
    """Any two revisions, the older one first; `changes` are false if they say the same."""

    old: Revision
    new: Revision
    changes: Difference


def comparison(kind: Kind, versions: Sequence[Version], one: str, other: str) -> Comparison | None:
    """The two of `versions` with these numbers, as an address gives them; None if they are not two of them."""
    by_number = {str(version.revision.number): version.revision for version in versions}
    if one == other or not {one, other} <= set(by_number):
        return None
    old, new = sorted((by_number[one], by_number[other]), key=lambda revision: revision.number)
    return Comparison(old, new, compare(kind, old, new))


def compare(kind: Kind, old: Revision, new: Revision | Draft) -> Difference:
    besides = [(label, *(say(one) for one in (old, new))) for label, say in BESIDES]
    return difference(kind, old.item(kind.name), new.item if isinstance(new, Draft) else new.item(kind.name), besides)


BESIDES: list[tuple[Any, Callable[[Any], str]]] = [
    (_("Level"), lambda said: str(Level(said.level).label)),
    (_("Difficulty"), lambda said: str(Difficulty(said.difficulty).label)),
    (_("Source"), lambda said: " ".join(said.source)),
    (_("Key point"), lambda said: str(said.point or "")),
]
