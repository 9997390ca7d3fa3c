"""Calling time: the quiz ends, and what the class has on its desks is handed in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone

from quiz.attempts.models import Attempt
from quiz.attempts.rules import Refusal
from quiz.classes.modes import Mode, Release
from quiz.people.models import AuditEntry
from quiz.results.collecting import collect, on_desks
from tests import factories
from tests.factories import NOON

from .conftest import words
from .sitting import sit

LATER = NOON + timedelta(minutes=20)


@pytest.fixture
def desks(quiz, class_of_3):
    """甲 and 乙 are at the quiz, with two and one right answers of three; 丙 has not begun."""
    return [sit(quiz, person, n, finish=False) for person, n in zip(class_of_3, (2, 1), strict=False)]


@pytest.fixture
def address(training_class, quiz):
    return reverse("results:collect_all", args=[training_class.pk, quiz.pk])


def state(attempt):
    attempt.refresh_from_db()
    return attempt.handed_in_by, attempt.handed_in_at, attempt.percent


def test_everybody_is_handed_in_as_it_stands_and_nobody_begins_any_more(quiz, desks, class_of_3, organiser):
    assert collect(quiz, by=organiser, at=LATER) == 2
    assert [state(attempt) for attempt in desks] == [("organiser", LATER, 67), ("organiser", LATER, 33)]
    quiz.refresh_from_db()
    assert quiz.closes_at == LATER
    with pytest.raises(Refusal, match=Refusal.CLOSED):
        Attempt.start(quiz, class_of_3[2], at=LATER)
    done = AuditEntry.objects.filter(at=LATER).values_list("verb", "actor")
    assert sorted(done) == [("attempt.hand_in", organiser.pk)] * 2 + [("quiz.close", organiser.pk)]


@pytest.mark.parametrize("whose", [{"trainee": 0}, {"group": "一组"}])
def test_who_has_a_longer_window_of_his_own_keeps_it(quiz, desks, class_of_3, organiser, whose):
    until = LATER + timedelta(hours=1)
    whom = {name: class_of_3[value] if name == "trainee" else value for name, value in whose.items()}
    factories.allowance(quiz, organiser, extra_minutes=None, closes_at=until, **whom)
    staying = [sheet.attempt for sheet in on_desks(quiz, LATER) if sheet.until == until]
    assert {one.pk for one in staying} == {one.pk for one in (desks[:1] if "trainee" in whose else desks)}
    assert collect(quiz, by=organiser, at=LATER) == 2 - len(staying)
    assert all(Attempt.objects.get(pk=attempt.pk).is_open for attempt in staying)


def test_extra_time_alone_ends_with_the_quiz(quiz, desks, class_of_3, organiser):
    factories.allowance(quiz, organiser, trainee=class_of_3[0], extra_minutes=30)
    assert collect(quiz, by=organiser, at=LATER) == 2


def test_the_rest_can_be_collected_after_it_was_cut_off(quiz, desks, organiser):
    quiz.close(by=organiser, at=LATER)
    desks[0].hand_in(by=organiser, at=LATER)
    assert collect(quiz, by=organiser, at=LATER + timedelta(minutes=1)) == 1
    quiz.refresh_from_db()
    assert quiz.closes_at == LATER


def test_whoever_begins_in_the_same_moment_is_collected_too(quiz, desks, class_of_3, organiser):
    """丙's request has read the quiz as it was open, and writes the attempt while the others are handed in."""
    as_it_was = type(quiz).objects.get(pk=quiz.pk)

    def begin(instance, **_signal):
        if instance.handed_in_at and not Attempt.objects.filter(trainee=class_of_3[2]).exists():
            Attempt.start(as_it_was, class_of_3[2], at=LATER - timedelta(seconds=1))

    post_save.connect(begin, sender=Attempt)
    try:
        assert collect(quiz, by=organiser, at=LATER) == 3
    finally:
        post_save.disconnect(begin, sender=Attempt)
    assert not Attempt.objects.open().exists()


def test_a_quiz_that_is_not_open_keeps_its_dates(quiz, organiser):
    quiz.opens_at, quiz.closes_at = LATER, LATER + timedelta(days=1)
    quiz.save()
    assert collect(quiz, by=organiser, at=NOON) == 0
    quiz.refresh_from_db()
    assert quiz.closes_at == LATER + timedelta(days=1)


def test_the_page_says_first_what_it_means_and_changes_nothing(see, training_class, quiz, desks):
    quiz.key_release = quiz.explanation_release = Release.CLOSE
    quiz.save()
    desks[1].responses.filter(position=2).update(answer=None)
    html = words(see("collect_all", training_class.pk, quiz.pk))
    assert "2 papers under way are handed in" in html
    assert "3/3 answered" in html
    assert "2/3 answered" in html
    assert "can be seen from then on" in html
    assert Attempt.objects.open().count() == 2


def test_the_organiser_collects_on_the_page_and_reads_how_many(as_organiser, quiz, desks, address, training_class):
    editor = reverse("classes:quiz_edit", args=[training_class.pk, quiz.pk])
    assert f'href="{address}"' in as_organiser.get(editor).content.decode()
    shown = as_organiser.post(address, follow=True)
    assert shown.redirect_chain[-1][0] == editor
    assert "收卷2份" in shown.content.decode()
    assert f'href="{address}"' not in shown.content.decode()
    assert "没有可收的卷" in as_organiser.get(address).content.decode()


def test_once_closed_it_still_names_who_goes_on_by_a_window_of_his_own(see, training_class, quiz, desks, organiser):
    factories.allowance(
        quiz, organiser, trainee=desks[0].trainee, extra_minutes=None, closes_at=timezone.now() + timedelta(days=9)
    )
    collect(quiz, by=organiser, at=timezone.now())
    html = words(see("collect_all", training_class.pk, quiz.pk))
    assert "nobody is at it" not in html
    assert "Go on, by single arrangement 1" in html
    assert desks[0].trainee.name in html


def test_study_is_not_collected(as_organiser, training_class, section):
    practice = factories.quiz(training_class, section, mode=Mode.PRACTICE)
    address = reverse("results:collect_all", args=[training_class.pk, practice.pk])
    assert as_organiser.get(address).status_code == 404
    assert as_organiser.post(address).status_code == 404


def test_more_desks_take_no_more_queries(see, training_class, quiz, desks, organiser, django_assert_max_num_queries):
    factories.allowance(
        quiz, organiser, trainee=desks[0].trainee, extra_minutes=None, closes_at=timezone.now() + timedelta(days=9)
    )
    see("collect_all", training_class.pk, quiz.pk)
    for _ in range(5):
        person = factories.user()
        training_class.enrol(person, by=organiser, at=NOON)
        sit(quiz, person, 1, finish=False)
    with django_assert_max_num_queries(12):
        html = see("collect_all", training_class.pk, quiz.pk)
    assert "6 papers under way" in words(html)
