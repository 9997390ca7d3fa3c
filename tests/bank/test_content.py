"""The bundled content is sound, loads once, and a bad line writes nothing."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from quiz.bank.kinds import KINDS
from quiz.bank.models import Question, Status
from quiz.lectures.models import Section

from .conftest import edit

BUNDLED = settings.CONTENT_DIR


@pytest.mark.django_db
def test_the_bundled_content_loads_and_every_question_is_sound():
    call_command("load_content", BUNDLED)
    for question in Question.objects.select_related("current"):
        assert not KINDS[question.kind].check(question.current.item(question.kind))


@pytest.mark.django_db
def test_loading_again_changes_nothing(folder, capsys):
    call_command("load_content", folder)
    call_command("load_content", folder)
    assert "1 unchanged" in capsys.readouterr().out
    assert Question.objects.get().revisions.count() == 1


@pytest.mark.django_db
def test_a_changed_question_becomes_a_new_revision_and_a_missing_one_is_retired(folder):
    call_command("load_content", folder)
    edit(folder, "一句话。", "另一句话。")
    call_command("load_content", folder)
    question = Question.objects.get()
    assert (question.current.number, question.current.stem) == (2, "另一句话。")
    edit(folder, "key: 1-01", "key: 1-02")
    call_command("load_content", folder)
    question.refresh_from_db()
    assert question.status == Status.RETIRED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("kind: true_false", "kind: riddle", "1.yaml:7"),
        ("answer: true", "answer: perhaps", "1.yaml:12"),
        ("level: recall", "level: genius", "1.yaml:8"),
        ("stem: 一句话。", "stem: 一句话。\n    stem: 两句话。", "1.yaml:12"),
        ("stem: 一句话。", "stim: 一句话。", "1.yaml:11"),
        ("points: [要点一]", "points: [要点一", "1.yaml:"),
        ("title: 第一节", "title: &a 第一节", "1.yaml:1"),
    ],
)
def test_one_bad_line_is_named_and_nothing_is_written(folder, before, after, said):
    edit(folder, before, after)
    with pytest.raises(CommandError, match=said):
        call_command("load_content", folder)
    assert not Section.objects.exists()
