"""A trainee takes a section quiz, the organiser sees it, the past stays true."""

import pytest
from django.urls import reverse

from quiz.attempts.models import Attempt, Response, ResponseEvent


def right(response):
    return [str(position) for position in response.kind.key(response.item)]


def test_home_names_the_next_section(as_trainee, quiz):
    page = as_trainee.get(reverse("attempts:home")).content.decode()
    assert quiz.title in page
    assert reverse("attempts:section", args=[quiz.sections.get().lecture.slug, "1.1"]) in page


def test_the_section_page_teaches_and_starts_the_quiz(as_trainee, quiz, section):
    page = as_trainee.get(reverse("attempts:section", args=[section.lecture.slug, section.number])).content.decode()
    assert "要点2" in page
    assert reverse("attempts:start", args=[quiz.pk]) in page


def test_starting_twice_gives_the_same_paper(as_trainee, attempt, quiz):
    as_trainee.post(reverse("attempts:start", args=[quiz.pk]))
    assert Attempt.objects.count() == 1


def test_all_right_answers_score_100_and_come_back_with_key_and_explanation(as_trainee, attempt):
    for response in attempt.responses.all():
        address = reverse("attempts:question", args=[attempt.pk, response.position])
        assert as_trainee.get(address).status_code == 200
        as_trainee.post(address, {"answer": right(response), "sequence": "1"})
    as_trainee.post(reverse("attempts:hand_in", args=[attempt.pk]))
    attempt.refresh_from_db()
    assert attempt.percent == 100
    page = as_trainee.get(reverse("attempts:result", args=[attempt.pk])).content.decode()
    assert "因为甲项才是讲稿的主张。" in page
    assert "#point-1" in page


def test_no_key_is_on_any_page_before_hand_in(as_trainee, attempt):
    pages = [reverse("attempts:question", args=[attempt.pk, n]) for n in (1, 2, 3)]
    pages += [reverse(f"attempts:{name}", args=[attempt.pk]) for name in ("sheet", "hand_in")]
    for address in pages:
        page = as_trainee.get(address).content.decode()
        assert "因为甲项" not in page
        assert "说的是另一件事" not in page


def test_handing_in_names_what_is_unanswered_and_twice_is_harmless(as_trainee, attempt):
    page = as_trainee.get(reverse("attempts:hand_in", args=[attempt.pk])).content.decode()
    assert reverse("attempts:question", args=[attempt.pk, 1]) in page
    for _ in range(2):
        answer = as_trainee.post(reverse("attempts:hand_in", args=[attempt.pk]))
        assert answer["Location"] == reverse("attempts:result", args=[attempt.pk])
    attempt.refresh_from_db()
    assert attempt.marks == 0


def test_a_replayed_or_older_save_changes_nothing(as_trainee, attempt):
    address = reverse("attempts:question", args=[attempt.pk, 1])
    for sequence, answer in ((5, "2"), (5, "2"), (3, "1")):
        as_trainee.post(address, {"answer": answer, "sequence": sequence})
    assert Response.objects.get(attempt=attempt, position=1).answer == [2]
    assert ResponseEvent.objects.filter(response__attempt=attempt).count() == 2


def test_an_option_of_another_question_is_refused_in_words(as_trainee, attempt):
    answer = as_trainee.post(reverse("attempts:question", args=[attempt.pk, 1]), {"answer": "9"})
    assert answer.status_code == 422
    assert Response.objects.get(attempt=attempt, position=1).answer is None


def test_answering_after_hand_in_leads_to_the_result(as_trainee, attempt):
    as_trainee.post(reverse("attempts:hand_in", args=[attempt.pk]))
    answer = as_trainee.post(reverse("attempts:question", args=[attempt.pk, 1]), {"answer": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("attempts:result", args=[attempt.pk])
    event = ResponseEvent.objects.get()
    assert event.late
    assert event.response.answer is None


@pytest.mark.parametrize("name", ["resume", "sheet", "hand_in", "result"])
def test_a_stranger_s_attempt_does_not_exist(as_stranger, as_organiser, attempt, name):
    for client in (as_stranger, as_organiser):
        assert client.get(reverse(f"attempts:{name}", args=[attempt.pk])).status_code == 404


def test_a_question_number_that_does_not_exist_is_404(as_trainee, attempt):
    assert as_trainee.get(reverse("attempts:question", args=[attempt.pk, 99])).status_code == 404
    assert as_trainee.post(reverse("attempts:question", args=[attempt.pk, 99]), {"answer": "1"}).status_code == 404


def test_organiser_sees_board_report_and_attempt(as_organiser, as_other_organiser, as_trainee, attempt, training_class):
    as_trainee.post(reverse("attempts:hand_in", args=[attempt.pk]))
    pages = [
        reverse("results:class_board", args=[training_class.pk]),
        reverse("results:section_report", args=[training_class.pk, attempt.quiz_id]),
        reverse("results:attempt", args=[training_class.pk, attempt.pk]),
    ]
    for address in pages:
        assert as_organiser.get(address).status_code == 200
        assert as_other_organiser.get(address).status_code == 404
        assert as_trainee.get(address).status_code == 404
    assert "学员01" in as_organiser.get(pages[0]).content.decode()


def test_editing_a_question_leaves_the_attempt_as_it_was(as_admin, as_trainee, attempt):
    response = attempt.responses.select_related("revision__question").get(position=1)
    question, stem = response.revision.question, response.revision.stem
    rows = response.item.rows
    data = {
        "stem": "改过的题干？",
        "explanation": "新的解析。",
        "level": "recall",
        "difficulty": "easy",
        "source": "1.1¶1a",
        "change": "wording",
        "base": str(question.current_id),
        "section": str(question.section_id),
        "row-text": [row.text for row in rows],
        "row-reason": [row.reason for row in rows],
        "row-correct": [str(row.position) for row in rows if row.correct],
    }
    answer = as_admin.post(reverse("bank:question_edit", args=[question.pk]), data)
    assert answer.status_code == 302, answer.content.decode()
    question.refresh_from_db()
    assert question.current.number == 2
    assert stem in as_trainee.get(reverse("attempts:question", args=[attempt.pk, 1])).content.decode()


def test_question_list_finds_a_single_chinese_character(as_admin, as_trainee, questions):
    page = as_admin.get(reverse("bank:question_list"), {"q": "丙"}).content.decode()
    assert questions[0].current.stem in page
    assert as_trainee.get(reverse("bank:question_list")).status_code == 404
