"""Reading across the rooms for the trainee's pages. Each function needs the same few queries whatever it finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Prefetch, Q
from django.utils.translation import pgettext

from quiz.bank.kinds import Outcome
from quiz.bank.models import Question
from quiz.classes.allowances import terms_of
from quiz.classes.models import Counting, Mode, Quiz
from quiz.classes.terms import Terms
from quiz.lectures.models import KeyPoint, Lecture, Section
from quiz.people.models import User

from .models import Attempt
from .responses import Response


@dataclass
class QuizState:
    """A quiz as one trainee stands in it."""

    quiz: Quiz
    terms: Terms
    now: datetime
    attempts: list[Attempt] = field(default_factory=list)
    published: int = 0  # questions that a paper can be drawn from
    answered: int = 0  # both of the attempt under way
    asked: int = 0

    @property
    def under_way(self) -> Attempt | None:
        now = self.now
        return next((attempt for attempt in self.attempts if attempt.is_open and not attempt.is_overdue(now)), None)

    @property
    def done(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if not attempt.is_open]

    @property
    def counted(self) -> Attempt | None:
        return counted(self.done, self.quiz.counting)

    @property
    def percent(self) -> int | None:
        return self.counted.percent if self.counted and self.quiz.score_release in ("answer", "hand_in") else None

    @property
    def name(self) -> str:
        """under-way, done, open or locked."""
        if self.under_way:
            return "under-way"
        if self.done:
            return "done"
        return "open" if self.terms.is_open(self.now) else "locked"

    @property
    def closed(self) -> bool:
        return self.terms.has_closed(self.now)

    @property
    def questions(self) -> int:
        """How many a paper asks."""
        return self.quiz.paper_size(self.published)

    @property
    def minutes(self) -> int:
        """About how long a paper takes, 48 seconds a question (10 questions: 8 minutes)."""
        return max(1, round(self.questions * 0.8))

    @property
    def may_start(self) -> bool:
        limit, entry = self.terms.max_attempts, self.terms.entry_ends_at
        in_time = entry is None or self.now < entry
        return self.terms.is_open(self.now) and in_time and (limit is None or len(self.attempts) < limit)


@dataclass
class SectionState(QuizState):
    """A section of the class's lecture as one trainee stands in it: its quiz, and beside it what there is to study."""

    section: Section = field(kw_only=True)
    studies: list[Quiz] = field(default_factory=list)  # its open quizzes for practice and memorising


def counted(attempts: Iterable[Attempt], counting: str) -> Attempt | None:
    """Which of a trainee's handed-in attempts at one quiz counts; the earlier one of equals."""
    ordered = sorted(attempts, key=lambda attempt: attempt.number)
    if not ordered:
        return None
    if counting == Counting.FIRST:
        return ordered[0]
    if counting == Counting.LATEST:
        return ordered[-1]
    return max(ordered, key=lambda attempt: attempt.marks or 0)


def quizzes_of(trainee: User, lecture: Lecture | None = None) -> list[Quiz]:
    """What the trainee's classes are set, with all that `_standing` asks of it."""
    sections = Prefetch("sections", Section.objects.select_related("lecture", "parent"))
    quizzes = Quiz.objects.for_trainee(trainee).select_related("training_class")
    quizzes = quizzes.prefetch_related(sections, "draw_rules", "listed")
    if lecture is not None:
        quizzes = quizzes.filter(sections__lecture=lecture).distinct()
    return list(quizzes)


def states(trainee: User, at: datetime, lecture: Lecture | None = None) -> list[SectionState]:
    """Where the trainee stands in every section that has a quiz, in reading order. Exams stand apart."""
    quizzes = quizzes_of(trainee, lecture)
    standing = _standing(trainee, quizzes, at)
    found = [
        SectionState(**vars(standing[quiz.pk]), section=section)
        for quiz in quizzes
        if quiz.mode == Mode.SECTION
        for section in quiz.sections.all()
    ]
    studies: dict[int, list[Quiz]] = defaultdict(list)
    for quiz in quizzes:
        if quiz.is_studied and standing[quiz.pk].terms.is_open(at):
            for section in quiz.sections.all():
                studies[section.pk].append(quiz)
    for state in found:
        state.studies = studies[state.section.pk]
    return sorted(found, key=lambda state: (state.section.lecture_id, state.section.position))


def exams(trainee: User, at: datetime) -> list[QuizState]:
    """Where the trainee stands in the exams of the classes, in their order."""
    quizzes = [quiz for quiz in quizzes_of(trainee) if quiz.mode == Mode.EXAM]
    return list(_standing(trainee, quizzes, at).values())


def _standing(trainee: User, quizzes: list[Quiz], at: datetime) -> dict[int, QuizState]:
    terms = terms_of(trainee, quizzes)
    published = questions_in({section.pk for quiz in quizzes for section in quiz.sections.all()})
    found = {}
    for quiz in quizzes:
        pool = sum(published.get(section.pk, 0) for section in quiz.sections.all())
        found[quiz.pk] = QuizState(quiz, terms[quiz.pk], at, published=pool)
    mine = Attempt.objects.filter(trainee=trainee, quiz__in=quizzes).select_related("quiz")
    for attempt in mine.annotate(
        answered=Count("responses", filter=Q(responses__answer__isnull=False)), asked=Count("responses")
    ):
        state = found[attempt.quiz_id]
        state.attempts.append(attempt)
        if attempt == state.under_way:
            state.answered, state.asked = attempt.answered, attempt.asked  # type: ignore[attr-defined]
    return found


def questions_in(sections: set[int]) -> dict[int, int]:
    """How many questions of each section a paper can be drawn from."""
    asked = Question.objects.published().objective().filter(section__in=sections).order_by()
    return dict(asked.values_list("section").annotate(Count("pk")))


def next_step(found: list[SectionState]) -> SectionState | None:
    """The one next thing: what is under way, else the open quiz that closes soonest, else the next section."""
    under_way = [state for state in found if state.under_way]
    if under_way:
        return under_way[0]
    waiting = [state for state in found if state.name == "open"]
    closing = [state for state in waiting if state.quiz.closes_at]
    if closing:
        return min(closing, key=lambda state: state.quiz.closes_at or state.now)
    return waiting[0] if waiting else None


@dataclass
class Part:
    """A top-level section with the sections that lie in it."""

    root: Section
    states: list[SectionState]

    @property
    def heading(self) -> str:
        return self.root.heading

    @property
    def done(self) -> int:
        return sum(bool(state.done) for state in self.states)

    @property
    def is_done(self) -> bool:
        return self.done == len(self.states)

    @property
    def mean(self) -> int | None:
        """The mean of the scores shown, percent."""
        percents = [state.percent for state in self.states if state.percent is not None]
        return round(sum(percents) / len(percents)) if percents else None


def parts(found: list[SectionState]) -> list[Part]:
    grouped: dict[int, Part] = {}
    for state in found:
        root = state.section.parent or state.section
        grouped.setdefault(root.pk, Part(root, [])).states.append(state)
    return list(grouped.values())


ENOUGH = 5  # attempts; a mean of fewer would tell of single people


def class_mean(quiz: Quiz) -> int | None:
    """The mean of what counts in this quiz, percent; None while fewer than `ENOUGH` trainees have handed in."""
    attempts = defaultdict(list)
    for attempt in Attempt.objects.filter(quiz=quiz).handed_in().select_related("quiz"):
        attempts[attempt.trainee_id].append(attempt)
    percents = [one.percent for done in attempts.values() if (one := counted(done, quiz.counting)) and one.percent]
    return round(sum(percents) / len(attempts)) if len(attempts) >= ENOUGH else None


@dataclass
class Reread:
    """A key point to go back to, and the questions of the paper that asked for it and were not right."""

    section: Section
    point: KeyPoint | None
    positions: list[int]

    @property
    def listed(self) -> str:
        return pgettext("between the numbers of questions", ", ").join(map(str, self.positions))


def points_to_reread(responses: Iterable[Response]) -> list[Reread]:
    """What to go back to, in reading order. One query, for the key points."""
    missed: dict[tuple[Section, int | None], list[int]] = defaultdict(list)
    for response in responses:
        if response.outcome != Outcome.CORRECT:
            revision = response.revision
            missed[revision.question.section, revision.point].append(response.position)
    sections = {section.pk for section, _number in missed}
    points = {(p.section_id, p.number): p for p in KeyPoint.objects.filter(section__in=sections)}
    found = [Reread(s, points.get((s.pk, number or 0)), positions) for (s, number), positions in missed.items()]
    return sorted(found, key=lambda one: (one.section.position, one.point.number if one.point else 99))
