"""The content files as pydantic models: what may stand where. `manage.py dump_schema` writes them as JSON Schema.

The models say which fields there are and what is in them; whether a question makes sense is for its kind to say
(`kinds`). What each field means to an author: content/README.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, WithJsonSchema
from pydantic_core import PydanticCustomError

from .choices import MOST_IN_CASE, MOST_TAGS
from .kinds import KINDS


def _whole(value: Any) -> int:
    """YAML gives numbers as they were typed."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 6:
        return int(value)
    raise PydanticCustomError("whole_number", "not a whole number")


def _few(tags: Any) -> Any:
    if isinstance(tags, list) and len(tags) > MOST_TAGS:
        raise PydanticCustomError("tags_many", "too many tags", {"max_length": MOST_TAGS})
    return tags


def _rows(kind: str) -> dict[str, Any]:
    """How many rows the kind allows, for editors; loading leaves it to the kind's own check."""
    return {"minItems": KINDS[kind].min_rows, "maxItems": KINDS[kind].max_rows}


Text = Annotated[str, Field(min_length=1)]
# As long as the bank has room for.
Key = Annotated[str, Field(min_length=1, max_length=64)]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Word = Annotated[str, Field(min_length=1, max_length=32)]
SectionNumber = Annotated[str, Field(min_length=1, max_length=16)]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 1})]
# Kept as typed, for the kind's check to read: it forgives what people write.
Number = Annotated[str, WithJsonSchema({"type": ["number", "string"]})]
Marks = Annotated[
    Decimal,
    Field(gt=0, le=100, decimal_places=2),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 100}),
]
Levels = Literal["recall", "understand", "apply", "analyse"]
Difficulties = Literal["easy", "medium", "hard"]


Statuses = Literal["", "draft", "retired"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True)


class Option(Strict):
    text: Text
    correct: StrictBool = False
    reason: str = ""
    """Why a wrong option is wrong, for whoever picks it."""


class Pair(Strict):
    left: Text
    right: Text
    reason: str = ""


class Criterion(Strict):
    text: Text
    marks: Marks
    half: str = ""
    """What earns half of the marks."""


class Asked(Strict):
    """What every question has."""

    key: Key
    """Its name for ever, unique in the lecture."""
    level: Levels
    difficulty: Difficulties
    source: list[Key] = []
    """Pointers into the lecture, like 2.3¶1b."""
    point: Whole | None = None
    """The number of the key point to go back to."""
    tags: Annotated[list[Word], BeforeValidator(_few), Field(json_schema_extra={"maxItems": MOST_TAGS})] = []
    status: Statuses = ""
    stem: Text
    explanation: Text


class Choice(Asked):
    kind: Literal["single_choice", "multiple_choice"]
    options: Annotated[list[Option], Field(json_schema_extra=_rows("single_choice"))]


class Statement(Asked):
    kind: Literal["true_false"]
    answer: StrictBool
    reason: Text
    """Told to whoever picks the other answer."""


class Blanks(Asked):
    kind: Literal["fill_blank"]
    blanks: list[list[Text]]
    """For each ____ in the stem its accepted answers; the first is the one shown."""
    order: Literal["fixed", "free"] = "fixed"


class Pairs(Asked):
    kind: Literal["matching"]
    pairs: Annotated[list[Pair], Field(json_schema_extra=_rows("matching"))]
    extra: list[Text] = []
    """Entries on the right that belong to nothing."""


class Steps(Asked):
    kind: Literal["ordering"]
    steps: Annotated[list[Text], Field(json_schema_extra=_rows("ordering"))]
    """In the right order."""


class Value(Asked):
    kind: Literal["numeric"]
    value: Number
    tolerance: Number = "0"
    unit: str = ""


class Written(Asked):
    kind: Literal["short_answer", "essay"]
    criteria: Annotated[list[Criterion], Field(json_schema_extra=_rows("essay"))]
    model_answer: Text


Single = Choice | Statement | Blanks | Pairs | Steps | Value | Written


class Case(Strict):
    """Material that several questions share."""

    key: Key
    kind: Literal["case"]
    title: Annotated[str, Field(max_length=100)] = ""
    material: Text
    status: Statuses = ""
    questions: Annotated[
        list[Annotated[Single, Field(discriminator="kind")]], Field(min_length=1, max_length=MOST_IN_CASE)
    ]


Question = Annotated[Single | Case, Field(discriminator="kind")]


class Related(Strict):
    section: SectionNumber
    label: Annotated[Key, Field(alias="as")]


class Section(Strict):
    section: SectionNumber
    """The file's name."""
    label: Annotated[str, Field(max_length=16)] | None = None
    """What is printed before the title; left out: the number."""
    title: Title
    summary: Annotated[str, Field(min_length=1, max_length=4000)]
    points: list[Annotated[str, Field(min_length=1, max_length=300)]] = []
    passages: dict[str, Annotated[str, Field(max_length=300)]] = {}
    related: list[Related] = []
    questions: list[Question] = []


class Lecture(Strict):
    lecture: Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]+$", max_length=64)]
    """The folder's name."""
    title: Title
    language: SectionNumber = "zh-hans"
    target: Whole = 10
    """Questions wanted in a numbered section; parts, opening and closing want half."""
    sections: list[SectionNumber]
    """The numbers of the sections in reading order."""
