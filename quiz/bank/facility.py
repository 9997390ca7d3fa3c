"""How many got a question right at first sight: each trainee's first answer to it, in whatever attempt.

A change of key makes it another question: what was answered before does not count any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from .choices import Change
from .kinds import Outcome
from .models import Question, Revision

ENOUGH = 5  # first answers; a rate of fewer would tell of single people
EASY, HARD = 70, 40  # percent right; 试题难度 as Chinese texts grade it: 易 from 0.7 on, 难 below 0.4


class Band(TextChoices):
    EASY = "easy", _("70% and more")
    MEDIUM = "medium", _("40% to 69%")
    HARD = "hard", _("below 40%")
    FEW = "few", _("fewer than 5 answers")


@dataclass(frozen=True)
class Facility:
    """`right` of `answers` first answers were fully right."""

    answers: int
    right: int

    @property
    def percent(self) -> int | None:
        """The share that was right, rounded half up; None while there are fewer than `ENOUGH`."""
        return (200 * self.right + self.answers) // (2 * self.answers) if self.answers >= ENOUGH else None

    @property
    def band(self) -> Band:
        if self.percent is None:
            return Band.FEW
        return Band.EASY if self.percent >= EASY else Band.MEDIUM if self.percent >= HARD else Band.HARD


NONE = Facility(0, 0)


def facilities(questions: Iterable[Question] | None = None) -> dict[int, Facility]:
    """By question, for those with a marked answer: of `questions`, or of all. Two queries at most.

    What waits for a person's marking does not count.
    """
    # Like queries.with_responses, a look at who points here: `attempts` keeps a response with its revision.
    anew = Revision.objects.filter(question=OuterRef("question"), number__gt=OuterRef("number"), change=Change.KEY)
    marked = Revision.objects.order_by().filter(
        ~Exists(anew),
        responses__answer__isnull=False,
        responses__outcome__in=[Outcome.CORRECT, Outcome.PARTLY, Outcome.INCORRECT],
    )
    if questions is not None:
        marked = marked.filter(question__in=list(questions))
    firsts = marked.values("question", "responses__attempt__trainee").annotate(first=Min("responses")).values("first")
    counted = Revision.objects.order_by().filter(responses__in=firsts).values_list("question")
    right = Count("responses", filter=Q(responses__outcome=Outcome.CORRECT))
    return {pk: Facility(n, hits) for pk, n, hits in counted.annotate(n=Count("responses"), right=right)}
