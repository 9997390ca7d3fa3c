"""Questions that a trainee wants to come back to."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from quiz.bank.models import Question
from quiz.people.models import User

from .responses import Response


class Favourite(models.Model):
    """One question of one trainee. Only what he has been asked can be one: no list is a way to questions of an exam."""

    trainee = models.ForeignKey(User, models.CASCADE, related_name="favourites", verbose_name=_("trainee"))
    question = models.ForeignKey(Question, models.CASCADE, related_name="+", verbose_name=_("question"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        ordering = ["trainee_id", "question_id"]
        constraints = [models.UniqueConstraint(fields=["trainee", "question"], name="favourite_once")]

    def __str__(self) -> str:
        return f"{self.trainee} · {self.question}"

    @classmethod
    def put(cls, trainee: User, question: Question, wanted: bool, *, at: datetime) -> None:
        """Make `question` a favourite or, if not `wanted`, no longer one; doing it twice is harmless.

        Raises Question.DoesNotExist for a question that the trainee was never asked.
        """
        if not Response.objects.filter(attempt__trainee=trainee, revision__question=question).exists():
            raise Question.DoesNotExist
        if wanted:
            cls.objects.get_or_create(trainee=trainee, question=question, defaults={"at": at})
        else:
            cls.objects.filter(trainee=trainee, question=question).delete()

    @classmethod
    def numbers(cls, trainee_id: int) -> set[int]:
        """The questions by their number, to ask of many whether each is one. One query."""
        return set(cls.objects.filter(trainee=trainee_id).values_list("question", flat=True))


def favourites_of(trainee: User) -> list[Question]:
    """The trainee's favourites that are still asked, in reading order. Three queries."""
    mine = Exists(Favourite.objects.filter(trainee=trainee, question=OuterRef("pk")))
    found = Question.objects.published().objective().filter(mine)
    ordered = found.order_by("section__lecture", "section__position", "position")
    return list(ordered.select_related("current", "section__lecture").prefetch_related("current__options"))
