"""What is weak in the bank."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quiz.bank.lint_report import report
from quiz.lectures.models import Lecture
from quiz.people.access import SignedInRequest, admin_only


@require_GET
@admin_only
def lint_page(request: SignedInRequest) -> HttpResponse:
    """The lecture in the address (`?lecture=`), else the first."""
    lectures = list(Lecture.objects.all())
    wanted = request.GET.get("lecture", "")
    chosen = next((lecture for lecture in lectures if wanted in ("", lecture.slug)), None)
    if wanted and chosen is None:
        raise Http404
    context = {"lectures": lectures, "report": report(chosen) if chosen else None, "tab": "bank"}
    return render(request, "bank/lint.html", context)
