"""The organiser's way through the pages of quizzes; who may open them is in tests/access_table.py."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quiz.attempts.models import Attempt, Response
from quiz.bank.models import Question, Status
from quiz.classes.models import Band, DrawRule, KindPoints, ListedQuestion, Mode, Paper, Quiz, Release, State
from quiz.classes.rows import snapshot
from quiz.people.models import AuditEntry
from tests import factories

from .conftest import text


def now():
    return timezone.now()


def state(quiz):
    return Quiz.objects.get(pk=quiz.pk).state(now())


def test_the_list_says_state_size_and_who_is_there_in_words(desk, url, training_class, quiz, begun, section):
    day = timedelta(days=1)
    factories.quiz(training_class, section, title="待开", opens_at=now() + day)
    factories.quiz(training_class, section, title="已过", closes_at=now() - day, mode=Mode.EXAM)
    factories.quiz(training_class, section, title="草稿", published_at=None)
    factories.quiz(training_class, section, title="等讲", opens_when_taught=True)
    page = text(desk.get(url("quiz_list")))
    for words in ("Not open yet", "Running", "Over", "Draft", "waits to be taught", "1 under way", "Exams"):
        assert words in page
    assert "3 questions · 40 minutes" in page


def test_more_quizzes_no_more_queries(desk, url, training_class, quiz, section, django_assert_max_num_queries):
    for number in range(15):
        made = factories.quiz(training_class, section, mode=Mode.values[number % 4])
        DrawRule.objects.create(quiz=made, position=1, count=1)
        Attempt.start(quiz, factories.user(), at=now())
    for name in ("quiz_list", "taught"):
        with django_assert_max_num_queries(14):
            desk.get(url(name))


def test_a_lecture_is_given_with_quizzes_and_practice_at_once(desk, url, training_class, questions):
    page = text(desk.get(url("quiz_list")))
    assert questions[0].lecture.title in page
    sent = {"lecture": questions[0].lecture.slug, "opening": "taught"}
    assert desk.post(url("give"), sent).status_code == 302
    assert {(quiz.mode, quiz.state(now())) for quiz in training_class.quizzes.all()} == {
        ("section", State.WAITING),
        ("practice", State.WAITING),
    }
    assert "Make the quizzes" not in text(desk.get(url("quiz_list")))


@pytest.mark.parametrize("mode", Mode.values)
def test_a_new_quiz_begins_as_a_draft_with_the_usual_rules_of_its_mode(desk, url, training_class, mode):
    answer = desk.post(url("quiz_new"), {"mode": mode, "title": "结业考试"}, follow=True)
    quiz = training_class.quizzes.get()
    assert answer.redirect_chain[-1][0] == url("quiz_edit", quiz.pk)
    assert (quiz.mode, quiz.title, state(quiz)) == (mode, "结业考试", State.DRAFT)


def test_a_draft_without_questions_is_not_published(desk, url, training_class):
    quiz = Quiz.of_mode(Mode.SECTION, training_class, "空的")
    quiz.save()
    page = text(desk.post(url("quiz_status", quiz.pk), {"do": "publish"}, follow=True))
    assert "a paper would hold no question" in page
    assert state(quiz) == State.DRAFT


def test_publish_withdraw_and_release_by_hand_say_who_and_when(desk, url, quiz, organiser):
    Quiz.objects.filter(pk=quiz.pk).update(key_release=Release.MANUAL, published_at=None, paper=Paper.SAME)
    assert "Release now" not in text(desk.get(url("quiz_edit", quiz.pk)))
    for do, after in (("publish", State.OPEN), ("withdraw", State.DRAFT), ("publish", State.OPEN)):
        assert desk.post(url("quiz_status", quiz.pk), {"do": do}).status_code == 302
        assert state(quiz) == after
    assert quiz.listed.count() == 3
    assert "Release now" in text(desk.get(url("quiz_edit", quiz.pk)))
    desk.post(url("quiz_status", quiz.pk), {"do": "release"})
    released = Quiz.objects.get(pk=quiz.pk).released_at
    desk.post(url("quiz_status", quiz.pk), {"do": "release"})
    assert Quiz.objects.get(pk=quiz.pk).released_at == released
    assert "Release now" not in text(desk.get(url("quiz_edit", quiz.pk)))
    verbs = AuditEntry.objects.filter(actor=organiser, verb__startswith="quiz.").values_list("verb", flat=True)
    assert sorted(verbs) == ["quiz.publish", "quiz.publish", "quiz.release", "quiz.withdraw"]


def test_saving_and_publishing_in_one(desk, url, quiz, save):
    Quiz.objects.filter(pk=quiz.pk).update(published_at=None)
    save(quiz, title="上线", do="publish")
    assert (state(quiz), Quiz.objects.get(pk=quiz.pk).title) == (State.OPEN, "上线")


def test_a_withdrawn_quiz_cannot_be_started_but_finished(desk, url, quiz, begun, as_trainee):
    desk.post(url("quiz_status", quiz.pk), {"do": "withdraw"})
    assert as_trainee.post(reverse("attempts:start", args=[quiz.pk])).status_code == 404
    assert as_trainee.get(reverse("attempts:question", args=[begun.pk, 1])).status_code == 200


def test_a_copy_has_the_same_rules_and_none_of_the_people(desk, url, quiz, questions, trainee, organiser, begun):
    Quiz.objects.filter(pk=quiz.pk).update(paper=Paper.LIST, pledge=True, released_at=now())
    DrawRule.objects.create(quiz=quiz, position=1, kind="true_false", count=1)
    KindPoints.objects.create(quiz=quiz, kind="true_false", points=100)
    Band.objects.create(quiz=quiz, percent=60, name="合格")
    ListedQuestion.objects.create(quiz=quiz, question=questions[0], position=1)
    factories.allowance(quiz, organiser, trainee=trainee, extra_minutes=5)
    desk.post(url("quiz_copy", quiz.pk))
    made = Quiz.objects.latest("pk")
    before, after = snapshot(Quiz.objects.get(pk=quiz.pk)), snapshot(made)
    assert after == before | {"title": f"{quiz.title} (copy)"}
    assert [row.question_id for row in made.listed.all()] == [questions[0].pk]
    assert (made.published_at, made.released_at, made.allowances.count(), made.attempts.count()) == (None, None, 0, 0)
    assert quiz.draw_rules.count() == quiz.bands.count() == quiz.listed.count() == 1


def test_only_a_draft_that_nobody_has_begun_is_deleted(desk, url, quiz, begun):
    desk.post(url("quiz_delete", quiz.pk))
    desk.post(url("quiz_status", quiz.pk), {"do": "withdraw"})
    desk.post(url("quiz_delete", quiz.pk))
    assert Quiz.objects.filter(pk=quiz.pk).exists()
    desk.post(url("quiz_copy", quiz.pk))
    copy = Quiz.objects.latest("pk")
    assert desk.post(url("quiz_delete", copy.pk)).status_code == 302
    assert not Quiz.objects.filter(pk=copy.pk).exists()


def test_questions_chosen_by_hand_are_asked_in_the_order_of_the_bank(desk, url, quiz, questions, trainee):
    page = text(desk.get(url("quiz_questions", quiz.pk)))
    assert all(question.current.stem in page for question in questions)
    chosen = [str(questions[2].pk), str(questions[0].pk), "999999"]
    desk.post(url("quiz_questions", quiz.pk), {"question": chosen})
    quiz.refresh_from_db()
    assert quiz.paper == Paper.LIST
    assert [row.question for row in quiz.listed.all()] == [questions[0], questions[2]]
    assert "2 of 3 chosen" in text(desk.get(url("quiz_questions", quiz.pk)))
    assert Attempt.start(quiz, trainee, at=now()).responses.count() == 2


def test_choosing_nothing_leaves_the_paper_as_it_was(desk, url, quiz):
    page = text(desk.post(url("quiz_questions", quiz.pk), follow=True))
    assert "Tick at least one question." in page
    quiz.refresh_from_db()
    assert quiz.paper == Paper.EACH


def test_who_chooses_is_told_of_attempts_that_keep_theirs(desk, url, quiz, begun):
    assert "Attempts that have begun (1) keep their questions" in text(desk.get(url("quiz_questions", quiz.pk)))


def test_the_preview_shows_a_paper_without_key_and_stores_nothing(desk, url, quiz, questions):
    Quiz.objects.filter(pk=quiz.pk).update(notes="请关闭通知。", pledge=True)
    for paper in (1, 2):
        for number in (1, 2, 3):
            page = text(desk.get(url("quiz_preview", quiz.pk), {"paper": paper, "n": number}))
            assert f"Paper {paper}: 3 questions" in page
            assert "因为甲项" not in page
            assert "说的是另一件事" not in page
    assert "请关闭通知。" in page
    assert "I will answer honestly" in page
    assert not Attempt.objects.exists()
    assert not Response.objects.exists()
    assert not ListedQuestion.objects.exists()


def test_the_preview_of_what_is_memorised_shows_the_key_as_trainees_read_it(desk, url, quiz, section):
    memorise = factories.quiz(quiz.training_class, section, mode=Mode.MEMORISE)
    page = text(desk.get(url("quiz_preview", memorise.pk)))
    assert "Right answer" in page
    assert "因为甲项" in page
    assert 'type="radio"' not in page


@pytest.mark.parametrize("query", [{"n": "99"}, {"n": "x"}, {"paper": "-1"}, {"paper": "999999999"}, {"n": "0"}])
def test_an_odd_address_shows_a_page_all_the_same(desk, url, quiz, query):
    assert desk.get(url("quiz_preview", quiz.pk), query).status_code == 200


def test_the_preview_of_the_class_s_paper_is_the_paper(desk, url, quiz, section, trainee):
    for _ in range(9):
        factories.question(section)
    rules = {"paper": Paper.SAME, "draw_count": 4, "shuffle_questions": False, "published_at": None}
    Quiz.objects.filter(pk=quiz.pk).update(**rules)
    seen = []
    for number in range(1, 5):
        page = text(desk.get(url("quiz_preview", quiz.pk), {"n": number}))
        seen.append(re.search(r'class="stem" id="stem">(.+?)</p>', page)[1])
    desk.post(url("quiz_status", quiz.pk), {"do": "publish"})
    quiz.refresh_from_db()
    asked = Attempt.start(quiz, trainee, at=now()).responses.select_related("revision")
    assert [response.revision.stem for response in asked] == seen


def test_the_preview_of_all_there_is_offers_no_other_paper(desk, url, quiz):
    assert "every attempt gets another one" in text(desk.get(url("quiz_preview", quiz.pk)))
    Quiz.objects.update(draw_count=None, shuffle_questions=False)
    page = text(desk.get(url("quiz_preview", quiz.pk)))
    assert "The paper has all these questions." in page
    assert "Another paper" not in page


def test_a_preview_with_nothing_to_ask(desk, url, quiz):
    Question.objects.update(status=Status.RETIRED)
    assert "A paper would hold no question." in text(desk.get(url("quiz_preview", quiz.pk)))
