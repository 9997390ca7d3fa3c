"""Theme, text size and language: chosen before sign-in or after, they stay."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.conftest import signed_in
from tests.factories import PASSWORD

ADDRESS = reverse("people:appearance")
SIGN_IN = reverse("people:sign_in")
CHOICES = [("size", "xlarge", 'data-size="xlarge"'), ("theme", "dark", 'data-theme="dark"'),
           ("language", "en", '<html lang="en"')]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "shown"), CHOICES)
def test_before_sign_in_it_is_kept_on_the_device_and_stays_after(client, trainee, field, value, shown):
    assert shown not in client.get(SIGN_IN).content.decode()
    client.post(ADDRESS, {field: value})
    assert shown in client.get(SIGN_IN).content.decode()
    client.post(SIGN_IN, {"username": trainee.username, "password": PASSWORD})
    assert shown in client.get(reverse("people:profile")).content.decode()
    client.post(reverse("people:sign_out"))
    assert shown in client.get(SIGN_IN).content.decode()


@pytest.mark.parametrize(("field", "value", "shown"), CHOICES)
def test_after_sign_in_it_is_kept_with_the_person_on_every_device(as_trainee, trainee, field, value, shown):
    as_trainee.post(ADDRESS, {field: value})
    assert shown in signed_in(trainee).get(reverse("people:profile")).content.decode()


USUAL = '<html lang="zh-CN" data-theme="auto" data-size="standard">'


@pytest.mark.parametrize(("field", "usual"), [("size", "standard"), ("theme", "auto"), ("language", "zh-hans")])
def test_one_can_go_back_to_the_usual(as_trainee, field, usual):
    changed = next(value for name, value, _shown in CHOICES if name == field)
    for value, as_usual in ((changed, False), (usual, True)):
        as_trainee.post(ADDRESS, {field: value})
        assert (USUAL in as_trainee.get(reverse("people:profile")).content.decode()) == as_usual


@pytest.mark.parametrize("field", ["size", "theme", "language"])
def test_nonsense_is_passed_over(as_trainee, trainee, field):
    as_trainee.post(ADDRESS, {field: "nonsense"})
    for cookie in ("text_size", "theme", "django_language"):
        as_trainee.cookies[cookie] = "nonsense"
    assert USUAL in as_trainee.get(reverse("people:profile")).content.decode()


def test_it_leads_back_to_where_one_was(as_trainee):
    back = reverse("people:privacy") + "?page=2"
    assert as_trainee.post(ADDRESS, {"theme": "dark", "next": back})["Location"] == back


def test_the_cookies_are_out_of_reach_of_scripts(client):
    client.post(ADDRESS, {"theme": "dark"})
    assert client.cookies["theme"]["httponly"]
    assert client.cookies["theme"]["samesite"] == "Lax"
