"""What is granted to single people and groups of a quiz: who gets what, why, and what of it cannot take effect."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from quiz.classes.forms import AllowanceForm
from quiz.classes.models import Allowance, Quiz
from quiz.classes.queries import granted
from quiz.classes.sittings import give_time, sittings
from quiz.people.access import SignedInRequest, organiser_only

from .mine import my_quiz, page


@require_http_methods(["GET", "HEAD", "POST"])
@organiser_only
def allowance_list(request: SignedInRequest, class_id: int, quiz_id: int) -> HttpResponse:
    return _page(request, my_quiz(request, class_id, quiz_id))


@require_http_methods(["GET", "HEAD", "POST"])
@organiser_only
def allowance_edit(request: SignedInRequest, class_id: int, quiz_id: int, allowance_id: int) -> HttpResponse:
    quiz = my_quiz(request, class_id, quiz_id)
    return _page(request, quiz, get_object_or_404(quiz.allowances.select_related("trainee"), pk=allowance_id))


def _page(request: SignedInRequest, quiz: Quiz, changed: Allowance | None = None) -> HttpResponse:
    now = timezone.now()
    data = request.POST if request.method == "POST" else None
    form = AllowanceForm(data, quiz, changed, whom=request.GET.get("whom", ""))
    if form.is_bound and form.is_valid():
        form.instance.grant(by=request.user, at=now)
        _tell(request, give_time(quiz, now))
        return redirect("classes:allowance_list", quiz.training_class_id, quiz.pk)
    context: dict[str, Any] = {
        "quiz": quiz,
        "form": form,
        "changed": changed,
        "granted": granted(quiz, now),
        "there": sittings([quiz], now)[quiz.pk],
    }
    status = 422 if form.is_bound else 200
    return page(request, "allowance_list", quiz.training_class, status=status, view="quizzes", **context)


def _tell(request: SignedInRequest, moved: int) -> None:
    words = ngettext("The end of %(n)d attempt under way has moved.", "The end of %(n)d attempts has moved.", moved)
    messages.success(request, " ".join([_("Saved."), *([words % {"n": moved}] if moved else [])]))


@require_POST
@organiser_only
def allowance_remove(request: SignedInRequest, class_id: int, quiz_id: int, allowance_id: int) -> HttpResponse:
    quiz = my_quiz(request, class_id, quiz_id)
    allowance = get_object_or_404(quiz.allowances, pk=allowance_id)
    allowance.take_back(by=request.user, at=timezone.now())
    messages.success(request, _("Taken back. Whoever has begun keeps the end that was given."))
    return redirect("classes:allowance_list", class_id, quiz_id)
