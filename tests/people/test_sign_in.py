"""Signing in."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quiz.people.models import AuditEntry, User
from tests.factories import PASSWORD

ADDRESS = reverse("people:sign_in")


def test_number_and_password_lead_home(client, trainee):
    answer = client.post(ADDRESS, {"username": trainee.username, "password": PASSWORD})
    assert answer["Location"] == reverse("home")
    assert client.get(reverse("home"))["Location"] == reverse("attempts:home")


def test_the_mobile_number_does_too_with_full_width_digits(client, trainee):
    trainee.mobile = "13800000000"
    trainee.save()
    assert client.post(ADDRESS, {"username": "１３８ 0000 0000", "password": PASSWORD}).status_code == 302


def wrong(client: Client, username: str, **extra: str) -> HttpResponse:
    return client.post(ADDRESS, {"username": username, "password": "wrong"}, **extra)


def test_a_wrong_password_says_how_many_tries_are_left_and_the_fifth_locks(client, trainee):
    for left in (4, 3, 2, 1):
        answer = wrong(client, trainee.username)
        assert answer.status_code == 422
        assert f"还可再试{left}次" in answer.content.decode()
    assert wrong(client, trainee.username).status_code == 429
    locked = client.post(ADDRESS, {"username": trainee.username, "password": PASSWORD})
    assert locked.status_code == 429
    assert "10分钟" in locked.content.decode()
    assert SESSION_KEY not in client.session


def test_the_same_number_written_otherwise_earns_no_more_tries(client, trainee):
    number = trainee.username
    for written in (number, f" {number}", f"{number[:4]} {number[4:]}", f"{number[:4]}-{number[4:]}"):
        assert wrong(client, written).status_code == 422
    assert wrong(client, number).status_code == 429


def test_a_lock_is_for_one_person_and_one_address(client, trainee, stranger):
    for _ in range(5):
        wrong(client, trainee.username)
    assert client.post(ADDRESS, {"username": stranger.username, "password": PASSWORD}).status_code == 302
    mine = {"username": trainee.username, "password": PASSWORD}
    assert Client(REMOTE_ADDR="10.1.2.3").post(ADDRESS, mine).status_code == 302


def test_a_lock_ends_after_ten_minutes(client, trainee):
    for _ in range(5):
        wrong(client, trainee.username)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=11))
    assert client.post(ADDRESS, {"username": trainee.username, "password": PASSWORD}).status_code == 302


def test_success_forgets_the_wrong_tries(client, trainee):
    for _ in range(4):
        wrong(client, trainee.username)
    client.post(ADDRESS, {"username": trainee.username, "password": PASSWORD})
    assert "还可再试4次" in wrong(Client(), trainee.username).content.decode()


def test_an_unknown_number_is_told_the_same_as_a_wrong_password(client, trainee):
    assert "还可再试4次" in wrong(client, "nobody").content.decode()
    assert "还可再试4次" in wrong(client, trainee.username).content.decode()


@pytest.mark.parametrize(("behind", "locked"), [(True, 302), (False, 429)])
def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(client, trainee, settings, behind, locked):
    settings.BEHIND_PROXY = behind
    for _ in range(5):
        wrong(client, trainee.username, HTTP_X_FORWARDED_FOR="192.0.2.7, 198.51.100.1")
    mine = {"username": trainee.username, "password": PASSWORD}
    assert client.post(ADDRESS, mine, HTTP_X_FORWARDED_FOR="192.0.2.7, 198.51.100.2").status_code == locked


def test_the_session_before_sign_in_is_of_no_use_after_it(client, trainee):
    client.get(ADDRESS)
    session = client.session
    session["left here"] = "by somebody"
    session.save()
    before = client.cookies["sessionid"].value
    client.post(ADDRESS, {"username": trainee.username, "password": PASSWORD})
    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_cookies_are_out_of_reach_of_scripts(client, trainee):
    client.get(ADDRESS)
    answer = client.post(ADDRESS, {"username": trainee.username, "password": PASSWORD})
    for name in ("sessionid", "csrftoken"):
        assert answer.cookies[name]["httponly"]
        assert answer.cookies[name]["samesite"] == "Lax"


def test_staff_sessions_end_after_a_working_day(client, organiser, trainee):
    client.post(ADDRESS, {"username": organiser.username, "password": PASSWORD})
    assert client.session.get_expiry_age() == 8 * 3600
    client.post(ADDRESS, {"username": trainee.username, "password": PASSWORD})
    assert client.session.get_expiry_age() == 14 * 24 * 3600


def test_who_may_not_sign_in_any_more_is_out_at_once(client, trainee):
    client.post(ADDRESS, {"username": trainee.username, "password": PASSWORD})
    User.objects.filter(pk=trainee.pk).update(is_active=False)
    assert client.get(reverse("attempts:home")).status_code == 302
    assert wrong(client, trainee.username).status_code == 422
    assert client.post(ADDRESS, {"username": trainee.username, "password": PASSWORD}).status_code == 422


def test_signing_in_and_out_is_in_the_audit_log(client, trainee):
    client.post(ADDRESS, {"username": trainee.username, "password": PASSWORD})
    client.post(reverse("people:sign_out"))
    assert list(AuditEntry.objects.values_list("verb", "actor")) == [
        ("person.sign_out", trainee.pk),
        ("person.sign_in", trainee.pk),
    ]
    assert client.get(reverse("attempts:home")).status_code == 302


def test_the_way_back_never_leaves_the_site(client, trainee):
    data = {"username": trainee.username, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(ADDRESS, data)["Location"] == reverse("home")


@pytest.mark.parametrize("address", ["home", "９９９", "study", "http://["])
def test_a_way_back_that_is_no_path_leads_home(address, client, trainee):
    data = {"username": trainee.username, "password": PASSWORD, "next": address}
    assert client.post(ADDRESS, data)["Location"] == reverse("home")


def test_a_button_after_the_session_has_ended_leads_back_to_the_page_it_stands_on(client, quiz, trainee):
    page = reverse("attempts:intro", args=[quiz.pk])
    asked = client.post(reverse("attempts:start", args=[quiz.pk]), headers={"Referer": f"http://testserver{page}"})
    assert asked["Location"] == f"{ADDRESS}?next={page}"
    back = client.post(ADDRESS, {"username": trainee.username, "password": PASSWORD, "next": page}, follow=True)
    assert back.redirect_chain == [(page, 302)]
    assert "开始答题" in back.content.decode()


@pytest.mark.parametrize("name", ["attempts:home", "bank:case_new"])
def test_what_was_sent_after_the_session_has_ended_is_said_to_go_along_and_not_to_be_saved(db, name):
    """Whoever sent it, a trainee or an admin: nobody knows before the sign-in."""
    shown = Client().post(reverse(name), {"title": "没存的标题"}).content.decode()
    assert "刚才提交的内容会随登录带过去" in shown
    assert "已保存" not in shown
    assert "作答" not in shown


def test_every_page_asks_a_stranger_to_sign_in(db):
    answer = Client().get(reverse("attempts:home"))
    assert answer["Location"] == f"{ADDRESS}?next={reverse('attempts:home')}"


def test_a_form_without_its_token_is_answered_in_words(trainee):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(ADDRESS, {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert '<html lang="zh-CN"' in answer.content.decode()
    assert "刷新" in answer.content.decode()
