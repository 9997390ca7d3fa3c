"""What is stored about a person, for that person's own page. Rooms further on add what they know."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from .models import Role, User

Facts = Iterator[tuple[str, str]]  # a name and what is stored under it, empty if nothing is
_tellers: list[Callable[[User], Facts]] = []


def tells(teller: Callable[[User], Facts]) -> Callable[[User], Facts]:
    """Decorator: the function says what its room has stored about a person."""
    _tellers.append(teller)
    return teller


def stored(user: User) -> list[tuple[str, str]]:
    return [(name, said) for teller in _tellers for name, said in teller(user) if said]


def masked(mobile: str) -> str:
    """Enough to know it by, not enough to ring: the page may lie open on a table. 138****5678"""
    return f"{mobile[:3]}****{mobile[-4:]}" if len(mobile) > 7 else "****"


@tells
def _person(user: User) -> Facts:
    yield _("Name"), user.name
    yield _("Number") if user.role == Role.TRAINEE else _("Sign-in name"), user.username
    yield _("Mobile number"), masked(user.mobile) if user.mobile else ""
