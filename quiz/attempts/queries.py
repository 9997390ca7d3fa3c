"""Reading across the rooms for the trainee's pages. Each function needs the same few queries whatever it finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from quiz.bank.models import Question
from quiz.classes.allowances import terms_of
from quiz.classes.models import Counting, Mode, Quiz
from quiz.classes.notice import Fact, notice, when
from quiz.classes.terms import Terms
from quiz.lectures.models import Lecture, Section
from quiz.people.models import User

from .models import Attempt
from .rules import Refusal


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
    def has_intro(self) -> bool:
        """Whether there is something to read before it begins."""
        quiz = self.quiz
        return bool(quiz.mode == Mode.EXAM or quiz.notes or quiz.pledge or quiz.count_leaves or self.terms.time_limit)

    @property
    def may_start(self) -> bool:
        limit, entry = self.terms.max_attempts, self.terms.entry_ends_at
        in_time = entry is None or self.now < entry
        return self.terms.is_open(self.now) and in_time and (limit is None or len(self.attempts) < limit)

    @property
    def why_not(self) -> str:
        """Why it may not be started now, in words."""
        if self.closed:
            return self.when or _("This quiz has closed.")
        if not self.terms.is_open(self.now):
            return self.when or _("This quiz has not opened yet.")
        limit = self.terms.max_attempts
        used_up = limit is not None and len(self.attempts) >= limit
        return _("You have used all attempts at this quiz.") if used_up else Refusal(Refusal.TOO_LATE).words

    @property
    def when(self) -> str:
        """When it opens, ends or ended, in words; empty if that does not matter."""
        return when(self.terms, self.now)

    @property
    def facts(self) -> list[Fact]:
        """What is told before the start (考试须知). For one quiz on a page: reads what it draws from."""
        size, alike = self.quiz.exact_size(), not self.quiz.points_by_kind()
        return notice(self.quiz, self.terms, size, self.quiz.points * size if alike else None)


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
    return max(ordered, key=lambda attempt: Fraction(attempt.marks or 0, attempt.full_marks or 1))


def quizzes_of(trainee: User, lecture: Lecture | None = None) -> QuerySet[Quiz]:
    """What the trainee's classes are set, with all that `_standing` asks of it."""
    sections = Prefetch("sections", Section.objects.select_related("lecture", "parent"))
    quizzes = Quiz.objects.for_trainee(trainee).select_related("training_class")
    quizzes = quizzes.prefetch_related(sections, "draw_rules", "listed")
    if lecture is not None:
        quizzes = quizzes.filter(sections__lecture=lecture).distinct()
    return quizzes


def everything(
    trainee: User, at: datetime, lecture: Lecture | None = None
) -> tuple[list[SectionState], list[QuizState]]:
    """Where the trainee stands: in every section that has a quiz, in reading order, and in the exams."""
    quizzes = list(quizzes_of(trainee, lecture))
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
    exams = [standing[quiz.pk] for quiz in quizzes if quiz.mode == Mode.EXAM]
    return sorted(found, key=lambda state: (state.section.lecture_id, state.section.position)), exams


def states(trainee: User, at: datetime, lecture: Lecture | None = None) -> list[SectionState]:
    return everything(trainee, at, lecture)[0]


def exams(trainee: User, at: datetime) -> list[QuizState]:
    return everything(trainee, at)[1]


def state_of(trainee: User, quiz: Quiz, at: datetime) -> QuizState:
    return _standing(trainee, [quiz], at)[quiz.pk]


def practice_of(trainee: User, sections: Iterable[Section], at: datetime) -> Quiz | None:
    """The open practice that asks the questions of `sections`, if the class has one."""
    for quiz in quizzes_of(trainee).filter(mode=Mode.PRACTICE, sections__in=sections).distinct():
        if quiz.is_open(at):
            return quiz
    return None


def _standing(trainee: User, quizzes: list[Quiz], at: datetime) -> dict[int, QuizState]:
    """What the trainee's clock has ended is handed in first, so that it shows as done."""
    Attempt.objects.filter(trainee=trainee, quiz__in=quizzes).hand_in_overdue(at)
    terms = terms_of(trainee, quizzes)
    published = questions_in({section.pk for quiz in quizzes for section in quiz.sections.all()})
    found = {}
    for quiz in quizzes:
        pool = sum(published.get(section.pk, 0) for section in quiz.sections.all())
        found[quiz.pk] = QuizState(quiz, terms[quiz.pk], at, published=pool)
    mine = Attempt.objects.filter(trainee=trainee, quiz__in=quizzes, subject="").select_related("quiz")
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


def progress(found: list[SectionState]) -> dict[str, int]:
    """How many sections have a quiz, and of how many of them one has been taken."""
    return {
        "total": len({state.section.pk for state in found}),
        "done": len({state.section.pk for state in found if state.done}),
    }


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
