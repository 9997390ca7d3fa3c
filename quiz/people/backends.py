"""Sign in by number or mobile number."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest

from .models import User, normalise_number


class NumberBackend(ModelBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if username is None or password is None:
            return None
        number = normalise_number(username)
        # One person's number may be another's mobile number: the right password decides.
        for user in User.objects.filter(Q(username=number) | Q(mobile=number)):
            if user.check_password(password) and self.user_can_authenticate(user):
                return user
        User().set_password(password)  # the same work for an unknown number, so that the time tells nothing
        return None
