"""One act on the chosen rows of the list, and its undoing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from quiz.bank.filters import BatchForm
from quiz.bank.models import Batch
from quiz.people.access import SignedInRequest, admin_only


@require_POST
@admin_only
def batch_new(request: SignedInRequest) -> HttpResponse:
    form = BatchForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return _back(request)
    said = form.cleaned_data
    batch = Batch.do(said["do"], said["chosen"], tag=said["tag"], by=request.user, at=timezone.now())
    return _back(request, batch=batch.pk)


@require_POST
@admin_only
def batch_undo(request: SignedInRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(Batch, pk=batch_id)
    done = batch.undo(by=request.user, at=timezone.now())
    said = ngettext("Undone: %(n)d question is as before.", "Undone: %(n)d questions are as before.", done)
    messages.success(request, said % {"n": done})
    return _back(request)


def _back(request: SignedInRequest, **more: int) -> HttpResponse:
    """To the list with the filters it had."""
    query = QueryDict(request.POST.get("filters", ""), mutable=True)
    query.pop("batch", None)
    query.update({name: str(value) for name, value in more.items()})
    return redirect(f"{reverse('bank:question_list')}?{query.urlencode()}")
