"""Opening sections: what has been taught opens its quizzes, now or at a date."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quiz.classes.forms import TaughtForm
from quiz.classes.queries import sections_to_teach
from quiz.lectures.models import Section
from quiz.people.access import SignedInRequest, organiser_only

from .mine import my_class, page


@require_http_methods(["GET", "HEAD", "POST"])
@organiser_only
def taught(request: SignedInRequest, class_id: int) -> HttpResponse:
    training_class, now = my_class(request, class_id), timezone.now()
    rows = sections_to_teach(training_class, now)
    sections = {row.section.pk: row.section.heading for row in rows}
    form = TaughtForm(request.POST if request.method == "POST" else None, training_class, sections)
    if form.is_bound and form.is_valid() and form.fits(now):
        chosen = list(Section.objects.filter(pk__in=form.cleaned_data["sections"]))
        training_class.mark_taught(chosen, opens_at=form.opens(now), by=request.user, at=now)
        messages.success(request, _("Sections marked as taught: %(n)d.") % {"n": len(chosen)})
        return redirect("classes:taught", class_id)
    status = 422 if form.is_bound else 200
    ticked = {int(pk) for pk in request.POST.getlist("sections") if pk.isdecimal() and len(pk) < 18}
    context: dict[str, Any] = {"form": form, "rows": rows, "ticked": ticked, "now": now}
    return page(request, "taught", training_class, status=status, view="taught", **context)


@require_POST
@organiser_only
def not_taught(request: SignedInRequest, class_id: int, section_id: int) -> HttpResponse:
    training_class = my_class(request, class_id)
    row = get_object_or_404(training_class.taught.select_related("section"), section=section_id)
    training_class.unmark_taught(row.section, by=request.user, at=timezone.now())
    messages.success(request, _("The mark has been taken back; what waited for it waits again."))
    return redirect("classes:taught", class_id)
