"""Marking what a person has to read: all answers to one question after another, without names unless asked for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quiz.attempts.marks import AlreadyMarked
from quiz.attempts.models import Mark, Response
from quiz.classes.models import TrainingClass
from quiz.people.access import SignedInRequest, organiser_only
from quiz.results.forms import MarkForm
from quiz.results.marking import following, piles, sheets, to_mark

from .mine import mine, page


@require_GET
@organiser_only
def marking(request: SignedInRequest, class_id: int) -> HttpResponse:
    now = timezone.now()
    training_class = mine(request, class_id, now)
    return page(request, "marking.html", training_class, now, "marking", piles=piles(training_class))


@require_GET
@organiser_only
def pile(request: SignedInRequest, class_id: int, quiz_id: int, question_id: int) -> HttpResponse:
    """On to the first answer that waits; if all are marked, to the first one."""
    found = sheets(mine(request, class_id, timezone.now()), quiz_id, question_id)
    if not found:
        raise Http404
    return redirect("results:mark", class_id, (following(found, 0) or found[0]).pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organiser_only
def mark(request: SignedInRequest, class_id: int, response_id: int) -> HttpResponse:
    training_class = mine(request, class_id, timezone.now())
    response = _answer(training_class, response_id)
    if request.method != "POST":
        return _sheet(request, training_class, response, MarkForm(None, response))
    form = MarkForm(request.POST, response)
    if not form.is_valid():
        return _sheet(request, training_class, response, form, status=_conflict(form) or 422)
    said = form.cleaned_data
    try:
        Mark.give(
            response.pk,
            said["criteria"],
            seen=said["seen"],
            comment=said["comment"],
            reason=said.get("reason", ""),
            by=request.user,
            at=timezone.now(),
        )
    except AlreadyMarked:
        response = _answer(training_class, response_id)
        return _sheet(request, training_class, response, MarkForm(request.POST, response), status=409)
    return _next(request, training_class, response)


def _answer(training_class: TrainingClass, response_id: int) -> Response:
    answers = to_mark(training_class).reviewed().select_related("attempt__quiz", "attempt__trainee")
    return get_object_or_404(answers, pk=response_id)


def _conflict(form: MarkForm) -> int | None:
    """409 if somebody else marked the answer since the form was shown: the form then lacks a reason, too."""
    newest = form.newest.number if form.newest else 0
    return 409 if form.cleaned_data.get("seen", newest) != newest else None


def _next(request: SignedInRequest, training_class: TrainingClass, response: Response) -> HttpResponse:
    """On to the next answer that waits; where one comes by htmx, without loading the page again."""
    pile = sheets(training_class, response.attempt.quiz_id, response.revision.question_id)
    sheet = following(pile, response.pk)
    if sheet is None:
        messages.success(request, _("All %(n)d answers to this question are marked.") % {"n": len(pile)})
        address = reverse("results:marking", args=[training_class.pk])
        return HttpResponse(headers={"HX-Redirect": address}) if _by_htmx(request) else redirect(address)
    names = "?names=1" if request.POST.get("names") else ""
    address = reverse("results:mark", args=[training_class.pk, sheet.pk]) + names
    if not _by_htmx(request):
        return redirect(address)
    following_one = _answer(training_class, sheet.pk)
    answer = _sheet(request, training_class, following_one, MarkForm(None, following_one))
    answer["HX-Push-Url"] = address
    return answer


def _by_htmx(request: SignedInRequest) -> bool:
    return bool(request.headers.get("HX-Request")) and request.method == "POST"


def _sheet(
    request: SignedInRequest, training_class: TrainingClass, response: Response, form: MarkForm, status: int = 200
) -> HttpResponse:
    pile = sheets(training_class, response.attempt.quiz_id, response.revision.question_id)
    context: dict[str, Any] = {
        "response": response,
        "form": form,
        "pile": pile,
        "sheet": next(sheet for sheet in pile if sheet.pk == response.pk),
        "following": following(pile, response.pk),
        "marked": sum(not sheet.waits for sheet in pile),
        "names": (request.GET.get("names") or request.POST.get("names")) == "1",
        "conflict": status == 409,
    }
    part = "#work" if _by_htmx(request) else ""
    return page(request, f"mark.html{part}", training_class, timezone.now(), "marking", status=status, **context)
