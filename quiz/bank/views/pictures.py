"""Pictures: the library with its upload, and each picture for whoever has signed in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quiz.bank.models import Picture
from quiz.bank.picture_forms import PictureForm
from quiz.bank.picture_names import NAME
from quiz.bank.pictures import folder
from quiz.people.access import SignedInRequest, admin_only

PAGE = 24
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def picture_list(request: SignedInRequest) -> HttpResponse:
    """To htmx, which uploads from within the editor, the form alone with what has become of the upload."""
    form = PictureForm(request.POST, request.FILES) if request.method == "POST" else PictureForm()
    added = None
    if form.is_bound and form.is_valid():
        added = Picture.add(form.encoded, form.cleaned_data["alt"], by=request.user, at=timezone.now())
        added.alt = form.cleaned_data["alt"]  # for this use of a picture that was here already, with other words
        if not request.headers.get("HX-Request"):
            said = _("The picture is here. Copy this line into the question: %(line)s")
            messages.success(request, said % {"line": added.markdown})
            return redirect("bank:picture_list")
        form = PictureForm()
    context: dict[str, Any] = {"picture_form": form, "added": added, "tab": "bank"}
    status = 422 if form.is_bound else 200
    if request.headers.get("HX-Request"):
        return render(request, "bank/_upload.html", context, status=status)
    context["page"] = Paginator(Picture.objects.select_related("added_by"), PAGE).get_page(request.GET.get("page"))
    return render(request, "bank/picture_list.html", context, status=status)


@require_safe
def picture(request: SignedInRequest, name: str) -> HttpResponse:
    """Trainees see pictures in their questions, so everybody who has signed in may; nobody can guess a name."""
    found, path = NAME.fullmatch(name), folder() / name
    if found is None or not path.is_file():
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type=TYPES[found["kind"]])
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
