"""Learning without results: practise what was wrong, read questions with their keys to memorise them."""

from __future__ import annotations

import random

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quiz.attempts.models import Attempt, Response
from quiz.attempts.queries import practice_of, quizzes_of
from quiz.attempts.rules import released_at_once, visible
from quiz.bank.kinds import Outcome
from quiz.bank.models import Question
from quiz.classes.models import Mode, Quiz
from quiz.people.access import SignedInRequest, trainee_only

from .sitting import mine


@require_POST
@trainee_only
def practise(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """Practise just what was wrong in an attempt whose key has been released."""
    now = timezone.now()
    attempt = mine(request, attempt_id, now)
    may_see = visible(attempt, now)
    if attempt.is_open or not (may_see.key and may_see.score):
        raise Http404
    wrong = attempt.responses.exclude(outcome=Outcome.CORRECT).values("revision__question")
    asked = Question.objects.published().objective().filter(pk__in=wrong)
    questions = list(asked.select_related("current", "section").prefetch_related("current__options"))
    practice = practice_of(request.user, [question.section for question in questions], now)
    if practice is None:
        messages.info(request, _("There is nothing to practise here now."))
        return redirect("attempts:result", attempt.pk)
    started = Attempt.start(practice, request.user, at=now, only=questions)
    return redirect("attempts:question", started.pk, 1)


@require_GET
@trainee_only
def memorise(request: SignedInRequest, quiz_id: int) -> HttpResponse:
    """All questions of a quiz for memorising, with what it releases at once, to read."""
    quiz = get_object_or_404(quizzes_of(request.user).filter(mode=Mode.MEMORISE), pk=quiz_id)
    if not quiz.is_open(timezone.now()):
        raise Http404
    context = {"quiz": quiz, "visible": released_at_once(quiz), "responses": _to_read(quiz)}
    return render(request, "attempts/memorise.html", context)


def _to_read(quiz: Quiz) -> list[Response]:
    """Responses of no attempt, so that the pages of results can show the questions."""
    paper = quiz.draw(random.Random(quiz.seed))
    return [
        Response(position=number, revision=question.current, order=order, points=quiz.points)
        for number, (question, order) in enumerate(paper, start=1)
    ]
