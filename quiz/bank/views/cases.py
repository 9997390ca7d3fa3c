"""Cases: their material, written once, and their questions together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quiz.bank import cases, queries
from quiz.bank.case_forms import CaseForm
from quiz.bank.choices import MOST_IN_CASE
from quiz.bank.diff import Changed, pieces
from quiz.bank.editing import Outdated
from quiz.bank.filters import NewQuestionForm
from quiz.bank.models import Material
from quiz.bank.unsaved import CASE, Place
from quiz.lectures.models import Section
from quiz.people.access import SignedInRequest, admin_only

from .desk import keeping, restored, saved


@require_GET
@admin_only
def case_list(request: SignedInRequest) -> HttpResponse:
    return render(request, "bank/case_list.html", {"cases": queries.cases(), "tab": "bank"})


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def case_new(request: SignedInRequest) -> HttpResponse:
    form = _form(request, None)
    if not (form.is_bound and form.is_valid()):
        return _page(request, form)
    said = form.cleaned_data
    made = cases.create(said["section"], said["title"], said["text"], by=request.user, at=timezone.now())
    saved(request, _place(None))
    messages.success(request, _("Saved. Now write its questions."))
    return redirect("bank:case_edit", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def case_edit(request: SignedInRequest, material_id: int) -> HttpResponse:
    material = get_object_or_404(Material.objects.select_related("lecture"), pk=material_id)
    form = _form(request, material)
    if not (form.is_bound and form.is_valid()):
        return _page(request, form, material)
    try:
        revised = cases.save(material, **form.cleaned_data, by=request.user, at=timezone.now())
    except Outdated:
        return _outdated(request, form, material)
    saved(request, _place(material))
    said = ngettext("Saved; %(n)d question has a new revision.", "Saved; %(n)d questions have a new revision.", revised)
    moved = form.cleaned_data.get("section")
    where = _("Moved to %(section)s; choose the key points anew.") % {"section": moved.heading} if moved else ""
    messages.success(request, f"{said % {'n': revised}} {where}".strip())
    return redirect("bank:case_edit", material.pk)


@require_POST
@admin_only
def case_preview(request: SignedInRequest) -> HttpResponse:
    return render(request, "bank/case_edit.html#previewed", {"text": request.POST.get("text", "")})


def _place(material: Material | None) -> Place:
    return Place(kind=CASE, material=material.pk if material else 0)


def _form(request: SignedInRequest, material: Material | None) -> CaseForm:
    """As it was posted; as it was kept, if that is to be restored; else untouched."""
    kept = restored(request, _place(material))
    data = request.POST if request.method == "POST" else None
    return CaseForm(data, material=material, section=_section(material), typed=kept.data if kept else None)


def _page(request: SignedInRequest, form: CaseForm, material: Material | None = None, **more: Any) -> HttpResponse:
    case = queries.case(material)
    context = {
        **keeping(request, _place(material)),
        "form": form,
        "case": case,
        "own": _place(material),
        "text": form["text"].value() or "",
        "full": case is not None and len(case.questions) >= MOST_IN_CASE,
        "adding": NewQuestionForm(initial={"section": case.section if case else None, "material": material}),
        "tab": "bank",
        **more,
    }
    status = 409 if "changes" in more else 422 if form.is_bound else 200
    return render(request, "bank/case_edit.html", context, status=status)


def _outdated(request: SignedInRequest, form: CaseForm, material: Material) -> HttpResponse:
    """What would change in the other's text, and the form as typed, now upon it."""
    material.refresh_from_db()
    typed, changes = request.POST.copy(), []
    for name, theirs in (("title", material.title), ("text", material.text)):
        if theirs != form.cleaned_data[name]:
            changes.append(Changed(form[name].label, pieces(theirs, form.cleaned_data[name])))
    typed["base"], place = material.mark, _section(material)
    if place and not form.cleaned_data.get("section"):
        typed["section"] = typed["section_seen"] = str(place.pk)
    form = CaseForm(typed, material=material, section=place)
    return _page(request, form, material, changes=changes, theirs=cases.last_save(material))


def _section(material: Material | None) -> Section | None:
    """Where the questions over it stand."""
    case = queries.case(material)
    return case.section if case else None
