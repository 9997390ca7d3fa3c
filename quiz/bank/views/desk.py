"""What lies on an author's desk: the question being written, its form as requested, and the page that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from quiz.bank import queries
from quiz.bank.advice import advice
from quiz.bank.forms import QuestionForm
from quiz.bank.kinds import Kind
from quiz.bank.models import Material, Question, Revision, Status, Unsaved
from quiz.bank.picture_forms import PictureForm
from quiz.bank.preview import preview
from quiz.bank.unsaved import Place, TooLong
from quiz.lectures.models import Section
from quiz.people.access import SignedInRequest

# What a button in the bar does, and the status that the question takes with it.
SAVING = {"save": "", "publish": Status.PUBLISHED, "submit": Status.REVIEW}


@dataclass(frozen=True)
class Work:
    """A question, or a new one of a kind in a section, perhaps over a case's material."""

    kind: Kind
    section: Section
    question: Question | None = None
    material: Material | None = None

    @property
    def place(self) -> Place:
        if self.question:
            return Place(self.question.pk)
        return Place(0, self.section.pk, self.kind.name, self.material.pk if self.material else 0)

    def _form(
        self, data: QueryDict | None = None, *, revision: Revision | None, typed: QueryDict | None = None, **more: Any
    ) -> QuestionForm:
        text = self.material.text if self.material else ""
        return QuestionForm(self.kind, self.section, data, revision=revision, typed=typed, material=text, **more)

    def untouched(self, revision: Revision | None) -> QuestionForm:
        tags = self.question.tags.values_list("name", flat=True) if self.question else ()
        return self._form(revision=revision, tags=tags)

    def form(self, request: SignedInRequest, revision: Revision | None) -> QuestionForm:
        """Untouched; or to be saved; or (a row was moved, another preview asked for, what was kept is restored) only
        shown again as it was typed."""
        if request.method != "POST":
            kept = restored(request, self.place)
            if not kept:
                return self.untouched(revision)
            return self._form(revision=self.base(kept) or revision, typed=kept.data)
        action = request.POST.get("do", "save")
        if action not in SAVING or "show" in request.POST:
            return self._form(revision=revision, typed=request.POST).act(action)
        return self._form(request.POST, revision=revision)

    def base(self, kept: Unsaved) -> Revision | None:
        """The revision upon which `kept` was typed."""
        return self.question.revisions.filter(pk=number(kept.data.get("base"))).first() if self.question else None


def keep(request: SignedInRequest, work: Work) -> HttpResponse:
    """Leave the text as the person's own draft: nobody else sees it, and no revision is made."""
    try:
        Unsaved.keep(work.place, request.POST, by=request.user, at=timezone.now())
    except TooLong:
        messages.error(request, _("Too long to be kept. Save it, or shorten it."))
        return page(request, work, work.form(request, work.question.current if work.question else None))
    messages.success(request, _("Kept as your draft. Only you see it until you save."))
    return redirect(work.place.restoring)


def standing(question: Question) -> dict[str, Any]:
    """What saving may change of a question."""
    names = {"revision": question.current, "section": question.section, "status": question.status}
    return {**names, "tags": set(question.tags.values_list("name", flat=True))}


def changed(before: dict[str, Any], after: dict[str, Any]) -> str:
    """What a save has changed, in words."""
    point = after["revision"].point
    words = {
        "revision": _("Saved as revision %(number)d.") % {"number": after["revision"].number},
        "section": (_("Moved to %(section)s.") if point else _("Moved to %(section)s; choose its key point anew."))
        % {"section": after["section"].heading},
        "status": _("It is now: %(status)s.") % {"status": Status(after["status"]).label},
        "tags": _("Tags changed."),
    }
    said = [text for name, text in words.items() if before[name] != after[name]]
    return " ".join(said) if said else _("Nothing was changed.")


def number(typed: str | None) -> int:
    """A row's id in a form; 0, which no row has, if it is none."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 18 else 0


def restored(request: SignedInRequest, place: Place) -> Unsaved | None:
    """What was kept, if the page is asked for with it in the form."""
    return Unsaved.of(place, by=request.user) if _restores(request) else None


def saved(request: SignedInRequest, place: Place) -> None:
    """What was kept of this form has been saved; what waits for a choice is another text and stays."""
    if request.POST.get("place") == str(place):
        Unsaved.drop(place, by=request.user)


def keeping(request: SignedInRequest, place: Place) -> dict[str, Any]:
    """Until it is chosen what becomes of a text that was kept, nothing is kept over it: then there is no place."""
    posted = request.method == "POST"
    waiting = None if posted or _restores(request) else Unsaved.of(place, by=request.user)
    keeps = request.POST.get("place") == str(place) if posted else waiting is None
    return {"waiting": waiting, "place": place if keeps else None}


def _restores(request: SignedInRequest) -> bool:
    return request.method != "POST" and request.GET.get("unsaved") == "restore"


def then(request: SignedInRequest) -> str:
    return SAVING.get(request.POST.get("do", ""), "")


def shown(request: SignedInRequest, form: QuestionForm) -> dict[str, Any]:
    return {"form": form, "preview": preview(form.kind, form.item, request.POST), "advice": advice(form)}


def page(request: SignedInRequest, work: Work, form: QuestionForm, **more: Any) -> HttpResponse:
    question = work.question
    context = {
        **shown(request, form),
        **keeping(request, work.place),
        "question": question,
        "case": queries.case(question.material if question else work.material),
        "picture_form": PictureForm(),
        "own": work.place,
        "responses": queries.with_responses([question])[0][1] if question else 0,
        "next": question.current.number + 1 if question and question.current else 1,
        "may_publish": question is not None and question.refusal(Status.PUBLISHED, request.user) is None,
        "review_required": settings.REVIEW_REQUIRED,
        "tab": "bank",
        **more,
    }
    status = 409 if "theirs" in more else 422 if form.is_bound else 200
    return render(request, "bank/question_edit.html", context, status=status)


def outdated(request: SignedInRequest, work: Work, form: QuestionForm) -> HttpResponse:
    """Both texts, and the form as it was typed, now upon the other's revision: saving again keeps both."""
    assert work.question is not None
    work.question.refresh_from_db()
    theirs = work.question.current
    assert theirs is not None
    changes = queries.compare(form.kind, theirs, form.draft())
    typed = request.POST.copy()
    typed["base"] = str(theirs.pk)
    form = QuestionForm(form.kind, work.section, revision=theirs, typed=typed)
    return page(request, work, form, theirs=theirs, changes=changes)
