"""Reading for the organiser's pages of this room. Each needs the same few queries whatever it finds."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from quiz.bank.kinds import Item
from quiz.bank.models import Question
from quiz.lectures.models import Lecture, Section
from quiz.people.models import AuditEntry

from .allowance_advice import allowance_advice
from .allowances import Allowance
from .models import Taught, TrainingClass
from .modes import STUDIED, Mode, Paper, State
from .notice import when
from .quizzes import Quiz
from .sittings import Sittings, sittings
from .wording import marks

MANY = 5


@dataclass(frozen=True)
class Entry:
    """A quiz in the list of a class."""

    quiz: Quiz
    state: State
    size: int
    sittings: Sittings
    when: str


@dataclass(frozen=True)
class Shelf:
    name: str
    entries: list[Entry]
    folded: bool = False  # many alike: shown when asked for


def shelves(training_class: TrainingClass, at: datetime) -> list[Shelf]:
    """The quizzes of a class by what they are for: section quizzes, exams, and what is for study."""
    quizzes = list(training_class.quizzes.prefetch_related("sections", "draw_rules", "listed"))
    there = sittings(quizzes, at)
    pool = questions_in({section.pk for quiz in quizzes for section in quiz.sections.all()})
    found: dict[str, list[Entry]] = defaultdict(list)
    for quiz in quizzes:
        size = quiz.paper_size(sum(pool.get(section.pk, 0) for section in quiz.sections.all()))
        shelf = Mode.PRACTICE if quiz.mode in STUDIED else Mode(quiz.mode)
        found[shelf].append(Entry(quiz, quiz.state(at), size, there[quiz.pk], when(quiz.terms, at)))
    names = {
        Mode.SECTION: _("Section quizzes"),
        Mode.EXAM: _("Exams"),
        Mode.PRACTICE: _("Practice and memorising"),
    }
    folded = {mode: mode == Mode.PRACTICE and len(found[mode]) > MANY for mode in names}
    return [Shelf(name, found[mode], folded[mode]) for mode, name in names.items() if found[mode]]


def questions_in(sections: Iterable[int]) -> Counter[int]:
    """How many questions of each section a paper can be drawn from."""
    asked = Question.objects.published().objective().filter(section__in=sections).order_by()
    return Counter(dict(asked.values_list("section").annotate(Count("pk"))))


def lectures_to_give(training_class: TrainingClass) -> list[Lecture]:
    """Lectures with a section that has questions and no quiz of this class."""
    having = training_class.quizzes.filter(mode=Mode.SECTION, sections__isnull=False).values("sections")
    asked = Question.objects.published().objective().exclude(section__in=having)
    return list(Lecture.objects.filter(pk__in=asked.values("lecture")))


@dataclass
class SectionToTeach:
    section: Section
    taught: Taught | None
    waiting: int = 0  # quizzes that open with it
    states: set[State] = field(default_factory=set)  # of all its quizzes

    @property
    def depth(self) -> int:
        return int(self.section.parent_id is not None)


def sections_to_teach(training_class: TrainingClass, at: datetime) -> list[SectionToTeach]:
    """The sections of the class's lectures in reading order, with what opens when each is taught."""
    sections = Section.objects.filter(lecture__in=training_class.lectures.all()).select_related("lecture")
    marked = {row.section_id: row for row in training_class.taught.select_related("marked_by")}
    found = {one.pk: SectionToTeach(one, marked.get(one.pk)) for one in sections.order_by("lecture", "position")}
    for quiz in training_class.quizzes.published().prefetch_related("sections"):
        for section in quiz.sections.all():
            if section.pk in found:
                found[section.pk].waiting += quiz.opens_when_taught and quiz.opens_at is None
                found[section.pk].states.add(quiz.state(at))
    return list(found.values())


@dataclass(frozen=True)
class Granted:
    allowance: Allowance
    members: int
    advice: list[str]


def granted(quiz: Quiz, at: datetime) -> list[Granted]:
    """What was granted for `quiz`, with what the organiser should know about each."""
    enrolled = list(quiz.training_class.enrolments.filter(left_at=None).values_list("trainee", "group"))
    people, groups = {trainee for trainee, _group in enrolled}, Counter(group for _trainee, group in enrolled)
    found = []
    for one in quiz.allowances.select_related("trainee", "granted_by"):
        members = int(one.trainee_id in people) if one.trainee_id else groups[one.group]
        found.append(Granted(one, members, allowance_advice(quiz, one, at, members=members)))
    return found


@dataclass(frozen=True)
class Shown:
    """A question of a preview, as a trainee would meet it."""

    position: int
    question: Question
    order: list[int]
    points: int

    @property
    def item(self) -> Item:
        assert self.question.current is not None
        return self.question.current.item(self.question.kind)

    @property
    def show(self) -> Any:
        return self.question.behaviour.show(self.item, self.order, None)

    @property
    def review(self) -> Any:
        """With its key, as it is read to be memorised."""
        return self.question.behaviour.review(self.item, self.order, None)

    @property
    def marks(self) -> str:
        return marks(self.points)

    @property
    def template(self) -> str:
        return f"{self.question.behaviour.template}#ask"

    @property
    def review_template(self) -> str:
        return f"{self.question.behaviour.template}#review"

    @property
    def several(self) -> bool:
        return bool(getattr(self.question.behaviour, "several", False))


def preview(quiz: Quiz, number: int) -> list[Shown]:
    """Paper `number` of `quiz` as one might be drawn: the same number shows the same paper. Nothing is stored."""
    worth, usual = quiz.points_by_kind(), quiz.points
    paper = quiz.draw(random.Random(f"{quiz.seed}/{number}"))
    return [
        Shown(position, question, order, worth.get(question.kind, usual))
        for position, (question, order) in enumerate(paper, start=1)
    ]


@dataclass
class Choice:
    """The questions of a section, to choose from by hand."""

    section: Section
    questions: list[tuple[Question, bool]] = field(default_factory=list)

    @property
    def chosen(self) -> int:
        return sum(chosen for _question, chosen in self.questions)


def last_change(quiz: Quiz) -> dict[str, Any]:
    """Who saved its rules last, and when."""
    entry = AuditEntry.objects.filter(verb="quiz.change", detail__quiz=quiz.pk).select_related("actor").first()
    return {"who": entry.actor.name if entry and entry.actor else "–", "at": entry.at if entry else None}


def choices(quiz: Quiz) -> list[Choice]:
    """What can be asked in `quiz`, by section, with what has been chosen, be it of a section that is ticked no more."""
    chosen = set(quiz.listed.values_list("question", flat=True)) if quiz.paper == Paper.LIST else set()
    found: dict[int, Choice] = {}
    offered = quiz.offered().filter(Q(section__in=quiz.sections.all()) | Q(pk__in=chosen))
    pool = offered.select_related("current", "section").prefetch_related(None)
    for question in pool.order_by("section__lecture", "section__position", "position", "key"):
        found.setdefault(question.section_id, Choice(question.section)).questions.append(
            (question, question.pk in chosen)
        )
    return list(found.values())
