"""What an organiser should know about the rules of a quiz: those that cannot take effect, or not as they read.

Advice hinders nothing; what is impossible is an error of the form. Each function looks at one thing and yields what it
has to say with the field it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quiz.bank.kinds import KINDS, MultipleRule
from quiz.bank.models import Question, Status

from .drawing import Wish, shortages
from .modes import COUNTED, Mode, Paper, Release
from .quizzes import Quiz
from .wording import marks, moment


@dataclass(frozen=True)
class Advice:
    field: str  # of the form
    words: str


@dataclass(frozen=True)
class Facts:
    """The quiz with the rows that belong to it. `pool`: what can be drawn from; `listed`: what was chosen by hand."""

    quiz: Quiz
    pool: Sequence[Question]
    listed: Sequence[Question]
    wishes: Sequence[Wish]
    rule_names: Sequence[str]  # of the blueprint, in the order of `wishes`; empty without one
    points: dict[str, int]
    bands: Sequence[int]  # where they begin, percent


def facts(quiz: Quiz) -> Facts:
    rules = list(quiz.draw_rules.select_related("section"))
    listed = Question.objects.select_related("current").filter(pk__in=quiz.listed.values("question"))
    return Facts(
        quiz,
        list(quiz.pool().prefetch_related(None)),
        list(listed) if quiz.paper == Paper.LIST else [],
        quiz.wishes(),
        [rule.words for rule in rules],
        quiz.points_by_kind(),
        [band.percent for band in quiz.bands.all()],
    )


def advice(quiz: Quiz, at: datetime) -> list[Advice]:
    """Everything there is to say about `quiz` as it is stored. The same few queries for every quiz."""
    found = facts(quiz)
    rules = (*_window(quiz, at), *_time(quiz), *_release(quiz), *_marks(found), *_written(found))
    counted = rules if quiz.mode in COUNTED else ()
    return [*(_list(found) if quiz.paper == Paper.LIST else _draw(found)), *counted]


def _draw(found: Facts) -> Iterator[Advice]:
    if not found.quiz.sections.exists():
        yield Advice("sections", _("No section has been ticked yet: nobody can start."))
        return
    if not found.pool:
        yield Advice("sections", _("These sections have no published questions: nobody can start."))
        return
    for number, missing in enumerate(shortages(found.pool, found.wishes)):
        if missing and found.rule_names:
            words = _("Line %(n)d (%(rule)s): %(missing)d too few questions in the bank; papers are so much shorter.")
            says = {"n": number + 1, "rule": found.rule_names[number], "missing": missing}
            yield Advice("draw_rules", words % says)
        elif missing:
            words = _("The sections have %(pool)d questions for a paper of %(wanted)d: each paper asks fewer.")
            yield Advice("draw_count", words % {"pool": len(found.pool), "wanted": found.wishes[0].count})


def _list(found: Facts) -> Iterator[Advice]:
    published = [one for one in found.listed if one.status == Status.PUBLISHED]
    asked = [one for one in published if KINDS[one.kind].objective or not found.quiz.is_studied]
    if not asked:
        yield Advice("paper", _("No question has been chosen yet: nobody can start."))
    gone = len(found.listed) - len(asked)
    if asked and gone:
        words = ngettext(
            "%(n)d chosen question is not published any more and is not asked.",
            "%(n)d chosen questions are not published any more and are not asked.",
            gone,
        )
        yield Advice("paper", words % {"n": gone})
    sections = {one.pk for one in found.quiz.sections.all()}
    outside = sum(one.section_id not in sections for one in asked)
    if outside:
        words = ngettext(
            "%(n)d chosen question belongs to a section that is not ticked; it is asked all the same.",
            "%(n)d chosen questions belong to sections that are not ticked; they are asked all the same.",
            outside,
        )
        yield Advice("sections", words % {"n": outside})


def _window(quiz: Quiz, at: datetime) -> Iterator[Advice]:
    if quiz.has_closed(at) and quiz.closes_at:
        words = _("The end lies in the past (%(moment)s): nobody can start any more.")
        yield Advice("closes_at", words % {"moment": moment(quiz.closes_at)})
    if quiz.latest_entry is None:
        return
    if quiz.opens_at is None and not quiz.opens_when_taught:
        yield Advice(
            "latest_entry", _("The latest entry is counted from the opening time; without one it has no effect.")
        )
    elif quiz.opens_at and quiz.closes_at and quiz.terms.entry_ends_at and quiz.terms.entry_ends_at >= quiz.closes_at:
        yield Advice("latest_entry", _("The quiz ends before the latest entry: that rule has no effect."))


def _time(quiz: Quiz) -> Iterator[Advice]:
    if quiz.time_limit is None or quiz.opens_at is None or quiz.closes_at is None:
        return
    length = (quiz.closes_at - quiz.opens_at) // timedelta(minutes=1)
    if quiz.time_limit > length:
        words = _("The quiz is open for %(length)d minutes only: nobody has the full %(limit)d minutes.")
        yield Advice("time_limit", words % {"length": length, "limit": quiz.time_limit})
    elif quiz.latest_entry and quiz.latest_entry + quiz.time_limit > length > quiz.latest_entry:
        words = _("Whoever enters last has %(left)d of %(limit)d minutes: the quiz ends then.")
        yield Advice("latest_entry", words % {"left": length - quiz.latest_entry, "limit": quiz.time_limit})


ORDER = (Release.ANSWER, Release.HAND_IN, Release.CLOSE, Release.MANUAL, Release.NEVER)


def _release(quiz: Quiz) -> Iterator[Advice]:
    releases = (quiz.score_release, quiz.key_release, quiz.explanation_release)
    if Release.CLOSE in releases and quiz.closes_at is None:
        yield Advice("releases", _("The quiz has no end: “when the quiz closes” means right after hand-in."))
    if ORDER.index(Release(quiz.explanation_release)) < ORDER.index(Release(quiz.key_release)):
        yield Advice("releases", _("An explanation tells the key: it is shown only together with the key."))
    if quiz.mode == Mode.EXAM and quiz.key_release == Release.HAND_IN:
        if quiz.max_attempts != 1:
            words = _("The key is shown after hand-in and there are more attempts: the next one knows the answers.")
        else:
            words = _("The key is shown after hand-in: who hands in early can pass it on to others.")
        yield Advice("releases", words)


def _marks(found: Facts) -> Iterator[Advice]:
    quiz = found.quiz
    if found.bands and quiz.pass_percent not in found.bands:
        words = _("The pass mark %(pass)d is not where a band begins: one band would hold passed and failed.")
        yield Advice("bands", words % {"pass": quiz.pass_percent})
    if found.bands and min(found.bands) > 0:
        words = _("Below %(least)d there is no band; add one from 0.")
        yield Advice("bands", words % {"least": min(found.bands)})
    full = found.points.get("multiple_choice", quiz.points)
    if quiz.multiple_rule == MultipleRule.PER_OPTION and quiz.option_marks >= full:
        words = _("One right option already earns all %(full)s marks of a multiple choice question.")
        yield Advice("option_marks", words % {"full": marks(full)})
    fixed = all(wish.kind for wish in found.wishes) and found.rule_names
    if found.points and quiz.paper == Paper.EACH and quiz.draw_count is not None and not fixed:
        words = _("Papers may hold different kinds, so their full marks differ; the score is out of 100 all the same.")
        yield Advice("points", words)


def _written(found: Facts) -> Iterator[Advice]:
    kinds = {one.kind for one in found.listed} or {wish.kind for wish in found.wishes if wish.kind}
    if any(not KINDS[kind].objective for kind in kinds):
        words = _("Short answers and essays are marked by you: a trainee sees the score when all of them are marked.")
        yield Advice("releases", words)
