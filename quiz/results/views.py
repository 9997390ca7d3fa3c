"""The organiser's pages, for reading only. A class of somebody else does not exist."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from quiz.attempts.models import Attempt
from quiz.classes.models import TrainingClass
from quiz.people.access import SignedInRequest, organiser_only

from .queries import board
from .queries import section_report as report_of


def _mine(request: SignedInRequest, class_id: int) -> TrainingClass:
    return get_object_or_404(TrainingClass.objects.organised_by(request.user), pk=class_id)


@require_GET
@organiser_only
def class_list(request: SignedInRequest) -> HttpResponse:
    size = Count("enrolments", filter=Q(enrolments__left_at=None), distinct=True)
    classes = TrainingClass.objects.organised_by(request.user).annotate(size=size)
    return render(request, "results/class_list.html", {"classes": classes, "tab": "classes"})


@require_GET
@organiser_only
def class_board(request: SignedInRequest, class_id: int) -> HttpResponse:
    training_class = _mine(request, class_id)
    context = {"training_class": training_class, "board": board(training_class), "tab": "classes"}
    return render(request, "results/class_board.html", context)


@require_GET
@organiser_only
def section_report(request: SignedInRequest, class_id: int, quiz_id: int) -> HttpResponse:
    training_class = _mine(request, class_id)
    quiz = get_object_or_404(training_class.quizzes.published(), pk=quiz_id)
    context = {"training_class": training_class, "quiz": quiz, "report": report_of(quiz), "tab": "classes"}
    return render(request, "results/section_report.html", context)


@require_GET
@organiser_only
def attempt(request: SignedInRequest, class_id: int, attempt_id: int) -> HttpResponse:
    training_class = _mine(request, class_id)
    attempts = Attempt.objects.filter(quiz__training_class=training_class).select_related("quiz", "trainee")
    found = get_object_or_404(attempts, pk=attempt_id)
    responses = found.responses.select_related("revision__question").prefetch_related("revision__options")
    context = {
        "training_class": training_class,
        "attempt": found,
        "responses": [] if found.is_open else list(responses),
        "tab": "classes",
    }
    return render(request, "results/attempt.html", context)
