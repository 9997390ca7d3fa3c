"""A question as it stands in a content file, read into an item of its kind. The format: content/README.md."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from .kinds import KINDS, Item, Row
from .models import Difficulty, Draft, Level
from .strict_yaml import Mapping, Reader

COMMON = {"key", "kind", "level", "difficulty", "source", "point", "tags", "status", "stem", "explanation"}
CASE = {"key", "kind", "title", "material", "questions", "status"}
CHOICE = {"options"}
WRITTEN = {"criteria", "model_answer"}
OWN = {
    "single_choice": CHOICE,
    "multiple_choice": CHOICE,
    "true_false": {"answer", "reason"},
    "fill_blank": {"blanks", "order"},
    "matching": {"pairs", "extra"},
    "ordering": {"steps"},
    "numeric": {"value", "tolerance", "unit"},
    "short_answer": WRITTEN,
    "essay": WRITTEN,
}
# Where a kind's check says "rows", the file has a field of its own.
ROWS_FIELD = {
    "true_false": "answer",
    "fill_blank": "blanks",
    "matching": "pairs",
    "ordering": "steps",
    "numeric": "value",
    "short_answer": "criteria",
    "essay": "criteria",
}


@dataclass(frozen=True)
class MaterialFile:
    key: str
    title: str
    text: str


@dataclass
class QuestionFile:
    key: str
    kind: str
    status: str
    draft: Draft
    tags: list[str]
    line: int
    material: MaterialFile | None = None


def read_question(
    reader: Reader, said: Mapping, points: int, material: MaterialFile | None = None
) -> list[QuestionFile]:
    """The question `said`; for a case the questions in it. `points`: how many key points the section has."""
    kind = reader.text(said, "kind")
    if kind == "case" and material is None:
        return _case(reader, said, points)
    if kind not in OWN:
        known = {"name": kind, "known": ", ".join([*OWN, "case"])}
        reader.error(said.lines.get("kind", said.line), _("The kind “%(name)s” is unknown. Known: %(known)s.") % known)
        return []
    reader.only(said, COMMON | OWN[kind])
    for name, choices in (("level", Level.values), ("difficulty", Difficulty.values), ("status", ["", "draft"])):
        reader.one_of(said, name, choices, default="" if name == "status" else None)
    point = reader.whole(said, "point")
    if point is not None and not 1 <= point <= points:
        reader.error(said.lines["point"], _("The section has no key point of this number."))
    text = material.text if material else ""
    item = Item(kind, reader.text(said, "stem"), (), reader.text(said, "explanation"), _settings(reader, said), text)
    item = Item(kind, item.stem, _rows(reader, said, kind), item.explanation, item.settings, text)
    for problem in KINDS[kind].check(item):
        reader.error(_line(said, kind, problem.where), str(problem.message))
    draft = Draft(
        item,
        level=str(said.get("level")),
        difficulty=str(said.get("difficulty")),
        source=reader.several(said, "source", str),
        point=point,
    )
    status = "draft" if said.get("status") == "draft" else "published"
    tags = reader.several(said, "tags", str)
    return [QuestionFile(reader.text(said, "key"), kind, status, draft, tags, said.line, material)]


def _case(reader: Reader, said: Mapping, points: int) -> list[QuestionFile]:
    reader.only(said, CASE)
    material = MaterialFile(
        reader.text(said, "key"), reader.text(said, "title", reader.text(said, "key")), reader.text(said, "material")
    )
    questions = reader.several(said, "questions", Mapping)
    if not 2 <= len(questions) <= 6:
        reader.error(said.lines.get("questions", said.line), _("A case has 2 to 6 questions."))
    return [found for question in questions for found in read_question(reader, question, points, material)]


def _settings(reader: Reader, said: Mapping) -> dict[str, Any]:
    kind = said.get("kind")
    if kind == "fill_blank":
        reader.one_of(said, "order", ["fixed", "free"], default="fixed")
        return {"order": str(said.get("order", "fixed"))}
    if kind == "numeric":
        return {"tolerance": _decimal(said.get("tolerance", "0")), "unit": reader.text(said, "unit", "")}
    if kind in ("short_answer", "essay"):
        return {"model_answer": reader.text(said, "model_answer")}
    return {}


def _decimal(value: object) -> str:
    """`value` in its shortest form, as it is if it is no number; the kind's check will say so."""
    try:
        return format(Decimal(str(value)).normalize(), "f")
    except InvalidOperation:
        return str(value)


def _rows(reader: Reader, said: Mapping, kind: str) -> tuple[Row, ...]:
    read = {
        "true_false": _statement,
        "fill_blank": _blanks,
        "matching": _pairs,
        "ordering": _steps,
        "numeric": _value,
        "short_answer": _criteria,
        "essay": _criteria,
    }
    return tuple(read.get(kind, _options)(reader, said))


def _options(reader: Reader, said: Mapping) -> list[Row]:
    rows = []
    for position, option in enumerate(reader.several(said, "options", Mapping), start=1):
        reader.only(option, {"text", "correct", "reason"})
        reader.truth(option, "correct", default=False)
        correct = option.get("correct") is True
        rows.append(Row(position, reader.text(option, "text"), correct, reader.text(option, "reason", "")))
    return rows


def _statement(reader: Reader, said: Mapping) -> list[Row]:
    reader.truth(said, "answer")
    answer = said.get("answer")
    reason = reader.text(said, "reason")
    return [
        Row(1, "对", answer is True, "" if answer else reason),
        Row(2, "错", answer is not True, reason if answer else ""),
    ]


def _blanks(reader: Reader, said: Mapping) -> list[Row]:
    rows: list[Row] = []
    for blank, accepted in enumerate(reader.several(said, "blanks", list), start=1):
        rows += [Row(len(rows) + n, str(text), True, blank=blank) for n, text in enumerate(accepted, start=1)]
    return rows


def _pairs(reader: Reader, said: Mapping) -> list[Row]:
    rows = []
    for position, pair in enumerate(reader.several(said, "pairs", Mapping), start=1):
        reader.only(pair, {"left", "right", "reason"})
        left, right = reader.text(pair, "left"), reader.text(pair, "right")
        rows.append(Row(position, left, True, reader.text(pair, "reason", ""), right))
    extra = reader.several(said, "extra", str)
    return rows + [Row(len(rows) + n, "", match=text) for n, text in enumerate(extra, start=1)]


def _steps(reader: Reader, said: Mapping) -> list[Row]:
    return [Row(n, text, True) for n, text in enumerate(reader.several(said, "steps", str), start=1)]


def _value(reader: Reader, said: Mapping) -> list[Row]:
    return [Row(1, _decimal(said.get("value", "")), True)]


def _criteria(reader: Reader, said: Mapping) -> list[Row]:
    rows = []
    for position, criterion in enumerate(reader.several(said, "criteria", Mapping), start=1):
        reader.only(criterion, {"text", "marks", "half"})
        try:
            marks = int(Decimal(str(criterion.get("marks"))) * 100)
        except InvalidOperation:
            reader.error(criterion.line, _("The field “%(name)s” must be a number.") % {"name": "marks"})
            marks = 0
        half = reader.text(criterion, "half", "")
        rows.append(Row(position, reader.text(criterion, "text"), True, half, marks=max(0, marks)))
    return rows


def _line(said: Mapping, kind: str, where: tuple[str | int, ...]) -> int:
    """The line of the place in a question that a kind's check names."""
    name = str(where[0]) if where else "key"
    if name == "rows":
        name = ROWS_FIELD.get(kind, "options")
        rows = said.get(name)
        if len(where) > 1 and isinstance(rows, list) and int(where[1]) <= len(rows):
            line: int = getattr(rows[int(where[1]) - 1], "line", said.lines[name])
            return line
    return said.lines.get(name, said.line)
