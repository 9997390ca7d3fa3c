"""Content files from plain data: the reverse of `content_files` and `content_questions`, in canonical form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import groupby

from .content_files import LectureFile, SectionFile
from .content_questions import QuestionFile
from .kinds import Item, Row
from .plain_yaml import Bare, Block, Brackets, Fields, Quoted, document


def lecture_text(lecture: LectureFile) -> str:
    return document(
        [
            ("lecture", Bare(lecture.slug)),
            ("title", lecture.title),
            ("language", lecture.language),
            ("target", Bare(str(lecture.target))),
            ("sections", Brackets([Quoted(section.number) for section in lecture.sections])),
        ]
    )


def section_text(section: SectionFile) -> str:
    fields: Fields = [("section", Quoted(section.number))]
    if section.label != section.number:
        fields.append(("label", section.label))
    fields += [("title", section.title), ("summary", Block(section.summary))]
    related = [[("section", Quoted(number)), ("as", label)] for number, label in section.related]
    questions = list(_questions(section.questions))
    rest = {"points": section.points, "passages": section.passages, "related": related, "questions": questions}
    return document(fields + [(name, value) for name, value in rest.items() if value])


def _questions(questions: list[QuestionFile]) -> Iterator[Fields]:
    """The questions, those of one material together as a case."""
    for material, group in groupby(questions, key=lambda said: said.material):
        fields = [_question(said) for said in group]
        if material is None:
            yield from fields
            continue
        case: Fields = [("key", material.key), ("kind", Bare("case"))]
        if material.title != material.key:
            case.append(("title", material.title))
        yield [*case, ("material", Block(material.text)), ("questions", fields)]


def _question(said: QuestionFile) -> Fields:
    """Fields that say nothing, or what would be so without them, are left out."""
    draft, item = said.draft, said.draft.item
    fields: Fields = [
        ("key", said.key),
        ("kind", Bare(said.kind)),
        ("level", Bare(draft.level)),
        ("difficulty", Bare(draft.difficulty)),
        ("source", Brackets(draft.source)),
        ("point", Bare(str(draft.point))),
        ("tags", Brackets(said.tags)),
        ("status", Bare(said.status)),
        ("stem", item.stem),
        *OWN[said.kind](item),
        ("explanation", item.explanation),
    ]
    empty = {"source": not draft.source, "point": draft.point is None, "tags": not said.tags}
    empty["status"] = said.status == "published"
    return [(name, value) for name, value in fields if not empty.get(name)]


def _options(item: Item) -> Fields:
    def option(row: Row) -> Fields:
        correct: Fields = [("correct", Bare("true"))] if row.correct else []
        return [("text", row.text), *correct, *_if("reason", row.reason)]

    return [("options", [option(row) for row in item.rows])]


def _statement(item: Item) -> Fields:
    true = item.rows[0].correct
    return [("answer", Bare("true" if true else "false")), ("reason", item.rows[1 if true else 0].reason)]


def _blanks(item: Item) -> Fields:
    numbers = sorted({row.blank for row in item.rows if row.blank})
    blanks = [Brackets([row.text for row in item.rows if row.blank == number]) for number in numbers]
    order: Fields = [("order", Bare(str(item.settings.get("order", "fixed"))))] if len(blanks) > 1 else []
    return [("blanks", blanks), *order]


def _pairs(item: Item) -> Fields:
    pairs = [[("left", row.text), ("right", row.match), *_if("reason", row.reason)] for row in item.rows if row.text]
    extra = [row.match for row in item.rows if not row.text]
    return [("pairs", pairs), *([("extra", Brackets(extra))] if extra else [])]


def _steps(item: Item) -> Fields:
    return [("steps", [row.text for row in item.rows])]


def _value(item: Item) -> Fields:
    tolerance = str(item.settings.get("tolerance", "0"))
    own: Fields = [("value", Bare(item.rows[0].text))]
    if tolerance != "0":
        own.append(("tolerance", Bare(tolerance)))
    return own + _if("unit", str(item.settings.get("unit", "")))


def _criteria(item: Item) -> Fields:
    def criterion(row: Row) -> Fields:
        marks = format((Decimal(row.marks or 0) / 100).normalize(), "f")
        return [("text", row.text), ("marks", Bare(marks)), *_if("half", row.reason)]

    model = str(item.settings.get("model_answer", ""))
    return [("criteria", [criterion(row) for row in item.rows]), ("model_answer", model)]


def _if(name: str, text: str) -> Fields:
    return [(name, text)] if text else []


OWN: dict[str, Callable[[Item], Fields]] = {
    "single_choice": _options,
    "multiple_choice": _options,
    "true_false": _statement,
    "fill_blank": _blanks,
    "matching": _pairs,
    "ordering": _steps,
    "numeric": _value,
    "short_answer": _criteria,
    "essay": _criteria,
}
