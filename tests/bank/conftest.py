"""A content folder of one lecture with one section and one question, to edit and load."""

from pathlib import Path

import pytest
from django.core.management import call_command

from quiz.bank.management.commands import load_content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lecture = tmp_path / "kecheng"
    lecture.mkdir()
    (lecture / "lecture.yaml").write_text('lecture: kecheng\ntitle: 课程\nsections: ["1"]\n', encoding="utf-8")
    (lecture / "1.yaml").write_text(
        """section: "1"
title: 第一节
summary: 摘要。
points: [要点一]
questions:
  - key: 1-01
    kind: true_false
    level: recall
    difficulty: easy
    source: [1¶1a]
    stem: 一句话。
    answer: true
    reason: 因为如此。
    explanation: 解析。
""",
        encoding="utf-8",
    )
    return lecture


@pytest.fixture
def load(folder, capsys, monkeypatch):
    """Loads the folder and gives back what was said, a line each, in the program's own words."""
    for table in ("WORDS", "DETAILS"):
        monkeypatch.setattr(load_content, table, {word: word for word in getattr(load_content, table)})

    def again(*arguments):
        call_command("load_content", folder, *arguments)
        return [line.strip() for line in capsys.readouterr().out.splitlines()[1:]]

    return again


def edit(folder: Path, before: str, after: str) -> None:
    path = folder / "1.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
