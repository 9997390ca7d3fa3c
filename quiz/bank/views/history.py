"""What a question has been, and what it is now: its revisions and its status."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quiz.bank import editing, queries
from quiz.bank.models import Status
from quiz.bank.typed import plain
from quiz.bank.workflow import Refused
from quiz.people.access import SignedInRequest, admin_only


@require_POST
@admin_only
def question_status(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = queries.one(question_id)
    status, note = request.POST.get("status", ""), plain(request.POST.get("note", ""))[:200]
    try:
        question.set_status(
            status if status in Status.values else question.status, by=request.user, at=timezone.now(), note=note
        )
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("The question is now: %(status)s.") % {"status": question.get_status_display()})
    return redirect("bank:question_edit", question.pk)


@require_GET
@admin_only
def question_history(request: SignedInRequest, question_id: int) -> HttpResponse:
    """Each revision beside the one before; `?from=` and `?to=` compare any two."""
    question = queries.one(question_id)
    versions = queries.history(question)
    between = queries.comparison(question.behaviour, versions, request.GET.get("from", ""), request.GET.get("to", ""))
    context = {"question": question, "versions": versions, "between": between, "tab": "bank"}
    return render(request, "bank/question_history.html", context)


@require_POST
@admin_only
def question_restore(request: SignedInRequest, question_id: int, number: int) -> HttpResponse:
    question = queries.one(question_id)
    old = get_object_or_404(question.revisions, number=number)
    revision = editing.restore(question, old, by=request.user, at=timezone.now())
    messages.success(request, _("Saved as revision %(number)d.") % {"number": revision.number})
    return redirect("bank:question_history", question.pk)
