"""The lint's page: what is missing, what is weak, and the way to each."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from quiz.bank.kinds import Item, Row
from tests import factories

from .entries import EXPLANATION, REASONS, STEM, TEXTS
from .test_editor import typed

PAGE = reverse("bank:lint")
GOOD = Item(
    "single_choice",
    STEM,
    tuple(Row(n, text, n == 1, "" if n == 1 else REASONS[n - 1]) for n, text in enumerate(TEXTS[:4], start=1)),
    EXPLANATION,
)


def shown(client, **wishes):
    answer = client.get(PAGE, wishes)
    assert answer.status_code == 200
    return answer.content.decode()


def cells(page, heading):
    """The numbers in the row of the section (or in the last row) as they stand."""
    row = re.search(rf"<tr>\s*<th scope=\"row\">(?:<a[^>]*>)?{heading}.*?</tr>", page, re.DOTALL)[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]


@pytest.fixture
def passages(section):
    section.passages = {"1a": "其一"}
    section.save()


def test_a_section_s_questions_are_counted_by_kind_and_level(as_admin, section):
    factories.question(section)
    factories.question(section)
    factories.question(section, "true_false", level="apply")
    factories.question(section, status="draft")
    factories.question(section, status="retired")
    number, *counts = cells(shown(as_admin), section.heading)
    assert number.startswith("3 / 10")
    assert number != "3 / 10", "and says how many are missing"
    assert counts == ["2", "–", "1", *["–"] * 6, "2", "–", "1", "–"]
    assert cells(shown(as_admin).partition("<tfoot>")[2], "")[:2] == ["3", "2"]


def test_each_code_leads_to_its_questions(as_admin, section, passages):
    for number in (1, 2):
        factories.question(
            section, item=replace(GOOD, stem=f"第{number}问：{STEM}", explanation=EXPLANATION + "所以选B。")
        )
    page = shown(as_admin)
    assert re.search(r'href="/bank/\?lint=letters">letters <span>2</span>', page)
    assert "lint=section-count" not in page, "which names no question"
    listed = as_admin.get(reverse("bank:question_list"), {"lint": "letters"}).content.decode()
    assert listed.count('id="question-') == 2
    assert '<option value="letters" selected>' in listed


def test_a_finding_leads_to_the_editor_or_to_the_section(as_admin, section):
    weak = factories.question(section, item=replace(GOOD, explanation="第二项不对。"))
    page = shown(as_admin)
    cell = re.search(
        rf'<a class="cell" href="{reverse("bank:question_edit", args=[weak.pk])}">.*?</a>', page, re.DOTALL
    )
    assert weak.key in cell[0]
    assert "letters" in page
    assert f'href="{reverse("bank:question_list")}?section={section.pk}"' in page
    assert "section-count" in page


def test_errors_stand_before_warnings(as_admin, section, passages):
    factories.question(section, item=replace(GOOD, explanation="短。"))
    page = shown(as_admin)
    assert page.index("<small>section-count</small>") < page.index("<small>section-kind</small>")


def test_a_sound_question_is_not_spoken_of(as_admin, section, passages):
    sound = factories.question(section, item=GOOD, level="apply")
    assert reverse("bank:question_edit", args=[sound.pk]) not in shown(as_admin)


def test_a_retired_question_is_not_spoken_of(as_admin, section):
    gone = factories.question(section, item=replace(GOOD, explanation="短。"), status="retired")
    assert reverse("bank:question_edit", args=[gone.pk]) not in shown(as_admin)


def test_one_of_several_lectures_is_chosen_in_the_address(as_admin, section):
    other = factories.lecture(title="另一讲")
    page = shown(as_admin)
    assert f"?lecture={other.slug}" in page
    chosen = shown(as_admin, lecture=other.slug)
    assert other.sections.get().heading in chosen
    assert as_admin.get(PAGE, {"lecture": "no-such"}).status_code == 404


def test_an_empty_bank_has_a_page_too(as_admin):
    assert reverse("bank:question_list") in shown(as_admin)


def test_ten_more_questions_take_no_more_queries(as_admin, section, django_assert_max_num_queries):
    for _number in range(3):
        factories.question(section)
    with django_assert_max_num_queries(10):
        shown(as_admin)
    for number in range(10):
        factories.question(section.lecture.sections.get(number=f"1.{1 + number % 2}"), "multiple_choice")
    with django_assert_max_num_queries(10):
        shown(as_admin)


def test_the_list_leads_to_it(as_admin, section):
    assert f'href="{PAGE}"' in as_admin.get(reverse("bank:question_list")).content.decode()


@pytest.mark.parametrize("client_name", ["as_trainee", "as_organiser"])
def test_it_does_not_exist_for_others(request, client_name, section):
    assert request.getfixturevalue(client_name).get(PAGE).status_code == 404


def test_it_is_only_read(as_admin, client):
    assert as_admin.post(PAGE).status_code == 405
    assert client.get(PAGE).status_code == 302


def test_what_is_copied_from_the_lecture_is_told_where_its_words_are_kept(as_admin, section, settings, tmp_path):
    copied = "各家都在等别人先动手来牵头"
    question = factories.question(section, item=replace(GOOD, stem=f"{copied}，这是为什么？"))
    section.summary = f"{copied}，于是没有人办。"
    section.save()
    settings.CONTENT_DIR = tmp_path
    preview = reverse("bank:question_preview", args=[question.kind])
    assert copied not in as_admin.post(preview, typed(question)).content.decode().partition('class="advice"')[2]
    assert "likeness" not in shown(as_admin)
    folder = tmp_path / section.lecture.slug
    folder.mkdir()
    (folder / "lecture.txt").write_text(f"先说：{copied}，于是一直没有人办。", encoding="utf-8")
    page = shown(as_admin)
    assert "lint=likeness" in page
    assert "section-likeness" in page
    assert copied in as_admin.post(preview, typed(question)).content.decode().partition('class="advice"')[2]
