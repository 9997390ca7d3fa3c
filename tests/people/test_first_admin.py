"""An empty installation asks for its first administrator, once, and only whoever can read its code."""

from __future__ import annotations

import io
import json
import stat

import pytest
from django.core.management import call_command
from django.urls import reverse

from quiz.people.models import AuditEntry, Role, User
from quiz.people.setup_code import setup_code
from tests import factories

ADDRESS = reverse("people:first_admin")
CHOSEN = "staple-battery-9"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def code(tmp_path, settings) -> str:
    settings.VAR_DIR = tmp_path
    return setup_code()


def form(code: str, **fields: str) -> dict[str, str]:
    return {"code": code, "username": "guanli", "name": "管理员01", "password": CHOSEN, **fields}


def test_the_home_page_leads_there_while_there_is_nobody(client):
    assert client.get(reverse("home"))["Location"] == ADDRESS
    assert client.get(ADDRESS).status_code == 200


def test_the_code_makes_an_administrator_and_signs_in(client, code):
    assert client.post(ADDRESS, form(f" {code} "))["Location"] == reverse("home")
    made = User.objects.get()
    assert (made.role, made.is_staff, made.check_password(CHOSEN)) == (Role.ADMIN, True, True)
    assert client.get(reverse("home"))["Location"] == reverse("bank:question_list")
    assert AuditEntry.objects.get().verb == "person.first_admin"


@pytest.mark.parametrize(
    "wrong",
    [{"code": "guessed"}, {"code": "口令"}, {"password": "12345678"}, {"username": ""}, {"username": " - "}],
    ids=str,
)
def test_anything_else_makes_nobody(client, code, wrong):
    assert client.post(ADDRESS, form(code) | wrong).status_code == 422
    assert not User.objects.exists()


def test_afterwards_the_page_is_gone(client, code, trainee):
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, form(code)).status_code == 404
    assert client.get(reverse("home"))["Location"] == reverse("people:sign_in")


def test_the_code_is_for_the_owner_of_the_server_alone(tmp_path, code):
    assert stat.S_IMODE((tmp_path / "setup_code").stat().st_mode) == 0o600
    assert setup_code() == code
    assert len(code) >= 12


def said() -> str:
    out = io.StringIO()
    call_command("sign_ins", stdout=out)
    return out.getvalue()


def test_the_start_says_the_code_or_the_demos_sign_ins(tmp_path, code):
    assert code in said()
    factories.user(username="2026")
    assert said() == ""
    trainee, admin = {"username": "2026", "password": "p-w"}, {"username": "of-another-database", "password": "p-w"}
    (tmp_path / "demo.json").write_text(json.dumps({"trainee": trainee, "admin": admin}))
    assert said().split() == ["学员", "trainee:", "2026", "p-w"]
