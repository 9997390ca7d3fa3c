"""Small rules for every request: its address, language, a password that must be chosen first, headers, plain words."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from .expired import keep
from .forms import SignInForm

Respond = Callable[[HttpRequest], HttpResponse]


class ProxyMiddleware:
    """Behind a proxy, the address of whoever asked and not the proxy's: a lock after wrong passwords is for him alone.

    The last address of X-Forwarded-For is the one that the proxy itself has seen; those before it anybody can write.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if settings.BEHIND_PROXY and seen:
            request.META["REMOTE_ADDR"] = seen
        return self.get_response(request)


class LanguageMiddleware:
    """The person's language, else the cookie's, else Chinese. The browser's own wish is not asked: phones bought
    abroad are common, and English is one tap away."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wish = getattr(request.user, "language", "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wish if wish in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page wants a sign-in unless it says otherwise. What somebody posts after the session has ended is kept:
    htmx is told so that the page can stay, a plain form goes through the sign-in."""

    def handle_no_permission(  # type: ignore[override]  # not only redirects
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.headers.get("HX-Request"):
            answering = request.resolver_match is not None and request.resolver_match.app_name == "attempts"
            context = {"next": _own_page(request), "answering": answering}
            response = render(request, "people/expired.html", context, status=401)
            response["HX-Retarget"], response["HX-Reswap"] = "#saved", "innerHTML"
            return response
        text = keep(request) if request.method == "POST" else ""
        if text:
            context = {"form": SignInForm(), "kept": text, "next": _own_page(request), "expired": True}
            return render(request, "people/sign_in.html", context, status=401)
        if request.method == "POST":
            return redirect_to_login(_own_page(request))
        return super().handle_no_permission(request, view_func)


def _own_page(request: HttpRequest) -> str:
    """The page with the form or button that was used, to come back to: where it leads may be no page."""
    try:
        page = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    except ValueError:
        return "/"
    return page._replace(scheme="", netloc="", fragment="").geturl() or request.get_full_path()


class PasswordChangeMiddleware:
    """Somebody with an initial password chooses one of their own before anything else."""

    ALLOWED = ("password", "sign_out", "appearance", "privacy")

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        must = getattr(request.user, "must_change_password", False)
        if must and request.path not in {reverse(f"people:{name}") for name in self.ALLOWED}:
            return redirect("people:password")
        return self.get_response(request)


class HeadersMiddleware:
    """Pages are personal and change with every answer: no cache keeps them, and htmx gets its own version."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        response.headers.setdefault("Cache-Control", "no-cache, private")
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        return response


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    for form in (request.GET, request.POST):
        for name, values in form.lists():
            yield name
            yield from map(str, values)


class WordsMiddleware:
    """What can be neither looked up nor stored is refused in words, before it reaches a database: PostgreSQL takes no
    NUL in a text, SQLite no number of more than 63 bits. An address that is a button's alone says so when opened."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any("\0" in text for text in _texts(request)):
            raise BadRequest
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = render(request, "405.html", status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_view(self, request: HttpRequest, view: object, arguments: object, named: dict[str, Any]) -> None:
        if any(isinstance(value, int) and value.bit_length() > 63 for value in named.values()):
            raise Http404
