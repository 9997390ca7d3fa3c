"""Writing a question: the form, its rows, its preview, and its errors."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from quiz.bank.kinds import KINDS, Item, Row
from quiz.bank.models import Change, Question, Status
from quiz.bank.typed import TypedRow
from tests import factories
from tests.bank.test_kinds import SOUND

HTMX = {"HX-Request": "true"}


@pytest.fixture
def question(section):
    return factories.question(section)


def edit(question):
    return reverse("bank:question_edit", args=[question.pk])


def fields(item, **said):
    """What the editor's form sends for `item`."""
    rows = [TypedRow.of(row) for row in item.rows]
    data = {
        "stem": item.stem,
        "explanation": item.explanation or "因为。",
        "level": "recall",
        "difficulty": "easy",
        "source": "1.1¶1a",
        "point": "1",
        "change": "wording",
        "row-correct": [str(number) for number, row in enumerate(rows, start=1) if row.correct],
    }
    for name in ("text", "match", "reason", "blank", "marks"):
        data[f"row-{name}"] = [getattr(row, name) for row in rows]
    data |= {f"setting_{name}": value for name, value in item.settings.items()}
    return data | said


def typed(question, **said):
    """What the form of `question` sends untouched, but for `said`."""
    item = question.current.item(question.kind)
    return fields(item, base=str(question.current_id), section=str(question.section_id)) | said


def post(client, question, headers=None, **said):
    return client.post(edit(question), typed(question, **said), headers=headers or {})


def fresh(question):
    return Question.objects.select_related("current").get(pk=question.pk)


# The page


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice", "true_false"])
def test_the_page_shows_the_question_and_what_trainees_see(as_admin, section, kind):
    question = factories.question(section, kind)
    page = as_admin.get(edit(question)).content.decode()
    for row in question.current.item(kind).rows:
        assert page.count(row.text) >= 2  # in the form, and in the preview
        assert row.reason in page
    assert question.current.explanation in page


@pytest.mark.parametrize("item", SOUND, ids=lambda item: item.kind)
def test_every_kind_is_edited_by_what_it_says_of_itself(as_admin, section, item):
    question = factories.question(section, item=replace(item, explanation="解析。"))
    page = as_admin.get(edit(question)).content.decode()
    for column in KINDS[item.kind].columns:
        assert f'name="row-{column.name}"' in page
    for setting in KINDS[item.kind].settings:
        assert f'name="setting_{setting.name}"' in page
    answer = post(as_admin, question)
    assert answer.status_code == 302, re.findall(r'class="errors"[^<]*', answer.content.decode())
    assert fresh(question).current.number == 1, "saving what was read changes nothing"
    assert post(as_admin, question, stem=item.stem + "改").status_code == 302
    assert fresh(question).current.item(item.kind).rows == item.rows


PAGES = ["question_edit", "question_history"]


@pytest.mark.parametrize("client_name", ["as_trainee", "as_organiser"])
@pytest.mark.parametrize("name", PAGES)
def test_the_pages_do_not_exist_for_others(request, client_name, name, question):
    assert request.getfixturevalue(client_name).get(reverse(f"bank:{name}", args=[question.pk])).status_code == 404


@pytest.mark.parametrize("name", [*PAGES, "question_status"])
def test_a_question_that_is_not_there_is_404(as_admin, db, name):
    method = as_admin.post if name == "question_status" else as_admin.get
    assert method(reverse(f"bank:{name}", args=[999])).status_code == 404


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("question_rows", ["single_choice"]),
        ("question_preview", ["single_choice"]),
        ("question_status", [1]),
        ("question_restore", [1, 1]),
    ],
)
def test_what_acts_is_posted_and_only_by_admins(as_admin, as_organiser, name, arguments):
    address = reverse(f"bank:{name}", args=arguments)
    assert as_admin.get(address).status_code == 405
    assert as_organiser.post(address).status_code == 404


# Saving


def test_saving_makes_a_revision_and_shows_it(as_admin, admin, question):
    answer = post(as_admin, question, stem="改过的题干？\r\n第二行", note="更清楚")
    assert answer.status_code == 302
    current = fresh(question).current
    assert (current.number, current.stem, current.note) == (2, "改过的题干？\n第二行", "更清楚")
    assert (current.change, current.created_by, current.point) == (Change.WORDING, admin, 1)
    assert "改过的题干？" in as_admin.get(answer["Location"]).content.decode()


def test_a_draft_is_saved_and_published_in_one_step(as_admin, section):
    question = factories.question(section, status=Status.DRAFT)
    assert 'value="publish"' in as_admin.get(edit(question)).content.decode()
    post(as_admin, question, stem="改过？", do="publish")
    assert fresh(question).status == Status.PUBLISHED


def test_saving_alone_publishes_nothing(as_admin, section):
    question = factories.question(section, status=Status.DRAFT)
    post(as_admin, question, stem="改过？", do="save")
    assert fresh(question).status == Status.DRAFT


def test_a_question_moves_to_another_section_of_its_lecture_only(as_admin, question):
    other = question.lecture.sections.get(number="1.2")
    foreign = factories.lecture(sections=1).sections.get()
    assert post(as_admin, question, section=str(foreign.pk)).status_code == 422
    assert post(as_admin, question, section=str(other.pk)).status_code == 302
    assert fresh(question).section == other


@pytest.mark.parametrize(
    ("typed", "kept"), [("", set()), ("重点 党性", {"重点", "党性"}), ("重点，党性；重点、", {"重点", "党性"})]
)
def test_tags_are_saved_with_the_question_without_a_new_revision(as_admin, admin, question, typed, kept):
    question.set_tags(["旧的"], by=admin, at=factories.NOON)
    assert 'value="旧的"' in as_admin.get(edit(question)).content.decode()
    assert post(as_admin, question, tags=typed).status_code == 302
    assert {tag.name for tag in question.tags.all()} == kept
    assert fresh(question).current.number == 1


# Errors


@pytest.mark.parametrize(
    ("said", "anchor"),
    [
        ({"stem": " "}, "id_stem"),
        ({"stem": "长" * 4001}, "id_stem"),
        ({"explanation": ""}, "id_explanation"),
        ({"level": "genius"}, "id_level"),
        ({"point": "9"}, "id_point"),
        ({"row-correct": []}, "rows"),
        ({"row-text": ["甲项", "", "丙项", "丁项"]}, "row-2-text"),
        ({"row-text": ["甲项", "甲项", "丙项", "丁项"]}, "row-2-text"),
        ({"row-reason": ["", "因", "", "因"]}, "row-3-reason"),
        ({"row-text": ["长" * 1001, "乙", "丙", "丁"]}, "row-1-text"),
        ({"row-text": [str(n) for n in range(30)]}, "rows"),
        ({"change": "key", "note": ""}, "id_note"),
        ({"change": "first"}, "id_change"),
        ({"tags": "长" * 33}, "id_tags"),
        ({"tags": " ".join(map(str, range(11)))}, "id_tags"),
        ({"row-correct": ["2"], "row-reason": ["因", "", "因", "因"]}, "id_change"),
    ],
)
def test_an_error_is_named_on_top_and_stands_where_it_is_and_nothing_is_lost(as_admin, question, said, anchor):
    answer = post(as_admin, question, **{"explanation": "写了很久的解析。", **said})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{anchor}"' in page
    assert f'id="{anchor}"' in page
    assert said.get("explanation", "写了很久的解析。") in page
    assert fresh(question).current.number == 1


def test_a_change_of_key_is_saved_when_it_is_called_one_and_reasoned(as_admin, question):
    moved = {"row-correct": ["2"], "row-reason": ["因", "", "因", "因"]}
    assert post(as_admin, question, change="key", note="原答案有误", **moved).status_code == 302
    current = fresh(question).current
    assert (current.change, current.note) == (Change.KEY, "原答案有误")
    assert [row.correct for row in current.item("single_choice").rows] == [False, True, False, False]


def test_a_script_is_kept_as_text_and_runs_nowhere(as_admin, question):
    nasty = "<script>alert(1)</script>"
    post(as_admin, question, stem=nasty, explanation=nasty)
    for address in (edit(question), reverse("bank:question_history", args=[question.pk])):
        assert nasty not in as_admin.get(address).content.decode()


def test_marks_that_nobody_sees_are_dropped_wherever_they_are_typed(as_admin, question):
    rows = [row.text for row in question.current.item("single_choice").rows]
    place = {"place": f"q{question.pk}", "row-text": ["甲\x01项\x07", *rows[1:]], "stem": "改过？\x1b"}
    keep = reverse("bank:unsaved_keep", args=[question.kind])
    assert as_admin.post(keep, typed(question, **place, note="\x01")).status_code == 200
    assert post(as_admin, question, **place).status_code == 302
    current = fresh(question).current
    assert (current.stem, current.item("single_choice").rows[0].text) == ("改过？", "甲项")
    as_admin.post(reverse("bank:question_status", args=[question.pk]), {"status": "draft", "note": "退\x01回"})
    assert fresh(question).status_note == "退回"
    assert as_admin.get(reverse("bank:question_list"), {"tag": "\x01", "q": "\x01"}).status_code == 200


@pytest.mark.parametrize("marks", ["", "0", "-1", "abc", "1e9", "NaN"])
def test_marks_that_are_none_are_an_error(as_admin, section, marks):
    item = Item("essay", "论。", (Row(1, "点", True, marks=100),), "析", {"model_answer": "文"})
    question = factories.question(section, item=item)
    assert post(as_admin, question, **{"row-marks": [marks, "2"]}).status_code == 422


def texts(page):
    return re.findall(r'<textarea id="row-\d+-text"[^>]*>([^<]*)</textarea>', page)


def test_errors_are_listed_in_the_order_of_the_page(as_admin, question):
    said = {"stem": "", "explanation": "", "row-text": ["", "乙", "丙", "丁"], "section": "0"}
    page = post(as_admin, question, **said).content.decode()
    summary = page[page.index('id="problems"') :]
    anchors = re.findall(r'<li><a href="#([^"]+)"', summary)
    assert [re.sub(r"\d+", "N", anchor) for anchor in anchors] == [
        "id_section",
        "id_stem",
        "row-N-text",
        "id_explanation",
    ]


def test_texts_that_change_sides_are_no_mere_wording(as_admin, question):
    right, wrong, *others = [row.text for row in question.current.item(question.kind).rows]
    answer = post(as_admin, question, **{"row-text": [wrong, right, *others]})
    assert answer.status_code == 422
    assert "请选“答案修改”" in answer.content.decode()
    assert fresh(question).current.number == 1
