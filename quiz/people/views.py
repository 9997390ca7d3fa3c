"""Signing in and out, the first administrator, one's own settings."""

from __future__ import annotations

import secrets
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .access import SignedInRequest
from .appearance import COOKIES
from .database import NotMigrated, has_its_tables
from .expired import kept
from .forms import FirstAdminForm, FirstPasswordForm, PasswordForm, SignInForm
from .information import stored
from .models import AuditEntry, Role, TextSize, Theme, User
from .setup_code import setup_code

YEAR = 365 * 24 * 3600
LANDING = {Role.TRAINEE: "attempts:home", Role.ORGANISER: "results:class_list", Role.ADMIN: "bank:question_list"}


def _safe(request: HttpRequest, address: str) -> str:
    """`address` if it is a path on this site, else the home page."""
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    # A word without a slash would be taken for the name of a page.
    return address if allowed and address.startswith("/") else reverse("home")


def _posted(request: HttpRequest) -> QueryDict | None:
    """What binds a form; a form that was posted empty is still a posted one."""
    return request.POST if request.method == "POST" else None


@require_GET
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(LANDING[Role(request.user.role)])
    return redirect("people:sign_in" if User.objects.exists() else "people:first_admin")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    form = SignInForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if getattr(request, "axes_locked_out", False):
            return locked_out(request, form.cleaned_data)
        if user is not None:
            login(request, user)
            request.session.set_expiry(None if user.role == Role.TRAINEE else 8 * 3600)
            AuditEntry.record("person.sign_in", user.username, by=user, at=timezone.now())
            unsent = kept(request.POST.get("kept", ""))
            if unsent is not None:
                return render(request, "people/resend.html", {"unsent": unsent})
            return redirect(_safe(request, wanted))
        form.add_error(None, _wrong(request, form.cleaned_data))
    expired = bool(wanted) and wanted != "/"
    context = {"form": form, "next": wanted, "expired": expired, "kept": request.POST.get("kept", "")}
    return render(request, "people/sign_in.html", context, status=422 if form.errors else 200)


def _wrong(request: HttpRequest, credentials: dict[str, Any]) -> str:
    left = max(0, settings.AXES_FAILURE_LIMIT - AxesProxyHandler.get_failures(request, credentials))
    return _("Number or password is wrong. %(left)d more tries.") % {"left": left}


def locked_out(request: HttpRequest, credentials: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    return render(request, "people/locked_out.html", status=429)


@require_POST
def sign_out(request: SignedInRequest) -> HttpResponse:
    AuditEntry.record("person.sign_out", request.user.username, by=request.user, at=timezone.now())
    logout(request)
    return redirect("people:sign_in")


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def first_admin(request: HttpRequest) -> HttpResponse:
    """Asked once, of whoever can read the code that the start printed."""
    if User.objects.exists():
        raise Http404
    form = FirstAdminForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        if not secrets.compare_digest(form.cleaned_data.pop("code").strip().encode(), setup_code().encode()):
            form.add_error("code", _("This is not the code that the start printed. It also lies in var/setup_code."))
        else:
            try:
                validate_password(form.cleaned_data["password"])
                user = User.objects.create_user(**form.cleaned_data, role=Role.ADMIN)
            except ValidationError as error:
                form.add_error("password", error.messages)
            else:
                AuditEntry.record("person.first_admin", user.username, by=user, at=timezone.now())
                login(request, user, backend="quiz.people.backends.NumberBackend")
                return redirect("home")
    return render(request, "people/first_admin.html", {"form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: SignedInRequest) -> HttpResponse:
    first = request.user.must_change_password
    form = (FirstPasswordForm if first else PasswordForm)(request.user, _posted(request))
    if request.method == "POST" and form.is_valid():
        user = form.save(commit=False)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        update_session_auth_hash(request, user)
        AuditEntry.record("person.password", user.username, by=user, at=timezone.now())
        messages.success(request, _("Your password has been changed."))
        return redirect("home" if first else "people:profile")
    return render(request, "people/password.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def profile(request: SignedInRequest) -> HttpResponse:
    return render(request, "people/profile.html", {"stored": stored(request.user), "tab": "profile"})


@require_POST
@login_not_required
def appearance(request: HttpRequest) -> HttpResponse:
    """Set what is posted of text size, theme and language; on the person, or before sign-in in cookies."""
    response = redirect(_safe(request, request.POST.get("next", "")))
    wishes = {"size": TextSize.values, "theme": Theme.values, "language": list(dict(settings.LANGUAGES))}
    for field, allowed in wishes.items():
        value = request.POST.get(field, "")
        if value not in allowed:
            continue
        cookie = settings.LANGUAGE_COOKIE_NAME if field == "language" else COOKIES[field]
        response.set_cookie(cookie, value, YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax")
        if request.user.is_authenticated:
            column = "text_size" if field == "size" else field
            User.objects.filter(pk=request.user.pk).update(**{column: value})
    return response


@require_GET
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "people/privacy.html")


@require_GET
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """For a watchdog: 200 while the database answers and has the tables of this version, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        has_its_tables()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    except NotMigrated:
        return JsonResponse({"status": "database not migrated"}, status=503)
    return JsonResponse({"status": "ok"})


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A token that holds no longer, as after signing in anew in another window. A page of htmx fetches itself again."""
    response = render(request, "403_csrf.html", status=403)
    if request.headers.get("HX-Request"):
        response.headers["HX-Refresh"] = "true"
    return response
