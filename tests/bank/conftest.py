"""A content folder of one lecture with one section and one question, to edit and load."""

from pathlib import Path

import pytest
from django.core.management import call_command

from quiz.bank import cases, editing
from quiz.bank.management.commands import load_content
from quiz.bank.models import Status
from tests import factories
from tests.factories import NOON

MATERIAL = "一张考核表列四十项，三十六项各岗位通用。"


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


@pytest.fixture
def material(section, admin):
    return cases.create(section, "四十项指标", MATERIAL, by=admin, at=NOON)


@pytest.fixture
def case(section, material, admin):
    """Two questions over the material, and between other questions of the section."""
    before = factories.question(section)
    made = [add(section, material, admin, f"第{number}小题？") for number in (1, 2)]
    factories.question(section, item=factories.choice_item(stem="后面的题？"))
    return [before, *made]


def add(section, material, admin, stem):
    item = factories.choice_item(stem=stem)
    item = type(item)(item.kind, item.stem, item.rows, item.explanation, item.settings, material.text)
    draft = editing.Draft(item, level="apply", difficulty="easy")
    return editing.create(section, draft, material=material, then=Status.PUBLISHED, by=admin, at=NOON)
