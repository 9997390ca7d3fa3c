"""The administrator's pages: find a question, write it, see its history, publish and retire it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quiz.lectures.models import Section
from quiz.people.access import SignedInRequest, admin_only

from . import editing, queries
from .forms import FilterForm, NewQuestionForm, QuestionForm
from .kinds import KINDS, Kind
from .models import Question, Revision, Status
from .preview import preview

PAGE = 50
SAVING = ("save", "publish")


@require_GET
@admin_only
def question_list(request: SignedInRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    wishes = form.wishes()
    status = wishes.pop("status", "")
    found = queries.find(wishes)
    chosen = found.filter(status=status) if status in Status.values else found
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "filtered": bool(wishes) or chosen is not found,
        "statuses": queries.statuses(found),
        "status": status,
        "page": page,
        "rows": queries.with_responses(list(page)),
        "tab": "bank",
    }
    return render(request, "bank/question_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def question_new(request: SignedInRequest) -> HttpResponse:
    """First which section and kind (in the address), then the question; nothing is kept until it is saved."""
    wanted = NewQuestionForm(request.GET or None)
    if not wanted.is_valid():
        return render(request, "bank/question_new.html", {"form": wanted, "tab": "bank"})
    kind, section = KINDS[wanted.cleaned_data["kind"]], wanted.cleaned_data["section"]
    form = _question_form(request, kind, section, None)
    if not (form.is_bound and form.is_valid()):
        return _editor(request, form)
    publish, at = request.POST.get("do") == "publish", timezone.now()
    question = editing.create(form.cleaned_data["section"], form.draft(), publish=publish, by=request.user, at=at)
    messages.success(request, _("Saved as question %(key)s.") % {"key": question.key})
    return redirect("bank:question_edit", question.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def question_edit(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = _question(question_id)
    read = question.revisions.filter(pk=_number(request.POST.get("base"))).first() or question.current
    form = _question_form(request, question.behaviour, question.section, read)
    if not (form.is_bound and form.is_valid()):
        return _editor(request, form, question)
    said, publish, at = form.cleaned_data, request.POST.get("do") == "publish", timezone.now()
    try:
        revision = editing.save(
            question, form.draft(), said["section"], base=said["base"], publish=publish, by=request.user, at=at
        )
    except editing.Outdated:
        return _outdated(request, form, question)
    messages.success(request, _("Saved as revision %(number)d.") % {"number": revision.number})
    return redirect("bank:question_edit", question.pk)


@require_POST
@admin_only
def question_rows(request: SignedInRequest, kind: str) -> HttpResponse:
    """The rows after the action `do`, and the preview with them."""
    form = _typed_form(request, kind)
    context = {"form": form, "preview": preview(form.kind, form.item, request.POST), "oob": True}
    return render(request, "bank/question_edit.html#acted", context)


@require_POST
@admin_only
def question_preview(request: SignedInRequest, kind: str) -> HttpResponse:
    form = _typed_form(request, kind)
    context = {"form": form, "preview": preview(form.kind, form.item, request.POST)}
    return render(request, "bank/question_edit.html#preview", context)


@require_POST
@admin_only
def question_status(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(Question, pk=question_id)
    status = request.POST.get("status", "")
    if status in Status.values:
        question.set_status(status, by=request.user, at=timezone.now())
        messages.success(request, _("The question is now: %(status)s.") % {"status": question.get_status_display()})
    return redirect("bank:question_edit", question.pk)


@require_GET
@admin_only
def question_history(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = _question(question_id)
    context = {"question": question, "versions": queries.history(question), "tab": "bank"}
    return render(request, "bank/question_history.html", context)


@require_POST
@admin_only
def question_restore(request: SignedInRequest, question_id: int, number: int) -> HttpResponse:
    question = _question(question_id)
    old = get_object_or_404(question.revisions, number=number)
    revision = editing.restore(question, old, by=request.user, at=timezone.now())
    messages.success(request, _("Saved as revision %(number)d.") % {"number": revision.number})
    return redirect("bank:question_history", question.pk)


def _question(question_id: int) -> Question:
    found = Question.objects.filter(current__isnull=False).select_related("current", "section__lecture")
    return get_object_or_404(found, pk=question_id)


def _number(typed: str | None) -> int:
    """A row's id in a form; 0, which no row has, if it is none."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 18 else 0


def _question_form(request: SignedInRequest, kind: Kind, section: Section, revision: Revision | None) -> QuestionForm:
    """Empty, or to be saved, or (a row was moved, another preview asked for) only shown again as it was typed."""
    if request.method != "POST":
        return QuestionForm(kind, section, revision=revision)
    action = request.POST.get("do", "save")
    if action not in SAVING or "show" in request.POST:
        return QuestionForm.after(action, kind, section, request.POST, revision)
    return QuestionForm(kind, section, request.POST, revision=revision)


def _typed_form(request: SignedInRequest, kind: str) -> QuestionForm:
    """The form as typed after the action `do`, for the fragments. 404 if it belongs to no kind or section."""
    if kind not in KINDS:
        raise Http404
    section = get_object_or_404(Section.objects.select_related("lecture"), pk=_number(request.POST.get("section")))
    revision = Revision.objects.filter(pk=_number(request.POST.get("base"))).prefetch_related("options").first()
    return QuestionForm.after(request.POST.get("do", ""), KINDS[kind], section, request.POST, revision)


def _editor(
    request: SignedInRequest, form: QuestionForm, question: Question | None = None, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "preview": preview(form.kind, form.item, request.POST),
        "question": question,
        "responses": queries.with_responses([question])[0][1] if question else 0,
        "next": question.current.number + 1 if question and question.current else 1,
        "tab": "bank",
        **more,
    }
    status = 409 if "theirs" in more else 422 if form.is_bound else 200
    return render(request, "bank/question_edit.html", context, status=status)


def _outdated(request: SignedInRequest, form: QuestionForm, question: Question) -> HttpResponse:
    """Both texts, and the form as it was typed, now upon the other's revision: saving again keeps both."""
    question.refresh_from_db()
    theirs = question.current
    assert theirs is not None
    changes = queries.compare(form.kind, theirs, form.draft())
    typed = request.POST.copy()
    typed["base"] = str(theirs.pk)
    form = QuestionForm(form.kind, question.section, revision=theirs, typed=typed)
    return _editor(request, form, question, theirs=theirs, changes=changes)
