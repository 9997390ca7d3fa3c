"""What is under way: the one place where this room looks at who points at it.

A change of rules has to say whom it meets, and time that was granted has to reach attempts under way. `attempts` stands
behind this room and is not imported; its rows are reached through the accessor it declares, with the verbs it offers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from .quizzes import Quiz


@dataclass(frozen=True)
class Sittings:
    under_way: int = 0
    handed_in: int = 0

    def __bool__(self) -> bool:
        return bool(self.under_way or self.handed_in)


def sittings(quizzes: Collection[Quiz], at: datetime) -> dict[int, Sittings]:
    """How many attempts there are at each of `quizzes`, by the quiz's number. What the clock has ended is not under
    way any more, though nobody may have looked."""
    over = Q(attempts__handed_in_at__isnull=False) | Q(attempts__due_at__lte=at)
    counted = Quiz.objects.filter(pk__in=[quiz.pk for quiz in quizzes]).order_by()
    rows = counted.annotate(all=Count("attempts"), done=Count("attempts", filter=over)).values_list("pk", "all", "done")
    return {pk: Sittings(every - done, done) for pk, every, done in rows}


def give_time(quiz: Quiz, at: datetime) -> int:
    """Let attempts under way have the time that the rules give them now. Returns how many got more."""
    return quiz.attempts.all().give_time(at)
