"""Cases: material written once for all its questions, which stand together."""

import re

import pytest
from django.urls import reverse

from quiz.attempts.models import Attempt
from quiz.bank import cases, editing
from quiz.bank.editing import Outdated
from quiz.bank.models import Change, Material, Question, Status, Unsaved
from quiz.people.models import AuditEntry
from tests import factories
from tests.bank.form_reader import fields_of
from tests.bank.test_editor import edit, fields, fresh, post
from tests.factories import NOON

from .conftest import MATERIAL as TEXT
from .conftest import add

NEW = "一张考核表列五十项，三十六项各岗位通用。"


def page(material):
    return reverse("bank:case_edit", args=[material.pk])


def typed(material, **said):
    base = {"base": material.mark, "title": material.title, "text": material.text, "change": "wording", "note": ""}
    stands = material.questions.first()
    place = str(stands.section_id) if stands else ""
    return base | ({"section": place, "section_seen": place} if stands else {}) | said


def revise(material, admin, **said):
    change = {"title": material.title, "text": NEW, "base": material.mark, "change": "wording", "note": "", **said}
    return cases.save(material, **change, by=admin, at=NOON)


# The rule


def test_a_new_text_reaches_every_question_as_a_revision(case, material, admin):
    assert revise(material, admin, note="表有改动") == 2
    for question in case[1:]:
        current = fresh(question).current
        assert (current.number, current.material, current.note, current.created_by) == (2, NEW, "表有改动", admin)
        assert question.revisions.get(number=1).material == TEXT
    assert fresh(case[0]).current.number == 1
    entry = AuditEntry.objects.get(verb="material.save")
    assert (entry.subject, entry.detail["revised"]) == (material.key, 2)


def test_an_answered_question_keeps_the_text_it_was_asked_with(case, material, admin, training_class, trainee, section):
    quiz = factories.quiz(training_class, section)
    attempt = Attempt.start(quiz, trainee, at=NOON)
    revise(material, admin)
    asked = {response.revision.question_id: response.item.material for response in attempt.responses.all()}
    assert asked[case[1].pk] == TEXT


def test_a_change_of_key_is_one_for_all_of_them(case, material, admin):
    revise(material, admin, change=Change.KEY, note="数字有误")
    assert {fresh(question).current.change for question in case[1:]} == {Change.KEY}


def test_another_title_alone_makes_no_revision(case, material, admin):
    assert revise(material, admin, title="五十项", text=TEXT) == 0
    assert Material.objects.get().title == "五十项"


def test_a_case_moves_with_all_its_questions_within_its_lecture(as_admin, case, material, section):
    foreign = factories.lecture().sections.get()
    assert as_admin.post(page(material), typed(material, section=str(foreign.pk))).status_code == 422
    other = section.lecture.sections.get(number="1.2")
    resident = factories.question(other)
    assert f'<option value="{section.pk}" selected>' in as_admin.get(page(material)).content.decode()
    assert as_admin.post(page(material), typed(material, section=str(other.pk))).status_code == 302
    moved = [fresh(question) for question in case[1:]]
    assert [(question.section, question.current.number) for question in moved] == [(other, 1), (other, 1)]
    assert resident.position < moved[0].position < moved[1].position
    assert fresh(case[0]).section == section
    assert AuditEntry.objects.filter(verb="question.move").count() == 2


@pytest.mark.parametrize("text", [TEXT, "另一位管理员改过的材料。"], ids=["moved", "moved and changed"])
def test_a_case_that_was_moved_meanwhile_stays_where_it_went(as_admin, case, material, section, admin, text):
    mine = typed(material, title="五十项")
    other = section.lecture.sections.get(number="1.2")
    cases.save(
        material, material.title, text, base=material.mark, change="wording", note="", section=other, by=admin, at=NOON
    )
    answer = as_admin.post(page(material), mine)
    if text != TEXT:
        assert answer.status_code == 409
        again = {name: values[0] for name, values in fields_of(answer.content.decode()).items()}
        assert again["section"] == again["section_seen"] == str(other.pk)
        answer = as_admin.post(page(material), again)
    assert answer.status_code == 302
    assert {fresh(question).section for question in case[1:]} == {other}
    assert Material.objects.get().title == "五十项"


def test_what_moves_leaves_its_key_point_behind(as_admin, case, material, section, admin):
    other = section.lecture.sections.get(number="1.2")
    _alone, *asked = case
    for question in case:
        draft = question.current.draft(question.kind)
        draft.point = 1
        question.revise(draft, by=admin, at=NOON)
    assert (
        "已移到1.2"
        in as_admin.post(page(material), typed(material, section=str(other.pk)), follow=True).content.decode()
    )
    assert [fresh(question).current.point for question in asked] == [None, None]


def test_what_was_changed_meanwhile_is_not_overwritten(case, material, admin):
    mark = material.mark
    revise(material, admin)
    with pytest.raises(Outdated):
        revise(Material.objects.get(), admin, base=mark, text="第三种")
    assert Material.objects.get().text == NEW


def test_published_questions_go_back_to_review_where_one_is_required(case, material, admin, settings):
    settings.REVIEW_REQUIRED = True
    revise(material, admin)
    assert [fresh(question).status for question in case[1:]] == [Status.REVIEW] * 2


def test_questions_take_the_materials_key_and_stand_together(case, section, material, admin):
    assert [question.key for question in case[1:]] == [f"{material.key}a", f"{material.key}b"]
    third = add(section, material, admin, "第3小题？")
    order = list(section.questions.values_list("key", flat=True))
    start = order.index(f"{material.key}a")
    assert order[start : start + 3] == [f"{material.key}{letter}" for letter in "abc"]
    assert third.key == f"{material.key}c"


def test_a_copy_stays_in_the_case(case, material, admin):
    copy = editing.copy(fresh(case[1]), by=admin, at=NOON)
    assert (copy.material, copy.key, copy.current.material) == (material, f"{material.key}c", TEXT)


def test_after_z_comes_za(section, material, admin):
    for letter in "abcdefghijklmnopqrstuvwxyz":
        factories.question(section, key=f"{material.key}{letter}")
    assert editing.free_letter(material) == f"{material.key}za"


def test_keys_of_materials_are_not_given_to_questions(section, material, admin):
    assert material.key == "1.1-w01"
    draft = editing.Draft(factories.choice_item(), level="apply", difficulty="easy")
    assert editing.create(section, draft, by=admin, at=NOON).key == "1.1-w02"


# The pages


def test_the_case_shows_its_questions_together_with_the_way_to_each(as_admin, case, material):
    shown = as_admin.get(page(material)).content.decode()
    assert TEXT in shown
    for question in case[1:]:
        assert edit(question) in shown
    assert edit(case[0]) not in shown


def test_each_question_names_its_case_and_its_fellows(as_admin, case, material):
    shown = as_admin.get(edit(case[1])).content.decode()
    assert page(material) in shown
    assert edit(case[2]) in shown
    assert page(material) not in as_admin.get(edit(case[0])).content.decode()


def test_saving_the_material(as_admin, case, material):
    assert as_admin.post(page(material), typed(material, text=NEW.replace("，", "，\r\n"))).status_code == 302
    assert fresh(case[1]).current.material == NEW.replace("，", "，\n")


@pytest.mark.parametrize(
    ("said", "anchor"),
    [
        ({"text": " "}, "id_text"),
        ({"text": "长" * 8001}, "id_text"),
        ({"title": ""}, "id_title"),
        ({"title": "长" * 101}, "id_title"),
        ({"change": "key", "note": ""}, "id_note"),
        ({"change": "explode"}, "id_change"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_saved(as_admin, case, material, said, anchor):
    answer = as_admin.post(page(material), typed(material, **{"text": NEW, **said}))
    assert answer.status_code == 422
    assert f'href="#{anchor}"' in answer.content.decode()
    assert f'id="{anchor}"' in answer.content.decode()
    assert Material.objects.get().text == TEXT
    assert fresh(case[1]).current.number == 1


def test_a_material_without_questions_is_saved_without_saying_which_change_it_is(as_admin, material):
    shown = as_admin.get(page(material)).content.decode()
    assert 'name="change"' not in shown
    said = {name: values[0] for name, values in fields_of(shown).items()} | {"text": NEW}
    assert as_admin.post(page(material), said).status_code == 302
    assert Material.objects.get().text == NEW


def test_two_admins_at_once(as_admin, case, material, admin):
    old = typed(material, text="我改的材料。")
    revise(material, admin)
    answer = as_admin.post(page(material), old)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>" in shown
    assert "我改的材料。" in shown
    assert f"{admin.name}已于12:00保存了这则材料" in shown
    mark = re.search(r'name="base" value="(\w+)"', shown)[1]
    assert as_admin.post(page(material), old | {"base": mark}).status_code == 302
    assert Material.objects.get().text == "我改的材料。"


def test_the_second_of_two_admins_may_take_the_others_text(as_admin, case, material, admin):
    old = typed(material, text="我改的材料。")
    revise(material, admin)
    as_admin.post(reverse("bank:unsaved_keep", args=["case"]), old | {"place": f"n0.case.{material.pk}"})
    assert Unsaved.objects.exists()
    shown = as_admin.post(page(material), old).content.decode()
    action, own = re.search(
        r'<form[^>]*action="([^"]*)" data-drops="yes">.*?name="place" value="([^"]*)"', shown, re.S
    ).groups()
    answer = as_admin.post(action, {"place": own}, follow=True)
    assert answer.redirect_chain == [(page(material), 302)]
    assert fields_of(answer.content.decode())["text"] == [NEW]
    assert not Unsaved.objects.exists()


def test_a_new_case_and_its_first_question(as_admin, section):
    address = reverse("bank:case_new")
    assert as_admin.post(address, {"section": section.pk, "title": "", "text": TEXT}).status_code == 422
    assert not Material.objects.exists()
    answer = as_admin.post(address, {"section": section.pk, "title": "四十项指标", "text": TEXT})
    material = Material.objects.get()
    assert answer["Location"] == page(material)
    new = f"{reverse('bank:question_new')}?section={section.pk}&kind=single_choice&material={material.pk}"
    shown = as_admin.get(new).content.decode()
    assert TEXT in shown
    where = f"n{section.pk}.single_choice.{material.pk}"
    assert f'value="{where}"' in shown
    said = fields(factories.choice_item(), section=str(section.pk), place=where)
    as_admin.post(reverse("bank:unsaved_keep", args=["single_choice"]), said)
    kept = Unsaved.objects.get()
    assert kept.where.address == new
    assert TEXT in as_admin.post(reverse("bank:question_preview", args=["single_choice"]), said).content.decode()
    assert as_admin.post(new, said | {"do": "save"}).status_code == 302
    made = Question.objects.get()
    assert (made.material, made.current.material, made.key) == (material, TEXT, f"{material.key}a")
    assert not Unsaved.objects.exists()


def test_material_of_another_lecture_is_refused(as_admin, section, material):
    other = factories.lecture().sections.get()
    new = f"{reverse('bank:question_new')}?section={other.pk}&kind=single_choice&material={material.pk}"
    assert TEXT not in as_admin.get(new).content.decode()
    assert as_admin.post(new, fields(factories.choice_item(), section=str(other.pk))).status_code == 422
    assert not Question.objects.exists()


def test_a_question_of_a_case_does_not_leave_it_for_another_section(as_admin, case):
    other = case[1].lecture.sections.get(number="1.2")
    answer = post(as_admin, case[1], section=str(other.pk))
    assert answer.status_code == 422
    assert 'href="#id_section"' in answer.content.decode()


def test_a_case_takes_no_more_than_six(as_admin, section, case, material, admin):
    assert reverse("bank:question_new") in as_admin.get(page(material)).content.decode()
    for number in range(3, 7):
        add(section, material, admin, f"第{number}小题？")
    assert reverse("bank:question_new") not in as_admin.get(page(material)).content.decode()


def test_a_script_in_material_runs_nowhere(as_admin, case, material):
    nasty = "<script>alert(1)</script>"
    as_admin.post(page(material), typed(material, text=nasty, title=nasty))
    for address in (page(material), reverse("bank:case_list"), edit(case[1])):
        assert nasty not in as_admin.get(address).content.decode()
    answer = as_admin.post(reverse("bank:case_preview"), {"text": nasty + "**粗**"})
    assert nasty not in answer.content.decode()
    assert "<strong>粗</strong>" in answer.content.decode()


def test_more_cases_take_no_more_queries(as_admin, section, case, admin, django_assert_max_num_queries):
    for number in range(5):
        more = cases.create(section, f"材料{number}", TEXT, by=admin, at=NOON)
        add(section, more, admin, f"别的小题{number}？")
    with django_assert_max_num_queries(7):
        assert as_admin.get(reverse("bank:case_list")).status_code == 200
    with django_assert_max_num_queries(9):
        as_admin.get(page(more))
