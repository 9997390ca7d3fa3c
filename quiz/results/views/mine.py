"""Every view starts here: a class of somebody else does not exist, and what the clock has ended is handed in first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from quiz.attempts.models import Attempt
from quiz.classes.models import TrainingClass
from quiz.people.access import SignedInRequest


def mine(request: SignedInRequest, class_id: int, now: datetime) -> TrainingClass:
    found = get_object_or_404(TrainingClass.objects.organised_by(request.user), pk=class_id)
    Attempt.objects.filter(quiz__training_class=found).hand_in_overdue(now - settings.ANSWER_GRACE)
    return found


def page(
    request: SignedInRequest,
    name: str,
    training_class: TrainingClass,
    now: datetime,
    view: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """`view` names the page's place in the navigation of the class; `name` may name a part: `mark.html#work`."""
    context |= {"training_class": training_class, "now": now, "tab": "classes", "view": view}
    return render(request, f"results/{name}", context, status=status)
