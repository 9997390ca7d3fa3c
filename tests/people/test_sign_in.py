"""Signing in."""

import pytest
from django.test import Client
from django.urls import reverse

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


def test_a_wrong_password_is_answered_in_words_and_the_fifth_locks(client, trainee):
    for tries in range(1, 6):
        answer = client.post(ADDRESS, {"username": trainee.username, "password": "wrong"})
        assert answer.status_code == (429 if tries == 5 else 422)


def test_the_way_back_never_leaves_the_site(client, trainee):
    data = {"username": trainee.username, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(ADDRESS, data)["Location"] == reverse("home")


def test_every_page_asks_a_stranger_to_sign_in(db):
    answer = Client().get(reverse("attempts:home"))
    assert answer["Location"] == f"{ADDRESS}?next={reverse('attempts:home')}"


def test_a_form_without_its_token_is_answered_in_words(trainee):
    client = Client(enforce_csrf_checks=True)
    assert client.post(ADDRESS, {"username": "x", "password": "y"}).status_code == 403


@pytest.mark.parametrize("name", ["profile", "password", "privacy"])
def test_own_pages(as_trainee, name):
    assert as_trainee.get(reverse(f"people:{name}")).status_code == 200


def test_large_type_is_kept_with_the_person(as_trainee, trainee):
    as_trainee.post(reverse("people:appearance"), {"size": "large"})
    assert 'data-size="large"' in as_trainee.get(reverse("people:profile")).content.decode()
