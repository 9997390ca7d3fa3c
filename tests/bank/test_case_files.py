"""Cases and content files: what the file says, what the web says, and what may be in a case."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from quiz.bank.content_files import read_lecture
from quiz.bank.loading import load_lecture
from quiz.bank.models import Material
from quiz.bank.workflow import Refused
from tests import factories
from tests.factories import NOON

from .conftest import add
from .test_cases import NEW, revise
from .test_editor import fields, fresh

SUB = "kind: numeric, level: apply, difficulty: easy, value: 3, explanation: 三。"
CASE = f"""
  - key: 1-02
    kind: case
    title: 材料
    material: |
      TEXT
    questions:
      - {{key: 1-02a, stem: 几？, {SUB}}}
      - {{key: 1-02b, stem: 几个？, {SUB}}}
"""


def load(folder, text):
    path = folder / "1.yaml"
    whole = path.read_text(encoding="utf-8").partition("  - key: 1-02")[0].rstrip() + CASE.replace("TEXT", text)
    path.write_text(whole, encoding="utf-8")
    load_lecture(read_lecture(folder), at=NOON)
    return Material.objects.get()


@pytest.mark.django_db
def test_a_files_material_follows_the_file(folder):
    load(folder, "文件里的材料。")
    assert load(folder, "文件里改过的材料。").text == "文件里改过的材料。"
    assert {question.current.material for question in Material.objects.get().questions.all()} == {"文件里改过的材料。"}


def test_material_written_on_the_web_is_not_overwritten_by_a_file(folder, admin):
    material = load(folder, "文件里的材料。")
    revise(material, admin)
    assert load(folder, "文件里的材料。").text == NEW
    assert load(folder, "文件里改过的材料。").text == NEW, "a conflict, which is reported for its questions"


def test_a_case_takes_six_questions_and_all_in_one_section(as_admin, section, material, admin):
    last = [add(section, material, admin, f"第{number}小题？") for number in range(1, 7)][-1]
    other = section.lecture.sections.get(number="1.2")
    for place in (section, other):
        with pytest.raises(Refused):
            add(place, material, admin, "又一小题？")
    answer = as_admin.post(reverse("bank:question_copy", args=[last.pk]), follow=True)
    assert "每则材料最多6道小题" in answer.content.decode()
    new = f"{reverse('bank:question_new')}?section={section.pk}&kind=single_choice&material={material.pk}"
    assert as_admin.post(new, fields(factories.choice_item(), section=str(section.pk))).status_code == 422
    assert material.questions.count() == 6


def test_a_case_that_is_just_begun_goes_round_through_the_files(section, material, admin, tmp_path):
    only = add(section, material, admin, "第1小题？")
    call_command("dump_content", tmp_path)
    folder = tmp_path / section.lecture.slug
    assert {step.what for step in load_lecture(read_lecture(folder), at=NOON)} == {"unchanged"}
    assert fresh(only).material == material
