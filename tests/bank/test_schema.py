"""One format, said three times: the models that read the files, the schemas beside them, the README's examples."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from quiz.bank import content_format, lint
from quiz.bank.content_files import read_lecture
from quiz.bank.kinds import KINDS
from quiz.bank.management.commands.dump_schema import FORMS, schema
from quiz.bank.models import Difficulty, Level

BUNDLED = settings.CONTENT_DIR / "weiguan-buwei"
README = (settings.CONTENT_DIR / "README.md").read_text(encoding="utf-8")
LECTURE, SECTION, QUESTIONS = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("name", FORMS)
def test_the_schema_beside_the_content_is_current(name):
    kept = (settings.CONTENT_DIR / "schema" / f"{name}.json").read_text(encoding="utf-8")
    assert kept == schema(name), "run `manage.py dump_schema`"


def test_dump_schema_writes_both(tmp_path):
    call_command("dump_schema", tmp_path / "schema")
    assert {path.name for path in (tmp_path / "schema").iterdir()} == {"lecture.json", "section.json"}


def test_levels_difficulties_and_kinds_are_those_of_the_bank():
    assert list(get_args(content_format.Levels)) == Level.values
    assert list(get_args(content_format.Difficulties)) == Difficulty.values
    kinds = json.loads(schema("section"))["properties"]["questions"]["items"]["discriminator"]["mapping"]
    assert set(kinds) == {*KINDS, "case"}


def test_an_editor_is_told_how_many_rows_a_kind_has():
    models = json.loads(schema("section"))["$defs"]
    fields = {"Choice": ("options", "multiple_choice"), "Pairs": ("pairs", "matching"), "Steps": ("steps", "ordering")}
    for model, (field, kind) in {**fields, "Written": ("criteria", "short_answer")}.items():
        said = models[model]["properties"][field]
        assert (said["minItems"], said["maxItems"]) == (KINDS[kind].min_rows, KINDS[kind].max_rows)


@pytest.mark.parametrize("path", sorted(BUNDLED.glob("*.yaml")), ids=lambda path: path.name)
def test_a_bundled_file_fits_the_models(path):
    """As any YAML reader gives it, so as an editor with the schema sees it; numbers are given as typed."""
    said = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    form = content_format.Lecture if path.name == "lecture.yaml" else content_format.Section
    form.model_validate(truths(said))


def truths(said):
    """`said` with true and false read, as strict YAML has them."""
    if isinstance(said, dict):
        return {name: truths(value) for name, value in said.items()}
    if isinstance(said, list):
        return [truths(value) for value in said]
    return {"true": True, "false": False}.get(said, said)


def test_the_examples_of_the_readme_load(tmp_path):
    folder: Path = tmp_path / "weiguan-buwei"
    folder.mkdir()
    stub = 'section: "3.3"\ntitle: 对策\nsummary: 摘要。\n'
    sections = LECTURE.partition("sections:")[0] + 'sections: ["2.3", "3.3"]\n'
    for name, text in (
        ("lecture", sections),
        ("2.3", SECTION.partition("questions: []")[0] + QUESTIONS),
        ("3.3", stub),
    ):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    lecture = read_lecture(folder)
    assert {said.kind for said in lecture.sections[0].questions} == set(KINDS) - {"essay"}  # like short_answer
    assert any(said.material for said in lecture.sections[0].questions)
    assert lecture.target == 10


def test_the_readme_lists_every_kind_and_level():
    for name in [*KINDS, *Level.values, *Difficulty.values]:
        assert f"`{name}`" in README


def test_the_readme_explains_every_code_of_the_lint():
    for code in [*lint.QUESTION_CHECKS, *lint.BANK_CHECKS, "unreadable"]:
        assert re.search(rf"^\|.*`{code}`", README, re.MULTILINE), code
