"""The class's results as a workbook: read back as Excel reads it."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from quiz.classes.models import Band, Mode
from quiz.people.models import AuditEntry
from tests import factories

from .sitting import sit

SHEETS = ["成绩", "逐次成绩", "测验", "试题", "未完成名单", "说明"]
DAY = timedelta(days=1)


@pytest.fixture
def address(training_class):
    return reverse("results:workbook", args=[training_class.pk])


@pytest.fixture
def sheets(as_organiser, address):
    """`sheets()`: each sheet by its name as a list of rows, each row by the words of the header."""

    def read():
        book = CalamineWorkbook.from_filelike(BytesIO(as_organiser.get(address).content))
        assert book.sheet_names == SHEETS
        found = {}
        for name in book.sheet_names:
            header, *rows = book.get_sheet_by_name(name).to_python()
            assert len(set(header)) == len(header), "a header twice"
            found[name] = [dict(zip(header, row, strict=True)) for row in rows]
        return found

    return read


def test_it_is_a_file_named_by_class_and_day_and_whoever_takes_it_is_noted(
    as_organiser, address, class_of_3, quiz, training_class, organiser
):
    answer = as_organiser.get(address)
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    named = unquote(answer["Content-Disposition"])
    assert named.startswith("attachment")
    assert f"{training_class.name}-{timezone.localdate():%Y%m%d}.xlsx" in named
    entry = AuditEntry.objects.get(verb="class.take_out")
    assert (entry.actor, entry.detail["training_class"]) == (organiser, training_class.pk)


def test_each_trainee_has_a_row_with_the_score_that_counts_or_how_it_stands(sheets, class_of_3, two_quizzes):
    sit(two_quizzes[0], class_of_3[0], 1)
    sit(two_quizzes[0], class_of_3[0], 3)
    sit(two_quizzes[0], class_of_3[1], 0, finish=False)
    one, other, third = sheets()["成绩"]
    assert (one["姓名"], one["组别"], one["1.1 第1.1节"], one["1.2 第1.2节"]) == ("甲", "一组", 100, "未做")
    assert (one["平均"], one["已交"], one["未交"]) == (100, 1, 1)
    assert other["1.1 第1.1节"] == "答题中"
    assert (third["平均"], third["未交"]) == ("", 2)


def test_every_attempt_has_a_row_that_says_which_one_counts(sheets, class_of_3, quiz):
    Band.objects.create(quiz=quiz, name="优秀", percent=90)
    quiz.count_leaves = True
    quiz.save()
    first, second = sit(quiz, class_of_3[0], 1), sit(quiz, class_of_3[0], 3)
    tries = sheets()["逐次成绩"]
    assert [(row["第几次"], row["计入成绩"], row["得分（百分制）"], row["等次"]) for row in tries] == [
        (1, "", first.percent, ""),
        (2, "是", 100, "优秀"),
    ]
    assert [row["及格"] for row in tries] == ["否", "是"]
    assert (tries[1]["实得分"], tries[1]["试卷总分"]) == (second.marks / 100, second.full_marks / 100)
    assert tries[1]["交卷时间"] == timezone.localtime(second.handed_in_at).replace(tzinfo=None)
    assert (tries[1]["用时（分）"], tries[1]["离开页面次数"], tries[1]["交卷方式"]) == (5, 0, "本人")


def test_a_quiz_has_a_row_with_its_figures(sheets, class_of_3, quiz):
    sit(quiz, class_of_3[0], 3)
    sit(quiz, class_of_3[1], 0)
    [row] = sheets()["测验"]
    assert (row["应参加"], row["已交"], row["未交"]) == (3, 2, 1)
    assert (row["最高分"], row["最低分"], row["平均"], row["及格率"]) == (100, 0, 50, 0.5)
    assert row["首次得分率95%区间起"] < row["首次得分率"] == 0.5 < row["止"]


def test_a_question_has_a_row_with_how_many_chose_each_option_at_first(sheets, class_of_3, quiz, questions):
    for person, right in zip(class_of_3, (3, 1, 0), strict=True):
        sit(quiz, person, right)
    sit(quiz, class_of_3[2], 3)  # a second try has seen the key
    rows = {row["题目编号"]: row for row in sheets()["试题"]}
    one = rows[questions[0].key]
    assert (one["抽到人数"], round(one["答对"], 2), round(one["得分率"], 2)) == (3, 0.67, 0.67)
    assert (one["正确项"], one["A"], one["B"], one["未答"]) == ("A", 2, 1, 0)
    assert rows[questions[2].key]["C"] == "", "there is none"


def test_who_is_missing_is_listed_with_whether_it_may_still_be_taken(sheets, class_of_3, two_quizzes, organiser):
    sit(two_quizzes[0], class_of_3[0], 3)
    closed = two_quizzes[1]
    closed.opens_at, closed.closes_at = timezone.now() - 2 * DAY, timezone.now() - DAY
    closed.save()
    factories.allowance(closed, organiser, trainee=class_of_3[2], closes_at=timezone.now() + DAY)
    missing = [(row["测验名称"], row["姓名"], row["现在可作答"]) for row in sheets()["未完成名单"]]
    assert missing == [
        ("1.1 第1.1节", "乙", "是"),
        ("1.1 第1.1节", "丙", "是"),
        ("1.2 第1.2节", "甲", "否"),
        ("1.2 第1.2节", "乙", "否"),
        ("1.2 第1.2节", "丙", "是"),
    ]


@pytest.mark.parametrize("name", ["=1+1", "+86", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://example.org/"])
def test_a_name_like_a_formula_stays_a_name(sheets, training_class, organiser, quiz, name):
    training_class.enrol(factories.user(name=name), by=organiser, at=factories.NOON, unit="007")
    row = next(row for row in sheets()["成绩"] if row["姓名"] == name)
    assert row["单位"] == "007"


def test_an_empty_class_gives_an_empty_workbook(sheets, training_class):
    training_class.enrolments.all().delete()
    found = sheets()
    assert [found[name] for name in SHEETS[:-1]] == [[]] * 5
    assert found["说明"][0]["内容"] == training_class.name


def test_more_of_everything_takes_no_more_queries(as_organiser, address, class_of_3, quiz, training_class, organiser):
    def count():
        with CaptureQueriesContext(connection) as caught:
            as_organiser.get(address)
        return len(caught)

    sit(quiz, class_of_3[0], 1)
    before = count()
    section = quiz.sections.get()
    for number in range(3):
        exam = factories.quiz(training_class, section, mode=Mode.EXAM, position=10 + number)
        Band.objects.create(quiz=exam, name="优秀", percent=90)
        for person in class_of_3:
            sit(exam, person, number)
    for number in range(5):
        training_class.enrol(factories.user(name=f"学员{number}"), by=organiser, at=factories.NOON)
    assert count() == before


def test_the_board_offers_it_and_says_how_in_wechat(as_organiser, class_of_3, quiz, training_class, address):
    board = reverse("results:class_board", args=[training_class.pk])
    page = as_organiser.get(board).content.decode()
    assert f'href="{address}"' in page
    assert "微信里不能保存文件" not in page
    assert (
        "微信里不能保存文件" in as_organiser.get(board, headers={"User-Agent": "MicroMessenger/8.0"}).content.decode()
    )
