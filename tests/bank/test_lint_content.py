"""`manage.py lint_content`: what it prints, its JSON, its exit status."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quiz.bank import lint

from .conftest import edit

CASE = """
  - key: 1-02
    kind: case
    title: 一份材料
    material: 某单位开了五次会，仍没有人牵头，大家都说先等一等别家怎么办，于是一直等到年底也没有人出面把这件拖了很久的事情接过去办。
    questions:
      - {key: 1-02a, kind: numeric, level: apply, difficulty: easy, source: [1¶1a], stem: 开了几次会？, value: 5, explanation: 五次。}
      - {key: 1-02b, kind: numeric, level: apply, difficulty: easy, source: [1¶1a], stem: 多少人牵头？, value: 0, explanation: 没有。}
"""  # noqa: E501


def report(path, capsys, *arguments):
    """The exit status and what `--json` prints."""
    try:
        call_command("lint_content", path, "--json", *arguments)
        status = 0
    except SystemExit as stop:
        status = stop.code
    return status, json.loads(capsys.readouterr().out)


def test_the_report_has_exactly_these_fields(folder, capsys):
    status, found = report(folder, capsys)
    assert list(found) == ["questions", "by_section", "by_kind", "by_level", "errors", "warnings"]
    assert found["questions"] == 1
    assert found["by_section"] == {"1": 1}
    assert found["by_kind"]["true_false"] == sum(found["by_kind"].values()) == 1
    assert found["by_level"] == {"recall": 1, "understand": 0, "apply": 0, "analyse": 0}
    assert status == 1
    for name, severity in (("errors", lint.ERROR), ("warnings", lint.WARNING)):
        assert found[name]
        for one in found[name]:
            assert set(one) == {"code", "severity", "where", "file", "line", "message"}
            assert one["severity"] == severity
            assert one["message"]
    places = {(one["code"], one["where"]): (Path(one["file"]).name, one["line"]) for one in found["errors"]}
    assert places["explanation", "1-01"] == ("1.yaml", 6)
    assert places["source", "1-01"] == ("1.yaml", 6)
    assert places["section-count", "1"] == ("1.yaml", 1)
    assert places["blueprint", "bank"] == ("lecture.yaml", 1)


def test_the_questions_of_a_case_count_and_the_case_does_not(folder, capsys):
    with (folder / "1.yaml").open("a", encoding="utf-8") as file:
        file.write(CASE)
    _status, found = report(folder, capsys)
    assert found["questions"] == 3
    assert found["by_section"] == {"1": 3}
    assert found["by_kind"]["numeric"] == 2
    long = [one["where"] for one in found["warnings"] if one["code"] == "sentence-length"]
    assert long == ["1-02a"], "what is weak in the material is told once"


def test_a_draft_is_read_but_not_counted(folder, capsys):
    edit(folder, "answer: true", "answer: true\n    status: draft")
    _status, found = report(folder, capsys)
    assert (found["questions"], found["by_section"]) == (0, {"1": 0})
    assert "1-01" in {one["where"] for one in found["errors"]}


def test_a_folder_that_cannot_be_read_says_why(folder, capsys):
    edit(folder, "kind: true_false", "kind: riddle")
    status, found = report(folder, capsys)
    assert (status, found["questions"]) == (1, 0)
    assert [(one["code"], one["line"]) for one in found["errors"]] == [("unreadable", 7)]


def test_without_errors_the_status_is_zero(folder, capsys, monkeypatch):
    monkeypatch.setattr(lint, "question", lambda entry, outline: [])
    monkeypatch.setattr(lint, "bank", lambda entries, outline: [])
    assert report(folder, capsys)[0] == 0


def test_the_lecture_s_text_shows_what_is_copied(folder, tmp_path, capsys):
    text = tmp_path / "text.txt"
    text.write_text("先说：各家都在等别人先动手来牵头，于是一直没有人办。", encoding="utf-8")
    edit(folder, "stem: 一句话。", "stem: 各家都在等别人先动手来牵头。")
    assert "likeness" not in {one["code"] for one in report(folder, capsys)[1]["errors"]}
    assert "likeness" in {one["code"] for one in report(folder, capsys, "--text", str(text))[1]["errors"]}
    (folder / "terms.txt").write_text("# 说法\n等别人先动手  # 原话\n", encoding="utf-8")
    assert "likeness" not in {one["code"] for one in report(folder, capsys, "--text", str(text))[1]["errors"]}


def test_so_does_one_that_lies_beside_the_files(folder, capsys):
    edit(folder, "stem: 一句话。", "stem: 各家都在等别人先动手来牵头。")
    (folder / "lecture.txt").write_text("先说：各家都在等别人先动手来牵头，于是一直没有人办。", encoding="utf-8")
    assert "likeness" in {one["code"] for one in report(folder, capsys)[1]["errors"]}


def test_people_read_lines_with_file_place_and_code(folder, capsys):
    with pytest.raises(SystemExit):
        call_command("lint_content", folder)
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith(f"{folder / '1.yaml'}:6: ") and "1-01 [explanation]" in line for line in lines)
    assert "true_false 1" in lines[-3]
    assert lines[-1]


def test_several_lectures_make_one_report(folder, tmp_path, capsys):
    other = tmp_path / "other"
    other.mkdir()
    for name in ("lecture.yaml", "1.yaml"):
        text = (folder / name).read_text(encoding="utf-8").replace("lecture: kecheng", "lecture: other")
        (other / name).write_text(text, encoding="utf-8")
    _status, found = report(tmp_path, capsys)
    assert found["by_section"] == {"kecheng/1": 1, "other/1": 1}
    assert found["questions"] == found["by_level"]["recall"] == 2


def test_a_folder_without_a_lecture_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"lecture\.yaml"):
        call_command("lint_content", tmp_path)
