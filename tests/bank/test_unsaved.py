"""What was typed and not saved: kept while one writes, offered again after a crash, dropped once saved."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from quiz.bank.kinds import KINDS
from quiz.bank.models import Question, Unsaved
from quiz.bank.unsaved import LONGEST, Place
from tests import factories
from tests.bank.form_reader import fields_of
from tests.bank.test_editor import edit, fields, fresh, post, texts, typed
from tests.bank.test_kinds import SOUND
from tests.conftest import signed_in
from tests.factories import NOON

NEW = "关掉之前写的题干？"


@pytest.fixture
def question(section):
    return factories.question(section)


def place(question):
    return f"q{question.pk}"


def keep(client, question, **said):
    address = reverse("bank:unsaved_keep", args=[question.kind])
    return client.post(address, typed(question, **{"place": place(question), "stem": NEW, **said}))


def page(client, question, **query):
    return client.get(edit(question), query).content.decode()


# Keeping


def test_what_is_typed_is_kept_and_the_page_says_when(as_admin, admin, question):
    answer = keep(as_admin, question)
    assert answer.status_code == 200
    kept = Unsaved.objects.get()
    assert (kept.person, kept.place, kept.data["stem"]) == (admin, place(question), NEW)
    assert re.search(r"\d\d:\d\d:\d\d", answer.content.decode())
    assert "<html" not in answer.content.decode()
    assert fresh(question).current.number == 1


def test_the_page_keeps_by_itself(as_admin, question):
    shown = page(as_admin, question)
    assert f'name="place" value="{place(question)}"' in shown
    assert re.search(r'id="kept"[^>]*hx-post="[^"]*"[^>]*hx-trigger="input throttle:10s', shown)


def test_only_the_newest_text_is_kept(as_admin, question):
    for stem in ("一", "一二", "一二三"):
        keep(as_admin, question, stem=stem)
    assert Unsaved.objects.get().data["stem"] == "一二三"


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_form_is_not_kept(as_admin, admin, section, kind):
    question = factories.question(section, item=sound(kind))
    question.set_tags(["甲", "乙"], by=admin, at=NOON)
    shown = page(as_admin, question)
    address = reverse("bank:unsaved_keep", args=[kind])
    as_admin.post(address, fields_of(shown) | {"stem": NEW})
    assert Unsaved.objects.exists()
    as_admin.post(address, fields_of(shown))
    assert not Unsaved.objects.exists(), "typed and taken back"


def sound(kind):
    if kind in CHOICES:
        return factories.choice_item(kind, key=(1, 2) if kind == "multiple_choice" else (1,))
    item = {item.kind: item for item in SOUND}["short_answer" if kind == "essay" else kind]
    return replace(item, kind=kind, explanation="解析。")


CHOICES = ("single_choice", "multiple_choice", "true_false")


def test_what_nobody_can_mean_is_not_kept(as_admin, question):
    answer = keep(as_admin, question, stem="长" * (LONGEST + 1))
    assert answer.status_code == 200
    assert 'class="warn"' in answer.content.decode()
    assert not Unsaved.objects.exists()


@pytest.mark.parametrize("nonsense", ["", "x", "q", "q1 ", "n1", "n1.", "q99999999999999999999", "n1.单"])
def test_a_nonsense_place_is_404(as_admin, question, nonsense):
    assert keep(as_admin, question, place=nonsense).status_code == 404
    assert as_admin.post(reverse("bank:unsaved_drop"), {"place": nonsense}).status_code == 404


@pytest.mark.parametrize("where", [Place(12), Place(0, 5, "essay")])
def test_a_place_is_read_as_it_is_written(where):
    assert Place.read(str(where)) == where


# Coming back


def test_coming_back_one_is_asked_and_nothing_is_kept_until_then(as_admin, question):
    keep(as_admin, question)
    shown = page(as_admin, question)
    assert NEW in shown
    assert "unsaved=restore" in shown
    assert f'action="{reverse("bank:unsaved_drop")}"' in shown
    assert 'id="kept"' not in shown
    assert question.current.stem in texts_of(shown), "the form shows what is saved"


def texts_of(shown):
    return re.findall(r'<textarea name="stem"[^>]*>\s*([^<]*)</textarea>', shown)[0]


def test_restoring_brings_every_field_and_row_back(as_admin, question):
    rows = {"row-text": ["甲", "乙", "丙"], "row-reason": ["", "因乙", "因丙"], "row-correct": ["1"]}
    rows |= {f"row-{name}": [""] * 3 for name in ("match", "blank", "marks")}
    keep(as_admin, question, level="analyse", note="没写完", **rows)
    shown = page(as_admin, question, unsaved="restore")
    assert NEW in texts_of(shown)
    assert texts(shown) == ["甲", "乙", "丙"]
    assert 'value="analyse" selected' in shown
    assert 'value="没写完"' in shown
    assert 'id="kept"' in shown, "from here on it is kept again"
    assert 'data-unsaved="yes"' in shown


def test_restoring_what_is_not_there_shows_the_page_as_it_is(as_admin, question):
    assert question.current.stem in texts_of(page(as_admin, question, unsaved="restore"))


def test_what_was_restored_meets_a_colleagues_revision_with_both_texts(as_admin, question):
    keep(as_admin, question)
    post(signed_in(factories.user("admin")), question, stem="对方改的题干？")
    shown = page(as_admin, question, unsaved="restore")
    base = re.search(r'name="base" value="(\d+)"', shown)[1]
    answer = as_admin.post(edit(question), typed(question, stem=NEW, base=base))
    assert answer.status_code == 409
    assert "<del>" in answer.content.decode()


def test_discarding_drops_it(as_admin, question):
    keep(as_admin, question)
    answer = as_admin.post(reverse("bank:unsaved_drop"), {"place": place(question)})
    assert answer["Location"] == edit(question)
    assert NEW not in page(as_admin, question)


def test_taking_a_colleagues_revision_drops_it(as_admin, question):
    mine = typed(question, place=place(question), stem=NEW)
    keep(as_admin, question)
    post(signed_in(factories.user("admin")), question, stem="对方改的题干？")
    shown = as_admin.post(edit(question), mine).content.decode()
    button = re.search(r'<form[^>]*action="([^"]*)" data-drops="yes">.*?name="place" value="([^"]*)"', shown, re.S)
    assert as_admin.post(button[1], {"place": button[2]})["Location"] == edit(question)
    assert NEW not in page(as_admin, question)


def test_keeping_it_for_oneself_is_not_called_what_saving_a_new_question_is(as_admin, question, section):
    new = as_admin.get(reverse("bank:question_new"), {"section": section.pk, "kind": "single_choice"}).content.decode()
    assert re.findall(r'value="keep">([^<]*)<', page(as_admin, question)) == ["暂存"]
    assert "存为草稿" not in page(as_admin, question)
    assert re.findall(r'class="button" form="edit" name="do" value="save">([^<]*)<', new) == ["存为草稿"]


def test_saving_drops_it(as_admin, question):
    keep(as_admin, question)
    post(as_admin, question, stem=NEW, place=place(question))
    assert not Unsaved.objects.exists()


def test_saving_without_having_chosen_leaves_what_was_kept(as_admin, question):
    keep(as_admin, question)
    assert post(as_admin, question, stem="别的题干？").status_code == 302
    assert Unsaved.objects.get().data["stem"] == NEW
    assert 'id="kept"' not in post(as_admin, question, stem=" ").content.decode()


def test_an_error_goes_on_keeping(as_admin, question):
    answer = post(as_admin, question, stem=" ", place=place(question))
    assert answer.status_code == 422
    assert 'id="kept"' in answer.content.decode()


def test_one_keeps_a_draft_on_purpose_too(as_admin, question):
    answer = post(as_admin, question, stem=NEW, do="keep", place=place(question))
    assert answer["Location"] == f"{edit(question)}?unsaved=restore"
    assert NEW in texts_of(as_admin.get(answer["Location"]).content.decode())
    assert fresh(question).current.number == 1
    post(as_admin, question, stem="长" * (LONGEST + 1), do="keep", place=place(question))
    assert Unsaved.objects.get().data["stem"] == NEW


def test_nobody_sees_what_another_was_writing(as_admin, question):
    keep(as_admin, question)
    other = signed_in(factories.user("admin"))
    assert NEW not in page(other, question)
    assert NEW not in page(other, question, unsaved="restore")
    other.post(reverse("bank:unsaved_drop"), {"place": place(question)})
    assert Unsaved.objects.exists()


# New questions


def test_a_new_question_is_kept_restored_and_dropped_when_saved(as_admin, section):
    address = f"{reverse('bank:question_new')}?section={section.pk}&kind=single_choice"
    where = f"n{section.pk}.single_choice"
    assert f'value="{where}"' in as_admin.get(address).content.decode()
    said = fields(factories.choice_item(stem=NEW), section=str(section.pk), place=where)
    as_admin.post(reverse("bank:unsaved_keep", args=["single_choice"]), said)
    assert NEW in as_admin.get(address).content.decode()
    assert NEW in texts_of(as_admin.get(f"{address}&unsaved=restore").content.decode())
    as_admin.post(address, said | {"do": "save"})
    assert Question.objects.get().current.stem == NEW
    assert not Unsaved.objects.exists()


def test_an_untouched_new_form_is_not_kept(as_admin, section):
    shown = as_admin.get(f"{reverse('bank:question_new')}?section={section.pk}&kind=single_choice").content.decode()
    as_admin.post(reverse("bank:unsaved_keep", args=["single_choice"]), fields_of(shown))
    assert not Unsaved.objects.exists()


def test_the_list_leads_back_to_what_is_not_saved(as_admin, question):
    keep(as_admin, question)
    shown = as_admin.get(reverse("bank:question_list")).content.decode()
    assert f'<a href="{edit(question)}">{NEW}</a>' in shown
    other = signed_in(factories.user("admin")).get(reverse("bank:question_list")).content.decode()
    assert NEW not in other


@pytest.mark.parametrize(("name", "arguments"), [("unsaved_keep", ["single_choice"]), ("unsaved_drop", [])])
def test_keeping_is_posted_and_for_admins(as_admin, as_organiser, name, arguments, db):
    address = reverse(f"bank:{name}", args=arguments)
    assert as_admin.get(address).status_code == 405
    assert as_organiser.post(address).status_code == 404


def test_the_keys_are_listed_on_the_page(as_admin, question):
    assert page(as_admin, question).count("<kbd>") >= 8
