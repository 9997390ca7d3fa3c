"""One act on many questions, and its undoing."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quiz.bank.choices import MOST_TAGS
from quiz.bank.models import Batch, Question, Status, Tag, Verb
from quiz.people.models import AuditEntry, Role
from tests import factories
from tests.bank.test_editor import fresh
from tests.bank.test_workflow import replace_stem
from tests.factories import NOON

LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def drafts(section):
    return [factories.question(section, status=Status.DRAFT) for _number in range(3)]


def do(client, verb, questions, **said):
    chosen = [question.pk for question in questions]
    return client.post(reverse("bank:batch_new"), {"do": verb, "chosen": chosen, **said})


def undo(client, batch, **said):
    return client.post(reverse("bank:batch_undo", args=[batch.pk]), said)


def statuses(questions):
    return [fresh(question).status for question in questions]


def tags(question):
    return {tag.name for tag in question.tags.all()}


@pytest.mark.parametrize(
    ("verb", "after"), [("publish", "published"), ("submit", "review"), ("withdraw", "draft"), ("retire", "retired")]
)
def test_the_chosen_rows_are_moved_and_moved_back(as_admin, admin, drafts, verb, after):
    published = drafts[0]
    published.set_status(Status.PUBLISHED, by=None, at=NOON)
    do(as_admin, verb, drafts[:2])
    assert statuses(drafts) == [after, after, "draft"]
    batch = Batch.objects.get()
    assert (batch.by, batch.verb) == (admin, verb)
    undo(as_admin, batch)
    assert statuses(drafts) == ["published", "draft", "draft"]


def test_each_move_is_in_the_log_with_who_and_when(as_admin, admin, drafts):
    do(as_admin, "retire", drafts)
    undo(as_admin, Batch.objects.get())
    moves = AuditEntry.objects.filter(verb="question.status", actor=admin)
    assert {entry.subject for entry in moves} == {question.key for question in drafts}
    assert moves.count() == 6
    assert AuditEntry.objects.get(verb="batch.do").detail["changed"] == 3
    assert AuditEntry.objects.get(verb="batch.undo").detail["changed"] == 3


def test_a_tag_is_put_on_and_taken_off(as_admin, drafts):
    drafts[0].tags.add(Tag.objects.create(name="重点"))
    do(as_admin, "tag", drafts[:2], tag=" 重点 ")
    assert [tags(question) for question in drafts] == [{"重点"}, {"重点"}, set()]
    undo(as_admin, Batch.objects.get())
    assert [tags(question) for question in drafts] == [{"重点"}, set(), set()], "what had it before keeps it"
    do(as_admin, "untag", drafts, tag="重点")
    assert tags(drafts[0]) == set()
    undo(as_admin, Batch.objects.first())
    assert tags(drafts[0]) == {"重点"}


def test_undoing_twice_does_nothing_more(admin, drafts):
    batch = Batch.do(Verb.RETIRE, drafts, by=admin, at=NOON)
    assert batch.undo(by=admin, at=LATER) == 3
    fresh(drafts[0]).set_status(Status.RETIRED, by=admin, at=LATER)
    assert batch.undo(by=admin, at=LATER) == 0
    assert statuses(drafts) == ["retired", "draft", "draft"]


def test_what_was_changed_since_is_left_alone(admin, drafts):
    batch = Batch.do(Verb.PUBLISH, drafts, by=admin, at=NOON)
    drafts[0].set_status(Status.RETIRED, by=admin, at=LATER)
    drafts[1].revise(replace_stem(drafts[1], "后来改的题干？"), by=admin, at=LATER)
    assert batch.undo(by=admin, at=LATER) == 1
    assert statuses(drafts) == ["retired", "published", "draft"]


def test_undoing_gives_back_what_was_approved_without_a_second_approval(admin, drafts, settings):
    settings.REVIEW_REQUIRED = True
    drafts[0].put_status(Status.PUBLISHED, by=None, at=NOON)
    batch = Batch.do(Verb.WITHDRAW, drafts[:1], by=admin, at=LATER)
    assert batch.undo(by=admin, at=LATER) == 1
    assert statuses(drafts[:1]) == ["published"]


def test_a_refusal_stops_only_its_question_and_is_told(as_admin, admin, drafts, settings):
    settings.REVIEW_REQUIRED = True
    drafts[0].put_status(Status.REVIEW, by=None, at=NOON)
    answer = do(as_admin, "publish", drafts)
    assert statuses(drafts) == ["published", "draft", "draft"]
    assert set(Batch.objects.get().refused) == {drafts[1].key, drafts[2].key}
    page = as_admin.get(answer["Location"]).content.decode()
    assert drafts[1].key in page.split("</section>")[0]


def test_the_list_comes_back_with_its_filters_and_an_undo(as_admin, drafts):
    answer = do(as_admin, "retire", drafts, filters="kind=single_choice&page=2")
    assert answer["Location"].startswith(f"{reverse('bank:question_list')}?kind=single_choice&page=2&batch=")
    page = as_admin.get(answer["Location"]).content.decode()
    address = reverse("bank:batch_undo", args=[Batch.objects.get().pk])
    assert f'action="{address}"' in page
    undo(as_admin, Batch.objects.get())
    assert address not in as_admin.get(answer["Location"]).content.decode()


def test_the_way_back_is_always_the_list(as_admin, drafts):
    answer = do(as_admin, "retire", drafts, filters="//evil.example/?next=https://evil.example")
    assert answer["Location"].startswith(f"{reverse('bank:question_list')}?")


@pytest.mark.parametrize(
    "said",
    [
        {"chosen": []},
        {"do": "explode"},
        {"do": "tag", "tag": ""},
        {"do": "tag", "tag": "长" * 33},
        {"chosen": ["999999"]},
        {"chosen": ["x"]},
    ],
)
def test_a_nonsense_batch_changes_nothing_and_says_so(as_admin, drafts, said):
    data = {"do": "retire", "chosen": [question.pk for question in drafts]} | said
    answer = as_admin.post(reverse("bank:batch_new"), data)
    assert answer.status_code == 302
    assert 'class="note ochre"' in as_admin.get(answer["Location"]).content.decode()
    assert not Batch.objects.exists()
    assert statuses(drafts) == ["draft"] * 3


@pytest.mark.parametrize("name", ["batch_new", "batch_undo"])
def test_batches_are_posted_and_only_by_admins(as_admin, as_trainee, as_organiser, drafts, admin, name):
    batch = Batch.do(Verb.RETIRE, drafts, by=admin, at=NOON)
    address = reverse(f"bank:{name}", args=[batch.pk] if name == "batch_undo" else [])
    assert as_admin.get(address).status_code == 405
    for client in (as_trainee, as_organiser):
        assert client.post(address).status_code == 404
    assert as_admin.post(reverse("bank:batch_undo", args=[999])).status_code == 404


def test_the_note_of_anothers_batch_is_not_shown(as_admin, drafts):
    batch = Batch.do(Verb.RETIRE, drafts, by=factories.user("admin"), at=NOON)
    for number in (batch.pk, "x", "9" * 30):
        page = as_admin.get(reverse("bank:question_list"), {"batch": number})
        assert page.status_code == 200
        assert reverse("bank:batch_undo", args=[batch.pk]) not in page.content.decode()


# Copying, tagging, moving one


def test_a_copy_is_a_draft_that_says_the_same_under_its_own_key(as_admin, admin, drafts):
    original = drafts[0]
    original.tags.add(Tag.objects.create(name="重点"))
    original.set_status(Status.PUBLISHED, by=admin, at=NOON)
    answer = as_admin.post(reverse("bank:question_copy", args=[original.pk]))
    copy = Question.objects.get(key="1.1-w01")
    assert answer["Location"] == reverse("bank:question_edit", args=[copy.pk])
    assert copy.current.content_hash == original.current.content_hash
    assert (copy.status, copy.section, tags(copy)) == (Status.DRAFT, original.section, {"重点"})
    assert (copy.current.created_by, copy.current.number) == (admin, 1)
    assert AuditEntry.objects.get(verb="question.create").detail["copied_from"] == original.key


def test_copying_is_posted_by_admins_and_of_what_is_there(as_admin, as_organiser, drafts):
    address = reverse("bank:question_copy", args=[drafts[0].pk])
    assert as_admin.get(address).status_code == 405
    assert as_organiser.post(address).status_code == 404
    assert as_admin.post(reverse("bank:question_copy", args=[999])).status_code == 404


def offered(client, **query):
    """The numbers of the batches that the list offers to undo."""
    page = client.get(reverse("bank:question_list"), query).content.decode()
    return [int(number) for number in re.findall(r"/bank/batches/(\d+)/undo/", page)]


def test_the_undo_of_the_last_days_is_found_again(as_admin, admin, drafts):
    now = timezone.now()
    old, first, last = (
        Batch.do(Verb.TAG, drafts, tag=tag, by=admin, at=now - timedelta(days=days))
        for tag, days in (("一类", 8), ("二类", 2), ("三类", 1))
    )
    Batch.do(Verb.TAG, drafts, tag="四类", by=factories.user(Role.ADMIN), at=now)
    Batch.do(Verb.RETIRE, [], by=admin, at=now)
    assert offered(as_admin) == [last.pk, first.pk]
    assert offered(as_admin, batch=first.pk) == [first.pk, last.pk]
    undo(as_admin, last)
    assert offered(as_admin) == [first.pk]
    assert not old.undone_at


def test_a_tag_too_many_is_refused_and_the_others_get_it(as_admin, admin, drafts):
    full = drafts[0]
    full.set_tags([f"标签{number}" for number in range(MOST_TAGS)], by=admin, at=NOON)
    do(as_admin, "tag", drafts, tag="一类")
    assert [tags(question) & {"一类"} for question in drafts] == [set(), {"一类"}, {"一类"}]
    assert list(Batch.objects.get().refused) == [full.key]
    do(as_admin, "tag", [full], tag="标签3")  # which it has
    do(as_admin, "untag", [full], tag="标签3")
    assert len(tags(full)) == MOST_TAGS - 1
    assert Batch.objects.first().refused == {}
