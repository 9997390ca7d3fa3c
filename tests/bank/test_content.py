"""The bundled content is sound, loads once, and a bad line writes nothing."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from quiz.bank.content_files import read_lecture
from quiz.bank.kinds import KINDS
from quiz.bank.models import Question, Status
from quiz.bank.strict_yaml import BadContent
from quiz.lectures.models import Lecture, Section

from .conftest import edit

BUNDLED = settings.CONTENT_DIR


@pytest.mark.django_db
def test_the_bundled_content_loads_and_every_question_is_sound():
    call_command("load_content", BUNDLED)
    for question in Question.objects.select_related("current"):
        assert not KINDS[question.kind].check(question.current.item(question.kind))


@pytest.mark.django_db
def test_loading_again_changes_nothing(folder):
    call_command("load_content", folder)
    call_command("load_content", folder)
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
        ("key: 1-01", "key: " + 65 * "1", "1.yaml:6: .*64"),
        ("title: 第一节", "title: " + 201 * "节", "1.yaml:2: .*200"),
        ("points: [要点一]", "points: [" + 301 * "点" + "]", "1.yaml:4: .*300"),
        ("level: recall", "level: genius", "1.yaml:8"),
        ("stem: 一句话。", "stem: 一句话。\n    stem: 两句话。", "1.yaml:12"),
        ("stem: 一句话。", "stim: 一句话。", "1.yaml:11"),
        ("points: [要点一]", "points: [要点一", "1.yaml:"),
        ("title: 第一节", "title: &a 第一节", "1.yaml:1"),
        ('section: "1"', 'section: "2"', "1.yaml:1"),
        ("title: 第一节", "title:", "1.yaml:2"),
        ("title: 第一节\n", "", "1.yaml:1"),
        ("points: [要点一]", "points: 要点一", "1.yaml:4"),
        ("points: [要点一]", "points: [要点一]\npassages: 一", "1.yaml:5"),
        ("points: [要点一]", 'points: [要点一]\nrelated: [{section: "9", as: 对策}]', "1.yaml:5"),
        ("source: [1¶1a]", "source: [1¶1a]\n    point: 2", "1.yaml:11"),
        ("source: [1¶1a]", "source: [1¶1a]\n    point: 一", "1.yaml:11"),
        ("source: [1¶1a]", "source: [1¶1a]\n    point: true", "1.yaml:11"),
        ("source: [1¶1a]", "source: [1¶1a]\n    status: secret", "1.yaml:11"),
        ("source: [1¶1a]", "source: 1¶1a", "1.yaml:10"),
        ("source: [1¶1a]", f"source: [1¶1a]\n    tags: [{', '.join('甲乙丙丁戊己庚辛壬癸子')}]", "1.yaml:11: .*10"),
        ("reason: 因为如此。", "reason: ' '", "1.yaml:13"),
        ("kind: true_false", "kind: fill_blank", "1.yaml:12"),
        ("kind: true_false", "kind: [true_false]", "1.yaml:7"),
        ("    kind: true_false\n", "", "1.yaml:6"),
        ("explanation: 解析。", "explanation: 解析。\n  - 一句话", "1.yaml:5"),
        ("explanation: 解析。", "explanation: 解析。\n    kinds: 解析。", "1.yaml:15.*answer.*explanation"),
        ("explanation: 解析。", "explanation: " + 50_000 * "长", "1.yaml:14: .*4000"),
        ("stem: 一句话。", "stem: " + 50_000 * "长", "1.yaml:11: .*4000"),
        ("summary: 摘要。", "summary: " + 50_000 * "长", "1.yaml:3: .*4000"),
        ("stem: 一句话。", "stem: 一\x00句。", "1.yaml:11: .*U\\+0000"),
        ("stem: 一句话。", "stem: 一\x07句。", "1.yaml:11: .*U\\+0007"),
        ("stem: 一句话。", 'stem: "一\\0句。"', "1.yaml:11: .*U\\+0000"),
        ("stem: 一句话。", "stem: " + 5000 * "[" + 5000 * "]", "1.yaml:1: "),
        ("points: [要点一]", "points: [要点一]\n? [a, b]\n: c", "1.yaml:5: "),
    ],
)
def test_one_bad_line_is_named_and_nothing_is_written(folder, before, after, said):
    edit(folder, before, after)
    with pytest.raises(CommandError, match=said):
        call_command("load_content", folder)
    assert not Section.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("lecture: kecheng", "lecture: 课程"),
        ("lecture: kecheng", "lecture: other"),
        ("title: 课程", "title:"),
        ("title: 课程", "title: 课程\ntarget: many"),
        ("title: 课程", "title: 课程\nauthor: 王"),
        ('sections: ["1"]', "sections: 1"),
        ('sections: ["1"]', 'sections: ["1", "2"]'),
        ('sections: ["1"]', "sections: []"),
    ],
)
def test_a_bad_lecture_is_named(folder, before, after):
    path = folder / "lecture.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(CommandError, match=r"(lecture|1)\.yaml:\d"):
        call_command("load_content", folder)
    assert not Lecture.objects.exists()


def rows_of(kind, rows):
    return (
        f"kind: {kind}\n    level: recall\n    difficulty: easy\n    stem: 哪些？\n    explanation: 解析。\n    {rows}"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            rows_of("single_choice", f"options: [{', '.join(f'{{text: 第{n}项, reason: 因}}' for n in range(30))}]"),
            "2.*8",
        ),
        (rows_of("multiple_choice", "options: [" + 3 * "{text: 甲, correct: true}, " + "]"), "twice|重复"),
        (rows_of("fill_blank", f"blanks: [[{', '.join(f'答{n}' for n in range(30))}]]"), "24"),
        (rows_of("matching", "pairs: [{left: 甲, right: 乙}, {left: 甲, right: 丙}]"), "twice|重复"),
        (rows_of("ordering", "steps: [甲, 乙, 甲]"), "twice|重复"),
        (rows_of("numeric", "value: 1e999999999"), "number|数值"),
        (rows_of("essay", "criteria: [{text: 甲, marks: 1.999}]\n    model_answer: 文"), "两位小数|two decimals"),
        (rows_of("essay", "criteria: [{text: 甲, marks: 1}]\n    model_answer: 见![图](a.png)"), "picture|图片"),
        (rows_of("essay", "criteria: [{text: 甲, marks: .nan}]\n    model_answer: 文"), "marks"),
        (rows_of("essay", "criteria: [{text: 甲, marks: 1}]\n    model_answer: " + 5000 * "长"), "4000"),
    ],
)
def test_a_question_with_impossible_rows_is_named_and_nothing_is_written(folder, question, said):
    with (folder / "1.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  - key: 1-02\n    {question}\n")
    with pytest.raises(CommandError, match=rf"1\.yaml:\d+: .*({said})"):
        call_command("load_content", folder)
    assert not Section.objects.exists()


def test_every_error_of_every_file_is_told_at_once(folder):
    edit(folder, "title: 第一节", "titel: 第一节")
    edit(folder, "answer: true", "answer: perhaps")
    edit(folder, "level: recall", "level: genius")
    with pytest.raises(CommandError) as stopped:
        call_command("load_content", folder)
    lines = [line.partition("1.yaml:")[2].partition(":")[0] for line in str(stopped.value).splitlines()[:-1]]
    assert sorted(lines) == ["1", "12", "2", "8"]


@pytest.mark.parametrize("garbage", ["", "[]", "{}", "{a: b}", "[[a]]", "true", "- x", "1.5", "a: b", "'", "\t"])
def test_whatever_stands_in_a_line_the_reader_answers(folder, garbage):
    """Nothing but an answer with a line: no crash on a list for a text or a text for a list."""
    told = []
    original = (folder / "1.yaml").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(original):
        name, colon, _value = line.partition(":")
        lines = [*original[:number], f"{name}{colon} {garbage}", *original[number + 1 :]]
        (folder / "1.yaml").write_text("\n".join(lines), encoding="utf-8")
        try:
            read_lecture(folder)
        except BadContent as bad:
            told += bad.errors
    assert all(error.line >= 1 and error.message for error in told)
