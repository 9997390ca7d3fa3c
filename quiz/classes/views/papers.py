"""The questions of a quiz: chosen by hand, and seen as a trainee would see them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quiz.classes.changes import consequences
from quiz.classes.models import ListedQuestion, Paper, Quiz
from quiz.classes.notice import notice
from quiz.classes.queries import choices, preview
from quiz.classes.sittings import sittings
from quiz.people.access import SignedInRequest, organiser_only
from quiz.people.models import AuditEntry

from .mine import my_quiz, page


@require_http_methods(["GET", "HEAD", "POST"])
@organiser_only
def quiz_questions(request: SignedInRequest, class_id: int, quiz_id: int) -> HttpResponse:
    """Choose the questions by hand, in the order of the bank; choosing makes the paper a list."""
    quiz = my_quiz(request, class_id, quiz_id)
    offered = choices(quiz)
    if request.method == "POST":
        ticked = set(request.POST.getlist("question"))
        chosen = [q.pk for choice in offered for q, _was in choice.questions if str(q.pk) in ticked]
        if not chosen:
            messages.warning(request, _("Tick at least one question. Nothing was changed."))
            return redirect("classes:quiz_questions", class_id, quiz_id)
        _list(request, quiz, chosen)
        messages.success(request, _("%(n)d questions chosen.") % {"n": len(chosen)})
        return redirect("classes:quiz_edit", class_id, quiz_id)
    said = consequences({"listed"}, sittings([quiz], timezone.now())[quiz.pk])
    total = sum(choice.chosen for choice in offered)
    return page(
        request,
        "quiz_questions",
        quiz.training_class,
        quiz=quiz,
        choices=offered,
        total=total,
        said=said,
        view="quizzes",
    )


@transaction.atomic
def _list(request: SignedInRequest, quiz: Quiz, chosen: list[int]) -> None:
    quiz.listed.all().delete()
    rows = enumerate(chosen, start=1)
    ListedQuestion.objects.bulk_create(ListedQuestion(quiz=quiz, question_id=pk, position=n) for n, pk in rows)
    quiz.paper = Paper.LIST
    quiz.save(update_fields=["paper"])
    said = {"quiz": quiz.pk, "questions": chosen}
    AuditEntry.record("quiz.list", quiz.title, by=request.user, at=timezone.now(), **said)


@require_GET
@organiser_only
def quiz_preview(request: SignedInRequest, class_id: int, quiz_id: int) -> HttpResponse:
    """A paper as it might be drawn, question by question. Nothing is stored; only what is memorised shows its key."""
    quiz = my_quiz(request, class_id, quiz_id)
    number = _number(request.GET.get("paper"), 9999)
    paper = preview(quiz, number)
    position = _number(request.GET.get("n"), len(paper) or 1)
    full = sum(one.points for one in paper)
    context: dict[str, Any] = {
        "paper": paper,
        "number": number,
        "shown": paper[position - 1] if paper else None,
        "previous": position - 1 or None,
        "following": position + 1 if position < len(paper) else None,
        "facts": notice(quiz, quiz.terms, len(paper), full),
    }
    return page(request, "quiz_preview", quiz.training_class, quiz=quiz, view="quizzes", **context)


def _number(typed: str | None, most: int) -> int:
    """A number from 1 to `most` in an address; 1 if it is none."""
    number = int(typed) if typed and typed.isdecimal() and len(typed) < 6 else 1
    return min(max(number, 1), most)
