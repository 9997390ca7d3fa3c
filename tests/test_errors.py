"""Error pages: in words, in the house style, and from no database, because that may be what broke."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from .test_security import ROOT, assert_strict

ADDRESS = reverse("people:privacy")
ERRORS = [
    (BadRequest("?"), 400, "请求有误"),
    (PermissionDenied("?"), 403, "权限"),
    (Http404("?"), 404, "没有这个页面"),
    (OperationalError("gone"), 500, "系统出错"),
]


@pytest.fixture
def broken(monkeypatch):
    """A browser for which a public page ends in the error that is given."""

    def browser(error: Exception) -> Client:
        def view(request: HttpRequest, *arguments: object) -> HttpResponse:
            raise error

        monkeypatch.setattr("quiz.people.views.render", view)
        return Client(raise_request_exception=False)

    return browser


@pytest.mark.parametrize(("error", "status", "said"), ERRORS, ids=["400", "403", "404", "500"])
def test_an_error_is_said_in_words_and_without_a_database(broken, error, status, said):
    answer = broken(error).get(ADDRESS)
    html = answer.content.decode()
    assert answer.status_code == status
    assert said in html
    assert '<html lang="zh-CN"' in html
    assert 'href="/static/css/app.css"' in html
    assert 'class="brand"' in html
    assert_strict(answer)


def test_an_address_that_leads_nowhere(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "回到首页" in answer.content.decode()


def test_a_host_that_is_not_ours_gets_the_same_words(client):
    answer = client.get(ADDRESS, HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert "请求有误" in answer.content.decode()
    assert "evil.example" not in answer.content.decode()


def test_in_english_behind_the_switch(client):
    client.cookies["django_language"] = "en"
    assert "Page not found" in client.get("/nowhere/").content.decode()


def test_the_page_for_the_worst_case_has_no_tag_that_could_fail():
    text = (ROOT / "templates/500.html").read_text(encoding="utf-8")
    assert re.findall(r"{[%{] *(.+?) *[%}]}", text) == ['include "_seal.html"']
