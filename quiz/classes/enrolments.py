"""Who is in a class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quiz.people.information import Facts, tells
from quiz.people.models import User

if TYPE_CHECKING:
    from .models import TrainingClass


class Enrolment(models.Model):
    training_class: models.ForeignKey[TrainingClass] = models.ForeignKey(
        "TrainingClass", models.CASCADE, related_name="enrolments"
    )
    trainee = models.ForeignKey(User, models.PROTECT, related_name="enrolments")
    group = models.CharField(_("group"), max_length=32, blank=True)
    unit = models.CharField(_("unit"), max_length=100, blank=True)
    position = models.CharField(_("post"), max_length=100, blank=True)
    enrolled_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["training_class", "trainee__username"]
        constraints = [
            models.UniqueConstraint(fields=["training_class", "trainee"], name="enrolment_once_a_class"),
        ]

    def __str__(self) -> str:
        return f"{self.trainee} · {self.training_class}"


NUMERALS = {numeral: number for number, numeral in enumerate("零一二三四五六七八九")}


def group_order(name: str) -> tuple[int, str]:
    """Sorts groups by the first number in their name, in digits or Chinese up to 99: 二组 before 十组 before 十二组."""
    found = re.search(r"\d+|[零一二三四五六七八九十]+", name)
    if found is None:
        return 100, name
    digits = found.group()
    if digits.isdecimal():
        return int(digits), name
    tens, ten, ones = digits.rpartition("十")
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0), name


@tells
def _classes(user: User) -> Facts:
    """For the person's own page: each class that was not left, and what was entered on enrolling."""
    for one in Enrolment.objects.filter(trainee=user, left_at=None).select_related("training_class"):
        yield gettext("Class"), one.training_class.name
        yield gettext("Unit"), one.unit
        yield gettext("Post"), one.position
        yield gettext("Group"), one.group
