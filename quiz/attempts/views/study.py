"""Before and between sittings: home, the lecture, a section."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from quiz.attempts.queries import everything, next_step, parts, progress, states
from quiz.classes.models import TrainingClass
from quiz.lectures.models import Lecture
from quiz.people.access import SignedInRequest, trainee_only


@require_GET
@trainee_only
def home(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    training_class = TrainingClass.objects.attended_by(request.user).first()
    found, exams = everything(request.user, now)
    sitting = next((state for state in exams if state.under_way), None)
    context = {
        "training_class": training_class,
        "exams": exams,
        "next": sitting or next_step(found),
        "parts": parts(found),
        **progress(found),
        "tab": "home",
    }
    return render(request, "attempts/home.html", context)


@require_GET
@trainee_only
def lecture_list(request: SignedInRequest) -> HttpResponse:
    lectures = Lecture.objects.filter(classes__in=TrainingClass.objects.attended_by(request.user)).distinct()
    if len(lectures) == 1:
        return redirect("attempts:lecture", lectures[0].slug)
    return render(request, "attempts/lecture_list.html", {"lectures": lectures, "tab": "lectures"})


def _lecture(request: SignedInRequest, slug: str) -> Lecture:
    mine = Lecture.objects.filter(classes__in=TrainingClass.objects.attended_by(request.user)).distinct()
    return get_object_or_404(mine, slug=slug)


@require_GET
@trainee_only
def lecture(request: SignedInRequest, slug: str) -> HttpResponse:
    found_lecture = _lecture(request, slug)
    found = states(request.user, timezone.now(), found_lecture)
    context = {
        "lecture": found_lecture,
        "parts": parts(found),
        **progress(found),
        "tab": "lectures",
    }
    return render(request, "attempts/lecture.html", context)


@require_GET
@trainee_only
def section(request: SignedInRequest, slug: str, number: str) -> HttpResponse:
    found_lecture = _lecture(request, slug)
    sections = found_lecture.sections.select_related("parent").prefetch_related("points", "related__other")
    found = get_object_or_404(sections, number=number)
    here = [state for state in states(request.user, timezone.now(), found_lecture) if state.section.pk == found.pk]
    context = {"lecture": found_lecture, "section": found, "state": here[0] if here else None, "others": here[1:]}
    return render(request, "attempts/section.html", context)
