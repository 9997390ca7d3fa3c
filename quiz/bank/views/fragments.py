"""What htmx asks for while a question is being written: its rows, its preview, and to keep what is typed; that also of
a case's material."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from quiz.bank.case_forms import CaseForm
from quiz.bank.forms import QuestionForm
from quiz.bank.kinds import KINDS
from quiz.bank.models import Material, Revision, Unsaved
from quiz.bank.unsaved import CASE, Place, TooLong
from quiz.lectures.models import Section
from quiz.people.access import SignedInRequest, admin_only

from .desk import Work, number, shown


@require_POST
@admin_only
def question_rows(request: SignedInRequest, kind: str) -> HttpResponse:
    """The rows after the action `do`, and the preview with them."""
    form = _typed_form(request, kind).act(request.POST.get("do", ""))
    return render(request, "bank/question_edit.html#acted", {**shown(request, form), "oob": True})


@require_POST
@admin_only
def question_preview(request: SignedInRequest, kind: str) -> HttpResponse:
    context = {**shown(request, _typed_form(request, kind)), "oob": True}
    return render(request, "bank/question_edit.html#preview_again", context)


@require_POST
@admin_only
def question_points(request: SignedInRequest, kind: str) -> HttpResponse:
    """The key points of the section that has been chosen."""
    return render(request, "bank/question_edit.html#points", {"form": _typed_form(request, kind)})


@require_POST
@admin_only
def unsaved_keep(request: SignedInRequest, kind: str) -> HttpResponse:
    """Keep what is typed, so that it can be restored; what is as the page began needs no keeping."""
    place = _place(request)
    changed = _case_changed(request, place) if place.kind == CASE else _question_changed(request, kind)
    context: dict[str, Any] = {}
    try:
        if changed:
            context["kept"] = Unsaved.keep(place, request.POST, by=request.user, at=timezone.now())
        else:
            Unsaved.drop(place, by=request.user)
    except TooLong:
        context["too_long"] = True
    return render(request, "bank/_kept.html#said", context)


@require_POST
@admin_only
def unsaved_drop(request: SignedInRequest) -> HttpResponse:
    """Back to the page as it is without what was kept for it."""
    place = _place(request)
    Unsaved.drop(place, by=request.user)
    return redirect(place.address)


def _place(request: SignedInRequest) -> Place:
    place = Place.read(request.POST.get("place", ""))
    if place is None:
        raise Http404
    return place


def _case_changed(request: SignedInRequest, place: Place) -> bool:
    material = get_object_or_404(Material, pk=place.material) if place.material else None
    return CaseForm(material=material).differs(request.POST)


def _question_changed(request: SignedInRequest, kind: str) -> bool:
    form = _typed_form(request, kind)
    question = form.revision.question if form.revision else None
    untouched = Work(form.kind, question.section if question else form.place, question).untouched(form.revision)
    return form.changed_from(untouched)


def _typed_form(request: SignedInRequest, kind: str) -> QuestionForm:
    """The form as typed. 404 if it belongs to no kind or section."""
    if kind not in KINDS:
        raise Http404
    section = get_object_or_404(Section.objects.select_related("lecture"), pk=number(request.POST.get("section")))
    revision = Revision.objects.filter(pk=number(request.POST.get("base"))).prefetch_related("options").first()
    place = Place.read(request.POST.get("place", "")) or Place()
    case = Material.objects.filter(pk=place.material, lecture=section.lecture).first() if place.material else None
    text = case.text if case else ""
    return QuestionForm(KINDS[kind], section, revision=revision, typed=request.POST, material=text)
