"""Questions and revisions: added, never changed; and saving upon what was read."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from quiz.bank import editing
from quiz.bank.models import Change, Draft, Option, Question, Revision, Status
from quiz.people.models import AuditEntry
from tests import factories
from tests.factories import NOON


@pytest.fixture
def question(section):
    return factories.question(section)


def draft_of(question, **item):
    current = question.current
    changed = replace(current.item(question.kind), **item)
    return Draft(changed, level=current.level, difficulty=current.difficulty, source=current.source, point=1)


def test_revising_adds_a_revision_and_keeps_the_old_one_whole(question, admin):
    first = question.current
    before = first.item(question.kind)
    second = question.revise(draft_of(question, stem="改过的题干？"), by=admin, at=NOON)
    assert (second.number, question.current, second.created_by) == (2, second, admin)
    assert Revision.objects.get(pk=first.pk).item(question.kind) == before
    assert [option.text for option in second.options.all()] == [row.text for row in before.rows]


def test_saying_the_same_again_adds_nothing(question, admin):
    assert question.revise(draft_of(question), by=admin, at=NOON) == question.current
    assert question.revisions.count() == 1


def test_the_first_revision_is_the_first_version_whatever_it_was_called(question):
    assert question.current.change == Change.FIRST


BARE = {"created_at": NOON, "content_hash": "", "stem": "三", "level": "recall", "difficulty": "easy"}
ANSWERED = [
    lambda revision: revision.save(),
    lambda revision: revision.delete(),
    lambda revision: Revision.objects.filter(pk=revision.pk).update(stem="偷偷改"),
    lambda revision: Revision.objects.bulk_update([revision], ["stem"]),
    lambda revision: Revision.objects.bulk_create([revision], update_conflicts=True),
    lambda revision: Revision.objects.update_or_create(pk=revision.pk, defaults={"stem": "偷偷改"}),
    lambda revision: Revision.objects.filter(pk=revision.pk).delete(),
    lambda revision: revision.question.revisions.update(stem="偷偷改"),
    lambda revision: factories.question(revision.question.section).revisions.add(revision),
    lambda revision: revision.question.delete(),
    lambda revision: revision.options.first().save(),
    lambda revision: revision.options.first().delete(),
    lambda revision: revision.options.update(correct=True),
    lambda revision: revision.options.all().delete(),
    lambda revision: revision.options.create(position=9, text="偷偷添"),
    lambda revision: Option.objects.bulk_update(revision.options.all(), ["text"]),
    lambda revision: Option.objects.filter(revision=revision).update(text="偷偷改"),
]


@pytest.mark.parametrize("change", ANSWERED, ids=range(len(ANSWERED)))
def test_no_way_leads_to_a_changed_revision(question, change):
    before = question.current.item(question.kind)
    with pytest.raises((TypeError, ProtectedError)), transaction.atomic():
        change(question.current)
    kept = Revision.objects.get(pk=question.current_id)
    assert (kept.item(question.kind), kept.question) == (before, question)


@pytest.mark.parametrize("wrong", [{"level": "genius"}, {"difficulty": "tricky"}, {"change": "silent"}, {"stem": ""}])
def test_the_database_knows_the_words_for_a_revision(question, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(question=question, number=2, **{**BARE, **wrong})


def test_the_database_keeps_no_empty_row_and_no_unknown_status(question):
    with pytest.raises(IntegrityError), transaction.atomic():
        Option.objects.bulk_create([Option(revision=question.current, position=9)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(status="gone")


def test_a_question_never_becomes_one_of_another_kind(question, admin):
    draft = Draft(factories.written_item(), level="recall", difficulty="easy")
    with pytest.raises(ValueError):
        question.revise(draft, by=admin, at=NOON)


def test_a_revision_number_is_given_once(question, admin):
    second = question.revise(draft_of(question, stem="二"), by=admin, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(number=second.number, **BARE, question=question)


def test_nothing_is_published_without_a_text(section):
    bare = Question.objects.create(lecture=section.lecture, section=section, key="bare", kind="single_choice")
    with pytest.raises(IntegrityError), transaction.atomic():
        bare.set_status(Status.PUBLISHED, by=None, at=NOON)
    assert bare not in Question.objects.published()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETIRED])
def test_a_change_of_status_is_written_down_once(question, admin, status):
    question.set_status(status, by=admin, at=NOON)
    question.set_status(status, by=admin, at=NOON)
    entry = AuditEntry.objects.get(verb="question.status", actor=admin)
    assert entry.detail == {"before": "published", "after": status, "revision": 1, "question": question.pk}
    assert question not in Question.objects.published()


@pytest.mark.parametrize(
    ("key", "changes"),
    [((1,), False), ((2,), True)],
)
def test_a_change_of_key_is_known(question, key, changes):
    draft = Draft(factories.choice_item(key=key), level="recall", difficulty="easy")
    assert draft.changes_key(question.current.item(question.kind)) == changes


def saved(question, admin, **overrides):
    said = {"base": question.current_id, "by": admin, "at": NOON, **overrides}
    return editing.save(question, draft_of(question, stem="新题干？"), said.pop("section", question.section), **said)


def test_saving_says_who_did_what(question, admin):
    revision = saved(question, admin)
    entry = AuditEntry.objects.get(verb="question.revise")
    assert (entry.actor, entry.subject, entry.detail["number"]) == (admin, question.key, revision.number)


def test_saving_upon_an_old_revision_saves_nothing(question, admin):
    old = question.current_id
    saved(question, admin)
    question.refresh_from_db()
    with pytest.raises(editing.Outdated):
        saved(question, admin, base=old, then=Status.PUBLISHED)
    assert question.revisions.count() == 2


def test_saving_can_move_and_publish(section, admin):
    question = factories.question(section, status=Status.DRAFT)
    other, before = section.lecture.sections.get(number="1.2"), question.key
    saved(question, admin, section=other, then=Status.PUBLISHED)
    question.refresh_from_db()
    assert (question.section, question.status) == (other, Status.PUBLISHED)
    assert question.key == before, "its key stays"
    assert AuditEntry.objects.get(verb="question.move").detail == {
        "before": "1.1",
        "after": "1.2",
        "question": question.pk,
    }


def test_new_questions_get_the_next_free_key_and_place(section, admin):
    first = factories.question(section)
    draft = Draft(factories.choice_item(), level="recall", difficulty="easy")
    made = [editing.create(section, draft, then=then, by=admin, at=NOON) for then in (Status.DRAFT, Status.PUBLISHED)]
    assert [question.key for question in made] == ["1.1-w01", "1.1-w02"]
    assert [question.status for question in made] == [Status.DRAFT, Status.PUBLISHED]
    assert [question.position for question in made] == [first.position + 1, first.position + 2]


def test_a_freed_key_is_found_between_the_others(section, admin):
    draft = Draft(factories.choice_item(), level="recall", difficulty="easy")
    made = [editing.create(section, draft, by=admin, at=NOON) for _number in range(3)]
    Question.objects.filter(pk=made[1].pk).update(key="renamed")
    assert editing.create(section, draft, by=admin, at=NOON).key == "1.1-w02"


def test_restoring_adds_a_revision_that_says_what_the_old_one_said(question, admin):
    first = question.current
    item = factories.choice_item(stem=first.stem, key=(2,))
    question.revise(Draft(item, level="apply", difficulty="hard"), by=admin, at=NOON)
    restored = editing.restore(question, first, by=admin, at=NOON)
    assert (restored.number, restored.content_hash) == (3, first.content_hash)
    assert restored.change == Change.KEY
    assert "1" in restored.note
