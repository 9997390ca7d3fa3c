"""What an attempt tells its trainee besides the score: section by section, what to read again, how the class did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import pgettext

from quiz.bank.kinds import Outcome
from quiz.classes.models import Quiz
from quiz.lectures.models import KeyPoint, Section

from .models import Attempt
from .queries import counted
from .responses import Response

ENOUGH = 5  # attempts; a mean of fewer would tell of single people


def class_mean(quiz: Quiz) -> int | None:
    """The mean of what counts in this quiz, percent; None while fewer than `ENOUGH` trainees have a score."""
    attempts = defaultdict(list)
    for attempt in Attempt.objects.filter(quiz=quiz, awaits=0).handed_in().select_related("quiz"):
        attempts[attempt.trainee_id].append(attempt)
    percents = [one.percent or 0 for done in attempts.values() if (one := counted(done, quiz.counting))]
    return round(sum(percents) / len(percents)) if len(percents) >= ENOUGH else None


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


@dataclass
class SectionScore:
    """What one section brought in a paper of several."""

    section: Section
    asked: int = 0
    right: int = 0
    marks: int = 0
    full_marks: int = 0

    @property
    def percent(self) -> int:
        return (self.marks * 200 + self.full_marks) // (2 * self.full_marks)


def by_section(responses: Iterable[Response]) -> list[SectionScore]:
    """The score section by section, in reading order."""
    found: dict[int, SectionScore] = {}
    for response in responses:
        section = response.revision.question.section
        score = found.setdefault(section.pk, SectionScore(section))
        score.asked += 1
        score.right += response.outcome == Outcome.CORRECT
        score.marks += response.marks or 0
        score.full_marks += response.points
    return sorted(found.values(), key=lambda score: (score.section.lecture_id, score.section.position))
