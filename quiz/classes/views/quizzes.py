"""The quizzes of a class: list, make, set the rules, publish, withdraw, release, copy, delete a draft."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quiz.classes.advice import advice
from quiz.classes.changes import consequences
from quiz.classes.forms import NewQuizForm
from quiz.classes.models import Quiz
from quiz.classes.notice import when
from quiz.classes.queries import last_change, lectures_to_give, questions_in, shelves
from quiz.classes.rules_form import RulesForm
from quiz.classes.sittings import Sittings, sittings
from quiz.lectures.models import Lecture
from quiz.people.access import SignedInRequest, organiser_only
from quiz.people.models import AuditEntry

from .mine import my_class, my_quiz, page


@require_GET
@organiser_only
def quiz_list(request: SignedInRequest, class_id: int) -> HttpResponse:
    training_class = my_class(request, class_id)
    found, to_give = shelves(training_class, timezone.now()), lectures_to_give(training_class)
    return page(request, "quiz_list", training_class, shelves=found, to_give=to_give, view="quizzes")


@require_POST
@organiser_only
def give(request: SignedInRequest, class_id: int) -> HttpResponse:
    """Give the class a lecture: its section quizzes and practice at once."""
    training_class = my_class(request, class_id)
    lecture = get_object_or_404(Lecture, slug=request.POST.get("lecture", ""))
    when_taught = request.POST.get("opening") == "taught"
    made = training_class.give(lecture, by=request.user, at=timezone.now(), when_taught=when_taught)
    messages.success(request, _("Quizzes made: %(number)d.") % {"number": len(made)})
    return redirect("classes:quiz_list", class_id)


@require_http_methods(["GET", "HEAD", "POST"])
@organiser_only
def quiz_new(request: SignedInRequest, class_id: int) -> HttpResponse:
    training_class = my_class(request, class_id)
    form = NewQuizForm(request.POST if request.method == "POST" else None, use_required_attribute=False)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "quiz_new", training_class, status=status, form=form, view="quizzes")
    said, last = form.cleaned_data, training_class.quizzes.order_by("position").last()
    quiz = Quiz.of_mode(said["mode"], training_class, said["title"], position=last.position + 1 if last else 1)
    quiz.save()
    AuditEntry.record("quiz.make", quiz.title, by=request.user, at=timezone.now(), quiz=quiz.pk, mode=quiz.mode)
    return redirect("classes:quiz_edit", class_id, quiz.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organiser_only
def quiz_edit(request: SignedInRequest, class_id: int, quiz_id: int) -> HttpResponse:
    """What a change means for attempts that exist is said first; saving asks once more then."""
    quiz, now = my_quiz(request, class_id, quiz_id), timezone.now()
    form = RulesForm(request.POST if request.method == "POST" else None, quiz)
    if not (form.is_bound and form.is_valid()):
        return _editor(request, form, class_id)
    if form.is_outdated:
        return _editor(request, form, class_id, outdated=last_change(quiz))
    said = consequences(form.changed, sittings([quiz], now)[quiz.pk])
    if said and request.POST.get("seen") != _mark(said):
        return _editor(request, form, class_id, said)
    form.keep(by=request.user, at=now)
    if request.POST.get("do") == "publish":
        _publish(request, quiz)
    else:
        messages.success(request, _("Saved."))
    return redirect("classes:quiz_edit", class_id, quiz_id)


def _mark(said: list[str]) -> str:
    """Names what was said, so that only what has been read is agreed to."""
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _editor(
    request: SignedInRequest, form: RulesForm, class_id: int, said: list[str] | None = None, **more: Any
) -> HttpResponse:
    now, stored = timezone.now(), my_quiz(request, class_id, form.instance.pk)
    context: dict[str, Any] = {
        "form": form,
        "quiz": stored,
        "state": stored.state(now),
        "when": when(stored.terms, now),
        "there": sittings([stored], now).get(stored.pk, Sittings()),
        "granted": stored.allowances.count(),
        "pool": questions_in(stored.sections.values_list("pk", flat=True)).total(),
        "advice": [] if form.is_bound else advice(stored, now),
        "said": said,
        "seen": _mark(said) if said else "",
        **more,
    }
    status = 409 if more else 422 if form.is_bound and not said else 200
    return page(request, "quiz_edit", stored.training_class, status=status, view="quizzes", **context)


def _publish(request: SignedInRequest, quiz: Quiz) -> None:
    if quiz.exact_size():
        quiz.publish(by=request.user, at=timezone.now())
        messages.success(request, _("Published."))
    else:
        messages.warning(request, _("Not published: a paper would hold no question. The rules are saved."))


@require_POST
@organiser_only
def quiz_status(request: SignedInRequest, class_id: int, quiz_id: int) -> HttpResponse:
    """`do` is publish, withdraw or release; anything else changes nothing."""
    quiz, do, now = my_quiz(request, class_id, quiz_id), request.POST.get("do", ""), timezone.now()
    if do == "publish":
        _publish(request, quiz)
    elif do == "withdraw":
        quiz.withdraw(by=request.user, at=now)
        messages.success(request, _("Withdrawn: it is a draft again."))
    elif do == "release":
        quiz.release(by=request.user, at=now)
        messages.success(request, _("Released."))
    return redirect("classes:quiz_edit", class_id, quiz_id)


@require_POST
@organiser_only
def quiz_copy(request: SignedInRequest, class_id: int, quiz_id: int) -> HttpResponse:
    quiz = my_quiz(request, class_id, quiz_id)
    title = _("%(title)s (copy)") % {"title": quiz.title[:180]}
    made = quiz.copy(title, by=request.user, at=timezone.now())
    messages.success(request, _("This is the copy, a draft."))
    return redirect("classes:quiz_edit", class_id, made.pk)


@require_POST
@organiser_only
def quiz_delete(request: SignedInRequest, class_id: int, quiz_id: int) -> HttpResponse:
    """A draft that nobody has begun; anything else stays."""
    quiz, now = my_quiz(request, class_id, quiz_id), timezone.now()
    if quiz.published_at or sittings([quiz], now)[quiz.pk]:
        messages.warning(request, _("Only a draft that nobody has begun can be deleted."))
        return redirect("classes:quiz_edit", class_id, quiz_id)
    AuditEntry.record("quiz.delete", quiz.title, by=request.user, at=now, quiz=quiz.pk)
    quiz.delete()
    messages.success(request, _("The draft “%(title)s” has been deleted.") % {"title": quiz.title})
    return redirect("classes:quiz_list", class_id)
