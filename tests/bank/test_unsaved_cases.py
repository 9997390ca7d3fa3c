"""What was typed of a case's material and not saved: kept, offered again and dropped like a question's."""

import re

import pytest
from django.urls import reverse

from quiz.bank import cases
from quiz.bank.models import Material, Unsaved
from tests import factories
from tests.bank.form_reader import fields_of
from tests.conftest import signed_in
from tests.factories import NOON

TEXT = "一张考核表列四十项，\n三十六项各岗位通用。"
NEW = "一张考核表列五十项。"


@pytest.fixture
def material(section, admin):
    return cases.create(section, "四十项指标", TEXT, by=admin, at=NOON)


@pytest.fixture(params=["there", "new"])
def where(request, material):
    """Where a material is written: one that is there, or a new one."""
    return reverse("bank:case_edit", args=[material.pk]) if request.param == "there" else reverse("bank:case_new")


def page(client, address, **query):
    return client.get(address, query).content.decode()


def form(client, address, **said):
    """What the browser sends of the page's form."""
    return {name: values[-1] for name, values in fields_of(page(client, address)).items()} | said


def keep(client, said):
    return client.post(reverse("bank:unsaved_keep", args=["case"]), said)


def text_in(shown):
    return re.search(r'<textarea name="text"[^>]*>\s*([^<]*)</textarea>', shown)[1].strip()


def test_the_page_keeps_what_is_typed_and_says_when(as_admin, admin, where):
    shown = page(as_admin, where)
    assert f'hx-post="{reverse("bank:unsaved_keep", args=["case"])}"' in shown
    answer = keep(as_admin, form(as_admin, where, text=NEW))
    assert re.search(r"\d\d:\d\d:\d\d", answer.content.decode())
    kept = Unsaved.objects.get()
    assert (kept.person, kept.data["text"], kept.where.address) == (admin, NEW, where)
    assert not Material.objects.filter(text=NEW).exists()


def test_what_is_as_the_page_began_is_not_kept(as_admin, where):
    untouched = form(as_admin, where)
    keep(as_admin, untouched | {"text": NEW})
    keep(as_admin, untouched)
    assert not Unsaved.objects.exists()


def test_coming_back_it_is_offered_and_nothing_is_kept_until_then(as_admin, where):
    keep(as_admin, form(as_admin, where, title="五十项", text=NEW))
    shown = page(as_admin, where)
    assert f'href="{where}?unsaved=restore"' in shown
    assert "五十项" in shown
    assert text_in(shown) != NEW
    assert 'id="kept"' not in shown
    assert f'<a href="{where}">五十项</a>' in page(as_admin, reverse("bank:question_list"))


def test_restored_it_is_in_the_form_and_not_yet_saved(as_admin, where):
    keep(as_admin, form(as_admin, where, title="五十项", text=NEW))
    shown = page(as_admin, where, unsaved="restore")
    assert text_in(shown) == NEW
    assert 'value="五十项"' in shown
    assert 'data-unsaved="yes"' in shown
    assert 'id="kept"' in shown


def test_saving_or_discarding_drops_it(as_admin, where):
    said = form(as_admin, where, title="五十项", text=NEW)
    keep(as_admin, said)
    assert as_admin.post(where, said).status_code == 302
    assert not Unsaved.objects.exists()
    keep(as_admin, form(as_admin, where, title="六十项", text=TEXT))
    dropped = as_admin.post(reverse("bank:unsaved_drop"), {"place": Unsaved.objects.get().place})
    assert dropped["Location"] == where
    assert not Unsaved.objects.exists()


def test_what_was_refused_is_guarded_and_goes_on_being_kept(as_admin, where):
    answer = as_admin.post(where, form(as_admin, where, text=" "))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'data-unsaved="yes"' in shown
    assert 'id="kept"' in shown


def test_where_a_case_was_to_move_is_restored_too(as_admin, section, material):
    draft = factories.question(section)
    draft.material = material
    draft.save(update_fields=["material"])
    where, other = reverse("bank:case_edit", args=[material.pk]), section.lecture.sections.get(number="1.2")
    keep(as_admin, form(as_admin, where, text=NEW, section=str(other.pk), note="没写完"))
    shown = page(as_admin, where, unsaved="restore")
    assert f'<option value="{other.pk}" selected>' in shown
    assert 'value="没写完"' in shown


def test_what_was_restored_does_not_overwrite_a_colleague(as_admin, material):
    where = reverse("bank:case_edit", args=[material.pk])
    keep(as_admin, form(as_admin, where, text=NEW))
    other = signed_in(factories.user("admin"))
    other.post(where, form(other, where, text="对方改的材料。"))
    said = {name: values[-1] for name, values in fields_of(page(as_admin, where, unsaved="restore")).items()}
    assert as_admin.post(where, said).status_code == 409


def test_nobody_sees_what_another_was_writing(as_admin, where):
    keep(as_admin, form(as_admin, where, text=NEW))
    other = signed_in(factories.user("admin"))
    assert NEW not in page(other, where)
    assert NEW not in page(other, where, unsaved="restore")


def test_a_material_that_is_not_there_is_404(as_admin, db):
    assert keep(as_admin, {"place": "n0.case.999", "text": NEW}).status_code == 404
