"""What came of an attempt, for the trainee: score, what to go back to, each question with its key."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quiz.attempts.learning import by_section, class_mean, points_to_reread
from quiz.attempts.models import Attempt, Favourite, Response
from quiz.attempts.queries import counted, practice_of
from quiz.attempts.rules import visible
from quiz.bank.kinds import Outcome
from quiz.lectures.models import Section
from quiz.people.access import SignedInRequest, trainee_only

from .sitting import mine


@require_GET
@trainee_only
def result(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    now = timezone.now()
    attempt = mine(request, attempt_id, now)
    if attempt.is_open:
        return redirect("attempts:resume", attempt.pk)
    may_see = visible(attempt, now)
    asked = attempt.responses.select_related("revision__question__section__lecture")
    responses = list(asked.prefetch_related("revision__options", "markings"))
    section = responses[0].revision.question.section
    context = {
        "attempt": attempt,
        "section": section if len(_sections(responses)) == 1 else None,
        "closes_at": max(filter(None, (attempt.quiz.closes_at, attempt.terms.closes_at)), default=None),
        "visible": may_see,
        "minutes": divmod(attempt.seconds or 0, 60),
        "unexplained": not may_see.explanation,
        "favourites": Favourite.numbers(request.user.pk),
        "practice": may_see.key
        and may_see.score
        and practice_of(request.user, {r.revision.question.section for r in responses}, now),
        **(_score(attempt, responses) if may_see.score else {}),
        **(_questions(responses, request.GET.get("show", "all"), scored=may_see.score) if may_see.key else {}),
    }
    return render(request, "attempts/result.html", context)


def _sections(responses: list[Response]) -> set[Section]:
    return {response.revision.question.section for response in responses}


def _score(attempt: Attempt, responses: list[Response]) -> dict[str, Any]:
    done = Attempt.objects.filter(quiz=attempt.quiz, trainee=attempt.trainee_id).handed_in()
    best = None if attempt.quiz.is_studied else counted(done.filter(awaits=0), "best")
    names = {
        Outcome.CORRECT: _("Answered right"),
        Outcome.PARTLY: _("Partly"),
        Outcome.INCORRECT: _("Answered wrong"),
        Outcome.UNANSWERED: _("Not answered"),
    }
    return {
        "tally": [(o, label, sum(r.outcome == o for r in responses)) for o, label in names.items()],
        "best": best.percent if best else None,
        "class_mean": None if attempt.quiz.is_studied else class_mean(attempt.quiz),
        "by_section": by_section(responses),
    }


def _questions(responses: list[Response], shown: str, *, scored: bool) -> dict[str, Any]:
    """The questions with their keys; which of them were wrong is said only together with the score."""
    lists = {
        "all": responses,
        "wrong": [response for response in responses if response.outcome != Outcome.CORRECT],
        "flagged": [response for response in responses if response.flagged],
    }
    if not scored:
        del lists["wrong"]
    labels = {"all": _("All"), "wrong": _("Wrong"), "flagged": _("Flagged")}
    shown = shown if shown in lists else "all"
    return {
        "responses": responses,
        "tabs": [(name, labels[name], len(lists[name])) for name in lists],
        "show": shown,
        "listed": lists[shown],
        "wrong": sum(response.kind.objective for response in lists["wrong"]) if scored else 0,  # what can be practised
        "reread": points_to_reread(responses) if scored else [],
    }
