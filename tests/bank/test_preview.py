"""What authors see of a question as trainees will: while it is typed, sound or not."""

import pytest
from django.urls import reverse

from quiz.bank.kinds import KINDS
from tests import factories
from tests.bank.test_editor import HTMX, fresh, post, typed


@pytest.fixture
def question(section):
    return factories.question(section)


def preview(client, question, **said):
    address = reverse("bank:question_preview", args=[question.kind])
    answer = client.post(address, typed(question, **said), headers=HTMX)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_preview_follows_what_is_typed(as_admin, question):
    page = preview(as_admin, question, stem="以下**不**对的是？")
    assert "以下<strong>不</strong>对的是？" in page
    assert "甲项" in page
    assert "另一件事" not in page, "before release nothing of the key is shown"


def test_the_preview_shows_the_explanation_and_the_reason_of_a_wrong_answer(as_admin, question):
    page = preview(as_admin, question, show="review", answer="2")
    assert "因为甲项才是讲稿的主张。" in page
    assert "乙项说的是另一件事。" in page


def test_the_preview_has_large_type_and_remembers_its_look(as_admin, question):
    assert 'data-size="large"' in preview(as_admin, question, show="large")
    assert 'data-size="large"' in preview(as_admin, question, look="large")
    assert 'data-size="standard"' in preview(as_admin, question, look="nonsense")


def test_without_htmx_another_look_is_the_whole_page_as_typed(as_admin, question):
    page = post(as_admin, question, show="review", stem="还没写完").content.decode()
    assert "<html" in page
    assert "还没写完" in page
    assert fresh(question).current.number == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_preview_bears_what_is_not_sound(as_admin, section, kind):
    address = reverse("bank:question_preview", args=[kind])
    for rows in ([], ["甲"], ["甲"] * 40):
        for show in ("ask", "review"):
            data = {"section": str(section.pk), "row-text": rows, "stem": "____", "show": show, "answer": "99"}
            assert as_admin.post(address, data).status_code == 200


@pytest.mark.parametrize("name", ["question_rows", "question_points", "question_preview"])
def test_an_unknown_kind_or_section_is_404(as_admin, question, name):
    assert as_admin.post(reverse(f"bank:{name}", args=["riddle"]), typed(question)).status_code == 404
    address = reverse(f"bank:{name}", args=["single_choice"])
    assert as_admin.post(address, typed(question, section="x")).status_code == 404
