"""What the tables keep: constraints by name, giving a lecture, teaching, papers of a class, points and bands."""

import random
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from quiz.attempts.models import Attempt
from quiz.bank.models import Status
from quiz.classes.models import Band, DrawRule, KindPoints, ListedQuestion, Mode, Paper, Quiz, Release, State
from quiz.people.models import AuditEntry
from tests import factories
from tests.factories import NOON

HOUR = timedelta(hours=1)


def refused(name: str, make) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    assert name in str(error.value) or "UNIQUE" in str(error.value)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("quiz_closes_after_opening", {"opens_at": NOON, "closes_at": NOON}),
        ("quiz_pass_percent_at_most_100", {"pass_percent": 101}),
        ("quiz_points_positive", {"points": 0}),
        ("quiz_draws_something", {"draw_count": 0}),
        ("quiz_time_limit_positive", {"time_limit": 0}),
        ("quiz_allows_an_attempt", {"max_attempts": 0}),
        ("quiz_latest_entry_positive", {"latest_entry": 0}),
        ("quiz_key_at_once_in_study_only", {"key_release": Release.ANSWER}),
        ("quiz_key_at_once_in_study_only", {"mode": Mode.EXAM, "explanation_release": Release.ANSWER}),
        ("quiz_key_at_once_in_study_only", {"score_release": Release.ANSWER}),
    ],
)
def test_the_database_refuses_a_quiz_that_makes_no_sense(training_class, name, fields):
    refused(name, lambda: Quiz.objects.create(training_class=training_class, title="测验", **fields))


@pytest.mark.parametrize("mode", Mode.values)
def test_the_usual_rules_of_every_mode_are_accepted(training_class, mode):
    Quiz.of_mode(mode, training_class, "测验").save()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("allowance_to_a_person_or_a_group", {"extra_minutes": 5}),
        ("allowance_has_a_reason", {"group": "一组", "extra_minutes": 5, "reason": ""}),
        ("allowance_minutes_or_percent", {"group": "一组", "extra_minutes": 5, "extra_percent": 50}),
        ("allowance_allows_something", {"group": "一组"}),
        ("allowance_allows_something", {"group": "一组", "extra_minutes": 0}),
        ("allowance_closes_after_opening", {"group": "一组", "opens_at": NOON, "closes_at": NOON}),
    ],
)
def test_the_database_refuses_an_allowance_that_makes_no_sense(quiz, organiser, name, fields):
    refused(name, lambda: factories.allowance(quiz, organiser, **fields))


def test_the_database_refuses_an_allowance_to_a_person_and_a_group(quiz, organiser, trainee):
    to = {"trainee": trainee, "group": "一组"}
    refused("allowance_to_a_person_or_a_group", lambda: factories.allowance(quiz, organiser, extra_minutes=5, **to))


def test_one_allowance_a_person_and_one_a_group(quiz, organiser, trainee):
    for to in ({"trainee": trainee}, {"group": "一组"}):
        factories.allowance(quiz, organiser, extra_attempts=1, **to)
        refused("allowance_once", lambda to=to: factories.allowance(quiz, organiser, extra_minutes=5, **to))


def test_rows_of_a_paper_are_once_and_positive(quiz, questions):
    rows = [
        (DrawRule, {"position": 1, "count": 3}, "draw_rule_position_once_a_quiz"),
        (KindPoints, {"kind": "true_false", "points": 100}, "kind_points_once_a_quiz"),
        (ListedQuestion, {"question": questions[0], "position": 1}, "listed_question_once_a_quiz"),
        (Band, {"percent": 90, "name": "优秀"}, "band_percent_once_a_quiz"),
    ]
    for model, fields, name in rows:
        model.objects.create(quiz=quiz, **fields)
        refused(name, lambda model=model, fields=fields: model.objects.create(quiz=quiz, **fields))
    refused("draw_rule_draws_something", lambda: DrawRule.objects.create(quiz=quiz, position=2, count=0))
    refused("kind_points_positive", lambda: KindPoints.objects.create(quiz=quiz, kind="numeric", points=0))
    refused("band_percent_at_most_100", lambda: Band.objects.create(quiz=quiz, percent=101, name="满分"))


def test_a_class_that_is_given_a_lecture_gets_section_quizzes_and_practice_at_once(training_class, questions):
    lecture = questions[0].lecture
    made = training_class.give(lecture, by=None, at=NOON)
    assert [(quiz.mode, quiz.is_open(NOON)) for quiz in made] == [(Mode.SECTION, True), (Mode.PRACTICE, True)]
    practice = made[1]
    assert (practice.max_attempts, practice.draw_count, practice.key_release) == (None, None, Release.ANSWER)
    assert training_class.give(lecture, by=None, at=NOON) == []
    factories.question(lecture.sections.get(number="1.2"))
    assert [quiz.sections.get().number for quiz in training_class.give(lecture, by=None, at=NOON)] == ["1.2", "1.2"]


def test_practice_is_not_counted(training_class, questions):
    training_class.give(questions[0].lecture, by=None, at=NOON)
    exam = factories.quiz(training_class, questions[0].section, mode=Mode.EXAM)
    assert {quiz.mode for quiz in training_class.quizzes.counted()} == {Mode.SECTION, Mode.EXAM}
    assert exam in training_class.quizzes.counted()


@pytest.fixture
def waiting(training_class, questions):
    """The quizzes of section 1.1, waiting for it to be taught."""
    return training_class.give(questions[0].lecture, by=None, at=NOON, when_taught=True)


def test_what_waits_for_its_section_opens_when_it_is_taught_and_waits_again_when_that_is_taken_back(
    training_class, waiting, section, organiser
):
    def states(at):
        return {quiz.state(at) for quiz in training_class.quizzes.all()}

    assert states(NOON) == {State.WAITING}
    training_class.mark_taught([section], opens_at=NOON + HOUR, by=organiser, at=NOON)
    assert (states(NOON), states(NOON + HOUR)) == ({State.WAITING}, {State.OPEN})
    training_class.mark_taught([section], opens_at=NOON, by=organiser, at=NOON)
    assert states(NOON) == {State.OPEN}
    training_class.unmark_taught(section, by=organiser, at=NOON)
    assert states(NOON + 99 * HOUR) == {State.WAITING}
    assert {"class.taught", "class.not_taught"} <= set(AuditEntry.objects.values_list("verb", flat=True))


def test_a_quiz_over_several_sections_waits_for_the_last(training_class, waiting, section, organiser):
    both = factories.quiz(training_class, section, opens_when_taught=True)
    second = section.lecture.sections.get(number="1.2")
    both.sections.add(second)
    training_class.mark_taught([section], opens_at=NOON, by=organiser, at=NOON)
    both.refresh_from_db()
    assert both.opens_at is None
    training_class.mark_taught([second], opens_at=NOON + HOUR, by=organiser, at=NOON)
    both.refresh_from_db()
    assert both.opens_at == NOON + HOUR


def test_a_section_taught_before_its_quiz_is_made_opens_it(training_class, questions, section, organiser):
    training_class.mark_taught([section], opens_at=NOON - HOUR, by=organiser, at=NOON)
    made = training_class.give(section.lecture, by=organiser, at=NOON, when_taught=True)
    assert all(quiz.is_open(NOON) for quiz in made)


def test_another_class_s_quizzes_do_not_open(training_class, waiting, section, organiser, other_organiser):
    other = other_organiser.organised_classes.get()
    theirs = other.give(section.lecture, by=None, at=NOON, when_taught=True)
    training_class.mark_taught([section], opens_at=NOON, by=organiser, at=NOON)
    theirs[0].refresh_from_db()
    assert theirs[0].state(NOON) == State.WAITING


def test_points_by_kind_make_the_full_marks(quiz, trainee):
    KindPoints.objects.create(quiz=quiz, kind="multiple_choice", points=250)
    attempt = Attempt.start(quiz, trainee, at=NOON)
    worth = {r.revision.question.kind: r.points for r in attempt.responses.select_related("revision__question")}
    assert worth == {"single_choice": 1000, "multiple_choice": 250, "true_false": 1000}
    assert attempt.full_marks == 2250


@pytest.mark.parametrize(
    ("marks", "full", "name"),
    [(900, 1000, "优秀"), (1000, 1000, "优秀"), (899, 1000, "良好"), (5999, 10000, "不合格"), (0, 10, "不合格")],
)
def test_bands_are_reached_by_the_exact_share(quiz, marks, full, name):
    assert quiz.band(marks, full) == ""
    for percent, band in ((0, "不合格"), (60, "合格"), (80, "良好"), (90, "优秀")):
        Band.objects.create(quiz=quiz, percent=percent, name=band)
    assert quiz.band(marks, full) == name


def asked(paper):
    return [question.pk for question, _order in paper]


def test_a_paper_for_each_attempt_or_one_for_the_class(quiz, section, questions):
    more = [factories.question(section) for _ in range(12)]
    Quiz.objects.filter(pk=quiz.pk).update(draw_count=5)
    quiz.refresh_from_db()
    assert len({frozenset(asked(quiz.draw(random.Random(seed)))) for seed in range(8)}) > 1
    quiz.paper = Paper.SAME
    before = frozenset(asked(quiz.draw(random.Random(0))))
    quiz.settle_paper()
    factories.question(section)
    more[0].set_status(Status.RETIRED, by=None, at=NOON)
    quiz.settle_paper()
    papers = {frozenset(asked(quiz.draw(random.Random(seed)))) for seed in range(8)}
    assert papers == {before - {more[0].pk}}
    assert list(quiz.listed.values_list("position", flat=True)) == [1, 2, 3, 4, 5]


def test_the_first_to_start_settles_the_paper_of_the_class(quiz, section, trainee):
    Quiz.objects.filter(pk=quiz.pk).update(paper=Paper.SAME)
    quiz.refresh_from_db()
    Attempt.start(quiz, trainee, at=NOON)
    assert quiz.listed.count() == 3


def test_a_list_is_asked_as_it_stands(quiz, questions):
    quiz.paper, quiz.shuffle_questions = Paper.LIST, False
    for position, question in enumerate(reversed(questions), start=1):
        ListedQuestion.objects.create(quiz=quiz, question=question, position=position)
    assert asked(quiz.draw(random.Random(1))) == [question.pk for question in reversed(questions)]
    assert quiz.paper_size(99) == 3


def test_a_blueprint_draws_by_kind(quiz, section, questions):
    for _ in range(5):
        factories.question(section, "true_false")
    DrawRule.objects.create(quiz=quiz, position=1, kind="true_false", count=2)
    DrawRule.objects.create(quiz=quiz, position=2, kind="single_choice", section=section, count=1)
    kinds = sorted(question.kind for question, _order in quiz.draw(random.Random(3)))
    assert kinds == ["single_choice", "true_false", "true_false"]
    assert quiz.paper_size(99) == 3
