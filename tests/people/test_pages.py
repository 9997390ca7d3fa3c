"""One's own page, the notice on personal information, the health check."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.urls import reverse

PROFILE = reverse("people:profile")


def test_my_page_says_who_i_am_and_leads_on(as_trainee, trainee):
    page = as_trainee.get(PROFILE).content.decode()
    for said in (trainee.name, trainee.username, reverse("people:password"), reverse("people:sign_out")):
        assert said in page


@pytest.mark.parametrize("role", ["trainee", "organiser", "admin"])
def test_every_role_has_one_and_comes_home_from_it(clients, role):
    assert reverse("home") in clients[role].get(PROFILE).content.decode()
    assert clients[role].get(reverse("home"), follow=True).status_code == 200


def test_the_notice_on_personal_information_needs_no_sign_in(client, db):
    assert "个人信息" in client.get(reverse("people:privacy")).content.decode()


def test_health(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get(reverse("people:health"))
    assert answer.json() == {"status": "ok"}


def test_health_without_a_database(client, monkeypatch):
    def broken() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr("quiz.people.views.connection.cursor", broken)
    answer = client.get(reverse("people:health"))
    assert answer.status_code == 503
    assert answer.json() == {"status": "no database"}
