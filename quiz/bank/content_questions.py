"""A question as it stands in a content file, read into an item of its kind. The format: content/README.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import count
from typing import Any

from django.utils.translation import gettext as _

from . import content_format as form_of
from .content_errors import read_as
from .kinds import KINDS, Item, Row
from .kinds.numeric import read_number
from .models import Draft
from .strict_yaml import Mapping, Reader

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


def read_question(reader: Reader, said: Mapping, points: int) -> list[QuestionFile]:
    """The question `said`; for a case the questions in it. `points`: how many key points the section has."""
    form = read_as(form_of.Question, said, reader)
    if form is None:
        return []
    if not isinstance(form, form_of.Case):
        return [_question(reader, said, form, points)]
    material = MaterialFile(form.key, form.title or form.key, form.material)
    return [
        _question(reader, one_said, one, points, material, form.status)
        for one_said, one in zip(said["questions"], form.questions, strict=True)
    ]


def _question(
    reader: Reader,
    said: Mapping,
    form: form_of.Single,
    points: int,
    material: MaterialFile | None = None,
    status: str = "",
) -> QuestionFile:
    if form.point is not None and not 1 <= form.point <= points:
        reader.error(said.lines["point"], _("The section has no key point of this number."))
    settings = {name: read(form) for name, read in SETTINGS.get(form.kind, {}).items()}
    rows = tuple(ROWS[type(form)](form))
    item = Item(form.kind, form.stem, rows, form.explanation, settings, material.text if material else "")
    for problem in KINDS[form.kind].check(item):
        reader.error(_line(said, form.kind, problem.where), str(problem.message))
    draft = Draft(item, level=form.level, difficulty=form.difficulty, source=form.source, point=form.point)
    status = form.status or status or "published"
    return QuestionFile(form.key, form.kind, status, draft, form.tags, said.line, material)


def _decimal(typed: str) -> str:
    """`typed` in its shortest form, as it is if it is no number to be written out; the kind's check will say so."""
    try:
        return format(Decimal(typed).normalize(), "f") if read_number(typed) is not None else typed
    except InvalidOperation:
        return typed


SETTINGS: dict[str, dict[str, Callable[[Any], str]]] = {
    "fill_blank": {"order": lambda form: form.order},
    "numeric": {"tolerance": lambda form: _decimal(form.tolerance), "unit": lambda form: form.unit},
    "short_answer": {"model_answer": lambda form: form.model_answer},
    "essay": {"model_answer": lambda form: form.model_answer},
}


def _options(form: form_of.Choice) -> Iterator[Row]:
    for position, option in enumerate(form.options, start=1):
        yield Row(position, option.text, option.correct, option.reason)


def _statement(form: form_of.Statement) -> Iterator[Row]:
    for position, (text, correct) in enumerate(
        zip(KINDS["true_false"].texts, (form.answer, not form.answer), strict=True), start=1
    ):
        yield Row(position, text, correct, "" if correct else form.reason)


def _blanks(form: form_of.Blanks) -> Iterator[Row]:
    position = count(1)
    for blank, accepted in enumerate(form.blanks, start=1):
        for text in accepted:
            yield Row(next(position), text, True, blank=blank)


def _pairs(form: form_of.Pairs) -> Iterator[Row]:
    for position, pair in enumerate(form.pairs, start=1):
        yield Row(position, pair.left, True, pair.reason, pair.right)
    for position, extra in enumerate(form.extra, start=len(form.pairs) + 1):
        yield Row(position, "", match=extra)


def _steps(form: form_of.Steps) -> Iterator[Row]:
    for position, step in enumerate(form.steps, start=1):
        yield Row(position, step, True)


def _value(form: form_of.Value) -> Iterator[Row]:
    yield Row(1, _decimal(form.value), True)


def _criteria(form: form_of.Written) -> Iterator[Row]:
    for position, criterion in enumerate(form.criteria, start=1):
        yield Row(position, criterion.text, True, criterion.half, marks=int(criterion.marks * 100))


ROWS: dict[type[Any], Callable[[Any], Iterator[Row]]] = {
    form_of.Choice: _options,
    form_of.Statement: _statement,
    form_of.Blanks: _blanks,
    form_of.Pairs: _pairs,
    form_of.Steps: _steps,
    form_of.Value: _value,
    form_of.Written: _criteria,
}


def tidy(item: Item) -> Item:
    """`item` as it would come back from a file. The editor allows a little more: rows in any order, `10.0` for `10`."""
    rows: Iterable[Row] = item.rows
    settings = {one.name: str(item.settings.get(one.name, one.default)) for one in KINDS[item.kind].settings}
    if item.kind == "true_false":
        rows = [
            replace(row, text=text, reason="" if row.correct else row.reason)
            for row, text in zip(rows, KINDS["true_false"].texts, strict=True)
        ]
    elif item.kind == "fill_blank":
        rows = sorted(rows, key=lambda row: row.blank or 0)
    elif item.kind == "matching":
        rows = sorted((row if row.text else replace(row, reason="") for row in rows), key=lambda row: not row.text)
    elif item.kind == "numeric":
        rows = [replace(row, text=_decimal(row.text)) for row in rows]
        settings["tolerance"] = _decimal(settings["tolerance"])
    numbered = tuple(replace(row, position=position) for position, row in enumerate(rows, start=1))
    return replace(item, rows=numbered, settings=settings)


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
