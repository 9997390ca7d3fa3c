"""Django's admin site: administrators only, our sign-in, the past for looking at and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.http import QueryDict
from django.urls import reverse

from quiz.attempts.models import Attempt, Mark, Response, ResponseEvent
from quiz.bank.models import Material, Option, Question, Revision, Tag
from quiz.classes.models import Mode, Quiz, TrainingClass
from quiz.lectures.models import Lecture, Section
from quiz.people.models import AuditEntry, Role, User
from tests.factories import NOON, PASSWORD, lecture, question

VIEW_ONLY = [Attempt, AuditEntry, Mark, Material, Option, Question, Response, ResponseEvent, Revision]
EDITED = [Lecture, Quiz, Section, Tag, TrainingClass, User]
NEW_PASSWORD = "another-horse-8"


def page(model: type[Model], what: str, *arguments: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=arguments)


def values(model: type[Model]) -> list[dict[str, Any]]:
    return list(model._default_manager.order_by("pk").values())


@pytest.fixture
def rows(world, trainee) -> dict[type[Model], int]:
    """A row of every table of the admin site."""
    attempt = Attempt.objects.get(pk=world["attempt"])
    Attempt.answer(attempt.pk, 1, QueryDict("answer=1"), by=trainee, sequence=1, at=NOON)
    response = attempt.responses.first()
    Mark.of(response, response.revision, 0, by=trainee, at=NOON, newest=None).save()
    Material.objects.create(lecture=Lecture.objects.first(), key="m-1", title="材料一", text="某县有一项工作。")
    Tag.objects.create(name="重点")
    AuditEntry.record("test", "某事", by=trainee, at=NOON)
    return {model: model._default_manager.order_by("pk").first().pk for model in [*VIEW_ONLY, *EDITED]}


def test_every_table_of_the_site_is_named_here():
    assert set(admin.site._registry) == {*VIEW_ONLY, *EDITED}


@pytest.mark.parametrize("model", [*VIEW_ONLY, *EDITED], ids=lambda model: model.__name__)
def test_it_exists_for_administrators_only(model, rows, clients):
    addresses = [page(model, "changelist"), page(model, "change", rows[model]), page(model, "history", rows[model])]
    for address in [*addresses, reverse("admin:index")]:
        for role, client in clients.items():
            answer = client.get(address, follow=role == "anonymous")
            assert answer.status_code == (200 if role in ("anonymous", "admin") else 404), (role, address)
            if role == "anonymous":
                assert answer.redirect_chain[-1][0] == f"{reverse('people:sign_in')}?next={address}"
        assert clients["admin"].get(f"{address}?q=1").status_code in (200, 302)


@pytest.mark.parametrize("model", VIEW_ONLY, ids=lambda model: model.__name__)
def test_the_past_cannot_be_changed_by_any_form(model, rows, as_admin):
    before = values(model)
    number = rows[model]
    everything = {key: value for key, value in before[0].items() if value is not None} | {"_save": "1"}
    for address in (page(model, "add"), page(model, "change", number), page(model, "delete", number)):
        assert as_admin.post(address, everything | {"post": "yes"}).status_code == 403, address
    delete = {"action": "delete_selected", "_selected_action": [number], "post": "yes", "index": "0"}
    as_admin.post(page(model, "changelist"), delete)
    assert values(model) == before


@pytest.mark.parametrize("model", [*VIEW_ONLY, *EDITED], ids=lambda model: model.__name__)
def test_more_rows_no_more_queries(model, rows, as_admin, training_class, django_assert_max_num_queries):
    for number in range(10):
        sections = lecture(slug=f"more-{number}").sections
        made = question(sections.get())
        Material.objects.create(lecture=made.lecture, key="m", title="材料", text="。")
        AuditEntry.record("test", "某事", by=None, at=NOON)
    with django_assert_max_num_queries(11):
        as_admin.get(page(model, "changelist"))


def test_there_is_one_sign_in_page_and_one_sign_out(client, trainee, admin):
    login, index = reverse("admin:login"), reverse("admin:index")
    assert client.get(login)["Location"] == f"{reverse('people:sign_in')}?next={index}"
    answer = client.post(reverse("people:sign_in"), {"username": admin.username, "password": PASSWORD, "next": index})
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(login)["Location"] == index
    assert client.get(reverse("admin:password_change"))["Location"] == reverse("people:password")
    assert client.post(reverse("admin:logout"))["Location"] == reverse("people:sign_in")
    assert AuditEntry.objects.filter(verb="person.sign_out", actor=admin).exists()
    assert client.get(index).status_code == 302


PERSON = {"username": "２０２６ 9001", "name": "学员51", "role": Role.TRAINEE, "mobile": ""}


def test_a_person_made_here_chooses_a_password_at_the_first_sign_in(as_admin, client, admin):
    form = PERSON | {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert as_admin.post(page(User, "add"), form).status_code == 302
    made = User.objects.get(username="20269001")
    assert (made.must_change_password, made.is_superuser, made.mobile) == (True, False, None)
    client.post(reverse("people:sign_in"), {"username": made.username, "password": NEW_PASSWORD})
    assert client.get(reverse("attempts:home"))["Location"] == reverse("people:password")
    assert AuditEntry.objects.filter(verb="table.add", actor=admin, subject__contains=made.name).exists()


def test_a_password_set_here_holds_until_the_next_sign_in_and_ends_a_lock(as_admin, client, trainee):
    sign_in = reverse("people:sign_in")
    for _ in range(5):
        client.post(sign_in, {"username": trainee.username, "password": "wrong"})
    form = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "usable_password": "true"}
    as_admin.post(reverse("admin:auth_user_password_change", args=[trainee.pk]), form | {"set-password": "1"})
    trainee.refresh_from_db()
    assert trainee.must_change_password
    assert trainee.check_password(NEW_PASSWORD)
    assert client.post(sign_in, {"username": trainee.username, "password": NEW_PASSWORD}).status_code == 302


def test_role_decides_who_is_staff(as_admin, trainee):
    as_admin.post(
        page(User, "change", trainee.pk),
        {
            "username": trainee.username,
            "name": trainee.name,
            "role": Role.ADMIN,
            "is_active": "on",
            "text_size": "standard",
            "theme": "auto",
        },
    )
    trainee.refresh_from_db()
    assert (trainee.is_staff, trainee.is_superuser) == (True, True)
    trainee.role = Role.ORGANISER
    trainee.full_clean()
    assert (trainee.is_staff, trainee.is_superuser) == (False, False)


def test_an_administrator_cannot_lock_himself_out(as_admin, admin):
    form = {"username": admin.username, "name": "管理员", "role": Role.TRAINEE, "text_size": "large", "theme": "auto"}
    assert as_admin.post(page(User, "change", admin.pk), form).status_code == 302
    admin.refresh_from_db()
    assert (admin.name, admin.role, admin.is_active) == ("管理员", Role.ADMIN, True)


def test_a_person_is_never_deleted(as_admin, trainee):
    assert as_admin.post(page(User, "delete", trainee.pk), {"post": "yes"}).status_code == 403


def test_a_quiz_that_was_sat_is_not_deleted(as_admin, world):
    assert as_admin.post(page(Quiz, "delete", world["quiz"]), {"post": "yes"}).status_code in (200, 302)
    assert Quiz.objects.filter(pk=world["quiz"]).exists()


def test_a_change_is_in_the_audit_log(as_admin, admin, rows):
    number = rows[Tag]
    assert as_admin.post(page(Tag, "change", number), {"name": "难点"}).status_code == 302
    assert as_admin.post(page(Tag, "delete", number), {"post": "yes"}).status_code == 302
    assert list(AuditEntry.objects.filter(subject__startswith="bank.Tag").values_list("verb", "actor")) == [
        ("table.delete", admin.pk),
        ("table.change", admin.pk),
    ]


def test_one_action_gives_a_class_the_quizzes_of_its_lectures(as_admin, training_class, questions):
    training_class.lectures.add(questions[0].lecture)
    form = {"action": "open_quizzes", "_selected_action": [training_class.pk]}
    answer = as_admin.post(page(TrainingClass, "changelist"), form, follow=True)
    for mode in (Mode.SECTION, Mode.PRACTICE):
        assert training_class.quizzes.get(mode=mode).sections.get() == questions[0].section
    assert answer.status_code == 200


def test_only_organisers_can_be_made_organisers(as_admin, training_class, trainee, organiser):
    shown = as_admin.get(page(TrainingClass, "change", training_class.pk))
    choices = shown.context["adminform"].form.fields["organisers"].queryset
    assert organiser in choices
    assert trainee not in choices
