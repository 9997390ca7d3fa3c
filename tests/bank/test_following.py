"""What was written on the web, once the files have moved or taken away what it stands upon."""

import pytest

from quiz.bank import editing
from quiz.bank.models import Material, Question
from quiz.lectures.models import Section
from quiz.people.models import AuditEntry
from tests import factories

from .conftest import edit
from .test_loading import LATER, append, edit_on_web, move, question, two_sections

pytestmark = pytest.mark.django_db
CASE = """
  - key: 1-03
    kind: case
    material: 材料。
    questions:
      - {key: 1-03a, kind: numeric, level: apply, difficulty: easy, stem: 有几条？, value: 3, explanation: 三条。}
      - {key: 1-03b, kind: numeric, level: apply, difficulty: easy, stem: 有几人？, value: 2, explanation: 两人。}
"""


def written(admin, **said):
    """A question over the material, added on the web."""
    draft = question("1-03a").current.draft("numeric")
    draft.point = said.get("point")
    place = {"material": Material.objects.get(), "by": admin, "at": LATER}
    return editing.create(Section.objects.get(number="1"), draft, **place)


def test_a_question_added_to_a_case_moves_with_it(folder, load, admin):
    two_sections(folder)
    with (folder / "2.yaml").open("a", encoding="utf-8") as file:
        file.write("points: [另一点]\n")
    append(folder, CASE)
    load()
    added = written(admin, point=1)
    move(folder)
    steps = load()
    added = Question.objects.get(pk=added.pk)
    assert any(step.startswith("4 moved") and f"{added.key} (1 → 2)" in step for step in steps)
    assert added.section == question("1-03a").section == Section.objects.get(number="2")
    assert added.current.point is None, "it was one of section 1"
    in_order = Material.objects.get().questions.values_list("key", flat=True)
    assert list(in_order) == ["1-03a", "1-03b", added.key]
    assert AuditEntry.objects.filter(verb="question.move", detail__question=added.pk, actor=None).exists()
    assert load() == ["3 unchanged"]


def test_a_key_point_that_has_gone_is_let_go_and_what_is_dumped_can_be_loaded(folder, load, admin):
    edit(folder, "points: [要点一]", "points: [要点一, 要点二]")
    load()
    added = factories.question(Section.objects.get(), point=2)
    edit(folder, "points: [要点一, 要点二]", "points: [要点一]")
    assert f"1 unpointed: {added.key}" in load()
    now = Question.objects.get(pk=added.pk).current
    assert (now.point, now.stem, now.change) == (None, added.current.stem, "wording")
    assert load() == ["1 unchanged"]


def test_a_text_kept_from_the_web_has_no_key_point_of_where_it_was(folder, load):
    two_sections(folder)
    with (folder / "2.yaml").open("a", encoding="utf-8") as file:
        file.write("points: [另一点]\n")
    load()
    edit_on_web("网上改的。")
    one = question()
    draft = one.current.draft(one.kind)
    draft.point = 1
    one.revise(draft, by=None, at=LATER)
    move(folder)
    load()
    assert question().section.number == "2"
    assert (question().current.stem, question().current.point) == ("网上改的。", None)
