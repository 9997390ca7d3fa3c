"""The bank written back: nothing is lost, what the web changed comes back as a small diff, twice is once."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from quiz.bank.content_files import read_lecture
from quiz.bank.content_questions import tidy
from quiz.bank.kinds import Item, Row
from quiz.bank.loading import load_lecture
from quiz.bank.models import Draft, Question, Revision, Status
from quiz.lectures.models import Lecture, Section
from tests import factories

from .conftest import edit

pytestmark = pytest.mark.django_db
BUNDLED = settings.CONTENT_DIR / "weiguan-buwei"
LATER = factories.NOON + timedelta(days=1)


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}


def load(folder):
    return {step.what for step in load_lecture(read_lecture(folder), at=LATER)}


def question(key="1-01"):
    return Question.objects.select_related("current", "section").get(key=key)


def revise(one, item):
    said = one.current
    draft = Draft(item, level=said.level, difficulty=said.difficulty, source=said.source, point=said.point)
    one.revise(draft, by=None, at=LATER)


def test_the_bundled_content_goes_round(tmp_path, capsys):
    load_lecture(read_lecture(BUNDLED), at=LATER)
    revisions = Revision.objects.count()
    call_command("dump_content", tmp_path)
    once = files(tmp_path / "weiguan-buwei")
    assert once == files(BUNDLED), "dump_content writes them as it would, so that a change on the web is a small diff"
    assert load(tmp_path / "weiguan-buwei") == {"unchanged"}
    assert Revision.objects.count() == revisions
    capsys.readouterr()
    call_command("dump_content", tmp_path)
    assert files(tmp_path / "weiguan-buwei") == once
    assert len(capsys.readouterr().out.splitlines()) == 1, "no file was written"


def test_a_dump_fills_an_empty_bank_alike(tmp_path):
    load_lecture(read_lecture(BUNDLED), at=LATER)
    call_command("dump_content", tmp_path / "first")
    hashes = dict(Question.objects.values_list("key", "current__content_hash"))
    Question.objects.update(current=None, status=Status.DRAFT)
    QuerySet(Revision).delete()  # past the manager, which deletes none
    Lecture.objects.get().questions.all().delete()
    Lecture.objects.all().delete()
    assert load(tmp_path / "first" / "weiguan-buwei") == {"created"}
    assert dict(Question.objects.values_list("key", "current__content_hash")) == hashes
    call_command("dump_content", tmp_path / "second")
    assert files(tmp_path / "second" / "weiguan-buwei") == files(tmp_path / "first" / "weiguan-buwei")


@pytest.fixture
def dumped(folder):
    """The folder in canonical form, with its bank."""
    load(folder)
    call_command("dump_content", folder.parent)
    return folder


def changed_lines(folder, capsys):
    """The lines that a dump would take out and put in."""
    with pytest.raises(SystemExit) as stopped:
        call_command("dump_content", folder.parent, "--check")
    assert stopped.value.code == 1
    lines = capsys.readouterr().out.splitlines()
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_a_web_edit_comes_back_as_one_changed_line(dumped, capsys):
    before = files(dumped)
    call_command("dump_content", dumped.parent, "--check")
    revise(question(), replace(question().current.item("true_false"), stem="网上改的一句话。"))
    capsys.readouterr()
    assert changed_lines(dumped, capsys) == ["-    stem: 一句话。", "+    stem: 网上改的一句话。"]
    assert files(dumped) == before, "--check writes nothing"
    call_command("dump_content", dumped.parent)
    assert load(dumped) == {"unchanged"}
    call_command("dump_content", dumped.parent, "--check")


def test_a_retirement_comes_back_as_one_line_and_stays(dumped, capsys):
    question().set_status(Status.RETIRED, by=None, at=LATER)
    assert changed_lines(dumped, capsys) == ["+    status: retired"]
    call_command("dump_content", dumped.parent)
    assert load(dumped) == {"unchanged"}
    assert question().status == Status.RETIRED


def test_what_its_file_dropped_stays_dropped(dumped):
    head, _key, _body = (dumped / "1.yaml").read_text(encoding="utf-8").partition("questions:")
    (dumped / "1.yaml").write_text(head, encoding="utf-8")
    assert load(dumped) == {"gone"}
    call_command("dump_content", dumped.parent, "--check")


def test_a_section_taken_out_of_the_lecture_stays_out(dumped):
    (dumped / "lecture.yaml").write_text('lecture: kecheng\ntitle: 课程\nsections: ["2"]\n', encoding="utf-8")
    (dumped / "1.yaml").rename(dumped / "2.yaml")
    edit_text = (dumped / "2.yaml").read_text(encoding="utf-8").replace('section: "1"', 'section: "2"')
    (dumped / "2.yaml").write_text(edit_text.replace("1-01", "2-01"), encoding="utf-8")
    assert load(dumped) == {"created", "gone", "section-left"}
    call_command("dump_content", dumped.parent)
    assert set(files(dumped)) == {"lecture.yaml", "2.yaml"}


def test_a_question_written_on_the_web_enters_the_file_and_belongs_to_it(dumped):
    section = Section.objects.get()
    written = factories.question(section, "multiple_choice", level="apply")
    call_command("dump_content", dumped.parent)
    assert load(dumped) == {"unchanged"}
    assert [said.key for said in read_lecture(dumped).sections[0].questions] == ["1-01", written.key]
    edit(dumped, written.current.stem, "文件里改的题干？")
    assert load(dumped) == {"unchanged", "changed"}


UNTIDY = [
    Item("numeric", "有几条？", (Row(1, "10.00", True),), "解。", {"tolerance": "0.50", "unit": "%"}),
    Item(
        "fill_blank",
        "先____再____。",
        (Row(1, "二", True, blank=2), Row(2, "一", True, blank=1), Row(3, "1", True, blank=1)),
        "解。",
        {"order": "free"},
    ),
    Item(
        "matching",
        "连线。",
        (Row(1, "", match="多", reason="余"), Row(2, "甲", True, match="一"), Row(3, "乙", True, "因", "二")),
        "解。",
    ),
    Item("true_false", "一句。", (Row(1, "正确", True, "嗯"), Row(2, "错误", False, "因为如此。")), "解。"),
    Item("single_choice", "哪项？", (Row(1, "yes", True, "对的缘故"), Row(2, "3: 4", False, "# 因")), "一\n\n二"),
    Item("ordering", "排。", tuple(Row(n, f"- 第{n}步", True) for n in (1, 2, 3)), "解。"),
    Item(
        "essay",
        "论：“甲, 乙”？",
        (Row(1, "一点", True, "说一半", marks=150), Row(2, "两点", True, marks=200)),
        "解。",
        {"model_answer": "第一段。\n\n第二段。"},
    ),
]


@pytest.mark.parametrize("item", UNTIDY, ids=lambda item: item.kind)
def test_whatever_the_editor_allows_comes_back_tidied_and_is_no_conflict(dumped, item):
    section = Section.objects.get()
    written = factories.question(section, item=item)
    call_command("dump_content", dumped.parent)
    said = read_lecture(dumped).sections[0].questions[1]
    assert said.draft.item == tidy(item)
    assert tidy(tidy(item)) == tidy(item)
    assert load(dumped) == {"unchanged"}
    written.refresh_from_db()
    assert written.current.number == 1


def test_the_questions_of_a_case_stay_together(dumped):
    about = "kind: numeric, level: apply, difficulty: easy, stem: 几家？, value: 3, explanation: 三家。"
    asked = ", ".join(f"{{key: {key}, {about}}}" for key in ("1-02a", "1-02b"))
    with (dumped / "1.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  - {{key: 1-02, kind: case, title: 一条沟, material: 一段。, questions: [{asked}]}}\n")
    load(dumped)
    call_command("dump_content", dumped.parent)
    before = files(dumped)
    text = before["1.yaml"].decode()
    assert "  - key: 1-02\n    kind: case\n    title: 一条沟\n    material: |\n      一段。\n    questions:\n" in text
    assert "      - key: 1-02a\n        kind: numeric\n" in text
    factories.question(Section.objects.get())
    question("1-02b").set_status(Status.RETIRED, by=None, at=LATER)
    Question.objects.filter(key="1-02b").update(position=99)
    call_command("dump_content", dumped.parent)
    assert load(dumped) == {"unchanged"}
    assert [said.key for said in read_lecture(dumped).sections[0].questions][:3] == ["1-01", "1-02a", "1-02b"]


def test_comments_at_the_head_are_kept_and_others_named(dumped, capsys):
    header = "# yaml-language-server: $schema=../schema/section.json\n# 王老师校过\n\n"
    text = header + (dumped / "1.yaml").read_text(encoding="utf-8").replace("一句话。", "一句话。  # 待改")
    (dumped / "1.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    call_command("dump_content", dumped.parent)
    said = capsys.readouterr()
    assert (dumped / "1.yaml").read_text(encoding="utf-8") == text.replace("  # 待改", "")
    line = next(number for number, line in enumerate(text.splitlines(), start=1) if "待改" in line)
    assert f"1.yaml:{line}" in said.err
    assert len(said.err.splitlines()) == 1


def test_an_empty_bank_overwrites_nothing(folder):
    before = files(folder)
    with pytest.raises(CommandError):
        call_command("dump_content", folder.parent)
    assert files(folder) == before


def test_ten_more_questions_take_no_more_queries(dumped, tmp_path, django_assert_num_queries):
    section = Section.objects.get()
    with django_assert_num_queries(7):
        call_command("dump_content", tmp_path / "a")
    for _number in range(10):
        factories.question(section)
    with django_assert_num_queries(7):
        call_command("dump_content", tmp_path / "b")


def test_files_that_only_the_folder_has_are_left_alone(dumped):
    (dumped / "terms.txt").write_text("不作为\n", encoding="utf-8")
    call_command("dump_content", dumped.parent)
    assert (dumped / "terms.txt").is_file()
    shutil.rmtree(dumped)
    call_command("dump_content", dumped.parent)
    assert Path(dumped / "lecture.yaml").is_file()
