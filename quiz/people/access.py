"""Who may open a page. A page of another role does not exist for you: 404, never 403.

Which rows a person may touch is said by the QuerySets (`TrainingClass.objects.organised_by`, `Quiz.objects.for_trainee`
and their like): every view starts from one of them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from .models import Role, User


class SignedInRequest(HttpRequest):
    """A request behind SignInMiddleware and HtmxMiddleware, for type checkers."""

    user: User
    htmx: HtmxDetails


View = Callable[Concatenate[SignedInRequest, ...], HttpResponse]


def only(*roles: Role) -> Callable[[View], View]:
    """Decorator: the page is for people of these roles alone."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.role not in roles:
                raise Http404
            return view(request, *args, **kwargs)

        return checked

    return decorate


trainee_only = only(Role.TRAINEE)
organiser_only = only(Role.ORGANISER)
admin_only = only(Role.ADMIN)
