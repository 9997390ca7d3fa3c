"""Every view starts here: a class or a quiz of somebody else does not exist."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from quiz.classes.models import Quiz, TrainingClass
from quiz.people.access import SignedInRequest


def my_class(request: SignedInRequest, class_id: int) -> TrainingClass:
    return get_object_or_404(TrainingClass.objects.organised_by(request.user), pk=class_id)


def my_quiz(request: SignedInRequest, class_id: int, quiz_id: int) -> Quiz:
    quizzes = Quiz.objects.organised_by(request.user).select_related("training_class")
    return get_object_or_404(quizzes, pk=quiz_id, training_class=class_id)


def page(
    request: SignedInRequest, name: str, training_class: TrainingClass, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"training_class": training_class, "tab": "classes"}
    return render(request, f"classes/{name}.html", context, status=status)
