"""The trainee's pages: home, the lecture, a section, one question a screen, hand-in, result."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quiz.bank.kinds import BadAnswer
from quiz.classes.models import Quiz, TrainingClass
from quiz.lectures.models import Lecture
from quiz.people.access import SignedInRequest, trainee_only

from .models import Attempt, Closed, Response
from .queries import counted, next_step, parts, states
from .rules import Refusal, visible


@require_GET
@trainee_only
def home(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    training_class = TrainingClass.objects.attended_by(request.user).first()
    found = states(request.user, now)
    context = {
        "training_class": training_class,
        "next": next_step(found),
        "parts": parts(found),
        "done": sum(bool(state.done) for state in found),
        "total": len(found),
        "tab": "home",
    }
    return render(request, "attempts/home.html", context)


@require_GET
@trainee_only
def lecture_list(request: SignedInRequest) -> HttpResponse:
    lectures = Lecture.objects.filter(classes__in=TrainingClass.objects.attended_by(request.user)).distinct()
    if len(lectures) == 1:
        return redirect("attempts:lecture", lectures[0].slug)
    return render(request, "attempts/lecture_list.html", {"lectures": lectures, "tab": "lectures"})


def _lecture(request: SignedInRequest, slug: str) -> Lecture:
    mine = Lecture.objects.filter(classes__in=TrainingClass.objects.attended_by(request.user)).distinct()
    return get_object_or_404(mine, slug=slug)


@require_GET
@trainee_only
def lecture(request: SignedInRequest, slug: str) -> HttpResponse:
    found_lecture = _lecture(request, slug)
    found = states(request.user, timezone.now(), found_lecture)
    context = {
        "lecture": found_lecture,
        "parts": parts(found),
        "done": sum(bool(state.done) for state in found),
        "total": len(found),
        "tab": "lectures",
    }
    return render(request, "attempts/lecture.html", context)


@require_GET
@trainee_only
def section(request: SignedInRequest, slug: str, number: str) -> HttpResponse:
    found_lecture = _lecture(request, slug)
    sections = found_lecture.sections.select_related("parent").prefetch_related("points", "related__other")
    found = get_object_or_404(sections, number=number)
    state = next(
        (s for s in states(request.user, timezone.now(), found_lecture) if s.section.pk == found.pk),
        None,
    )
    return render(request, "attempts/section.html", {"lecture": found_lecture, "section": found, "state": state})


@require_POST
@trainee_only
def start(request: SignedInRequest, quiz_id: int) -> HttpResponse:
    quiz = get_object_or_404(Quiz.objects.for_trainee(request.user), pk=quiz_id)
    try:
        attempt = Attempt.start(quiz, request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, _refusal(refusal))
        return redirect("attempts:home")
    return redirect("attempts:question", attempt.pk, attempt.position)


def _refusal(refusal: Refusal) -> str:
    return {
        Refusal.NOT_OPEN: _("This quiz has not opened yet."),
        Refusal.CLOSED: _("This quiz has closed."),
        Refusal.NO_MORE: _("You have used all attempts at this quiz."),
        Refusal.EMPTY: _("This section has no questions yet. Please tell the organiser of your class."),
    }[refusal.reason]


def _mine(request: SignedInRequest, attempt_id: int, now: datetime) -> Attempt:
    """The trainee's own attempt; handed in first if its time is over."""
    attempt = get_object_or_404(Attempt.objects.select_related("quiz"), pk=attempt_id, trainee=request.user)
    if attempt.is_overdue(now):
        attempt.hand_in(by=None, at=now)
    return attempt


@require_GET
@trainee_only
def resume(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    attempt = _mine(request, attempt_id, timezone.now())
    if not attempt.is_open:
        return redirect("attempts:result", attempt.pk)
    return redirect("attempts:question", attempt.pk, attempt.position)


@require_http_methods(["GET", "HEAD", "POST"])
@trainee_only
def question(request: SignedInRequest, attempt_id: int, position: int) -> HttpResponse:
    if request.method == "POST":
        return _save(request, attempt_id, position)
    attempt = _mine(request, attempt_id, timezone.now())
    if not attempt.is_open:
        return redirect("attempts:result", attempt.pk)
    return _ask(request, attempt, position)


def _too_late(request: SignedInRequest, attempt_id: int, now: datetime) -> HttpResponse:
    attempt = _mine(request, attempt_id, now)
    messages.warning(request, _("This attempt has been handed in; the last change was not saved."))
    response = redirect("attempts:result", attempt.pk)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": response["Location"]})
    return response


def _ask(request: SignedInRequest, attempt: Attempt, position: int, **extra: Any) -> HttpResponse:
    responses = list(attempt.responses.select_related("revision__question").order_by("position"))
    if not 1 <= position <= len(responses):
        raise Http404
    if attempt.position != position:
        Attempt.objects.filter(pk=attempt.pk).update(position=position)
    current = responses[position - 1]
    context = {
        "attempt": attempt,
        "responses": responses,
        "response": current,
        "shown": current.show(),
        "several": current.several,
        "answered": sum(r.is_answered for r in responses),
        "flagged": sum(r.flagged for r in responses),
        "previous": position - 1 or None,
        "following": position + 1 if position < len(responses) else None,
        "total": len(responses),
        **extra,
    }
    return render(request, "attempts/question.html", context, status=extra.get("status"))


def _save(request: SignedInRequest, attempt_id: int, position: int) -> HttpResponse:
    now = timezone.now()
    count = _sequence(request.POST.get("sequence", ""), now)
    try:
        saved = Attempt.answer(attempt_id, position, request.POST, by=request.user, sequence=count, at=now)
    except Response.DoesNotExist:
        raise Http404 from None
    except Closed:
        return _too_late(request, attempt_id, now)
    except BadAnswer:
        error = _("This answer does not belong to this question. Choose again; nothing was changed.")
        return _ask(request, _mine(request, attempt_id, now), position, error=error, status=422)
    if request.headers.get("HX-Request"):
        return render(request, "attempts/question.html#saved", {"response": saved})
    then = request.POST.get("then", "")
    if then == "hand-in":
        return redirect("attempts:hand_in", attempt_id)
    if then == "sheet":
        return redirect("attempts:sheet", attempt_id)
    return redirect("attempts:question", attempt_id, int(then) if then.isdecimal() and len(then) < 5 else position)


def _sequence(text: str, now: datetime) -> int:
    """The client's count of its saves; without JavaScript there is none, and the server's clock counts."""
    return int(text) if text.isdecimal() and 0 < len(text) < 18 else int(now.timestamp() * 1000)


@require_POST
@trainee_only
def flag(request: SignedInRequest, attempt_id: int, position: int) -> HttpResponse:
    attempt = _mine(request, attempt_id, timezone.now())
    response = get_object_or_404(attempt.responses, position=position)
    if attempt.is_open:
        response.flagged = not response.flagged
        response.save(update_fields=["flagged"])
    return redirect("attempts:question", attempt.pk, position)


def _sheet(attempt: Attempt) -> dict[str, Any]:
    responses = list(attempt.responses.select_related("revision"))
    return {
        "attempt": attempt,
        "responses": responses,
        "unanswered": [r for r in responses if not r.is_answered],
        "flagged": [r for r in responses if r.flagged],
        "answered": sum(r.is_answered for r in responses),
    }


@require_GET
@trainee_only
def sheet(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    attempt = _mine(request, attempt_id, timezone.now())
    if not attempt.is_open:
        return redirect("attempts:result", attempt.pk)
    return render(request, "attempts/sheet.html", _sheet(attempt))


@require_http_methods(["GET", "HEAD", "POST"])
@trainee_only
def hand_in(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    now = timezone.now()
    attempt = _mine(request, attempt_id, now)
    if request.method == "POST":
        attempt.hand_in(by=request.user, at=now)
    if not attempt.is_open:
        return redirect("attempts:result", attempt.pk)
    return render(request, "attempts/hand_in.html", _sheet(attempt))


@require_GET
@trainee_only
def result(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    now = timezone.now()
    attempt = _mine(request, attempt_id, now)
    if attempt.is_open:
        return redirect("attempts:resume", attempt.pk)
    may_see = visible(attempt, now)
    responses = list(
        attempt.responses.select_related("revision__question__section__lecture").prefetch_related("revision__options")
    )
    done = list(Attempt.objects.filter(quiz=attempt.quiz, trainee=request.user).handed_in())
    best = counted(done, "best")
    context = {
        "attempt": attempt,
        "visible": may_see,
        "section": responses[0].revision.question.section,
        "responses": responses if may_see.key else [],
        "tally": _tally(responses) if may_see.score else [],
        "attempts": done,
        "best": best.percent if best and may_see.score else None,
    }
    return render(request, "attempts/result.html", context)


def _tally(responses: list[Response]) -> list[tuple[str, str, int]]:
    names = [
        ("correct", _("Correct")),
        ("partly", _("Partly correct")),
        ("incorrect", _("Incorrect")),
        ("unanswered", _("Not answered")),
    ]
    return [(outcome, label, sum(r.outcome == outcome for r in responses)) for outcome, label in names]
