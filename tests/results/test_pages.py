"""Each page of the organiser: works, for whom, by which method, for which rows; and it only reads."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quiz.classes.models import Quiz
from quiz.people.models import User
from tests import factories

from .conftest import words
from .sitting import sit

VIEWS = ["class_list", "class_board", "missing", "section_list", "section_report", "trainee", "attempt", "marking"]


@pytest.fixture
def addresses(training_class, quiz, trainee):
    """The address of each page and of the same page of a row that is not there."""
    done, number = sit(quiz, trainee, 2), 999_999
    last = {"section_report": quiz.pk, "trainee": trainee.pk, "attempt": done.pk}
    found = {"class_list": (reverse("results:class_list"), None)}
    for name in VIEWS[1:]:
        more = [last[name]] if name in last else []
        gone = [training_class.pk, number] if more else [number]
        found[name] = (
            reverse(f"results:{name}", args=[training_class.pk, *more]),
            reverse(f"results:{name}", args=gone),
        )
    return found


@pytest.mark.parametrize("name", VIEWS)
def test_it_works(as_organiser, addresses, name):
    answer = as_organiser.get(addresses[name][0])
    assert answer.status_code == 200
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("name", VIEWS)
def test_other_roles_get_404_and_nobody_has_to_sign_in(client, as_trainee, as_stranger, as_admin, addresses, name):
    for other in (as_trainee, as_stranger, as_admin):
        assert other.get(addresses[name][0]).status_code == 404
    assert client.get(addresses[name][0]).status_code == 302


@pytest.mark.parametrize("name", VIEWS[1:])
def test_another_class_does_not_exist(as_other_organiser, addresses, name):
    assert as_other_organiser.get(addresses[name][0]).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("name", VIEWS)
def test_another_method_is_refused(as_organiser, addresses, name, method):
    assert getattr(as_organiser, method)(addresses[name][0]).status_code == 405


@pytest.mark.parametrize("name", VIEWS[1:])
def test_a_row_that_is_not_there_is_404(as_organiser, addresses, name):
    assert as_organiser.get(addresses[name][1]).status_code == 404


@pytest.mark.parametrize("name", ["section_report", "trainee", "attempt"])
def test_a_row_of_another_class_under_one_s_own_is_404(
    as_organiser, addresses, training_class, stranger, other_organiser, section, name
):
    theirs = stranger.enrolments.get().training_class
    quiz = factories.quiz(theirs, section)
    row = {"section_report": quiz.pk, "trainee": stranger.pk, "attempt": sit(quiz, stranger, 1).pk}[name]
    assert as_organiser.get(reverse(f"results:{name}", args=[training_class.pk, row])).status_code == 404


def test_an_unopened_section_has_no_report_unless_somebody_has_taken_it(as_organiser, addresses, quiz, trainee):
    Quiz.objects.filter(pk=quiz.pk).update(published_at=None)
    assert as_organiser.get(addresses["section_report"][0]).status_code == 200
    quiz.attempts.all().delete()
    assert as_organiser.get(addresses["section_report"][0]).status_code == 404


@pytest.mark.parametrize("name", VIEWS)
def test_it_writes_nothing(as_organiser, addresses, quiz, trainee, name):
    sit(quiz, trainee, 1, finish=False)
    before = {model: list(model.objects.values()) for model in apps.get_models() if model.objects.exists()}
    with CaptureQueriesContext(
        connection,
    ) as queries:
        as_organiser.get(addresses[name][0])
    assert all(query["sql"].lstrip().upper().startswith("SELECT") for query in queries.captured_queries)
    assert before == {model: list(model.objects.values()) for model in before}


def test_my_classes_are_listed_with_how_far_they_are(see, training_class, organiser, two_quizzes, trainee):
    second = factories.user()
    training_class.enrol(second, by=organiser, at=factories.NOON)
    sit(two_quizzes[0], trainee, 0)
    sit(two_quizzes[0], trainee, 3)
    html = words(see("class_list"))
    assert training_class.name in html
    assert "2 trainees · 2 of 2 quizzes open" in html
    assert "25% completed" in html


def test_a_class_with_nothing_to_take_has_no_rate(see, organiser, training_class):
    assert "nothing to take yet" in see("class_list")


def test_an_organiser_without_a_class_is_told_what_comes_next(client, db):
    nobody = factories.user("organiser", language="en")
    client.force_login(nobody, backend="quiz.people.backends.NumberBackend")
    html = client.get(reverse("results:class_list")).content.decode()
    assert "You organise no class yet." in html
    assert reverse("people:profile") in html


def test_a_trainee_s_page_has_every_section_and_every_try(see, training_class, two_quizzes, trainee):
    tries = [sit(two_quizzes[0], trainee, right) for right in (1, 3, 2)]
    html = see("trainee", training_class.pk, trainee.pk)
    for attempt in tries:
        assert reverse("results:attempt", args=[training_class.pk, attempt.pk]) in html
    text = words(html)
    assert "1.2 第1.2节 – not taken" in text
    assert re.search(r"100 ✓ Passed Attempt 1 33 marks .* Attempt 2 100 marks .* Attempt 3 67 marks", text)
    assert trainee.username in text


def test_who_left_keeps_a_page(see, training_class, quiz, trainee):
    sit(quiz, trainee, 3)
    training_class.enrolments.filter(trainee=trainee).update(left_at=factories.NOON)
    assert "Left the class on 5 Mar 2026" in words(see("trainee", training_class.pk, trainee.pk))


def test_who_has_not_taken_a_section_is_listed_by_section(see, training_class, two_quizzes, trainee):
    sit(two_quizzes[0], trainee, 3)
    sit(two_quizzes[1], trainee, 0, finish=False)
    html = see("missing", training_class.pk)
    assert f'id="section-{two_quizzes[0].pk}"' not in html
    part = html[html.index(f'id="section-{two_quizzes[1].pk}"') :]
    assert "1 of 1 missing" in part
    assert f'{trainee.name}</a><span class="heatmark doing">1/1</span>' in part
    assert f"1.2 第1.2节 (1 person): {trainee.name}</textarea>" in part


def test_an_attempt_is_shown_as_it_was_answered(see, training_class, quiz, trainee, questions):
    attempt = sit(quiz, trainee, 1)
    html = see("attempt", training_class.pk, attempt.pk)
    assert html.count('<article class="stack answered"') == 3
    for response in attempt.responses.all():
        assert response.revision.stem in html
    assert "33</span> of 100 marks" in html
    assert "Handed in by the trainee" in html


@pytest.mark.parametrize(("show", "listed"), [("all", 3), ("wrong", 2), ("flagged", 1), ("nonsense", 3)])
def test_its_questions_can_be_narrowed_down(see, training_class, quiz, trainee, show, listed):
    attempt = sit(quiz, trainee, 1)
    attempt.responses.filter(position=1).update(flagged=True)
    html = see("attempt", training_class.pk, attempt.pk, show=show)
    assert html.count('<article class="stack answered"') == listed
    assert html.count('aria-label="Question ') == 3, "the grid names all questions"


def test_an_attempt_under_way_shows_no_answer(see, training_class, quiz, trainee):
    attempt = sit(quiz, trainee, 3, finish=False)
    html = see("attempt", training_class.pk, attempt.pk)
    assert "Answers and marks are shown after hand-in." in html
    for response in attempt.responses.all():
        assert response.revision.stem not in html


def test_no_name_can_break_a_page(as_organiser, training_class, quiz, organiser):
    mallory = User.objects.create_user("x1", None, name="<script>1</script>")
    training_class.enrol(mallory, by=organiser, at=factories.NOON, group="<b>组")
    last = {"trainee": mallory.pk, "attempt": sit(quiz, mallory, 0).pk, "section_report": quiz.pk}
    for name in VIEWS[1:]:
        address = reverse(f"results:{name}", args=[training_class.pk, *([last[name]] if name in last else [])])
        html = as_organiser.get(address).content.decode()
        assert "<script>1" not in html
        assert "<b>组" not in html
