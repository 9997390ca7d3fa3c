"""Draft, review, published, retired: who may move a question where, with and without a second person."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from quiz.bank import editing
from quiz.bank.models import Question, Status
from quiz.bank.workflow import MOVES, OWN, UNKNOWN, UNREVIEWED, Refused, refusal
from quiz.people.models import AuditEntry
from tests import factories
from tests.bank.test_editor import edit, fields, fresh, post
from tests.conftest import signed_in
from tests.factories import NOON

DRAFT, REVIEW, PUBLISHED, RETIRED = Status.values


@pytest.fixture
def colleague(db):
    return factories.user("admin", name="管理员02")


@pytest.fixture
def as_colleague(colleague):
    return signed_in(colleague)


@pytest.fixture
def mine(section, admin):
    """A draft that the admin wrote."""
    question = factories.question(section, status=DRAFT)
    draft = replace_stem(question, "我写的题干？")
    question.revise(draft, by=admin, at=NOON)
    return question


def replace_stem(question, stem):
    draft = question.current.draft(question.kind)
    draft.item = replace(draft.item, stem=stem)
    return draft


def move(client, question, status, **said):
    return client.post(reverse("bank:question_status", args=[question.pk]), {"status": status, **said})


# The rule


@pytest.mark.parametrize(
    ("before", "after", "own", "required", "why"),
    [
        (DRAFT, PUBLISHED, True, False, None),
        (DRAFT, REVIEW, True, False, None),
        (REVIEW, PUBLISHED, True, False, None),
        (DRAFT, PUBLISHED, True, True, UNREVIEWED),
        (DRAFT, PUBLISHED, False, True, UNREVIEWED),
        (RETIRED, PUBLISHED, False, True, UNREVIEWED),
        (DRAFT, REVIEW, True, True, None),
        (REVIEW, PUBLISHED, True, True, OWN),
        (REVIEW, PUBLISHED, False, True, None),
        (REVIEW, DRAFT, True, True, None),
        (REVIEW, RETIRED, True, True, None),
        (PUBLISHED, DRAFT, True, True, None),
        (PUBLISHED, RETIRED, True, True, None),
        (RETIRED, REVIEW, True, True, None),
        (PUBLISHED, PUBLISHED, True, True, None),
        (DRAFT, "elsewhere", False, False, UNKNOWN),
    ],
)
def test_who_may_move_a_question_where(before, after, own, required, why):
    assert refusal(before, after, own=own, review_required=required) == why


def test_every_status_has_a_way_on():
    assert set(MOVES) == set(Status.values)
    assert all(ways and ways <= set(Status.values) for ways in MOVES.values())


# The row


def test_who_when_and_what_was_said_is_kept_with_the_status_and_in_the_log(mine, admin):
    mine.set_status(REVIEW, by=admin, at=NOON)
    mine.set_status(DRAFT, by=admin, at=NOON, note="理由太短")
    assert (mine.status_by, mine.status_at, mine.status_note) == (admin, NOON, "理由太短")
    entry = AuditEntry.objects.filter(verb="question.status", actor=admin).first()
    assert entry.detail == {
        "before": "review",
        "after": "draft",
        "revision": 2,
        "note": "理由太短",
        "question": mine.pk,
    }


def test_the_author_is_refused_and_nothing_is_written(mine, admin, settings):
    settings.REVIEW_REQUIRED = True
    mine.set_status(REVIEW, by=admin, at=NOON)
    with pytest.raises(Refused):
        mine.set_status(PUBLISHED, by=admin, at=NOON)
    assert fresh(mine).status == REVIEW
    assert not AuditEntry.objects.filter(verb="question.status", detail__after=PUBLISHED).exists()


def test_a_colleague_approves(mine, admin, colleague, settings):
    settings.REVIEW_REQUIRED = True
    mine.set_status(REVIEW, by=admin, at=NOON)
    mine.set_status(PUBLISHED, by=colleague, at=NOON)
    assert fresh(mine).status_by == colleague


def test_a_content_file_is_not_asked(mine, settings):
    settings.REVIEW_REQUIRED = True
    mine.set_status(PUBLISHED, by=None, at=NOON)
    assert fresh(mine).status == PUBLISHED


@pytest.mark.parametrize(("required", "after"), [(False, PUBLISHED), (True, REVIEW)])
def test_a_new_text_of_a_published_question_has_to_be_approved_again(section, admin, settings, required, after):
    settings.REVIEW_REQUIRED = required
    question = factories.question(section)
    draft = replace_stem(question, "新写的题干？")
    editing.save(question, draft, section, base=question.current_id, by=admin, at=NOON)
    assert fresh(question).status == after
    assert (question in Question.objects.published()) != required


def test_saving_the_same_text_again_needs_no_approval(section, admin, settings):
    settings.REVIEW_REQUIRED = True
    question = factories.question(section)
    editing.save(question, question.current.draft(question.kind), section, base=question.current_id, by=admin, at=NOON)
    assert fresh(question).status == PUBLISHED


def test_bringing_back_an_old_text_has_to_be_approved_again(section, admin, settings):
    question = factories.question(section)
    question.revise(replace_stem(question, "新写的题干？"), by=None, at=NOON)
    settings.REVIEW_REQUIRED = True
    editing.restore(question, question.revisions.get(number=1), by=admin, at=NOON)
    assert fresh(question).status == REVIEW


# The pages


def buttons(client, question):
    """What the page offers: `do save` saves, `status draft` withdraws."""
    page = client.get(edit(question)).content.decode()
    found = re.findall(r'<button class="button[^>]* name="(do|status)" value="([a-z]+)"', page)
    return {f"{name} {value}" for name, value in found} - {"do add", "do keep"}


@pytest.mark.parametrize(
    ("required", "status", "expected"),
    [
        (False, DRAFT, ["do save", "do publish", "status review", "status published", "status retired"]),
        (True, DRAFT, ["do save", "do submit", "status review", "status retired"]),
        (False, REVIEW, ["do save", "status published", "status draft", "status retired"]),
        (True, REVIEW, ["do save", "status draft", "status retired"]),
        (True, PUBLISHED, ["do save", "status draft", "status retired"]),
        (True, RETIRED, ["do save", "status draft", "status review"]),
    ],
)
def test_the_author_is_offered_what_he_may_do(as_admin, mine, settings, required, status, expected):
    settings.REVIEW_REQUIRED = required
    mine.put_status(status, by=None, at=NOON)
    assert buttons(as_admin, mine) == set(expected)


def test_a_colleague_is_offered_to_approve(as_colleague, mine, admin, settings):
    settings.REVIEW_REQUIRED = True
    mine.set_status(REVIEW, by=admin, at=NOON)
    assert "status published" in buttons(as_colleague, mine)
    page = as_colleague.get(edit(mine)).content.decode()
    assert page.count("button fill") == 1
    assert admin.name in page


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("required", [False, True])
def test_one_filled_button_whatever_the_status(as_admin, mine, settings, status, required):
    settings.REVIEW_REQUIRED = required
    mine.put_status(status, by=None, at=NOON)
    assert as_admin.get(edit(mine)).content.decode().count("button fill") == 1


def test_a_refusal_is_told_and_changes_nothing(as_admin, mine, settings):
    settings.REVIEW_REQUIRED = True
    assert move(as_admin, mine, REVIEW).status_code == 302
    move(as_admin, mine, PUBLISHED)
    assert fresh(mine).status == REVIEW
    assert 'class="note ochre"' in as_admin.get(edit(mine)).content.decode()


def test_sending_back_says_why(as_admin, as_colleague, colleague, mine):
    move(as_admin, mine, REVIEW)
    move(as_colleague, mine, DRAFT, note="理由太短")
    page = as_admin.get(edit(mine)).content.decode()
    assert "理由太短" in page
    assert colleague.name in page


def test_saving_and_sending_to_review_is_one_step(as_admin, mine):
    assert post(as_admin, mine, stem="改过的题干？", do="submit").status_code == 302
    assert (fresh(mine).status, fresh(mine).current.stem) == (REVIEW, "改过的题干？")


def test_publishing_past_the_review_saves_nothing_and_says_so(as_admin, mine, settings):
    settings.REVIEW_REQUIRED = True
    answer = post(as_admin, mine, stem="改过的题干？", do="publish")
    assert answer.status_code == 422
    assert 'id="problems"' in answer.content.decode()
    assert (fresh(mine).status, fresh(mine).current.number) == (DRAFT, 2)


def test_a_new_question_may_not_jump_the_review_either(as_admin, section, settings):
    settings.REVIEW_REQUIRED = True
    address = f"{reverse('bank:question_new')}?section={section.pk}&kind=single_choice"
    said = fields(factories.choice_item(), section=str(section.pk))
    assert as_admin.post(address, said | {"do": "publish"}).status_code == 422
    assert not Question.objects.exists()
    assert as_admin.post(address, said | {"do": "submit"}).status_code == 302
    assert Question.objects.get().status == REVIEW


def test_the_list_counts_what_waits_for_review(as_admin, mine):
    move(as_admin, mine, REVIEW)
    page = "".join(as_admin.get(reverse("bank:question_list"), {"status": "review"}).content.decode().split())
    assert f'id="question-{mine.pk}"' in page
