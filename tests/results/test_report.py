"""The section report: first tries apart from repeats, what cost the marks, and out of how many."""

import re
from fractions import Fraction

import pytest
from django.urls import reverse

from quiz.attempts.models import Attempt
from quiz.bank.kinds import Item, Row
from quiz.bank.models import Draft
from quiz.results.report import Rate
from quiz.results.statistics import wilson
from tests import factories

from .conftest import words
from .sitting import give, sit


@pytest.fixture
def people(training_class, organiser, trainee):
    """Ten trainees beside the one of the class."""
    found = [trainee]
    for _number in range(10):
        found.append(factories.user())
        training_class.enrol(found[-1], by=organiser, at=factories.NOON)
    return found


def figures(html):
    found = re.search(r'<dl class="figures">(.*?)</dl>', html).group(1)
    return [words(number).strip() for number in re.findall(r"<dd>(.*?)</dd>", found)]


def answer_all(quiz, trainee, choices):
    """One attempt with `choices`: the option given to each question, by the question's key."""
    attempt = Attempt.start(quiz, trainee, at=factories.NOON)
    for response in attempt.responses.select_related("revision__question", "attempt__trainee"):
        give(response, choices[response.revision.question.key])
    attempt.hand_in(by=trainee, at=factories.NOON)
    return attempt


def test_first_tries_stand_apart_from_repeats(see, people, quiz, training_class):
    for person, right in zip(people, (0, 1, 2), strict=False):
        sit(quiz, person, right)
    sit(quiz, people[0], 3)
    html = see("section_report", training_class.pk, quiz.pk)
    assert figures(html) == ["33%", "33%", "3 /11 persons", "100%"]
    assert "Last try of 1 who repeated" in html


def test_without_repeats_the_page_says_so(see, people, quiz, training_class):
    sit(quiz, people[0], 3)
    assert figures(see("section_report", training_class.pk, quiz.pk))[-1] == "nobody yet"


def test_the_sections_stand_from_the_lowest_with_their_interval(see, people, two_quizzes, training_class):
    sit(two_quizzes[0], people[0], 3)
    sit(two_quizzes[1], people[0], 0)
    html = see("section_list", training_class.pk)
    ranks = re.findall(r'<a class="rank" href="(.*?)" (aria-current="true")?>(.*?)</a>', html)
    addresses = [reverse("results:section_report", args=[training_class.pk, quiz.pk]) for quiz in two_quizzes]
    assert [address for address, _current, _html in ranks] == addresses[::-1]
    assert [bool(current) for _address, current, _html in ranks] == [True, False], "the lowest is the chosen one"
    low, high = (round(100 * end) for end in (wilson(0, 1).low, wilson(0, 1).high))
    assert f'aria-label="95% interval {low} to {high}%"' in ranks[0][2]
    assert f'd="M{low} 8H{high}M{low} 5v6M{high} 5v6"' in ranks[0][2]
    assert "0% 1 person" in words(ranks[0][2])


@pytest.mark.parametrize(("share", "n", "verdict"), [(0.1, 40, "below"), (0.5, 10, "near"), (0.95, 40, "above")])
def test_the_verdict_waits_for_certainty(share, n, verdict):
    rate = Rate(None, n, Fraction(share), wilson(share, n))
    assert rate.verdict == verdict


def test_the_three_questions_that_cost_most_come_first_with_the_option_that_misled(
    see, people, quiz, training_class, questions
):
    single, several, statement = questions
    for number, person in enumerate(people[:10]):
        choices = {
            single.key: 3 if number < 6 else 1,  # six fall for the third option
            several.key: [1] if number < 4 else [1, 2],  # four leave the second out: half marks lost
            statement.key: 2 if number < 1 else None if number < 2 else 1,
        }
        answer_all(quiz, person, choices)
    html = see("section_report", training_class.pk, quiz.pk)
    harmful = [words(article) for article in re.findall(r'<article class="harm">(.*?)</article>', html)]
    assert len(harmful) == 3
    assert "40% right of 10 Question 1" in harmful[0]
    assert "✗ Chosen wrongly C 丙项 60% 6 of 10 丙项说的是另一件事。" in harmful[0]
    assert "✗ Left out wrongly B 乙项 40% 4 of 10" in " ".join(harmful)
    assert "✗ Chosen wrongly 错 11% 1 of 9" in " ".join(harmful), "shares are of those who answered"
    assert "Key point 1: 要点1" in harmful[0]
    assert "3 questions took 100% of the marks lost" in words(html)


def test_every_question_is_listed_with_its_options_and_denominators(see, people, quiz, training_class, questions):
    for person, option in zip(people, (1, 2, 2, None), strict=False):
        answer_all(quiz, person, {questions[0].key: option, questions[1].key: [1, 2], questions[2].key: 1})
    html = see("section_report", training_class.pk, quiz.pk)
    first = re.search(r'<td class="n">1</td>.*?</tr>', html[html.index('id="all"') :]).group()
    assert "✓ A. 甲项 33% 1 person" in words(first)
    assert "B. 乙项 67% 2 people" in words(first)
    assert "Not answered 1" in words(first)
    assert re.search(r">4</td>.*<b>25%</b>", first), "asked of 4, one of them right"


def test_nothing_lost_names_no_question(see, people, quiz, training_class):
    sit(quiz, people[0], 3)
    html = see("section_report", training_class.pk, quiz.pk)
    assert "harm" not in re.sub("harmful", "", html)
    assert "nothing was lost" in html


def test_two_revisions_of_a_question_stand_apart(see, people, quiz, training_class, questions):
    sit(quiz, people[0], 3)
    item = questions[0].current.item(questions[0].kind)
    changed = Item(item.kind, "换了说法的题干？", item.rows, item.explanation)
    questions[0].revise(Draft(changed, level="recall", difficulty="easy"), by=None, at=factories.NOON)
    sit(quiz, people[1], 0)
    html = words(see("section_report", training_class.pk, quiz.pk))
    for tag in ("Revision 1", "Revision 2", "换了说法的题干？", item.stem):
        assert tag in html


def test_a_kind_without_options_says_how_many_were_right(see, people, training_class, section):
    rows = (Row(1, "第一步"), Row(2, "第二步"), Row(3, "第三步"))
    factories.question(section, item=Item("ordering", "排一排。", rows, "因为。"))
    quiz = factories.quiz(training_class, section)
    attempt = Attempt.start(quiz, people[0], at=factories.NOON)
    attempt.hand_in(by=people[0], at=factories.NOON)
    html = words(see("section_report", training_class.pk, quiz.pk))
    assert "排一排。" in html
    assert "Not answered 1" in html


def test_before_the_first_hand_in_there_is_no_empty_frame(see, people, quiz, training_class):
    assert "Nobody has handed in a quiz yet." in see("section_list", training_class.pk)
    html = see("section_report", training_class.pk, quiz.pk)
    assert "11 trainees are to take it." in html
    assert 'class="figures"' not in html


def test_who_left_is_not_counted(see, people, quiz, training_class):
    for person in people[:2]:
        sit(quiz, person, 3)
    training_class.enrolments.filter(trainee=people[0]).update(left_at=factories.NOON)
    assert figures(see("section_report", training_class.pk, quiz.pk))[2] == "1 /10 persons"
