"""What an organiser does for one trainee of the class."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from quiz.people.access import SignedInRequest, organiser_only
from quiz.people.models import Role
from quiz.people.passwords import give_password

from .mine import my_class, page


@sensitive_variables("password")
@require_http_methods(["GET", "HEAD", "POST"])
@organiser_only
def password_new(request: SignedInRequest, class_id: int, trainee_id: int) -> HttpResponse:
    """Says what it means first; then shows the new password, this once."""
    training_class = my_class(request, class_id)
    enrolled = training_class.enrolments.filter(left_at=None, trainee__role=Role.TRAINEE, trainee__is_active=True)
    trainee = get_object_or_404(enrolled.select_related("trainee"), trainee=trainee_id).trainee
    password = ""
    if request.method == "POST":
        password = give_password(trainee, by=request.user, at=timezone.now())
    response = page(request, "password_new", training_class, trainee=trainee, password=password)
    response.headers["Cache-Control"] = "no-cache, no-store, private"
    return response
