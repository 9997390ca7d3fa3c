"""Loading again: what changed in the file, what changed on the web, what changed in both, and who wins."""

from datetime import timedelta

import pytest
from django.core.management import CommandError

from quiz.bank.content_files import read_lecture
from quiz.bank.kinds import Item
from quiz.bank.loading import load_lecture
from quiz.bank.models import Change, Draft, Origin, Question, Status
from quiz.bank.strict_yaml import BadContent
from quiz.lectures.models import Lecture, Section
from quiz.people.models import AuditEntry
from tests import factories

from .conftest import edit

pytestmark = pytest.mark.django_db
LATER = factories.NOON + timedelta(days=1)
SECOND = """
  - key: 1-02
    kind: numeric
    level: apply
    difficulty: easy
    source: [1¶1a]
    stem: 有几条？
    value: 3
    explanation: 三条。
"""


def question(key="1-01"):
    return Question.objects.select_related("current", "section").get(key=key)


def edit_on_web(stem, one=None):
    one = one or question()
    item = one.current.item(one.kind)
    item = Item(item.kind, stem, item.rows, item.explanation, item.settings)
    one.revise(Draft(item, level="recall", difficulty="easy", source=["1¶1a"]), by=None, at=LATER)


def append(folder, text):
    with (folder / "1.yaml").open("a", encoding="utf-8") as file:
        file.write(text)


def test_what_was_done_is_told_with_the_keys(folder, load):
    assert load() == ["1 created: 1-01"]
    assert load() == ["1 unchanged"]
    edit(folder, "一句话。", "另一句话。")
    append(folder, SECOND)
    assert load() == ["1 created: 1-02", "1 changed: 1-01 (wording)"]
    edit(folder, "answer: true", "answer: false")
    assert load() == ["1 changed: 1-01 (key)", "1 unchanged"]
    assert question().current.change == Change.KEY
    assert question().current.origin == Origin.FILE


def test_another_question_under_the_same_key_counts_as_a_change_of_key(folder, load):
    load()
    edit(folder, "一句话。", "讲稿先说现象，再分析原因。")
    assert load() == ["1 changed: 1-01 (key)"]


def test_many_new_questions_are_only_counted(folder, load):
    append(folder, "".join(SECOND.replace("1-02", f"1-{n:02}") for n in range(2, 15)))
    assert load() == ["14 created"]


def test_a_dry_run_says_it_and_writes_nothing(folder, load):
    assert load("--dry-run")[0] == "1 created: 1-01"
    assert not Lecture.objects.exists()
    load()
    edit(folder, "一句话。", "另一句话。")
    assert load("--dry-run")[0] == "1 changed: 1-01 (wording)"
    assert question().current.number == 1


def test_what_only_the_web_changed_is_kept(load):
    load()
    edit_on_web("网上改的。")
    assert load() == load() == ["1 kept: 1-01 (content)"]
    assert question().current.stem == "网上改的。"


def test_a_conflict_is_told_with_its_cure_and_left_alone(folder, load):
    load()
    edit_on_web("网上改的。")
    edit(folder, "一句话。", "文件改的。")
    for _time in range(2):
        told = load()
        assert told[0] == "1 conflict: 1-01 (content)"
        assert "--take file 1-01" in told[1]
        assert "--take web 1-01" in told[1]
        assert question().current.stem == "网上改的。"


def test_the_file_is_taken(folder, load):
    load()
    edit_on_web("网上改的。")
    edit(folder, "一句话。", "文件改的。")
    assert load("--take", "file", "1-01") == ["1 changed: 1-01 (key)"]
    assert [one.stem for one in question().revisions.all()] == ["文件改的。", "网上改的。", "一句话。"]
    assert load() == ["1 unchanged"]


def test_the_web_is_taken_until_the_file_changes_again(folder, load):
    load()
    edit_on_web("网上改的。")
    edit(folder, "一句话。", "文件改的。")
    assert load("--take", "web", "1-01") == load() == ["1 kept: 1-01 (content)"]
    edit(folder, "文件改的。", "文件又改的。")
    assert load()[0] == "1 conflict: 1-01 (content)"


def test_a_file_that_took_over_the_web_s_text_leads_again(folder, load):
    load()
    edit_on_web("网上改的。")
    edit(folder, "一句话。", "网上改的。")
    assert load() == ["1 unchanged"]
    edit(folder, "网上改的。", "文件再改的。")
    assert load() == ["1 changed: 1-01 (key)"]


@pytest.mark.parametrize("words", [("file",), ("both", "1-01"), ("web", "9-99")])
def test_a_choice_that_says_nothing_is_refused(folder, load, words):
    with pytest.raises(CommandError):
        load("--take", *words)
    assert not Question.objects.exists()


def test_a_key_is_never_used_for_another_kind(folder, load):
    load()
    edit(folder, "kind: true_false", "kind: numeric")
    edit(folder, "answer: true\n    reason: 因为如此。", "value: 1")
    edit(folder, "title: 第一节", "title: 新的第一节")
    with pytest.raises(CommandError, match=r"1\.yaml:6: .*1-01.*numeric"):
        load()
    assert Section.objects.get().title == "第一节"


def two_sections(folder):
    (folder / "lecture.yaml").write_text('lecture: kecheng\ntitle: 课程\nsections: ["1", "2"]\n', encoding="utf-8")
    (folder / "2.yaml").write_text('section: "2"\ntitle: 第二节\nsummary: 摘要。\n', encoding="utf-8")


def move(folder):
    """The question, from the file of section 1 into that of section 2."""
    head, _questions, body = (folder / "1.yaml").read_text(encoding="utf-8").partition("questions:\n")
    (folder / "1.yaml").write_text(head, encoding="utf-8")
    with (folder / "2.yaml").open("a", encoding="utf-8") as file:
        file.write(f"questions:\n{body}")


def test_a_question_moves_with_its_key(folder, load):
    two_sections(folder)
    load()
    move(folder)
    assert load() == ["1 moved: 1-01 (1 → 2)"]
    assert question().section.number == "2"
    assert load() == ["1 unchanged"]


def test_a_question_moved_on_the_web_stays_there(folder, load):
    two_sections(folder)
    load()
    Question.objects.update(section=Section.objects.get(number="2"))
    assert load() == ["1 kept: 1-01 (section)"]
    assert question().section.number == "2"
    move(folder)
    assert load() == ["1 unchanged"]


def test_a_section_gone_from_the_lecture_is_named_and_its_questions_retired(folder, load):
    two_sections(folder)
    move(folder)
    load()
    (folder / "lecture.yaml").write_text('lecture: kecheng\ntitle: 课程\nsections: ["1"]\n', encoding="utf-8")
    (folder / "2.yaml").unlink()
    assert load() == ["1 gone: 1-01", "1 section-left: 2"]
    assert question().status == Status.RETIRED
    assert Section.objects.filter(number="2").exists()


def test_changed_sections_are_named(folder, load):
    two_sections(folder)
    load()
    edit(folder, "summary: 摘要。", 'summary: 新的摘要。\nrelated: [{section: "2", as: 对策}]')
    assert load() == ["1 section: 1", "1 unchanged"]
    assert [str(link) for link in Section.objects.get(number="1").related.all()] == ["对策: 2 第二节"]
    edit(folder, "points: [要点一]", "points: [要点甲, 要点乙]")
    assert load() == ["1 section: 1", "1 unchanged"]
    edit(folder, "points: [要点甲, 要点乙]", "points: [要点乙]")
    load()
    assert [point.text for point in Section.objects.get(number="1").points.all()] == ["要点乙"]


def test_what_an_admin_retired_is_not_brought_back(folder, load):
    load()
    question().set_status(Status.RETIRED, by=None, at=LATER)
    assert load() == ["1 kept: 1-01 (status)"]
    edit(folder, "一句话。", "另一句话。")
    assert load() == ["1 changed: 1-01 (wording)", "1 kept: 1-01 (status)"]
    assert question().status == Status.RETIRED


def test_what_the_file_retired_it_brings_back(folder, load):
    append(folder, SECOND)
    load()
    edit(folder, SECOND, "")
    assert load() == ["1 gone: 1-02", "1 unchanged"]
    assert load() == ["1 unchanged"], "told once"
    append(folder, SECOND)
    assert load() == ["1 published: 1-02", "1 unchanged"]
    assert question("1-02").status == Status.PUBLISHED
    assert AuditEntry.objects.filter(subject="1-02").count() == 3


def test_a_draft_in_the_file_is_published_by_it(folder, load):
    edit(folder, "answer: true", "answer: true\n    status: draft")
    load()
    assert question().status == Status.DRAFT
    edit(folder, "\n    status: draft", "")
    assert load() == ["1 published: 1-01"]
    edit(folder, "answer: true", "answer: true\n    status: draft")
    assert load() == ["1 draft: 1-01"]


def test_a_case_that_is_a_draft_keeps_its_questions_back(folder, load):
    case = "  - {key: 1-03, kind: case, material: 材料。, status: draft, questions: [%s, %s]}\n"
    one = "{key: %s, kind: numeric, level: apply, difficulty: easy, stem: 有几条？, value: 3, explanation: 三条。}"
    append(folder, case % (one % "1-03a", one % "1-03b"))
    load()
    assert question("1-03a").status == question("1-03b").status == Status.DRAFT


def test_gone_from_the_file_but_edited_on_the_web_stays(folder, load):
    append(folder, SECOND)
    load()
    edit_on_web("网上改的。", question("1-02"))
    edit(folder, SECOND, "")
    assert load() == ["1 kept: 1-02 (gone)", "1 unchanged"]
    assert question("1-02").status == Status.PUBLISHED


def test_tags_follow_the_file_unless_changed_elsewhere(folder, load):
    edit(folder, "answer: true", "answer: true\n    tags: [责任, 边界]")
    load()
    assert set(question().tags.values_list("name", flat=True)) == {"责任", "边界"}
    edit(folder, "tags: [责任, 边界]", "tags: [责任]")
    assert load() == ["1 tagged: 1-01 (责任)"]
    question().tags.clear()
    assert load() == ["1 kept: 1-01 (tags)"]
    edit(folder, "tags: [责任]", "tags: [边界]")
    assert load()[0] == "1 conflict: 1-01 (tags)"


def test_a_question_written_on_the_web_is_left_out_of_it(folder, load):
    load()
    factories.question(Section.objects.get())
    assert load() == ["1 unchanged"]


def test_a_web_question_that_came_into_the_file_belongs_to_it(folder, load):
    load()
    written = question()
    Question.objects.update(loaded={})
    assert load() == ["1 unchanged"]
    written.refresh_from_db()
    assert written.loaded["section"] == "1"
    Question.objects.update(loaded={})
    edit(folder, "一句话。", "另一句话。")
    assert load()[0] == "1 conflict: 1-01 (content)", "nobody knows which is the newer one"


def test_loading_again_asks_and_writes_little(folder, load, django_assert_max_num_queries):
    append(folder, "".join(SECOND.replace("1-02", f"1-{n:02}") for n in range(2, 30)))
    load()
    with django_assert_max_num_queries(20):
        load()


@pytest.mark.parametrize("mention", [f"![图]({'f' * 32}-40x30.png)", "![图](x.png)"])
def test_a_file_names_only_pictures_that_are_here(folder, mention):
    edit(folder, "stem: 一句话。", f'stem: "一句话。{mention}"')
    with pytest.raises(BadContent) as refused:
        load_lecture(read_lecture(folder), at=factories.NOON)
    assert refused.value.errors[0].line > 1
