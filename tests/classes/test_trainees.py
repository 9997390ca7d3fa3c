"""A trainee who has forgotten the password gets another from an organiser of the class."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quiz.people.models import AuditEntry, Role
from quiz.people.passwords import LENGTH, LETTERS
from tests import factories

from .conftest import text

OLD = "correct-horse-7"


def sign_in(number, password):
    browser = Client()
    answer = browser.post(reverse("people:sign_in"), {"username": number, "password": password})
    return browser, answer


@pytest.fixture
def address(url, trainee):
    trainee.set_password(OLD)
    trainee.save()
    return url("password_new", trainee.pk)


def given(answer):
    return re.search(rf"<output[^>]*>([{LETTERS}]{{{LENGTH}}})</output>", text(answer))[1]


def test_the_new_password_works_once_and_then_another_is_chosen(desk, address, trainee, organiser):
    said = text(desk.get(address))
    assert "The old one no longer works then" in said
    assert trainee.check_password(OLD)
    answer = desk.post(address)
    assert "no-store" in answer["Cache-Control"]
    browser, signed_in = sign_in(trainee.username, given(answer))
    assert signed_in.status_code == 302
    assert browser.get(reverse("attempts:home"))["Location"] == reverse("people:password")
    own = {"new_password1": "my-own-word-9", "new_password2": "my-own-word-9"}
    assert browser.post(reverse("people:password"), own).status_code == 302
    assert browser.get(reverse("attempts:home")).status_code == 200
    entry = AuditEntry.objects.get(verb="person.give_password")
    assert (entry.actor, entry.subject) == (organiser, trainee.username)
    assert given(answer) not in str(entry.detail)


def test_the_old_password_and_devices_that_are_signed_in_end(desk, address, trainee):
    phone, _answer = sign_in(trainee.username, OLD)
    assert phone.get(reverse("attempts:home")).status_code == 200
    desk.post(address)
    assert phone.get(reverse("attempts:home")).status_code == 302
    assert sign_in(trainee.username, OLD)[1].status_code == 422


def test_whoever_was_locked_out_after_wrong_ones_may_try_again(desk, address, trainee, settings):
    for _try in range(settings.AXES_FAILURE_LIMIT):
        locked = sign_in(trainee.username, "wrong")[1]
    assert locked.status_code == 429
    assert sign_in(trainee.username, given(desk.post(address)))[1].status_code == 302


def test_it_is_shown_once_and_each_time_another(desk, address):
    first, second = given(desk.post(address)), given(desk.post(address))
    assert first != second
    assert second not in text(desk.get(address))


def test_a_trainee_page_leads_there(desk, address, training_class, trainee):
    assert address in text(desk.get(reverse("results:trainee", args=[training_class.pk, trainee.pk])))


@pytest.mark.parametrize("who", ["left", "organises", "may not sign in"])
def test_only_for_trainees_of_the_class_as_it_is(desk, address, training_class, trainee, who):
    if who == "left":
        training_class.enrolments.filter(trainee=trainee).update(left_at=timezone.now())
    elif who == "organises":  # a colleague who sits in the class besides is no concern of this page
        trainee.role = Role.ORGANISER
        trainee.save()
    else:
        trainee.is_active = False
        trainee.save()
    assert desk.post(address).status_code == 404
    trainee.refresh_from_db()
    assert trainee.check_password(OLD)


def test_nobody_gives_one_to_another_class(as_other_organiser, address, trainee):
    assert as_other_organiser.post(address).status_code == 404
    factories.training_class(trainee, organiser=factories.user(Role.ORGANISER))  # he is in a third class too
    trainee.refresh_from_db()
    assert trainee.check_password(OLD)
