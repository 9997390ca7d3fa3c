"""The list of questions: filters in the address, what each row says, and how many queries that takes."""

import random
import re

import pytest
from django.urls import reverse

from quiz.attempts.models import Attempt
from quiz.bank.kinds import Item, Row
from tests import factories

LIST = "bank:question_list"


def listed(client, **wishes):
    answer = client.get(reverse(LIST), wishes)
    assert answer.status_code == 200
    return answer.content.decode()


def keys(client, questions, **wishes):
    page = listed(client, **wishes)
    return {question.key for question in questions if f'id="question-{question.pk}"' in page}


def test_each_question_is_listed_with_what_tells_it_apart(as_admin, questions):
    page = listed(as_admin)
    for question in questions:
        assert question.current.stem in page
        assert question.key in page
        assert reverse("bank:question_edit", args=[question.pk]) in page
    for said in ("单选题", "多选题", "判断题", "已发布", questions[0].section.heading):
        assert said in page


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({"kind": "single_choice"}, [0]),
        ({"level": "apply"}, [1]),
        ({"difficulty": "hard"}, [1]),
        ({"status": "draft"}, [2]),
        ({"status": "published", "level": "recall"}, [0]),
        ({"q": "梯"}, [0]),
        ({"q": "电梯"}, [0]),
        ({"q": "电梯 小区"}, [0]),
        ({"q": "电梯 丁"}, []),
        ({"q": "丙项"}, [1]),
        ({"kind": "no_such_kind"}, [0, 1, 2]),
        ({"section": "999999"}, [0, 1, 2]),
        ({"status": "gone"}, [0, 1, 2]),
    ],
)
def test_filters_find_what_they_say_and_nonsense_is_no_filter(as_admin, section, wishes, expected):
    short = Item("true_false", "小区加装电梯。", (Row(1, "对", True), Row(2, "错", False, "因")), "因为。")
    single = Item("single_choice", short.stem, short.rows, short.explanation)
    bank = [
        factories.question(section, item=single),
        factories.question(section, "multiple_choice", level="apply", difficulty="hard"),
        factories.question(section, "true_false", status="draft"),
    ]
    assert keys(as_admin, bank, **wishes) == {bank[number].key for number in expected}


@pytest.mark.parametrize("words", ["边界", "界", "牵头", "范文", "材料", "推", "解析", "清单 牵头"])
def test_a_word_is_found_wherever_it_stands_in_a_question(as_admin, section, words):
    rows = (Row(1, "划清边界", True, "说到推让", marks=100), Row(2, "定下清单", True, marks=100))
    item = Item("essay", "由谁牵头？", rows, "这是解析。", {"model_answer": "一篇范文。"}, "一段材料。")
    question, _other = factories.question(section, item=item), factories.question(section)
    page = listed(as_admin, q=words)
    assert f'id="question-{question.pk}"' in page
    assert page.count('id="question-') == 1


def test_a_section_filter_leaves_the_other_section_out(as_admin, section):
    here = factories.question(section)
    there = factories.question(section.lecture.sections.get(number="1.2"))
    assert keys(as_admin, [here, there], section=section.pk) == {here.key}


def test_the_status_chips_count_under_the_other_filters(as_admin, section):
    factories.question(section, status="draft")
    factories.question(section, "true_false")
    page = "".join(listed(as_admin, kind="single_choice").split())
    assert "草稿<span>1</span>" in page
    assert "已发布<span>0</span>" in page
    assert "全部<span>1</span>" in page


def test_responses_are_counted_for_the_question_over_all_its_revisions(as_admin, trainee, quiz, questions):
    Attempt.start(quiz, trainee, at=factories.NOON, rng=random.Random(1))
    page = listed(as_admin, q=questions[0].key)
    assert re.findall(r'<td class="n"[^>]*>([^<]+)</td>', page) == ["1", "–"], "one response, too few for a rate"


def test_fifty_stand_on_a_page_and_the_filters_go_along(as_admin, section):
    for _number in range(51):
        factories.question(section)
    page = listed(as_admin, kind="single_choice")
    assert page.count('scope="row"') == 50
    assert "kind=single_choice&amp;page=2" in page
    assert listed(as_admin, kind="single_choice", page="2").count('scope="row"') == 1
    assert listed(as_admin, page="nonsense").count('scope="row"') == 50


def test_ten_more_questions_take_no_more_queries(as_admin, section, django_assert_max_num_queries):
    for _number in range(3):
        factories.question(section)
    with django_assert_max_num_queries(13):
        listed(as_admin)
    for _number in range(10):
        factories.question(section)
    with django_assert_max_num_queries(13):
        listed(as_admin)


def test_an_empty_bank_and_an_empty_search_are_two_things(as_admin, section):
    assert reverse("bank:question_new") in listed(as_admin)
    empty = listed(as_admin)
    factories.question(section)
    nothing = listed(as_admin, q="没有这样的话")
    assert nothing.count(f'href="{reverse(LIST)}"') > empty.count(f'href="{reverse(LIST)}"')


def test_markdown_and_html_in_a_stem_are_plain_in_the_list(as_admin, section):
    item = factories.choice_item(stem="以下**不**对的是<b>哪项</b>？")
    factories.question(section, item=item)
    page = listed(as_admin)
    assert "以下不对的是" in page
    assert "<b>哪项" not in page


@pytest.mark.parametrize("client_name", ["as_trainee", "as_organiser"])
def test_the_bank_does_not_exist_for_others(request, client_name, questions):
    assert request.getfixturevalue(client_name).get(reverse(LIST)).status_code == 404


def test_it_is_only_read(as_admin, client):
    assert as_admin.post(reverse(LIST)).status_code == 405
    assert client.get(reverse(LIST)).status_code == 302


def test_of_a_pasted_page_the_beginning_is_looked_for(as_admin, section):
    stem = "公园里的器材两家单位都管，" * 9
    wanted = factories.question(section, item=factories.choice_item(stem=stem))
    other = factories.question(section)
    page = as_admin.get(reverse("bank:question_list"), {"q": stem}).content.decode()
    assert wanted.key in page
    assert f">{other.key}<" not in page


@pytest.mark.parametrize(
    ("query", "said"), [({"kind": "foo"}, "没有这种题型。"), ({"section": "99999999"}, "没有这个小节。")]
)
def test_a_new_question_of_no_known_kind_or_section_is_refused_in_words(as_admin, section, query, said):
    answer = as_admin.get(reverse("bank:question_new"), {"kind": "single_choice", "section": section.pk, **query})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert as_admin.get(reverse("bank:question_new")).status_code == 200
