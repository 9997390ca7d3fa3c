"""Finding questions by what the bank does not keep with them: tags, the lint's findings, how many get them right."""

import random
import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from quiz.attempts.models import Attempt
from quiz.bank.facility import Band, Facility, facilities
from quiz.bank.kinds import Item, Row
from quiz.bank.linted import weak
from quiz.bank.models import Change, Draft, Tag
from tests import factories
from tests.bank.entries import EXPLANATION, REASONS, TEXTS

LIST = "bank:question_list"


def found(client, **wishes):
    page = client.get(reverse(LIST), wishes).content.decode()
    return {int(pk) for pk in re.findall(r'<tr id="question-(\d+)"', page)}


# Tags


def test_a_tag_finds_its_questions(as_admin, section):
    tagged, _other = factories.question(section), factories.question(section)
    tagged.tags.add(Tag.objects.create(name="重点"), Tag.objects.create(name="党性"))
    assert found(as_admin, tag="重点") == {tagged.pk}
    assert "重点" in as_admin.get(reverse(LIST)).content.decode()


def test_an_unknown_tag_is_no_filter(as_admin, section):
    question = factories.question(section)
    assert found(as_admin, tag="没有") == {question.pk}


# The lint


def sound(number):
    """A question of which the lint has nothing to say; its words differ from those of other numbers."""
    stems = (
        "三家单位互相推让，会议开了五次仍没有人牵头。症结在哪里？",
        "小周遇事先翻旧例，没有旧例就放下。这说明什么？",
    )
    rows = tuple(
        Row(place, text, place == 1 + number, "" if place == 1 + number else reason)
        for place, (text, reason) in enumerate(zip(TEXTS[:4], REASONS, strict=False), start=1)
    )
    return Item("single_choice", stems[number], rows, EXPLANATION)


@pytest.fixture
def linted(section):
    """One question with an error (options named by letter), one with a warning (too short a reason), a sound one."""
    section.passages = {"1a": "其一"}
    section.save()
    lettered = sound(0)
    lettered = Item(lettered.kind, lettered.stem, lettered.rows, EXPLANATION + "所以选B。")
    short = sound(1)
    rows = (*short.rows[:3], Row(4, short.rows[3].text, False, "这是考核方面的原因啊。"))
    short = Item(short.kind, short.stem, rows, EXPLANATION)
    fine = factories.question(section, item=Item("true_false", "讲稿认为，牵头单位应当写进清单。", TRUTH, EXPLANATION))
    return [factories.question(section, item=lettered, level="apply"), factories.question(section, item=short), fine]


TRUTH = (Row(1, "对", True), Row(2, "错", False, "讲稿说的是另一回事，见第二段的说明。"))


def test_what_is_said_of_each_question_is_known(linted):
    told = weak()
    assert [told.get(question.pk) for question in linted] == [{"error", "letters"}, {"warning", "reason"}, None]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("error", [0]),
        ("any", [0, 1]),
        ("nothing", [2]),
        ("letters", [0]),
        ("reason", [1]),
        ("echo", []),
        ("no-such", [0, 1, 2]),
    ],
)
def test_the_lint_filter(as_admin, linted, wish, expected):
    assert found(as_admin, lint=wish) == {linted[number].pk for number in expected}


# How many get it right


@pytest.fixture
def answered(quiz, questions, trainee, organiser):
    """The first question: the first `right` of `answers` trainees are right at once; all are right the second time."""

    def answer(answers, right):
        for number in range(answers):
            person = factories.user()
            quiz.training_class.enrol(person, by=organiser, at=factories.NOON)
            for chosen in ("1" if number < right else "2", "1"):
                sit(quiz, person, questions[0], chosen)
        return questions[0]

    return answer


def sit(quiz, person, question, chosen):
    attempt = Attempt.start(quiz, person, at=factories.NOON, rng=random.Random(1))
    place = attempt.responses.get(revision__question=question).position
    Attempt.answer(attempt.pk, place, QueryDict(f"answer={chosen}"), by=person, sequence=1, at=factories.NOON)
    attempt.hand_in(by=person, at=factories.NOON)


@pytest.mark.parametrize(
    ("answers", "right", "percent", "band"),
    [(4, 4, None, "few"), (5, 5, 100, "easy"), (6, 4, 67, "medium"), (5, 1, 20, "hard")],
)
def test_only_first_answers_count_and_only_from_five_on(answered, answers, right, percent, band):
    question = answered(answers, right)
    facility = facilities()[question.pk]
    assert (facility.answers, facility.right) == (answers, right)
    assert (facility.percent, facility.band) == (percent, band)


@pytest.mark.parametrize(
    ("right", "of", "band"),
    [(70, 100, Band.EASY), (69, 100, Band.MEDIUM), (40, 100, Band.MEDIUM), (39, 100, Band.HARD)],
)
def test_the_bounds_of_the_bands(right, of, band):
    assert Facility(of, right).band == band


def test_an_answer_left_open_or_under_way_does_not_count(quiz, questions, trainee):
    attempt = Attempt.start(quiz, trainee, at=factories.NOON)
    Attempt.answer(attempt.pk, 1, QueryDict("answer=1"), by=trainee, sequence=1, at=factories.NOON)
    assert facilities() == {}
    attempt.hand_in(by=trainee, at=factories.NOON)
    assert sum(one.answers for one in facilities().values()) == 1


def test_the_rate_is_over_all_revisions_of_a_question_until_its_key_changes(answered, questions, admin):
    question = answered(5, 5)
    for change, rate in ((Change.WORDING, 100), (Change.KEY, None)):
        item = factories.choice_item(stem=f"改过的题干？{change}")
        question.revise(Draft(item, level="recall", difficulty="easy", change=change), by=admin, at=factories.NOON)
        found = facilities([question]).get(question.pk)
        assert (found and found.percent) == rate


def test_the_facility_filter_and_the_column(as_admin, answered, questions):
    hard = answered(5, 1)
    page = as_admin.get(reverse(LIST), {"facility": "hard"}).content.decode()
    assert ">20%<" in page
    assert found(as_admin, facility="hard") == {hard.pk}
    assert found(as_admin, facility="easy") == set()
    assert found(as_admin, facility="few") == {question.pk for question in questions[1:]}


def test_filters_are_kept_by_the_status_chips_and_combine(as_admin, section):
    question = factories.question(section, level="apply")
    question.tags.add(Tag.objects.create(name="重点"))
    page = as_admin.get(reverse(LIST), {"tag": "重点", "level": "apply"}).content.decode()
    assert "level=apply" in re.search(r'class="chip" href="([^"]*status=draft[^"]*)"', page)[1]
    assert found(as_admin, tag="重点", level="recall") == set()


@pytest.mark.parametrize("wishes", [{}, {"lint": "any"}, {"facility": "few"}])
def test_the_filters_take_as_many_queries_for_more_questions(as_admin, section, wishes, django_assert_max_num_queries):
    for _number in range(3):
        factories.question(section).tags.add(Tag.objects.get_or_create(name="重点")[0])
    with django_assert_max_num_queries(18):
        as_admin.get(reverse(LIST), wishes)
    for _number in range(10):
        factories.question(section).tags.add(Tag.objects.get(name="重点"))
    with django_assert_max_num_queries(18):
        as_admin.get(reverse(LIST), wishes)
