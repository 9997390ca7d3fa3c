"""Writing a question, new or on top of its current revision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quiz.bank import editing, queries
from quiz.bank.filters import NewQuestionForm
from quiz.bank.kinds import KINDS
from quiz.bank.models import Status
from quiz.bank.workflow import Refused
from quiz.people.access import SignedInRequest, admin_only

from .desk import Work, changed, keep, number, outdated, page, saved, standing, then


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def question_new(request: SignedInRequest) -> HttpResponse:
    """First which section and kind (in the address), then the question; it comes to be when it is saved."""
    wanted = NewQuestionForm(request.GET or None)
    if not wanted.is_valid():
        context = {"form": wanted, "tab": "bank"}
        return render(request, "bank/question_new.html", context, status=422 if wanted.is_bound else 200)
    asked = wanted.cleaned_data
    work = Work(KINDS[asked["kind"]], asked["section"], material=asked["material"])
    form = work.form(request, None)
    if not (form.is_bound and form.is_valid()):
        return page(request, work, form)
    said, status, at = form.cleaned_data, then(request) or Status.DRAFT, timezone.now()
    place = {"tags": said["tags"], "then": status, "material": work.material}
    try:
        question = editing.create(said["section"], form.draft(), **place, by=request.user, at=at)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return page(request, work, form)
    saved(request, work.place)
    messages.success(request, _("Saved as question %(key)s.") % {"key": question.key})
    return redirect("bank:question_edit", question.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def question_edit(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = queries.one(question_id)
    work = Work(question.behaviour, question.section, question)
    if request.POST.get("do") == "keep":
        return keep(request, work)
    read = question.revisions.filter(pk=number(request.POST.get("base"))).first() or question.current
    form = work.form(request, read)
    if not (form.is_bound and form.is_valid()):
        return page(request, work, form)
    said, at, before = form.cleaned_data, timezone.now(), standing(question)
    place = {"base": said["base"], "tags": said["tags"], "then": then(request), "seen": form.seen}
    try:
        editing.save(question, form.draft(), said["section"], **place, by=request.user, at=at)
    except editing.Outdated:
        return outdated(request, work, form)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return page(request, work, form)
    saved(request, work.place)
    messages.success(request, changed(before, standing(queries.one(question_id))))
    return redirect("bank:question_edit", question.pk)


@require_POST
@admin_only
def question_copy(request: SignedInRequest, question_id: int) -> HttpResponse:
    try:
        made = editing.copy(queries.one(question_id), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused.reason))
        return redirect("bank:question_edit", question_id)
    messages.success(request, _("This is the copy, question %(key)s, a draft.") % {"key": made.key})
    return redirect("bank:question_edit", made.pk)
