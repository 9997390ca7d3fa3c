"""Passwords that one person gives to another. They hold until the next sign-in, which asks for one of his own."""

from __future__ import annotations

import secrets
from datetime import datetime

from axes.utils import reset
from django.db import transaction

from .models import AuditEntry, User

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without i, l, o, 0 and 1, which are misread on a note
LENGTH = 10  # about 49 bits


def unlock(user: User) -> None:
    """Let somebody try again who was locked out after wrong passwords."""
    for number in filter(None, (user.username, user.mobile)):
        reset(username=number)


@transaction.atomic
def give_password(user: User, *, by: User, at: datetime) -> str:
    """A new password of `user`, to be told to him and stored nowhere. Who is signed in as `user` is signed out."""
    password = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    unlock(user)
    AuditEntry.record("person.give_password", user.username, by=by, at=at)
    return password
