"""One's own page, the notice on personal information, the health check."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse

from quiz.people.database import has_its_tables
from quiz.people.information import masked
from quiz.people.models import User
from tests.factories import NOON

PROFILE = reverse("people:profile")


def test_my_page_says_who_i_am_and_leads_on(as_trainee, trainee):
    page = as_trainee.get(PROFILE).content.decode()
    for said in (trainee.name, trainee.username, reverse("people:password"), reverse("people:sign_out")):
        assert said in page


def test_my_page_says_what_is_stored_about_me_and_masks_the_mobile_number(as_trainee, trainee, training_class):
    User.objects.filter(pk=trainee.pk).update(mobile="13812345678")
    trainee.enrolments.update(unit="某区教育局", position="副科长", group="二组")
    page = as_trainee.get(PROFILE).content.decode()
    for name, said in [
        ("姓名", trainee.name),
        ("学号", trainee.username),
        ("手机号", "138****5678"),
        ("班级", training_class.name),
        ("单位", "某区教育局"),
        ("职务", "副科长"),
        ("组别", "二组"),
    ]:
        assert f"<dt>{name}</dt><dd>{said}</dd>" in page
    assert "13812345678" not in page


def test_what_is_not_stored_is_not_named_nor_a_class_that_was_left(as_trainee, trainee, training_class):
    trainee.enrolments.update(left_at=NOON)
    page = as_trainee.get(PROFILE).content.decode()
    assert "手机号" not in page
    assert training_class.name not in page


def test_the_number_of_staff_is_no_trainees_number(as_organiser, organiser):
    page = as_organiser.get(PROFILE).content.decode()
    assert f"<dt>登录名</dt><dd>{organiser.username}</dd>" in page
    assert "学号" not in page


def test_a_number_too_short_to_be_masked_is_hidden_whole():
    assert masked("8601234") == "****"


@pytest.mark.parametrize("role", ["trainee", "organiser", "admin"])
def test_every_role_has_one_and_comes_home_from_it(clients, role):
    assert reverse("home") in clients[role].get(PROFILE).content.decode()
    assert clients[role].get(reverse("home"), follow=True).status_code == 200


def test_the_notice_on_personal_information_needs_no_sign_in(client, db):
    assert "个人信息" in client.get(reverse("people:privacy")).content.decode()


def test_health(client, db, django_assert_num_queries):
    client.get(reverse("people:health"))
    with django_assert_num_queries(1):
        answer = client.get(reverse("people:health"))
    assert answer.json() == {"status": "ok"}


def test_health_of_a_database_that_an_update_has_not_reached(client, db):
    has_its_tables.cache_clear()
    applied = MigrationRecorder.Migration.objects.get(app="sessions")
    applied.delete()
    for _twice in range(2):
        answer = client.get(reverse("people:health"))
        assert (answer.status_code, answer.json()) == (503, {"status": "database not migrated"})
    MigrationRecorder.Migration.objects.create(app=applied.app, name=applied.name)
    assert client.get(reverse("people:health")).status_code == 200


def test_health_without_a_database(client, monkeypatch):
    def broken() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr("quiz.people.views.connection.cursor", broken)
    answer = client.get(reverse("people:health"))
    assert answer.status_code == 503
    assert answer.json() == {"status": "no database"}
