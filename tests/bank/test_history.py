"""New questions, two admins at once, status and history."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from quiz.bank.kinds import KINDS
from quiz.bank.models import Question, Status
from tests import factories
from tests.bank.test_editor import edit, fields, fresh, post, texts
from tests.bank.test_kinds import SOUND
from tests.conftest import signed_in


@pytest.fixture
def question(section):
    return factories.question(section)


# Two admins


def test_the_second_admin_gets_both_texts_and_loses_nothing(as_admin, question):
    other = factories.user("admin", name="管理员02")
    post(signed_in(other), question, stem="对方改的题干？")
    answer = post(as_admin, question, stem="我改的题干？")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "管理员02" in page
    assert "<del>对方</del>" in page.replace("\n", "")
    assert "<ins>我</ins>" in page.replace("\n", "")
    theirs = fresh(question).current
    assert (theirs.number, theirs.stem) == (2, "对方改的题干？")
    assert f'name="base" value="{theirs.pk}"' in page

    assert post(as_admin, question, stem="我改的题干？", base=str(theirs.pk)).status_code == 302
    assert [r.stem for r in question.revisions.all()][:2] == ["我改的题干？", "对方改的题干？"]


def test_a_form_without_its_base_saves_nothing_over_anybody(as_admin, question):
    assert post(as_admin, question, stem="改", base="").status_code == 409
    assert fresh(question).current.number == 1


def test_the_base_of_another_question_is_no_base(as_admin, section, question):
    other = factories.question(section)
    assert post(as_admin, question, stem="改", base=str(other.current_id)).status_code == 409


def test_what_somebody_else_moved_or_tagged_meanwhile_is_not_put_back(as_admin, admin, question):
    question.set_tags(["旧的", "多余"], by=admin, at=factories.NOON)
    draft = question.current.draft(question.kind)
    draft.point = None  # it would be left behind by moving, which is another revision
    question.revise(draft, by=admin, at=factories.NOON)
    page = as_admin.get(edit(question)).content.decode()
    seen = {"section_seen": str(question.section_id), "tags_seen": "多余 旧的"}
    for name, value in seen.items():
        assert re.search(rf'name="{name}" value="{value}"', page)
    other = question.lecture.sections.get(number="1.2")
    post(as_admin, question, section=str(other.pk), tags="旧的 多余 新的", **seen)
    assert post(as_admin, question, stem="我改的题干？", tags="旧的 我的", **seen).status_code == 302
    now = fresh(question)
    assert now.section == other
    assert sorted(tag.name for tag in now.tags.all()) == sorted(["旧的", "新的", "我的"])
    assert now.current.stem == "我改的题干？"
    assert now.current.point is None, "the page offered key points of the other section"


# New


def test_section_and_kind_are_chosen_first(as_admin, section):
    page = as_admin.get(reverse("bank:question_new")).content.decode()
    assert section.heading in page
    for kind in KINDS:
        assert f'value="{kind}"' in page


@pytest.mark.parametrize("item", [factories.choice_item(), *SOUND], ids=lambda item: item.kind)
def test_a_new_question_of_each_kind(as_admin, section, item):
    address = f"{reverse('bank:question_new')}?section={section.pk}&kind={item.kind}"
    page = as_admin.get(address).content.decode()
    assert len(texts(page)) >= KINDS[item.kind].min_rows
    assert not Question.objects.exists(), "nothing is kept until it is saved"
    answer = as_admin.post(address, fields(item, section=str(section.pk), do="save"))
    assert answer.status_code == 302
    made = Question.objects.get()
    assert (made.key, made.kind, made.status, made.section) == ("1.1-w01", item.kind, Status.DRAFT, section)
    assert made.current.item(item.kind).rows == item.rows


def test_an_unsound_new_question_is_not_kept(as_admin, section):
    address = f"{reverse('bank:question_new')}?section={section.pk}&kind=single_choice"
    answer = as_admin.post(address, fields(factories.choice_item(stem=""), section=str(section.pk)))
    assert answer.status_code == 422
    assert not Question.objects.exists()


@pytest.mark.parametrize("query", ["section=999&kind=single_choice", "section=x", "kind=riddle"])
def test_a_nonsense_choice_is_asked_again(as_admin, section, query):
    answer = as_admin.get(f"{reverse('bank:question_new')}?{query}")
    assert answer.status_code == 422
    assert 'id="id_kind' in answer.content.decode()


# Status


@pytest.mark.parametrize("status", ["draft", "retired", "published"])
def test_a_question_is_published_withdrawn_and_retired(as_admin, question, status):
    assert as_admin.post(reverse("bank:question_status", args=[question.pk]), {"status": status}).status_code == 302
    assert fresh(question).status == status
    assert as_admin.get(edit(question)).status_code == 200


def test_an_unknown_status_changes_nothing(as_admin, question):
    as_admin.post(reverse("bank:question_status", args=[question.pk]), {"status": "gone"})
    assert fresh(question).status == Status.PUBLISHED


# History


def history(client, question):
    return client.get(reverse("bank:question_history", args=[question.pk])).content.decode()


def test_the_history_says_who_when_why_and_what(as_admin, question):
    moved = {"row-correct": ["2"], "row-reason": ["因", "", "因", "因"]}
    post(as_admin, question, change="key", note="原答案有误", **moved)
    page = history(as_admin, question)
    assert page.index('id="revision-2"') < page.index('id="revision-1"')
    for said in ("管理员01", "原答案有误", "乙项"):
        assert said in page
    assert "<ins>" in page


@pytest.mark.parametrize("item", [factories.choice_item(), *SOUND], ids=lambda item: item.kind)
def test_the_history_tells_all_that_a_revision_says_of_each_kind(as_admin, section, item):
    item = replace(item, explanation="这就是解析。", material="某单位的材料。")
    page = history(as_admin, factories.question(section, item=item, point=2, level="apply"))
    for said in (item.stem, item.explanation, item.material, "应用", "易", "1.1¶1a"):
        assert said in page
    for row in item.rows:
        for said in filter(None, (row.text, row.match, row.reason)):
            assert said in page
    for value in {*item.settings.values()} - {"fixed"}:
        assert value in page
    ticked = item.kind == "single_choice"
    assert page.count(">✓ 正确项</span>") == ticked


def test_any_two_revisions_are_compared(as_admin, question):
    for stem in ("第二稿？", "第三稿？"):
        post(as_admin, fresh(question), stem=stem)
    address = reverse("bank:question_history", args=[question.pk])
    assert 'name="from"' in as_admin.get(address).content.decode()
    page = as_admin.get(address, {"from": "3", "to": "1"}).content.decode()
    compared = page[page.index('id="compare-title"') : page.index('id="revision-3"')]
    assert "<ins>三稿</ins>" in compared
    assert "二稿" not in compared


@pytest.mark.parametrize("query", [{"from": "1", "to": "1"}, {"from": "9", "to": "1"}, {"from": "\x01", "to": "x"}, {}])
def test_what_are_not_two_revisions_is_not_compared(as_admin, question, query):
    for stem in ("第二稿？", "第三稿？"):
        post(as_admin, fresh(question), stem=stem)
    page = as_admin.get(reverse("bank:question_history", args=[question.pk]), query).content.decode()
    assert "<del>" not in page[page.index('id="compare-title"') : page.index('id="revision-3"')]


def test_the_history_says_who_did_what_beside_the_text(as_admin, admin, question):
    other = factories.user("admin", name="管理员02")
    first = factories.NOON + timedelta(minutes=1)
    question.set_status(Status.RETIRED, by=other, at=first, note="与另一题重复")
    question.set_tags(["重点"], by=admin, at=first)
    factories.question(question.section, key="另一题").set_tags(["无关"], by=admin, at=first)
    post(as_admin, question, stem="第二稿？", section=str(question.lecture.sections.get(number="1.2").pk))
    page = history(as_admin, question)
    newer, older = page.split('id="revision-1"')
    for said in ("管理员02", "已发布 → 已停用", "与另一题重复", "标签：+ 重点"):
        assert said in older
    assert "从“1.1 第1.1节”移到“1.2 第1.2节”" in newer
    assert "无关" not in page


def test_a_file_moving_a_question_stands_in_its_history(as_admin, question):
    question.log("question.move", by=None, at=factories.NOON + timedelta(days=1), before="1.1", after="9.9")
    page = history(as_admin, question)
    assert "”移到“9.9”" in page, "the number serves where a section has gone"
    assert "内容文件" in page[: page.index("”移到“9.9”")]


def test_an_old_revision_is_restored_as_a_new_one(as_admin, question):
    stem = question.current.stem
    post(as_admin, question, stem="走样的题干？")
    answer = as_admin.post(reverse("bank:question_restore", args=[question.pk, 1]))
    assert answer.status_code == 302
    current = fresh(question).current
    assert (current.number, current.stem) == (3, stem)
    assert as_admin.post(reverse("bank:question_restore", args=[question.pk, 9])).status_code == 404


def test_ten_more_revisions_take_no_more_queries(as_admin, admin, question, django_assert_max_num_queries):
    for number in range(12):
        post(as_admin, fresh(question), stem=f"第{number}稿？")
    question.set_status(Status.RETIRED, by=admin, at=factories.NOON)
    question.set_status(Status.DRAFT, by=admin, at=factories.NOON)
    with django_assert_max_num_queries(9):
        history(as_admin, question)


def test_the_editor_takes_few_queries_however_many_rows(as_admin, question, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        as_admin.get(edit(question))
