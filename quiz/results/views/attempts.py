"""Attempts: one as it was answered; to hand in for the trainee while it is under way; to collect from all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from quiz.attempts.models import Attempt
from quiz.bank.kinds import Outcome
from quiz.classes.models import Quiz, Release, TrainingClass
from quiz.people.access import SignedInRequest, organiser_only
from quiz.results import queries
from quiz.results.collecting import collect, on_desks

from .mine import mine, page

RIGHT_OR_WAITING = (Outcome.CORRECT, Outcome.AWAITING)


def _outcomes() -> list[tuple[Outcome, str]]:
    return [
        (Outcome.CORRECT, _("Right")),
        (Outcome.PARTLY, _("Partly right")),
        (Outcome.INCORRECT, _("Answered wrong")),
        (Outcome.UNANSWERED, _("Not answered")),
    ]


def _of(training_class: TrainingClass, attempt_id: int) -> Attempt:
    attempts = Attempt.objects.filter(quiz__training_class=training_class).select_related("quiz", "trainee")
    return get_object_or_404(attempts, pk=attempt_id)


@require_GET
@organiser_only
def attempt(request: SignedInRequest, class_id: int, attempt_id: int) -> HttpResponse:
    now = timezone.now()
    training_class = mine(request, class_id, now)
    found = _of(training_class, attempt_id)
    answered = queries.answered(found)
    lists = {
        "all": (_("All"), answered),
        "wrong": (_("Wrong"), [one for one in answered if one.response.outcome not in RIGHT_OR_WAITING]),
        "flagged": (_("Flagged"), [one for one in answered if one.response.flagged]),
    }
    show = request.GET.get("show", "")
    show = show if show in lists else "all"
    context: dict[str, Any] = {
        "attempt": found,
        "minutes": divmod(found.seconds or 0, 60),
        "answered": answered,
        "late": [one for one in answered if one.late],
        "just_in_time": [one for one in answered if one.just_in_time],
        "tally": [(o, word, sum(one.response.outcome == o for one in answered)) for o, word in _outcomes()],
        "lists": [(name, label, len(listed)) for name, (label, listed) in lists.items()],
        "show": show,
        "listed": lists[show][1],
    }
    return page(request, "attempt.html", training_class, now, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@organiser_only
def hand_in(request: SignedInRequest, class_id: int, attempt_id: int) -> HttpResponse:
    """Says what it means first; what has been handed in meanwhile stays as it is. Study is not handed in."""
    now = timezone.now()
    training_class = mine(request, class_id, now)
    found = _of(training_class, attempt_id)
    if found.quiz.is_studied:
        raise Http404
    if request.method == "POST" and found.is_open and found.hand_in(by=request.user, at=now):
        messages.success(request, _("Handed in for %(name)s.") % {"name": found.trainee.name})
    elif not found.is_open:
        messages.warning(request, _("It had been handed in already; nothing was changed."))
    if not found.is_open:
        return redirect("results:attempt", class_id, attempt_id)
    answered, asked = queries.progress(Attempt.objects.filter(pk=found.pk))[found.pk]
    context: dict[str, Any] = {"attempt": found, "answered": answered, "unanswered": asked - answered, "asked": asked}
    return page(request, "hand_in.html", training_class, now, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@organiser_only
def collect_all(request: SignedInRequest, class_id: int, quiz_id: int) -> HttpResponse:
    """Calls time for the whole class; says what it means first."""
    now = timezone.now()
    training_class = mine(request, class_id, now)
    quiz = get_object_or_404(Quiz.objects.counted(), training_class=training_class, pk=quiz_id)
    if request.method == "POST":
        n = collect(quiz, by=request.user, at=now)
        said = ngettext(
            "The quiz is closed; %(n)d paper was collected.", "The quiz is closed; %(n)d papers were collected.", n
        )
        messages.success(request, said % {"n": n} if n else _("The quiz is closed; there was nothing to collect."))
        return redirect("classes:quiz_edit", class_id, quiz_id)
    sheets = on_desks(quiz, now)
    context: dict[str, Any] = {
        "quiz": quiz,
        "is_open": quiz.is_open(now),
        "collected": [sheet for sheet in sheets if sheet.until is None],
        "staying": [sheet for sheet in sheets if sheet.until],
        "released": Release.CLOSE in (quiz.score_release, quiz.key_release, quiz.explanation_release),
    }
    return page(request, "collect.html", training_class, now, **context)
