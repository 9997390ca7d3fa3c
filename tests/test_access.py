"""Every URL × every role × every method, from the table in tests/access_table.py."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .access_table import ACCESS, METHODS, ROLES, Line, arguments_of


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The full names of all URLs; the admin site's stand in a table of their own, tests/people/test_admin.py."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            if pattern.namespace != "admin":
                yield from names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}"


def ask(client: Client, method: str, address: str) -> HttpResponse:
    """The answer; rows and cookies are as before, so that the next question meets the same world."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def test_every_url_stands_in_the_table_once():
    assert sorted(names(get_resolver().url_patterns)) == sorted(line.name for line in ACCESS)


@pytest.mark.parametrize("line", ACCESS, ids=lambda line: line.name)
def test_who_may_open_it(line: Line, world, clients):
    address = reverse(line.name, args=arguments_of(line, world))
    found = {}
    for role in ROLES:
        for method in METHODS:
            answer = ask(clients[role], method, address)
            found[role, method] = answer.status_code
            if role == "anonymous" and role not in line.audience:
                assert answer["Location"].startswith(f"{reverse(settings.LOGIN_URL)}?next=")
    assert found == {(role, method): line.expected(role, method) for role in ROLES for method in METHODS}


@pytest.mark.parametrize("line", [line for line in ACCESS if line.arguments], ids=lambda line: line.name)
def test_a_row_that_is_not_there(line: Line, world, clients):
    arguments = arguments_of(line, world)
    for place, value in enumerate(arguments):
        missing = [*arguments[:place], 999_999 if isinstance(value, int) else "no-such", *arguments[place + 1 :]]
        for role in line.audience:
            for method in line.answers:
                answer = ask(clients[role], method, reverse(line.name, args=missing))
                assert answer.status_code == 404, (missing, role, method)
