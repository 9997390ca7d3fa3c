"""The class board: what each cell says, what is added up, in which order, and in how many queries."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quiz.attempts.models import Attempt
from quiz.classes.enrolments import group_order
from quiz.classes.models import Mode, Quiz
from quiz.results.queries import board
from tests import factories

from .conftest import words
from .sitting import sit

BOARD = "class_board"


def heat_rows(html):
    """The rows of the heat map as lists of words, the row of the class first."""
    body = re.search(r'<table class="heat">.*?<tbody>(.*?)</tbody>', html).group(1)
    rows = re.findall(r"<tr.*?>(.*?)</tr>", body)
    return [[words(cell).strip() for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)] for row in rows]


def test_a_cell_shows_the_score_the_state_or_nothing_and_leads_to_the_attempt(see, class_of_3, two_quizzes):
    done = sit(two_quizzes[0], class_of_3[0], 2)
    open_one = sit(two_quizzes[0], class_of_3[1], 1, finish=False)
    html = see(BOARD, done.quiz.training_class_id)
    assert heat_rows(html) == [
        ["Rate of the class", "67", "–", "66.7", ""],
        ["甲 一组", "67", "–", "66.7", "1"],
        ["乙 一组", "3/3", "–", "–", "2"],
        ["丙 二组", "–", "–", "–", "2"],
    ]
    for attempt, step in ((done, "h3"), (open_one, "doing")):
        address = reverse("results:attempt", args=[attempt.quiz.training_class_id, attempt.pk])
        assert f'<a class="{step}" href="{address}">' in html


def test_the_heads_lead_to_the_section_and_the_names_to_the_trainee(see, class_of_3, two_quizzes, training_class):
    html = see(BOARD, training_class.pk)
    for quiz in two_quizzes:
        assert reverse("results:section_report", args=[training_class.pk, quiz.pk]) in html
    for person in class_of_3:
        assert reverse("results:trainee", args=[training_class.pk, person.pk]) in html


@pytest.mark.parametrize(("shown", "expected"), [("counted", "100"), ("best", "100"), ("first", "33"), ("x", "100")])
def test_the_best_of_several_tries_is_shown_unless_the_first_is_asked_for(
    see, class_of_3, quiz, training_class, shown, expected
):
    for right in (1, 3, 2):
        sit(quiz, class_of_3[0], right)
    assert heat_rows(see(BOARD, training_class.pk, shown=shown))[1][1] == expected


def test_the_quiz_s_own_rule_says_which_try_counts(see, class_of_3, quiz, training_class):
    quiz.counting = "latest"
    quiz.save()
    for right in (3, 1):
        sit(quiz, class_of_3[0], right)
    assert heat_rows(see(BOARD, training_class.pk))[1][1] == "33"
    assert heat_rows(see(BOARD, training_class.pk, shown="best"))[1][1] == "100"


def test_the_figures_and_their_base(see, class_of_3, two_quizzes, training_class):
    for quiz in two_quizzes:
        sit(quiz, class_of_3[0], 3)
    sit(two_quizzes[0], class_of_3[1], 0)
    figures = re.search(r'<dl class="figures">(.*?)</dl>', see(BOARD, training_class.pk)).group(1)
    assert [words(number).strip() for number in re.findall(r"<dd>(.*?)</dd>", figures)] == [
        "3 persons",
        "1 persons",
        "2 persons",
        "66.7",
        "67%",
    ]
    assert "Have taken all 2 open quizzes" in figures


def test_the_exact_score_passes_not_the_rounded_one(see, class_of_3, quiz, training_class):
    quiz.pass_percent = 67
    quiz.save()
    sit(quiz, class_of_3[0], 2)  # 66.67, printed 67
    figures = re.search(r'<dl class="figures">(.*?)</dl>', see(BOARD, training_class.pk)).group(1)
    assert "0%" in figures


def test_the_weakest_sections_are_named_with_rate_and_base(see, class_of_3, two_quizzes, training_class):
    sit(two_quizzes[0], class_of_3[0], 1)
    sit(two_quizzes[1], class_of_3[0], 0)
    note = re.search(r'<p class="note ochre">.*?</p>', see(BOARD, training_class.pk)).group()
    assert "1.2 第1.2节 : 0% of the marks (1 handed in), the lowest; 1.1 第1.1节 : 33%" in words(note)
    assert reverse("results:section_report", args=[training_class.pk, two_quizzes[1].pk]) in note


def test_without_a_weak_section_the_lowest_is_named_calmly(see, class_of_3, two_quizzes, training_class):
    sit(two_quizzes[0], class_of_3[0], 3)
    html = see(BOARD, training_class.pk)
    assert "note ochre" not in html
    assert "every section handed in so far lies at 60% or above" in words(html)


def test_a_group_has_a_board_and_a_reminder_of_its_own(see, class_of_3, quiz, training_class):
    html = see(BOARD, training_class.pk, group="二组")
    assert [row[0] for row in heat_rows(html)] == ["Rate of 二组", "丙 二组"]
    assert "甲" not in html
    assert "Copy the reminder (1 person)" in html
    assert len(heat_rows(see(BOARD, training_class.pk, group="九组"))) == 4, "an unknown group is no filter"


@pytest.mark.parametrize(
    ("sort", "order"), [("number", "甲乙丙"), ("mean", "丙甲乙"), ("missing", "乙丙甲"), ("nonsense", "甲乙丙")]
)
def test_the_order_stands_in_the_address(see, class_of_3, two_quizzes, training_class, sort, order):
    sit(two_quizzes[0], class_of_3[0], 2)
    sit(two_quizzes[1], class_of_3[0], 1)
    sit(two_quizzes[0], class_of_3[2], 1)
    assert "".join(row[0][0] for row in heat_rows(see(BOARD, training_class.pk, sort=sort))[1:]) == order


def test_groups_are_in_the_order_of_their_numbers():
    names = ["十二组", "机关组", "三组", "第10组", "一组", "二十一组", "二组", "第2小组", "十组"]
    ordered = ["一组", "二组", "第2小组", "三组", "十组", "第10组", "十二组", "二十一组", "机关组"]
    assert sorted(names, key=group_order) == sorted(ordered, key=group_order)
    assert [group_order(name)[0] for name in ordered] == [1, 2, 2, 3, 10, 10, 12, 21, 100]


def test_what_is_not_open_yet_has_no_cells_but_is_counted(see, class_of_3, two_quizzes, training_class):
    two_quizzes[1].opens_at = timezone.now() + timedelta(days=1)
    two_quizzes[1].save()
    html = see(BOARD, training_class.pk)
    assert re.search(r"Not open yet<small [^>]*>1.2 1 quiz</small></th>", html)
    assert reverse("results:section_report", args=[training_class.pk, two_quizzes[1].pk]) not in html
    assert heat_rows(html)[1] == ["甲 一组", "–", "", "–", "1"]


def test_practice_leaves_no_results_and_an_exam_over_sections_does(see, class_of_3, quiz, training_class, section):
    factories.quiz(training_class, section, mode=Mode.PRACTICE, title="随便练练")
    exam = factories.quiz(training_class, section, mode=Mode.EXAM, title="结业考试", position=9)
    exam.sections.add(*section.lecture.sections.all())
    html = see(BOARD, training_class.pk)
    assert "随便练练" not in html
    assert "结业考试" in html


def test_on_a_phone_each_section_opens_its_trainees(see, class_of_3, two_quizzes, training_class):
    sit(two_quizzes[0], class_of_3[0], 3)
    html = see(BOARD, training_class.pk)
    phone = html[html.index('<div class="by-section">') :]
    assert phone.count("<details>") == 2
    assert "handed in by 1 of 3" in phone
    assert phone.count("丙") == 2


def test_the_reminder_names_who_misses_what_and_leaves_closed_sections_out(
    see, class_of_3, two_quizzes, training_class
):
    sit(two_quizzes[0], class_of_3[0], 3)
    two_quizzes[1].closes_at = timezone.now() - timedelta(days=1)
    two_quizzes[1].opens_at = timezone.now() - timedelta(days=2)
    two_quizzes[1].save()
    html = see(BOARD, training_class.pk)
    text = re.search(r"<textarea.*?>(.*?)</textarea>", html).group(1)
    assert text == f"{training_class.name}: please take these quizzes soon. 1.1 第1.1节 (2 people): 乙; 丙"
    assert "Copy the reminder (2 people)" in html


def test_two_of_one_name_are_told_apart_by_number(see, class_of_3, quiz, training_class, organiser):
    twin = factories.user(name="甲")
    training_class.enrol(twin, by=organiser, at=factories.NOON)
    sit(quiz, class_of_3[1], 3)
    text = re.search(r"<textarea.*?>(.*?)</textarea>", see(BOARD, training_class.pk)).group(1)
    assert f"甲（{class_of_3[0].username}）" in text
    assert f"甲（{twin.username}）" in text


def test_where_nobody_has_begun_the_reminder_says_everybody_instead_of_all_names(see, class_of_3, quiz, training_class):
    text = re.search(r"<textarea.*?>(.*?)</textarea>", see(BOARD, training_class.pk, group="一组")).group(1)
    assert text.startswith(f"{training_class.name} · 一组: please")
    assert text.endswith("1.1 第1.1节 (2 people): everybody")
    assert "Nobody has taken it: show all 3" in see("missing", training_class.pk)


def test_with_nobody_missing_there_is_nothing_to_copy(see, class_of_3, quiz, training_class):
    for person in class_of_3:
        sit(quiz, person, 3)
    assert "<textarea" not in see(BOARD, training_class.pk)
    assert "Everybody has taken every section" in see("missing", training_class.pk)


def test_empty_classes_say_what_is_so_and_what_comes_next(see, organiser, class_of_3, quiz, training_class):
    empty = factories.training_class(organiser=organiser)
    assert "This class has no trainees yet." in see(BOARD, empty.pk)
    empty.enrol(factories.user(), by=organiser, at=factories.NOON)
    assert "No section quiz is open yet." in see(BOARD, empty.pk)
    assert "Nobody has handed in a quiz yet." in see(BOARD, training_class.pk)


def test_who_left_is_not_on_the_board(see, class_of_3, quiz, training_class, trainee):
    sit(quiz, class_of_3[0], 3)
    sit(quiz, trainee, 0)
    html = see(BOARD, training_class.pk)
    assert trainee.name not in html
    assert heat_rows(html)[0][1] == "100"


def test_an_overdue_attempt_is_handed_in_at_its_deadline_before_it_is_shown(see, class_of_3, quiz, training_class):
    quiz.time_limit = 20
    quiz.save()
    attempt = sit(quiz, class_of_3[0], 3, finish=False)
    assert heat_rows(see(BOARD, training_class.pk))[1][1] == "100"
    attempt.refresh_from_db()
    assert attempt.handed_in_at == attempt.due_at
    assert attempt.handed_in_by == "clock"


def test_more_trainees_sections_and_questions_take_no_more_queries(
    see, class_of_3, quiz, training_class, organiser, django_assert_max_num_queries
):
    def count(limit, attempt):
        pages = [(name, training_class.pk) for name in (BOARD, "missing", "section_list")]
        pages += [("section_report", training_class.pk, quiz.pk), ("trainee", training_class.pk, class_of_3[0].pk)]
        pages += [("attempt", training_class.pk, attempt.pk), ("class_list",)]
        for name, *arguments in pages:
            with django_assert_max_num_queries(limit):
                see(name, *arguments)

    count(16, sit(quiz, class_of_3[0], 2))
    lecture = quiz.sections.get().lecture
    for number in range(3, 8):
        section = factories.section(lecture, f"1.{number}")
        for _question in range(4):
            factories.question(section)
        factories.quiz(training_class, section, position=number)
    for _question in range(6):
        factories.question(quiz.sections.get())
    for _trainee in range(10):
        person = factories.user()
        training_class.enrol(person, by=organiser, at=factories.NOON)
        for each in training_class.quizzes.all():
            sit(each, person, 2)
        Attempt.start(quiz, person, at=factories.NOON)
    count(16, sit(quiz, class_of_3[1], 2))


def test_what_was_taken_stays_on_the_board_when_the_quiz_is_taken_back(see, class_of_3, two_quizzes, training_class):
    """And nobody who has not taken it is said to miss it."""
    first, second = two_quizzes
    sit(second, class_of_3[0], 1)
    Quiz.objects.filter(pk=second.pk).update(published_at=None)
    shown = see("class_board", training_class.pk)
    assert "(not open now)" in shown
    shown = board(training_class, timezone.now())
    assert [column.quiz for column in shown.columns] == [first, second]
    assert [row.missing for row in shown.rows] == [1, 1, 1]


def test_drafts_are_no_quizzes_that_wait_to_be_opened(class_of_3, two_quizzes, training_class):
    Quiz.objects.filter(pk=two_quizzes[1].pk).update(published_at=None)
    assert board(training_class, timezone.now()).waiting == 0


def test_an_exam_over_one_section_has_its_own_name(class_of_3, quiz, training_class, section):
    factories.quiz(training_class, section, mode=Mode.EXAM, title="第一次考试", position=3)
    factories.quiz(training_class, section, title="课后再测", position=4)
    headings = [column.heading for column in board(training_class, timezone.now()).columns]
    assert sorted(headings) == sorted([section.heading, "第一次考试", "课后再测"])
    assert [part.heading for part in board(training_class, timezone.now()).parts][-1] == str(Mode.EXAM.label)


def test_the_weakest_sections_are_sections(class_of_3, two_quizzes, training_class, section):
    exam = factories.quiz(training_class, section, mode=Mode.EXAM, title="第一次考试", position=3)
    sit(exam, class_of_3[0], 0)
    sit(two_quizzes[0], class_of_3[0], 1)
    named = [total.column.quiz for total in board(training_class, timezone.now()).weakest]
    assert named == [two_quizzes[0]]


def test_nobody_is_reminded_of_what_was_taken_back(see, class_of_3, two_quizzes, training_class):
    sit(two_quizzes[1], class_of_3[0], 1)
    Quiz.objects.filter(pk=two_quizzes[1].pk).update(published_at=None)
    assert "not open now" not in see("missing", training_class.pk)
