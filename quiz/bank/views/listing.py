"""Finding questions."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from quiz.bank import queries
from quiz.bank.filters import FilterForm
from quiz.bank.models import Status, Unsaved, Verb
from quiz.people.access import SignedInRequest, admin_only

PAGE = 50


@require_GET
@admin_only
def question_list(request: SignedInRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    wishes = form.wishes()
    status = wishes.pop("status", "")
    found = queries.find(wishes)
    chosen = found.filter(status=status) if status in Status.values else found
    just_done, earlier = queries.batches(request.user, timezone.now(), request.GET.get("batch", ""))
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "filtered": bool(wishes) or chosen is not found,
        "statuses": queries.statuses(found),
        "status": status,
        "page": page,
        "rows": queries.listed(list(page)),
        "batch": just_done,
        "earlier": earlier,
        "unsaved": Unsaved.objects.filter(person=request.user),
        "verbs": Verb.choices,
        "tab": "bank",
    }
    return render(request, "bank/question_list.html", context)
