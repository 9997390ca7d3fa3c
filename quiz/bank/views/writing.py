"""Writing a question, new or on top of its current revision; the fragments that htmx asks for meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quiz.bank import editing, queries
from quiz.bank.advice import advice
from quiz.bank.filters import NewQuestionForm
from quiz.bank.forms import QuestionForm
from quiz.bank.kinds import KINDS, Kind
from quiz.bank.models import Question, Revision, Status
from quiz.bank.preview import preview
from quiz.bank.workflow import Refused
from quiz.lectures.models import Section
from quiz.people.access import SignedInRequest, admin_only

# What a button in the bar does, and the status that the question takes with it.
SAVING = {"save": "", "publish": Status.PUBLISHED, "submit": Status.REVIEW}


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
    said, then, at = form.cleaned_data, _then(request), timezone.now()
    try:
        question = editing.create(
            said["section"], form.draft(), tags=said["tags"], then=then or Status.DRAFT, by=request.user, at=at
        )
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return _editor(request, form)
    messages.success(request, _("Saved as question %(key)s.") % {"key": question.key})
    return redirect("bank:question_edit", question.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def question_edit(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = queries.one(question_id)
    read = question.revisions.filter(pk=_number(request.POST.get("base"))).first() or question.current
    tags = question.tags.values_list("name", flat=True)
    form = _question_form(request, question.behaviour, question.section, read, tags)
    if not (form.is_bound and form.is_valid()):
        return _editor(request, form, question)
    said, then, at = form.cleaned_data, _then(request), timezone.now()
    place = {"base": said["base"], "tags": said["tags"], "then": then}
    try:
        revision = editing.save(question, form.draft(), said["section"], **place, by=request.user, at=at)
    except editing.Outdated:
        return _outdated(request, form, question)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return _editor(request, form, question)
    messages.success(request, _("Saved as revision %(number)d.") % {"number": revision.number})
    return redirect("bank:question_edit", question.pk)


@require_POST
@admin_only
def question_copy(request: SignedInRequest, question_id: int) -> HttpResponse:
    made = editing.copy(queries.one(question_id), by=request.user, at=timezone.now())
    messages.success(request, _("This is the copy, question %(key)s, a draft.") % {"key": made.key})
    return redirect("bank:question_edit", made.pk)


@require_POST
@admin_only
def question_rows(request: SignedInRequest, kind: str) -> HttpResponse:
    """The rows after the action `do`, and the preview with them."""
    form = _typed_form(request, kind)
    return render(request, "bank/question_edit.html#acted", {**_shown(request, form), "oob": True})


@require_POST
@admin_only
def question_preview(request: SignedInRequest, kind: str) -> HttpResponse:
    return render(request, "bank/question_edit.html#preview", _shown(request, _typed_form(request, kind)))


def _number(typed: str | None) -> int:
    """A row's id in a form; 0, which no row has, if it is none."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 18 else 0


def _then(request: SignedInRequest) -> str:
    return SAVING.get(request.POST.get("do", ""), "")


def _question_form(
    request: SignedInRequest, kind: Kind, section: Section, revision: Revision | None, tags: Iterable[str] = ()
) -> QuestionForm:
    """Empty, or to be saved, or (a row was moved, another preview asked for) only shown again as it was typed."""
    if request.method != "POST":
        return QuestionForm(kind, section, revision=revision, tags=tags)
    action = request.POST.get("do", "save")
    if action not in SAVING or "show" in request.POST:
        return QuestionForm(kind, section, revision=revision, typed=request.POST).act(action)
    return QuestionForm(kind, section, request.POST, revision=revision)


def _typed_form(request: SignedInRequest, kind: str) -> QuestionForm:
    """The form as typed after the action `do`, for the fragments. 404 if it belongs to no kind or section."""
    if kind not in KINDS:
        raise Http404
    section = get_object_or_404(Section.objects.select_related("lecture"), pk=_number(request.POST.get("section")))
    revision = Revision.objects.filter(pk=_number(request.POST.get("base"))).prefetch_related("options").first()
    form = QuestionForm(KINDS[kind], section, revision=revision, typed=request.POST)
    return form.act(request.POST.get("do", ""))


def _shown(request: SignedInRequest, form: QuestionForm) -> dict[str, Any]:
    return {"form": form, "preview": preview(form.kind, form.item, request.POST), "advice": advice(form)}


def _editor(
    request: SignedInRequest, form: QuestionForm, question: Question | None = None, **more: Any
) -> HttpResponse:
    context = {
        **_shown(request, form),
        "question": question,
        "responses": queries.with_responses([question])[0][1] if question else 0,
        "next": question.current.number + 1 if question and question.current else 1,
        "may_publish": question is not None and question.refusal(Status.PUBLISHED, request.user) is None,
        "review_required": settings.REVIEW_REQUIRED,
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
