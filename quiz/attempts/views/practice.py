"""Learning without results: practise what was wrong or a favourite, read questions with their keys to memorise them."""

from __future__ import annotations

import random

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quiz.attempts.favourites import favourites_of
from quiz.attempts.models import Attempt, Favourite, Response
from quiz.attempts.queries import practice_of, quizzes_of
from quiz.attempts.rules import Subject, released_at_once, visible
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
    return _practise(request, questions, Subject.WRONG) or redirect("attempts:result", attempt.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@trainee_only
def favourite_list(request: SignedInRequest) -> HttpResponse:
    """The trainee's favourites to look through; posted to, they are practised."""
    questions = favourites_of(request.user)
    if request.method == "POST":
        return _practise(request, questions, Subject.FAVOURITES) or redirect("attempts:favourite_list")
    context = {"questions": questions, "favourites": {question.pk for question in questions}}
    return render(request, "attempts/favourite_list.html", context)


def _practise(request: SignedInRequest, questions: list[Question], subject: str) -> HttpResponse | None:
    """To a practice of just `questions`; None with a word about it if there is none to be had."""
    now = timezone.now()
    practice = practice_of(request.user, [question.section for question in questions], now)
    if practice is None:
        messages.info(request, _("There is nothing to practise here now."))
        return None
    started = Attempt.start(practice, request.user, at=now, only=questions, subject=subject)
    return redirect("attempts:question", started.pk, started.position)


@require_POST
@trainee_only
def favourite(request: SignedInRequest, question_id: int) -> HttpResponse:
    """Make a question a favourite (`wanted`) or no longer one."""
    question, wanted = get_object_or_404(Question, pk=question_id), "wanted" in request.POST
    try:
        Favourite.put(request.user, question, wanted, at=timezone.now())
    except Question.DoesNotExist:
        raise Http404 from None
    back = request.POST.get("next", "")
    if request.htmx:
        context = {"question_id": question.pk, "favourites": {question.pk} if wanted else set(), "next": back}
        return render(request, "attempts/_favourite.html", context)
    within = back.startswith("/") and url_has_allowed_host_and_scheme(back, None)
    return redirect(back if within else "attempts:favourite_list")


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
