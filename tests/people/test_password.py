"""Choosing a password: of one's own accord, or because somebody else set the present one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from quiz.people.models import AuditEntry
from tests.conftest import signed_in
from tests.factories import PASSWORD

ADDRESS = reverse("people:password")
CHOSEN = "staple-battery-9"


def new(password: str, again: str | None = None, old: str = PASSWORD) -> dict[str, str]:
    return {"old_password": old, "new_password1": password, "new_password2": again or password}


def test_a_new_password_holds_and_keeps_one_signed_in(as_trainee, trainee):
    assert as_trainee.post(ADDRESS, new(CHOSEN))["Location"] == reverse("people:profile")
    trainee.refresh_from_db()
    assert trainee.check_password(CHOSEN)
    assert "密码已修改" in as_trainee.get(reverse("people:profile")).content.decode()
    assert AuditEntry.objects.get(verb="person.password").actor == trainee


def test_other_devices_are_signed_out(as_trainee, trainee):
    elsewhere = signed_in(trainee)
    as_trainee.post(ADDRESS, new(CHOSEN))
    assert elsewhere.get(reverse("attempts:home")).status_code == 302


@pytest.mark.parametrize(
    "form",
    [
        new(CHOSEN, old="not-mine"),
        new(CHOSEN, again="another-9x"),
        new("short7"),
        new("password1"),
        new("73519462"),
        new(PASSWORD),
        {"old_password": PASSWORD},
    ],
    ids=["old one wrong", "not repeated", "short", "common", "digits only", "the same", "empty"],
)
def test_what_is_no_good_is_said_and_changes_nothing(as_trainee, trainee, form):
    answer = as_trainee.post(ADDRESS, form)
    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()
    trainee.refresh_from_db()
    assert trainee.check_password(PASSWORD)


def test_a_number_is_no_password(as_trainee, trainee):
    trainee.username = "trainee-2026"
    trainee.save()
    assert signed_in(trainee).post(ADDRESS, new("trainee-2026")).status_code == 422


@pytest.fixture
def as_newcomer(trainee):
    trainee.must_change_password = True
    trainee.save()
    return signed_in(trainee)


def test_an_initial_password_is_changed_before_anything_else(as_newcomer, trainee):
    for name in ("attempts:home", "people:profile", "home"):
        assert as_newcomer.get(reverse(name))["Location"] == ADDRESS
    page = as_newcomer.get(ADDRESS).content.decode()
    assert "new_password1" in page
    assert "old_password" not in page
    assert as_newcomer.post(ADDRESS, new(CHOSEN))["Location"] == reverse("home")
    trainee.refresh_from_db()
    assert not trainee.must_change_password
    assert as_newcomer.get(reverse("attempts:home")).status_code == 200


def test_the_initial_password_cannot_be_kept(as_newcomer, trainee):
    assert as_newcomer.post(ADDRESS, new(PASSWORD)).status_code == 422
    trainee.refresh_from_db()
    assert trainee.must_change_password


@pytest.mark.parametrize(("name", "method"), [("privacy", "get"), ("sign_out", "post"), ("appearance", "post")])
def test_meanwhile_one_can_read_ones_rights_leave_and_enlarge(as_newcomer, name, method):
    answer = getattr(as_newcomer, method)(reverse(f"people:{name}"))
    assert answer.get("Location") != ADDRESS
