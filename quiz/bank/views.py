"""The administrator's pages: find a question, edit it, publish and retire it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quiz.lectures.models import Section
from quiz.people.access import SignedInRequest, admin_only

from .forms import QuestionForm
from .models import KIND_CHOICES, Question, Status


@require_GET
@admin_only
def question_list(request: SignedInRequest) -> HttpResponse:
    found = Question.objects.select_related("section", "current")
    wishes = {name: request.GET.get(name, "") for name in ("section", "kind", "status", "q")}
    if wishes["section"].isdigit():
        found = found.filter(section=int(wishes["section"]))
    if wishes["kind"]:
        found = found.filter(kind=wishes["kind"])
    if wishes["status"]:
        found = found.filter(status=wishes["status"])
    page = Paginator(found.containing(wishes["q"][:100]), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "wishes": wishes,
        "sections": Section.objects.select_related("lecture"),
        "kinds": KIND_CHOICES,
        "statuses": Status.choices,
        "labels": dict(KIND_CHOICES),
        "tab": "bank",
    }
    return render(request, "bank/question_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def question_edit(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(Question.objects.select_related("current", "section"), pk=question_id)
    form = QuestionForm(question, request.POST or None)
    if request.method == "POST" and form.is_valid():
        revision = question.revise(form.draft(), by=request.user, at=timezone.now())
        messages.success(request, _("Saved as revision %(number)d.") % {"number": revision.number})
        return redirect("bank:question_edit", question.pk)
    revisions = question.revisions.select_related("created_by")
    context = {"question": question, "form": form, "revisions": revisions, "tab": "bank"}
    return render(request, "bank/question_edit.html", context, status=422 if form.errors else 200)


@require_POST
@admin_only
def question_status(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(Question, pk=question_id)
    status = request.POST.get("status", "")
    if status in Status.values:
        question.set_status(status, by=request.user, at=timezone.now())
        messages.success(request, _("The question is now: %(status)s.") % {"status": question.get_status_display()})
    return redirect("bank:question_edit", question.pk)
