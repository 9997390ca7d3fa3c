"""Favourites: what was asked can be kept to practise again, and nothing else can."""

import pytest
from django.urls import reverse

from quiz.attempts.models import Attempt, Favourite
from quiz.classes.models import Mode, Quiz
from tests import factories
from tests.factories import NOON

HTMX = {"HX-Request": "true"}
LIST = reverse("attempts:favourite_list")


def address(question):
    return reverse("attempts:favourite", args=[question.pk])


@pytest.fixture
def asked(quiz, trainee, questions):
    """Two of the three questions were asked of the trainee."""
    attempt = Attempt.start(quiz, trainee, at=NOON)
    attempt.responses.filter(revision__question=questions[2]).delete()
    attempt.hand_in(by=trainee, at=NOON)
    return attempt


@pytest.fixture
def practice(training_class, section):
    made = Quiz.of_mode(Mode.PRACTICE, training_class, section.heading)
    made.published_at = NOON
    made.save()
    made.sections.add(section)
    return made


def test_a_question_that_was_asked_is_kept_and_let_go(as_trainee, asked, questions, trainee):
    back = reverse("attempts:result", args=[asked.pk])
    for _twice in range(2):
        answer = as_trainee.post(address(questions[0]), {"wanted": "1", "next": back})
        assert answer["Location"] == back
    assert Favourite.numbers(trainee.pk) == {questions[0].pk}
    for _twice in range(2):
        as_trainee.post(address(questions[0]))
    assert not Favourite.objects.exists()


def test_htmx_gets_the_button_as_it_is_now(as_trainee, asked, questions):
    on = as_trainee.post(address(questions[1]), {"wanted": "1"}, headers=HTMX).content.decode()
    off = as_trainee.post(address(questions[1]), headers=HTMX).content.decode()
    assert 'aria-pressed="true"' in on
    assert 'name="wanted"' not in on
    assert 'aria-pressed="false"' in off
    assert "<html" not in on + off


@pytest.mark.parametrize("wanted", ["1", ""])
def test_what_was_never_asked_does_not_exist(as_trainee, as_stranger, asked, questions, wanted):
    data = {"wanted": "1"} if wanted else {}
    assert as_trainee.post(address(questions[2]), data).status_code == 404
    assert as_stranger.post(address(questions[0]), data).status_code == 404
    assert not Favourite.objects.exists()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_it_leads_back_within_the_site_only(as_trainee, asked, questions, elsewhere):
    answer = as_trainee.post(address(questions[0]), {"wanted": "1", "next": elsewhere})
    assert answer["Location"] == LIST


def test_the_button_stands_under_an_explanation_that_has_been_released(as_trainee, asked, questions):
    result = reverse("attempts:result", args=[asked.pk])
    as_trainee.post(address(questions[0]), {"wanted": "1"})
    page = as_trainee.get(result).content.decode()
    assert page.count('class="favourite"') == 2
    assert page.count('aria-pressed="true"') == 1
    Quiz.objects.update(explanation_release="never")
    assert 'class="favourite"' not in as_trainee.get(result).content.decode()


def test_the_list_is_mine_and_leaves_out_what_is_no_longer_asked(as_trainee, as_stranger, asked, questions):
    assert "还没有收藏的试题" in as_trainee.get(LIST).content.decode()
    for question in questions[:2]:
        as_trainee.post(address(question), {"wanted": "1"})
    questions[1].set_status("retired", by=None, at=NOON)
    page = as_trainee.get(LIST).content.decode()
    assert questions[0].current.stem in page
    assert questions[1].current.stem not in page
    assert questions[0].current.stem not in as_stranger.get(LIST).content.decode()
    assert "练收藏的题（1题）" in page


def test_it_tells_nothing_of_the_key(as_trainee, asked, questions):
    as_trainee.post(address(questions[0]), {"wanted": "1"})
    page = as_trainee.get(LIST).content.decode()
    assert questions[0].current.explanation not in page
    assert not any(option.text in page for option in questions[0].current.options.all())


def test_a_practice_asks_just_the_favourites(as_trainee, asked, questions, practice, trainee):
    as_trainee.post(address(questions[1]), {"wanted": "1"})
    answer = as_trainee.post(LIST)
    started = Attempt.objects.get(quiz=practice)
    assert answer["Location"] == reverse("attempts:question", args=[started.pk, 1])
    assert [response.revision.question for response in started.responses.all()] == [questions[1]]


def test_without_a_practice_or_favourites_the_list_says_so(as_trainee, asked, questions):
    for _before_and_after in range(2):
        page = as_trainee.post(LIST, follow=True)
        assert page.redirect_chain[-1][0] == LIST
        assert "现在没有可练的题" in page.content.decode()
        as_trainee.post(address(questions[0]), {"wanted": "1"})
    assert not Attempt.objects.filter(quiz__mode=Mode.PRACTICE).exists()


def test_ten_more_rows_need_no_more_queries(as_trainee, trainee, training_class, section, django_assert_num_queries):
    def keep(n):
        for _number in range(n):
            factories.question(section)
        attempt = Attempt.start(factories.quiz(training_class, section, draw_count=None), trainee, at=NOON)
        attempt.hand_in(by=trainee, at=NOON)
        for response in attempt.responses.all():
            Favourite.put(trainee, response.revision.question, True, at=NOON)

    keep(2)
    as_trainee.get(LIST)
    with django_assert_num_queries(4):
        as_trainee.get(LIST)
    keep(10)
    with django_assert_num_queries(4):
        as_trainee.get(LIST)
