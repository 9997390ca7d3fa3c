"""Sets of attempts, and what is done to a set at once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Sum

from quiz.bank.kinds import Outcome

from .responses import Response

if TYPE_CHECKING:
    from .models import Attempt  # noqa: F401  # named in a string


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> AttemptQuerySet:
        return self.filter(handed_in_at=None)

    def handed_in(self) -> AttemptQuerySet:
        return self.filter(handed_in_at__isnull=False)

    def overdue(self, at: datetime) -> AttemptQuerySet:
        return self.open().filter(due_at__lte=at)

    def hand_in_overdue(self, at: datetime) -> int:
        """Hand in what the clock has ended, each attempt at its own deadline. Returns how many.

        Others than the trainee ask for it as of `settings.ANSWER_GRACE` ago: answers given in time may be on their way.
        """
        return sum(attempt.hand_in(by=None, at=at) for attempt in self.overdue(at))

    def give_time(self, at: datetime) -> int:
        """Move the deadlines of attempts under way to what their terms say now, if that is later. Returns how many.

        Nobody loses time by a change of the rules; whose time is over stays at that.
        """
        under_way = self.open().exclude(due_at__lte=at).select_related("quiz", "trainee")
        return sum(attempt.give_time() for attempt in under_way)

    def recount(self) -> None:
        """Add up the marks of attempts that were handed in, and how many of their answers wait for a person."""
        paper = Response.objects.filter(attempt=OuterRef("pk")).order_by().values("attempt")
        waiting = Count("pk", filter=Q(outcome=Outcome.AWAITING))
        self.handed_in().update(
            marks=Subquery(paper.annotate(n=Sum("marks")).values("n")),
            awaits=Subquery(paper.annotate(n=waiting).values("n")),
        )
