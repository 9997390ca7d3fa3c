"""Answers that a person marks: when a paper asks for them, that they wait, and how they are marked and marked again."""

import random

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from quiz.attempts.marks import AlreadyMarked, NoReason, NotToMark
from quiz.attempts.models import Attempt, Mark
from quiz.attempts.queries import counted, states
from quiz.attempts.rules import visible
from quiz.bank.kinds import KINDS, Outcome, Rule
from quiz.bank.kinds.written import worths
from quiz.bank.models import Material, Question
from quiz.classes.models import DrawRule, ListedQuestion, Mode, Paper
from quiz.people.models import AuditEntry
from tests import factories
from tests.factories import NOON, written_item


@pytest.fixture
def written(section, questions) -> Question:
    """A short answer with two criteria beside the three choice questions of the section."""
    return factories.question(section, item=written_item())


@pytest.fixture
def asks_it(quiz, written):
    """The quiz with a blueprint of two choices and the short answer."""
    DrawRule.objects.create(quiz=quiz, position=1, count=2)
    DrawRule.objects.create(quiz=quiz, position=2, kind="short_answer", count=1)
    return quiz


def sit(quiz, trainee, text="我的理由。") -> Attempt:
    attempt = Attempt.start(quiz, trainee, at=NOON)
    data = QueryDict(mutable=True)
    data["answer"] = text
    position = attempt.responses.get(revision__question__kind="short_answer").position
    Attempt.answer(attempt.pk, position, data, by=trainee, sequence=1, at=NOON)
    attempt.hand_in(by=trainee, at=NOON)
    return attempt


def kinds(quiz) -> list[str]:
    return sorted(question.kind for question in quiz.choose(random.Random(1)))


def test_an_ordinary_quiz_asks_no_written_answers(quiz, written):
    assert "short_answer" not in kinds(quiz)
    quiz.draw_count = None
    assert "short_answer" not in kinds(quiz)
    assert quiz.paper_size(3) == 3


def test_a_rule_that_names_the_kind_asks_it_and_a_rule_without_a_kind_does_not(asks_it):
    assert kinds(asks_it).count("short_answer") == 1
    assert asks_it.paper_size(3) == 3
    asks_it.draw_rules.filter(position=1).update(count=9)
    assert kinds(asks_it).count("short_answer") == 1


def test_a_list_asks_it(quiz, written, questions):
    quiz.paper = Paper.LIST
    for position, question in enumerate([written, questions[0]], start=1):
        ListedQuestion.objects.create(quiz=quiz, question=question, position=position)
    assert kinds(quiz) == ["short_answer", "single_choice"]


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.MEMORISE])
def test_study_never_asks_it(asks_it, written, mode):
    asks_it.mode = mode
    assert "short_answer" not in kinds(asks_it)
    asks_it.paper = Paper.LIST
    ListedQuestion.objects.create(quiz=asks_it, question=written, position=1)
    assert kinds(asks_it) == []


def test_the_written_question_of_a_case_is_drawn_apart_from_the_others_and_stands_with_them(quiz, section, written):
    material = Material.objects.create(lecture=section.lecture, key="c", title="案例", text="某镇。")
    choices = [factories.question(section) for _n in range(2)]
    Question.objects.filter(pk__in=[written.pk, *(one.pk for one in choices)]).update(material=material)
    Question.objects.filter(section=section, material=None).update(status="retired")
    assert kinds(quiz) == ["single_choice"] * 2, "the case is drawn without it"
    DrawRule.objects.create(quiz=quiz, position=1, count=2)
    DrawRule.objects.create(quiz=quiz, position=2, kind="short_answer", count=1)
    paper = [question for question, _order in quiz.draw(random.Random(1))]
    assert paper == [written, *choices], "in the order of the case"


def test_at_hand_in_it_waits_and_there_is_no_score(asks_it, trainee):
    attempt = sit(asks_it, trainee)
    response = attempt.responses.get(outcome=Outcome.AWAITING)
    assert (response.marks, attempt.awaits) == (0, 1)
    assert (attempt.percent, attempt.passed, attempt.band) == (None, None, "")
    assert not visible(attempt, NOON).score
    assert visible(attempt, NOON).key
    assert states(trainee, NOON)[0].percent is None


def test_an_empty_answer_waits_for_nobody(asks_it, trainee):
    attempt = sit(asks_it, trainee, "  ")
    assert attempt.awaits == 0
    assert visible(attempt, NOON).score


def give(response, criteria=(1000, 500), seen=0, **said) -> Mark:
    return Mark.give(response.pk, criteria, seen=seen, **{"at": NOON, **said})


@pytest.fixture
def answer(asks_it, trainee):
    asks_it.points = 2000
    asks_it.save()
    return sit(asks_it, trainee).responses.get(outcome=Outcome.AWAITING)


def test_marking_counts_and_releases_the_score(answer, organiser):
    give(answer, by=organiser, comment="理由要说全。")
    answer.refresh_from_db()
    attempt = answer.attempt
    assert (answer.marks, answer.outcome, answer.marking.comment) == (1500, Outcome.PARTLY, "理由要说全。")
    assert (attempt.marks, attempt.awaits, attempt.percent) == (1500, 0, 25)
    assert visible(attempt, NOON).score
    entry = AuditEntry.objects.get(verb="answer.mark")
    assert (entry.actor, entry.detail["marks"]) == (organiser, [0, 1500])


@pytest.mark.parametrize(
    ("criteria", "outcome"),
    [((1000, 1000), Outcome.CORRECT), ((0, 0), Outcome.INCORRECT), ((1, 0), Outcome.PARTLY)],
)
def test_the_outcome_follows_from_the_marks(answer, organiser, criteria, outcome):
    assert give(answer, criteria, by=organiser).outcome == outcome
    answer.refresh_from_db()
    assert answer.outcome == outcome


@pytest.mark.parametrize("criteria", [(1001, 0), (-1, 0), (1000,), (500, 500, 500), ()])
def test_marks_that_a_criterion_does_not_bear_are_refused(answer, organiser, criteria):
    with pytest.raises(ValueError):
        give(answer, criteria, by=organiser)
    assert not Mark.objects.exists()


def test_a_change_needs_a_reason_and_keeps_what_was(answer, organiser):
    give(answer, by=organiser)
    with pytest.raises(NoReason):
        give(answer, (0, 0), seen=1, by=organiser)
    give(answer, (0, 0), seen=1, by=organiser, reason="看错了行")
    answer.refresh_from_db()
    log = [(mark.number, mark.was, mark.marks, mark.reason) for mark in answer.markings.all()]
    assert log == [(2, 1500, 0, "看错了行"), (1, 0, 1500, "")]
    assert (answer.marks, answer.outcome, answer.attempt.marks) == (0, Outcome.INCORRECT, 0)


def test_who_did_not_see_the_newest_marks_is_told_them(answer, organiser):
    first = give(answer, by=organiser)
    for seen in (0, 7):
        with pytest.raises(AlreadyMarked) as told:
            give(answer, (0, 0), seen=seen, by=organiser, reason="另有看法")
        assert told.value.newest == first


def test_only_a_written_answer_that_was_handed_in_is_marked(asks_it, trainee, organiser):
    attempt = sit(asks_it, trainee, "")
    second = Attempt.start(asks_it, trainee, at=NOON)
    for response in (*attempt.responses.all(), second.responses.get(revision__question__kind="short_answer")):
        with pytest.raises(NotToMark):
            give(response, by=organiser)


def test_the_log_is_not_changed(answer, organiser):
    mark = give(answer, by=organiser)
    with pytest.raises(TypeError):
        mark.save()
    for wrong in ({"marks": 9999}, {"number": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mark.objects.filter(pk=mark.pk).update(**wrong)
    with pytest.raises(ProtectedError):
        organiser.delete()


def test_an_answer_that_arrives_in_the_grace_waits_again(asks_it, trainee, organiser):
    asks_it.time_limit = 10
    asks_it.save()
    attempt = Attempt.start(asks_it, trainee, at=NOON)
    response = attempt.responses.get(revision__question__kind="short_answer")
    attempt.hand_in(by=None, at=attempt.due_at)
    assert attempt.awaits == 0
    data = QueryDict("answer=迟到的理由")
    said = {"by": trainee, "sequence": 1, "at": attempt.due_at, "given_at": NOON}
    Attempt.answer(attempt.pk, response.position, data, **said)
    attempt.refresh_from_db()
    assert attempt.awaits == 1


def test_marking_takes_the_same_few_queries_whatever_the_paper(answer, organiser, section):
    with CaptureQueriesContext(connection) as few:
        give(answer, by=organiser)
    assert len(few) <= 12


def test_which_attempt_counts_is_said_by_the_marks(asks_it, trainee, organiser):
    first, second = sit(asks_it, trainee), sit(asks_it, trainee)
    give(second.responses.get(outcome=Outcome.AWAITING), (500, 500), by=organiser)
    second.refresh_from_db()
    assert counted([first, second], "best") == second


marks = st.lists(st.integers(1, 1000), min_size=1, max_size=8)


@given(marks, st.integers(1, 10_000))
def test_the_criteria_share_the_points_in_proportion(criteria, points):
    worth = worths(written_item(marks=tuple(criteria)), points)
    assert sum(worth) == points
    for one, mine in zip(criteria, worth, strict=True):
        assert abs(mine - one * points / sum(criteria)) < 1


@given(marks, st.integers(1, 10_000))
def test_full_marks_for_each_are_right_and_none_for_any_is_wrong(criteria, points):
    item, kind = written_item(marks=tuple(criteria)), KINDS["short_answer"]
    worth = worths(item, points)
    assert kind.award(item, worth, Rule(points)).outcome == Outcome.CORRECT
    assert kind.award(item, [0] * len(worth), Rule(points)).outcome == Outcome.INCORRECT
