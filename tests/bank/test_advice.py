"""What the editor says while one writes: the lint's findings, and questions that ask nearly the same."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from quiz.bank.advice import MOST
from quiz.bank.kinds import KINDS
from quiz.bank.models import Material, Status
from tests import factories
from tests.bank.entries import EXPLANATION
from tests.bank.test_editor import edit, post, typed
from tests.factories import NOON

STEM = "公园里的器材两家单位都管，维修经费由第三家出。器材坏了两个月，各家都等别家先动手。症结在哪里？"
ALIKE = STEM.replace("两个月", "三个星期")


@pytest.fixture
def question(section):
    return factories.question(section, item=item(STEM))


def item(stem):
    return replace(factories.choice_item(stem=stem), explanation=EXPLANATION)


def preview(client, question, **said):
    address = reverse("bank:question_preview", args=[question.kind])
    return client.post(address, typed(question, **said)).content.decode()


def near(page):
    return re.findall(r'(?:≈ \d+%|✗ 题干相同)</span> <a href="[^"]*" target="_blank" rel="noopener">([^<]+)</a>', page)


def test_findings_stand_in_the_preview_errors_first(as_admin, question):
    page = preview(as_admin, question, explanation="选A。", source="9.9¶9z")
    tags = re.findall(r'<li><span class="tag (\w+)">', page)
    assert tags[:2] == ["red", "red"]
    assert tags == sorted(tags, key=["red", "ochre", "blue"].index)
    assert "选A" in page


def test_what_the_kind_refuses_is_told_on_saving_and_not_while_writing(as_admin, question):
    keyless = replace(question.current.item(question.kind), rows=factories.choice_item(key=()).rows)
    refusal = str(KINDS[question.kind].check(keyless)[0].message)
    assert refusal not in preview(as_admin, question, **{"row-correct": []})
    assert refusal in post(as_admin, question, **{"row-correct": []}).content.decode()


@pytest.mark.parametrize("stem", ["", "公园", "____"])
def test_nothing_is_said_of_a_question_that_is_not_begun(as_admin, question, stem):
    assert 'class="advice"' not in preview(as_admin, question, stem=stem)


def test_the_page_itself_and_moved_rows_say_it_too(as_admin, question):
    assert 'class="advice"' in as_admin.get(edit(question)).content.decode()
    address = reverse("bank:question_rows", args=[question.kind])
    assert 'class="advice"' in as_admin.post(address, typed(question, do="add")).content.decode()


def test_a_nearly_equal_question_is_named_but_not_the_question_itself(as_admin, section, question):
    other = factories.question(section, item=item(ALIKE))
    factories.question(section, item=item("按讲稿的说法，问责时先要分清哪两种情形？"))
    assert near(preview(as_admin, question)) == [other.key]
    assert ALIKE[:30] in preview(as_admin, question)
    assert near(preview(as_admin, question, stem="考核指标偏多的是哪一类？")) == []


def test_a_new_question_is_compared_as_well(as_admin, section, question):
    address = f"{reverse('bank:question_new')}?section={section.pk}&kind=single_choice"
    said = typed(question, base="", do="add")
    assert near(as_admin.post(address, said).content.decode()) == [question.key]


def test_retired_questions_and_other_lectures_do_not_count(as_admin, section, question):
    factories.question(section, item=item(ALIKE), status=Status.RETIRED)
    factories.question(factories.lecture().sections.get(), item=item(ALIKE))
    assert near(preview(as_admin, question)) == []


def test_cases_over_other_material_may_ask_the_same(as_admin, section, question):
    other = factories.question(section, item=item(ALIKE))
    for number, one in enumerate((question, other)):
        one.material = Material.objects.create(lecture=section.lecture, key=f"m{number}", title="材料", text="文")
        one.save()
    assert near(preview(as_admin, question)) == []


@pytest.mark.parametrize("kind", ["matching", "ordering", "multiple_choice"])
def test_the_same_stem_is_an_error_however_the_keys_differ(as_admin, section, kind):
    mine, other = (factories.question(section, kind) for _number in range(2))
    stem = "按讲稿的说法，先后怎样排？"
    draft = other.current.draft(kind)
    draft.item = replace(draft.item, stem=stem)
    other.revise(draft, by=None, at=NOON)
    page = preview(as_admin, mine, stem=stem.replace("，", " "))
    assert re.findall(r'✗ 题干相同</span> <a href="[^"]*" target="_blank" rel="noopener">([^<]+)</a>', page) == [
        other.key
    ]
    assert "题干相同" not in preview(as_admin, mine, stem="按讲稿的说法，哪些对得上？")


def test_options_that_are_still_empty_are_not_held_to_be_the_same(as_admin, section):
    address = f"{reverse('bank:question_new')}?section={section.pk}&kind=single_choice"
    page = as_admin.post(address, {"stem": STEM, "do": "add"}).content.decode()
    assert 'class="advice"' in page
    assert "两个选项相同" not in page


def test_only_the_nearest_are_named(as_admin, section, question):
    for number in range(MOST + 2):
        factories.question(section, item=item(STEM.replace("两个月", f"{number}个月")))
    assert len(near(preview(as_admin, question))) == MOST


def test_more_questions_take_no_more_queries(as_admin, section, question, django_assert_max_num_queries):
    for number in range(12):
        factories.question(section, item=item(f"{STEM}{number}"))
    for _time in range(2):
        with django_assert_max_num_queries(13):
            preview(as_admin, question)
