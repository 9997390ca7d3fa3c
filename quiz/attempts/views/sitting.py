"""A sitting: start, one question a screen, answer sheet, hand-in.

Every page is a plain form first. With htmx a post is answered by the screen that comes next instead of a redirect to
it; `sitting.js` saves while the trainee chooses or types, and keeps what could not be sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quiz.attempts.models import Attempt, Closed, Favourite, Response, Saved
from quiz.attempts.queries import quizzes_of, state_of
from quiz.attempts.responses import on_screen, whole_paper
from quiz.attempts.rules import Refusal, released_at_once
from quiz.bank.kinds import BadAnswer
from quiz.classes.models import Quiz
from quiz.people.access import SignedInRequest, trainee_only


@require_GET
@trainee_only
def intro(request: SignedInRequest, quiz_id: int) -> HttpResponse:
    """What holds in a quiz, before it begins: time, tries, marks, notes for candidates, the pledge of honesty."""
    quiz = get_object_or_404(quizzes_of(request.user), pk=quiz_id)
    return render(request, "attempts/intro.html", {"quiz": quiz, "state": state_of(request.user, quiz, timezone.now())})


@require_POST
@trainee_only
def start(request: SignedInRequest, quiz_id: int) -> HttpResponse:
    quiz = get_object_or_404(Quiz.objects.for_trainee(request.user), pk=quiz_id)
    try:
        attempt = Attempt.start(quiz, request.user, at=timezone.now(), pledged="pledge" in request.POST)
    except Refusal as refusal:
        messages.error(request, refusal.words)
        return redirect("attempts:intro", quiz.pk)
    return redirect("attempts:question", attempt.pk, attempt.position)


def mine(request: SignedInRequest, attempt_id: int, now: datetime) -> Attempt:
    """The trainee's own attempt; handed in first if its time is over."""
    attempt = get_object_or_404(Attempt.objects.select_related("quiz"), pk=attempt_id, trainee=request.user)
    if attempt.is_overdue(now):
        attempt.hand_in(by=None, at=now)
    return attempt


@require_GET
@trainee_only
def resume(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    attempt = mine(request, attempt_id, timezone.now())
    if not attempt.is_open:
        return redirect("attempts:result", attempt.pk)
    return redirect("attempts:question", attempt.pk, attempt.position)


@require_http_methods(["GET", "HEAD", "POST"])
@trainee_only
def question(request: SignedInRequest, attempt_id: int, position: int) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST":
        return _save(request, attempt_id, position, now)
    response = _on_screen(request, attempt_id, position)
    if not response.attempt.is_open or response.attempt.is_overdue(now):
        return _lead(request, reverse("attempts:resume", args=[attempt_id]))
    response.attempt.look_at(position)
    # Back in the browser's history wants the whole page, a link within a sitting the screen alone.
    part = "#swap" if request.htmx and not request.htmx.history_restore_request else ""
    return render(request, f"attempts/question.html{part}", _screen(response, now))


def _on_screen(request: SignedInRequest, attempt_id: int, position: int) -> Response:
    found = on_screen(attempt_id, request.user, position)
    if not found:
        raise Http404
    return found[position]


def _screen(response: Response, now: datetime, **extra: Any) -> dict[str, Any]:
    position = response.position
    if response.outcome:
        extra |= {
            "checked": released_at_once(response.attempt.quiz),
            "favourites": Favourite.numbers(response.attempt.trainee_id),
        }
    return {
        "attempt": response.attempt,
        "response": response,
        "shown": response.show(),
        "several": response.several,
        "previous": position - 1 or None,
        "following": position + 1 if position < response.total else None,
        "now": now,
        **extra,
    }


def _save(request: SignedInRequest, attempt_id: int, position: int, now: datetime) -> HttpResponse:
    then = request.POST.get("then", "")
    try:
        saved = Attempt.answer(
            attempt_id,
            position,
            request.POST,
            by=request.user,
            sequence=_sequence(request.POST.get("sequence", ""), now),
            seen=_seen(request.POST),
            at=now,
            given_at=now - _age(request.POST.get("age", "")),
            then=_number(then),
        )
    except Response.DoesNotExist:
        raise Http404 from None
    except Closed:
        return _too_late(request, attempt_id)
    except BadAnswer:
        error = _("This answer does not belong to this question. Choose again; nothing was changed.")
        return _again(request, _on_screen(request, attempt_id, position), now, 422, error)
    if saved.superseded:
        error = _("This question was answered anew in another window or on another device. You see the newer answer.")
        return _again(request, saved.response, now, 409, error)
    return _after(request, saved, then, now)


def _after(request: SignedInRequest, saved: Saved, then: str, now: datetime) -> HttpResponse:
    """What follows a save: the next screen, the way there, or where one stays the line that says it is saved."""
    if then == "check" and not saved.response.is_answered:
        return _again(request, saved.response, now, 422, _("Choose or write an answer first, then check it."))
    if not request.htmx:
        return redirect(_next_address(then, saved.response))
    if then == "check":
        return render(request, "attempts/question.html#swap", _screen(saved.response, now))
    if saved.following:
        # Without the request, that is without a token of its own in each form: htmx sends that of the page.
        response = HttpResponse(render_to_string("attempts/question.html#swap", _screen(saved.following, now)))
        response["HX-Push-Url"] = reverse(
            "attempts:question", args=[saved.response.attempt_id, saved.following.position]
        )
        return response
    if then:
        return _lead(request, _next_address(then, saved.response))
    return render(request, "attempts/question.html#state", {"response": saved.response})


def _again(request: SignedInRequest, response: Response, now: datetime, status: int, error: str) -> HttpResponse:
    part = "#swap" if request.htmx else ""
    return render(request, f"attempts/question.html{part}", _screen(response, now, error=error), status=status)


def _next_address(then: str, response: Response) -> str:
    if then in ("sheet", "hand-in"):
        return reverse(f"attempts:{then.replace('-', '_')}", args=[response.attempt_id])
    return reverse("attempts:question", args=[response.attempt_id, _number(then) or response.position])


def _number(then: str) -> int | None:
    """The question that the trainee goes on to, if it is one."""
    return int(then) if then.isdecimal() and len(then) < 5 else None


def _sequence(text: str, now: datetime) -> int:
    """The client's count of its saves; without JavaScript there is none, and the server's clock counts."""
    return int(text) if text.isdecimal() and 0 < len(text) < 18 else int(now.timestamp() * 1000)


def _seen(posted: QueryDict) -> int | None:
    """The newest save that a page without JavaScript showed, which does not count and knows of no later ones."""
    text = posted.get("seen", "")
    return int(text) if not posted.get("sequence") and text.isdecimal() and len(text) < 18 else None


def _age(text: str) -> timedelta:
    """How long ago, by the trainee's device, the answer was given that arrives now: milliseconds, at most an hour."""
    return timedelta(milliseconds=min(int(text), 3_600_000) if text.isdecimal() and len(text) < 10 else 0)


def _too_late(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    messages.warning(request, _("This attempt had been handed in. Your last answer is in the log, but does not count."))
    return _lead(request, reverse("attempts:resume", args=[attempt_id]))


def _lead(request: SignedInRequest, address: str) -> HttpResponse:
    """To another page, not to a part of this one."""
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)


@require_POST
@trainee_only
def leave(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """The page was left during a quiz that counts this."""
    mine(request, attempt_id, timezone.now()).note_leave()
    return HttpResponse(status=204)


@require_POST
@trainee_only
def flag(request: SignedInRequest, attempt_id: int, position: int) -> HttpResponse:
    now = timezone.now()
    attempt = mine(request, attempt_id, now)
    response = get_object_or_404(attempt.responses, position=position)
    if attempt.is_open:
        response.flagged = not response.flagged
        response.save(update_fields=["flagged"])
    if request.htmx:
        return render(request, "attempts/question.html#flag", {"attempt": attempt, "response": response})
    return redirect("attempts:question", attempt.pk, position)


@require_GET
@trainee_only
def paper(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """All screens of the attempt, so that a phone without network can turn over. Holds nothing of the key."""
    now = timezone.now()
    responses = whole_paper(attempt_id, request.user.pk)
    if not responses:
        raise Http404
    attempt = responses[0].attempt
    if not attempt.is_open or attempt.is_overdue(now):
        return redirect("attempts:resume", attempt_id)
    template = "attempts/question.html#question"
    screens = [(one.position, render_to_string(template, _screen(one, now), request)) for one in responses]
    return render(request, "attempts/paper.html", {"screens": screens})


def _sheet(attempt: Attempt) -> dict[str, Any]:
    responses = list(attempt.responses.select_related("revision"))
    return {
        "attempt": attempt,
        "responses": responses,
        "unanswered": [response for response in responses if not response.is_answered],
        "flagged": [response for response in responses if response.flagged],
        "answered": sum(response.is_answered for response in responses),
    }


@require_GET
@trainee_only
def sheet(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    attempt = mine(request, attempt_id, timezone.now())
    if not attempt.is_open:
        return redirect("attempts:result", attempt.pk)
    part = "#sheet" if request.htmx else ""
    return render(request, f"attempts/sheet.html{part}", _sheet(attempt))


@require_http_methods(["GET", "HEAD", "POST"])
@trainee_only
def hand_in(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    now = timezone.now()
    attempt = mine(request, attempt_id, now)
    if request.method == "POST":
        attempt.hand_in(by=request.user, at=now)
    if not attempt.is_open:
        return redirect("attempts:result", attempt.pk)
    return render(request, "attempts/hand_in.html", {**_sheet(attempt), "now": now})
