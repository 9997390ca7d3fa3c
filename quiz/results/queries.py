"""Reading a class's results for the organiser. The number of queries grows neither with trainees nor with quizzes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from itertools import product

from django.db.models import Count, Prefetch, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce

from quiz.attempts.models import Attempt, Response, ResponseEvent
from quiz.bank.kinds import Outcome
from quiz.bank.models import Revision
from quiz.classes.enrolments import group_order
from quiz.classes.models import Allowance, Enrolment, Mode, Quiz, TrainingClass
from quiz.classes.terms import terms
from quiz.lectures.models import KeyPoint
from quiz.people.models import User

from . import tables
from .answered import Answered
from .board import Board, Cell, Column, Own, Part, Progress, build, parts_of
from .report import Given, SectionReport, question_reports, rate, rates, repeats
from .statistics import percent

COUNTED = (Mode.SECTION, Mode.EXAM)  # practice leaves no results


def parts(training_class: TrainingClass, at: datetime) -> list[Part]:
    quizzes = training_class.quizzes.filter(mode__in=COUNTED).prefetch_related("sections__parent")
    taken = Attempt.objects.filter(quiz__training_class=training_class).order_by().values_list("quiz", flat=True)
    return parts_of(quizzes, at, set(taken.distinct()))


def enrolments(training_class: TrainingClass) -> list[Enrolment]:
    """Who attends now, by number."""
    now = training_class.enrolments.filter(left_at=None).select_related("trainee")
    return list(now.order_by("trainee__username"))


def groups(found: list[Enrolment]) -> list[tuple[str, int]]:
    """The groups of the class with their sizes."""
    sizes = Counter(enrolment.group for enrolment in found if enrolment.group)
    return sorted(sizes.items(), key=lambda entry: group_order(entry[0]))


def board(
    training_class: TrainingClass, at: datetime, trainees: list[Enrolment] | None = None, *, shown: str = "counted"
) -> Board:
    """The board of `trainees`, by default all who attend now."""
    found = parts(training_class, at)
    quizzes = [column.quiz for part in found for column in part.columns]
    attempts = Attempt.objects.filter(quiz__in=quizzes)
    people = enrolments(training_class) if trainees is None else trainees
    so_far, own = progress(attempts.open()), _own(quizzes, people)
    return build(found, people, _sittings(attempts), so_far, own, at=at, shown=shown)


def _own(quizzes: list[Quiz], people: list[Enrolment]) -> Own:
    """The terms of those to whom something was granted, in person or as their group."""
    granted: dict[int, list[Allowance]] = defaultdict(list)
    for allowance in Allowance.objects.filter(quiz__in=quizzes):
        granted[allowance.quiz_id].append(allowance)
    found = {}
    for quiz, who in product((quiz for quiz in quizzes if quiz.pk in granted), people):
        if mine := [allowance for allowance in granted[quiz.pk] if allowance.concerns(who)]:
            found[who.trainee_id, quiz.pk] = terms(quiz, mine)
    return found


def _sittings(attempts: QuerySet[Attempt]) -> dict[tuple[int, int], list[Attempt]]:
    found: dict[tuple[int, int], list[Attempt]] = defaultdict(list)
    for attempt in attempts.order_by("number"):
        found[attempt.trainee_id, attempt.quiz_id].append(attempt)
    return found


def progress(under_way: QuerySet[Attempt]) -> Progress:
    """How many questions of each attempt have been answered, of how many, by the attempt's number."""
    counted = under_way.order_by().annotate(asked=Count("responses"), answered=Count("responses__answer"))
    return {pk: (answered, asked) for pk, answered, asked in counted.values_list("pk", "answered", "asked")}


def section_report(firsts: Board, column: Column) -> SectionReport:
    """The report of one section; `firsts` is the board of the class that shows first attempts."""
    people = {row.trainee.pk for row in firsts.rows}
    tries = _sittings(column.quiz.attempts.handed_in().filter(trainee__in=people, awaits=0))
    papers = [attempt for attempt in firsts.papers if attempt.quiz_id == column.quiz.pk]
    given = _given(papers)[column.quiz.pk]
    revisions = Revision.objects.filter(pk__in=given).select_related("question__section").prefetch_related("options")
    points = KeyPoint.objects.filter(section__in=column.quiz.sections.all()).values_list("section", "number", "text")
    return SectionReport(
        column,
        len(people),
        rate(column, papers),
        repeats(tries.values()),
        sum(bool(attempt.passed) for attempt in papers),
        question_reports(revisions, given, {(section, number): text for section, number, text in points}),
        sum(bool(attempt.awaits) for attempt in papers),
    )


def _given(attempts: list[Attempt]) -> dict[int, dict[int, list[Given]]]:
    """The marked responses of `attempts`, by quiz and by the revision whose key marked them."""
    found: dict[int, dict[int, list[Given]]] = defaultdict(lambda: defaultdict(list))
    marked = Response.objects.filter(attempt__in=attempts).exclude(outcome=Outcome.AWAITING)
    keyed = Coalesce("corrected_by", "revision")
    rows = marked.values_list("attempt__quiz", keyed, "answer", "marks", "points", "outcome")
    for quiz, revision, answer, marks, points, outcome in rows.order_by("attempt", "position"):
        found[quiz][revision].append(Given(answer, marks or 0, points, outcome))
    return found


def workbook(training_class: TrainingClass, at: datetime, *, by: User) -> list[tables.Table]:
    """All that the class's pages say, as tables. Its queries grow neither with trainees nor with quizzes."""
    counted, firsts = board(training_class, at), board(training_class, at, shown="first")
    columns = counted.columns
    prefetch_related_objects([column.quiz for column in columns], "bands")
    tries = _sittings(Attempt.objects.filter(quiz__in=[column.quiz for column in columns]))
    given = _given(firsts.papers)
    revisions = {
        revision.pk: revision
        for revision in Revision.objects.filter(pk__in={pk for answers in given.values() for pk in answers})
        .select_related("question__section")
        .prefetch_related("options")
    }
    reports = []
    for column in columns:
        answers = given.get(column.quiz.pk, {})
        reports.append((column, question_reports([revisions[pk] for pk in answers], answers, {})))
    return [
        tables.summary(counted),
        tables.attempts(counted, tries),
        tables.quizzes(counted, {one.column.quiz.pk: one for one in rates(firsts)}),
        tables.questions(reports),
        tables.absent(counted),
        tables.notes(training_class.name, by.name, at),
    ]


@dataclass
class Standing:
    """One trainee in one section: the cell of the board and every try."""

    cell: Cell
    attempts: list[Attempt]


@dataclass
class TraineeReport:
    board: Board
    parts: list[tuple[Part, list[Standing]]] = field(default_factory=list)

    @property
    def done(self) -> int:
        return len(self.board.papers)

    @property
    def passed(self) -> int:
        return sum(bool(attempt.passed) for attempt in self.board.papers)

    @property
    def tries(self) -> int:
        return sum(len(standing.attempts) for _part, standings in self.parts for standing in standings)


def trainee_report(training_class: TrainingClass, enrolment: Enrolment, at: datetime) -> TraineeReport:
    shown = board(training_class, at, [enrolment])
    quizzes = [column.quiz for column in shown.columns]
    tries = _sittings(Attempt.objects.filter(quiz__in=quizzes, trainee=enrolment.trainee))
    cells = iter(shown.rows[0].cells)
    report = TraineeReport(shown)
    for part in shown.parts:
        standings = [
            Standing(next(cells), tries.get((enrolment.trainee_id, column.quiz.pk), [])) for column in part.columns
        ]
        report.parts.append((part, standings))
    return report


@dataclass(frozen=True)
class ClassFigures:
    training_class: TrainingClass
    trainees: int
    opened: int
    sections: int
    done: int  # pairs of trainee and opened section that have been handed in

    @property
    def percent(self) -> int | None:
        due = self.trainees * self.opened
        return percent(Fraction(self.done, due)) if due else None


def classes_of(organiser: User, at: datetime) -> list[ClassFigures]:
    """The classes that `organiser` runs, each with how far it has come."""
    classes = list(TrainingClass.objects.organised_by(organiser))
    attending: dict[int, set[int]] = defaultdict(set)
    for class_id, trainee in Enrolment.objects.filter(training_class__in=classes, left_at=None).values_list(
        "training_class", "trainee"
    ):
        attending[class_id].add(trainee)
    quizzes: dict[int, list[Quiz]] = defaultdict(list)
    for quiz in Quiz.objects.filter(training_class__in=classes, mode__in=COUNTED):
        if quiz.published_at:
            quizzes[quiz.training_class_id].append(quiz)
    opened = {quiz.pk: class_id for class_id, found in quizzes.items() for quiz in found if quiz.has_opened(at)}
    done: dict[int, int] = defaultdict(int)
    handed_in = Attempt.objects.handed_in().filter(quiz__in=opened).order_by()
    for quiz_id, trainee in handed_in.values_list("quiz", "trainee").distinct():
        done[opened[quiz_id]] += trainee in attending[opened[quiz_id]]
    return [
        ClassFigures(one, len(attending[one.pk]), _count(opened, one), len(quizzes[one.pk]), done[one.pk])
        for one in classes
    ]


def _count(opened: dict[int, int], training_class: TrainingClass) -> int:
    return sum(class_id == training_class.pk for class_id in opened.values())


def answered(attempt: Attempt) -> list[Answered]:
    """The questions of a handed-in attempt as they were answered; none while it is under way."""
    if attempt.is_open:
        return []
    late = Prefetch("events", ResponseEvent.objects.filter(late=True), to_attr="late_events")
    found = attempt.responses.reviewed().prefetch_related(late).order_by("position")
    return [Answered(attempt, one, one.late_events) for one in found]  # type: ignore[attr-defined]  # prefetched
