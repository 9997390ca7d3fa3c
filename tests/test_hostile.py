"""What no page of ours would send: every URL × hostile addresses, queries, forms and headers × whoever may open it.

Each is answered in words, below 500. `make test-postgres` runs the same on PostgreSQL, which refuses what SQLite takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import quote, quote_from_bytes, urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from .access_table import ACCESS, Line, arguments_of
from .bank.form_reader import fields_of

NUMBERS = ("0", "9" * 20, "9223372036854775808", "9" * 5000, "%EF%BC%91", "-1")
WORDS = ("%00", "a%00b", "%FF%FE", "%ED%A0%80", "..%2F..%2Fsettings.py", "a" * 3000, "%E4%B8%80")
VALUES = (
    b"",
    "字\0字".encode(),
    b"\xff\xed\xa0\x80",  # no UTF-8, and half of a surrogate pair
    b"-1",
    b"9" * 25,
    b"9" * 5000,
    "９９９９９９９９９９９９９９９９９９９９".encode(),
    "²".encode(),
    b"1e999",
    b"NaN",
    b"0001-01-01T00:00",
    b"9999-12-31T23:59",
    b"http://[",
    b"x" * 9_000,
)
NUMBER, DAYS = VALUES[4], VALUES[10:12]
# Of every form and query of the app. The fields of a page's own form are read from the page besides.
NAMES = re.findall(
    r"[a-z]+",
    "after age answer base batch chosen do facility filters group kept kind language lecture level lint look material"
    " mode n name names next note opening page paper password place pledge position q question row section sections"
    " seen sequence show shown size sort status tag text theme then title unsaved username",
)
HEADERS = {
    "HX-Current-URL": "http://[",
    "Referer": "http://[",
    "X-Forwarded-For": "nobody, at home",
    "X-Forwarded-Proto": "gopher",
    "Accept-Language": "x" * 3000,
    "Range": "bytes=9-1",
    "If-Modified-Since": "yesterday",
}
HUGE = 200_000  # bytes, besides what was typed: a page may show that, quoted six times as long
COOKIES = {"sessionid": "%00", "csrftoken": "x", "django_language": "../en", "text_size": "'", "messages": "[[1]]"}
BODIES = (
    ("application/json", b'{"answer": "\0"}'),
    ("multipart/form-data", b"--x\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\n\0"),
    ("application/x-www-form-urlencoded; charset=klingon", b"answer=1&%00=1"),
    ("application/x-www-form-urlencoded", b"x=1&" * 1500),
    ("application/x-www-form-urlencoded", b"x" * 1_100_000),
)


@pytest.fixture
def walkers(clients: dict[str, Client]) -> dict[str, Client]:
    """The cast's browsers, to which an error of ours is an answer like others."""
    for client in clients.values():
        client.raise_request_exception = False
    return clients


def send(client: Client, method: str, address: str, body: bytes = b"", **more: Any) -> HttpResponse:
    """The answer; rows and cookies are as before."""
    cookies = deepcopy(client.cookies)
    kind = more.pop("kind", "application/x-www-form-urlencoded" if body else "")
    with transaction.atomic():
        answer = client.generic(method.upper(), address, body, kind, **more)
        transaction.set_rollback(True)
    client.cookies = cookies
    answer.asked = len(address) + len(body)
    return answer


def failed(answer: HttpResponse, method: str = "get") -> bool:
    """Whether something broke, somebody is left with nothing to read, or a small request has made a huge page."""
    silent = method != "head" and answer.status_code >= 400 and not answer.content
    return silent or answer.status_code >= 500 or len(answer.content) > HUGE + 6 * getattr(answer, "asked", 0)


def one_of(line: Line) -> str:
    return sorted(line.audience)[-1]


def hostile_paths(line: Line, world: dict[str, Any]) -> Iterator[str]:
    """The line's address with each argument in turn made hostile."""
    arguments = arguments_of(line, world)
    for place, value in enumerate(arguments):
        mark, hostile = (987_654_321, NUMBERS) if isinstance(value, int) else ("marked-place", WORDS)
        whole = reverse(line.name, args=[*arguments[:place], mark, *arguments[place + 1 :]])
        yield from (whole.replace(str(mark), one) for one in hostile)


def pairs(names: Any, value: bytes) -> str:
    return "&".join(f"{quote(name)}={quote_from_bytes(value)}" for name in names)


def hostile_forms(shown: dict[str, list[str]]) -> Iterator[str]:
    """All fields hostile at once; then one after the other (of rows the first), the rest as the page sends it."""
    fields = {name: values for name, values in shown.items() if name != "csrfmiddlewaretoken"}
    for value in VALUES:
        yield pairs({**dict.fromkeys(NAMES), **fields}, value)
        for name in fields:
            suits = value in DAYS if name.endswith("_at") else value == NUMBER
            if not suits or re.search(r"-[1-9]", name):
                continue
            rest = {other: values for other, values in fields.items() if other != name}
            yield f"{urlencode(rest, doseq=True)}&{pairs([name], value)}"


def test_a_hostile_address(world, walkers):
    found = []
    for line in ACCESS:
        for role in {*line.audience, "anonymous"}:
            for path in hostile_paths(line, world):
                for method in line.answers:
                    if failed(send(walkers[role], method, path), method):
                        found.append((role, method, path[-200:]))
    assert found == []


def test_a_hostile_query(world, walkers):
    queries = [*(pairs(NAMES, value) for value in VALUES), "&&=&=%00", "%00=1", "x" * 9000]
    found = []
    for line in ACCESS:
        if "get" not in line.answers:
            continue
        address, client = reverse(line.name, args=arguments_of(line, world)), walkers[one_of(line)]
        for query in queries:
            if failed(send(client, "get", f"{address}?{query}")):
                found.append((line.name, query[-100:]))
    assert found == []


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["form", "htmx"])
def test_a_hostile_form(headers, world, walkers):
    found = []
    for line in ACCESS:
        if "post" not in line.answers:
            continue
        address, client = reverse(line.name, args=arguments_of(line, world)), walkers[one_of(line)]
        alone = "get" in line.answers and not headers  # htmx sends the same fields
        shown = fields_of(send(client, "get", address).content.decode()) if alone else {}
        for body in hostile_forms(shown):
            if failed(send(client, "post", address, body.encode(), headers=headers)):
                found.append((line.name, body[-200:]))
    assert found == []


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
@pytest.mark.parametrize("anonymous", [True, False], ids=["signed out", "signed in"])
def test_hostile_headers_and_bodies_that_are_no_form(anonymous, htmx, world, walkers):
    walkers["anonymous"].cookies.load(COOKIES)
    found = []
    for line in ACCESS:
        address = reverse(line.name, args=arguments_of(line, world))
        client = walkers["anonymous" if anonymous else one_of(line)]
        for method in line.answers:
            if failed(send(client, method, address, headers={**HEADERS, **htmx}), method):
                found.append((line.name, method))
        for kind, body in BODIES if "post" in line.answers else ():
            if failed(send(client, "post", address, body, kind=kind, headers=htmx)):
                found.append((line.name, kind, body[:9]))
    assert found == []


def test_the_reader_of_these_tests_knows_a_failure(walkers, monkeypatch):
    def broken(*arguments: object, **more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("quiz.people.views.render", broken)
    assert failed(send(walkers["anonymous"], "get", reverse("people:privacy")))
    assert failed(HttpResponse(status=405))
    assert failed(HttpResponse("字" * HUGE))
    assert not failed(HttpResponse(status=405), "head")


@pytest.mark.parametrize("role", ["trainee", "organiser", "admin"])
def test_the_address_of_a_button_opened_by_itself_is_answered_in_words(role, clients):
    answer = clients[role].get(reverse("people:sign_out"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "该网址只供页面上的按钮使用" in answer.content.decode()
