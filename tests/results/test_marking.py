"""The marking queue: who waits in it, what the page shows, what is kept, and what the second of two is told."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from quiz.attempts.models import Attempt, Mark, Response
from quiz.bank.kinds import Outcome
from tests import factories
from tests.conftest import signed_in, write

from .conftest import words


@pytest.fixture
def answers(quiz, section, class_of_3):
    """Three answers to one short answer with two criteria of 5 marks each."""
    write(quiz, factories.question(section, item=factories.written_item()), *class_of_3)
    return list(Response.objects.filter(outcome=Outcome.AWAITING).order_by("pk"))


@pytest.fixture
def address(answers, training_class):
    return lambda number=0: reverse("results:mark", args=[training_class.pk, answers[number].pk])


@pytest.fixture
def me(as_organiser):
    as_organiser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return as_organiser


FULL = {"seen": "0", "criterion-1": "500", "criterion-2": "500"}


def text(answer) -> str:
    return words(answer.content.decode())


def test_the_queue_lists_each_question_with_its_progress(see, answers, training_class, me, address):
    html = see("marking", training_class.pk)
    assert "请说明理由。" in html
    assert "marked 0/3" in html
    me.post(address(), FULL)
    assert "marked 1/3" in see("marking", training_class.pk)


def test_hints_that_name_marks_are_said_to_be_of_the_author_s(me, answers, address):
    assert "written for 4 marks and is worth 10 here" in text(me.get(address()))
    Response.objects.update(points=400)
    assert "was written for" not in text(me.get(address()))


def test_a_written_question_shows_the_share_of_its_marks_and_not_how_many_were_fully_right(
    see, answers, training_class, me, address
):
    half, none = {**FULL, "criterion-2": "0"}, {**FULL, "criterion-1": "0", "criterion-2": "0"}
    for number, marks in enumerate((half, half, none)):
        me.post(address(number), marks)
    html = see("section_report", training_class.pk, answers[0].attempt.quiz_id)
    assert 'data-label="Facility"><b>33%</b>' in html
    assert "<b>33%</b><small>Facility</small>" in html


def test_a_class_without_written_answers_has_nothing_to_mark(see, quiz, training_class):
    assert "Nothing to mark." in see("marking", training_class.pk)


def test_a_pile_leads_to_the_first_answer_that_waits(me, answers, training_class, address):
    pile = reverse(
        "results:marking_pile",
        args=[training_class.pk, answers[0].attempt.quiz_id, answers[0].revision.question_id],
    )
    assert me.get(pile)["Location"] == address(0)
    me.post(address(0), FULL)
    assert me.get(pile)["Location"] == address(1)
    for number in (1, 2):
        me.post(address(number), FULL)
    assert me.get(pile)["Location"] == address(0)


def test_the_page_shows_all_that_marking_needs_and_no_name(me, address, class_of_3):
    said = text(me.get(address()))
    for part in (
        "请说明理由。",
        "我的理由。",
        "参考的写法。",
        "1. 要求1",
        "只说到一半1",
        "Answer 1 of 3",
        "marked 0/3",
    ):
        assert part in said
    assert class_of_3[0].name not in said
    assert class_of_3[0].name in text(me.get(address(), {"names": "1"}))


def test_full_half_and_no_marks_are_one_tick_away(me, address):
    html = me.get(address()).content.decode()
    assert re.findall(r'name="criterion-1" value="(\w+)"', html) == ["500", "250", "0", "other"]


def test_saving_goes_on_to_the_next_that_waits_and_says_when_all_is_done(me, address, answers, training_class):
    assert me.post(address(2), FULL)["Location"] == address(0)
    assert me.post(address(0), FULL | {"names": "1"})["Location"] == address(1) + "?names=1"
    answer = me.post(address(1), FULL, follow=True)
    assert answer.redirect_chain[0][0] == reverse("results:marking", args=[training_class.pk])
    assert "All 3 answers to this question are marked." in text(answer)
    assert not Attempt.objects.filter(awaits__gt=0).exists()


def test_with_htmx_the_next_answer_comes_without_the_page(me, address, answers):
    answer = me.post(address(0), FULL, headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == address(1)
    assert "<html" not in answer.content.decode()
    assert "Answer 2 of 3" in text(answer)
    me.post(address(1), FULL, headers={"HX-Request": "true"})
    assert me.post(address(2), FULL, headers={"HX-Request": "true"})["HX-Redirect"]


def test_marks_and_comment_are_kept(me, address, answers, organiser):
    said = {"seen": "0", "criterion-1": "250", "criterion-2": "other", "other-2": "1.25", "comment": "再具体些。"}
    me.post(address(), said)
    mark = Mark.objects.get()
    assert (mark.criteria, mark.marks, mark.comment, mark.by) == ([250, 125], 375, "再具体些。", organiser)
    answers[0].refresh_from_db()
    assert answers[0].outcome == Outcome.PARTLY


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({}, "Give marks for this criterion"),
        ({"criterion-1": "500"}, "Give marks for this criterion"),
        ({**FULL, "other-1": "1"}, "Two different marks are given here"),
        ({**FULL, "criterion-1": "other", "other-1": "5.01"}, "Write 5 or less."),
        ({**FULL, "criterion-1": "other", "other-1": "-1"}, "Write 0 or more."),
        ({**FULL, "criterion-1": "other", "other-1": "1.234"}, "Write at most two decimals."),
        ({**FULL, "criterion-1": "other", "other-1": "两分"}, "Write a number, for example 2 or 0.5."),
        ({**FULL, "criterion-1": "501"}, "Select a valid choice"),
        ({**FULL, "comment": "长" * 1001}, "at most 1000 characters"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(me, address, said, error):
    answer = me.post(address(), {"seen": "0", "comment": "留着", **said})
    assert answer.status_code == 422
    assert error in text(answer)
    assert not Mark.objects.exists()


def test_what_was_typed_stays_on_the_page_with_the_error(me, address):
    html = me.post(address(), {"seen": "0", "criterion-1": "250", "comment": "留着"}).content.decode()
    assert re.search(r'value="250"[^>]*checked', html)
    assert "留着</textarea>" in html


def test_a_number_typed_alone_counts_as_ticked(me, address):
    me.post(address(), {"seen": "0", "other-1": "３", "other-2": "0"})
    assert Mark.objects.get().criteria == [300, 0]


def test_marking_again_asks_for_a_reason_and_keeps_the_log(me, address):
    me.post(address(), {**FULL, "criterion-2": "other", "other-2": "1.5"})
    html = me.get(address()).content.decode()
    assert re.search(r'name="criterion-1" value="500"[^>]*checked', html)
    assert re.search(r'name="other-2" value="1.5"', html)
    again = {**FULL, "seen": "1", "criterion-1": "0"}
    answer = me.post(address(), again)
    assert answer.status_code == 422
    assert "Say why" in text(answer)
    me.post(address(), {**again, "reason": "漏看一行"})
    said = text(me.get(address()))
    assert "5/10 marks" in said
    assert "6.5/10 marks" in said
    assert "no longer counts" in said
    assert "漏看一行" in said


@pytest.mark.parametrize("more", [{}, {"reason": "另有看法"}])
def test_the_second_of_two_is_told_and_sees_the_marks_of_the_first(me, address, training_class, more):
    colleague = factories.user("organiser", name="老周")
    training_class.organisers.add(colleague)
    signed_in(colleague).post(address(), {**FULL, "criterion-2": "250"})
    answer = me.post(address(), {"seen": "0", "criterion-1": "0", "criterion-2": "0", **more})
    assert answer.status_code == 409
    assert re.search(r"老周 marked this answer on .* 7.5/10 marks. Yours were not saved", text(answer))
    assert Mark.objects.count() == 1
    html = answer.content.decode()
    assert 'name="seen" value="1"' in html
    me.post(address(), {"seen": "1", "criterion-1": "0", "criterion-2": "0", "reason": "另有看法"})
    assert Mark.objects.first().marks == 0


def test_an_answer_that_needs_nobody_is_not_there(me, answers, training_class, quiz, class_of_3):
    choice = Attempt.start(quiz, class_of_3[0], at=factories.NOON)
    Response.objects.filter(pk=answers[0].pk).update(answer=None, outcome=Outcome.UNANSWERED)
    for response in (choice.responses.first(), answers[0]):
        assert me.get(reverse("results:mark", args=[training_class.pk, response.pk])).status_code == 404


def test_the_board_the_trainee_and_the_attempt_say_that_it_waits(see, answers, training_class, class_of_3):
    attempt = answers[0].attempt
    assert "to mark" in see("class_board", training_class.pk)
    assert "Waiting for marking" in words(see("trainee", training_class.pk, class_of_3[0].pk))
    said = words(see("attempt", training_class.pk, attempt.pk))
    assert "1 answer waits to be marked; there is no score yet." in said
    assert "of 100 marks" not in said


def test_the_report_counts_what_is_marked_and_names_what_waits(see, me, answers, training_class, address):
    report = ("section_report", training_class.pk, answers[0].attempt.quiz_id)
    assert "3 first tries wait to be marked" in words(see(*report))
    me.post(address(), {**FULL, "criterion-2": "0"})
    said = words(see(*report))
    assert "2 first tries wait to be marked" in said
    assert re.search(r"Rate of first tries 50%", said)


def test_an_attempt_shows_marks_comment_and_log(see, me, answers, training_class, address):
    me.post(address(), {**FULL, "comment": "很好"})
    said = words(see("attempt", training_class.pk, answers[0].attempt_id))
    assert "10/10 marks" in said
    assert "很好" in said


def test_no_text_can_break_the_page(me, quiz, section, class_of_3, training_class):
    answer = write(quiz, factories.question(section, item=factories.written_item()), class_of_3[0], text="<script>1")
    html = me.get(reverse("results:mark", args=[training_class.pk, answer.pk])).content.decode()
    assert "<script>1" not in html
    assert "&lt;script&gt;1" in html


def test_more_answers_and_questions_take_no_more_queries(
    me, see, quiz, section, answers, class_of_3, training_class, address, django_assert_max_num_queries
):
    def look():
        with django_assert_max_num_queries(14):
            see("marking", training_class.pk)
        with django_assert_max_num_queries(18):
            me.get(address())

    look()
    for _number in range(4):
        write(quiz, factories.question(section, item=factories.written_item()), *class_of_3)
    me.post(address(), FULL)
    look()
