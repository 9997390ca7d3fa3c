"""What goes into the lint and what comes out of it. Plain data: nothing here reads a file or the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from quiz.bank.kinds import Item, Row

from .text import Likeness, Mask

ERROR, WARNING = "error", "warning"
CHOICE = ("single_choice", "multiple_choice")
# As the bank's models name them, which stand above this package.
LEVELS = {"recall": _("Recall"), "understand": _("Understand"), "apply": _("Apply"), "analyse": _("Analyse")}
SCENES = ("apply", "analyse")
DIFFICULTIES = ("easy", "medium", "hard")


@dataclass(frozen=True)
class Entry:
    """A question with what is said about it. `case`: the key of the material it belongs to, if any."""

    item: Item
    key: str = ""
    section: str = ""
    level: str = ""
    difficulty: str = ""
    source: tuple[str, ...] = ()
    case: str = ""
    published: bool = True
    file: str = ""
    line: int = 0

    @property
    def right(self) -> list[Row]:
        return [row for row in self.item.rows if row.correct]

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.item.rows if not row.correct]

    @property
    def texts(self) -> Iterator[str]:
        """Every text of the question that a trainee may read, each by itself."""
        yield self.item.stem
        yield self.item.material
        yield self.item.explanation
        yield str(self.item.settings.get("model_answer", ""))
        for row in self.item.rows:
            yield from (row.text, row.match, row.reason)

    @property
    def answer(self) -> str:
        """The words of the key, for comparing two questions; a statement has none."""
        if self.item.kind == "true_false":
            return ""
        model = str(self.item.settings.get("model_answer", ""))
        return model or " ".join(f"{row.text} {row.match}" for row in self.right)


@dataclass(frozen=True)
class Part:
    """A section: `passages` are the names a pointer may use, like `1b`; `texts` its summary and key points."""

    number: str
    label: str = ""
    title: str = ""
    passages: tuple[str, ...] = ()
    file: str = ""
    texts: tuple[str, ...] = ()

    def wanted(self, target: int) -> int:
        """How many questions it should have: numbered sections `target`, parts, opening and closing half of it."""
        return target if "." in self.number else (target + 1) // 2


@dataclass(frozen=True)
class Outline:
    """The lecture around the questions. `terms` are its fixed words; `text` is its wording, if it may be read."""

    target: int = 10
    parts: tuple[Part, ...] = ()
    terms: tuple[str, ...] = ()
    text: str = ""
    file: str = ""

    @cached_property
    def mask(self) -> Mask:
        return Mask([*self.terms, *(part.title for part in self.parts)])

    @cached_property
    def likeness(self) -> Likeness | None:
        return Likeness(self.text, self.mask) if self.text else None


class Said(NamedTuple):
    """What a check says; the runner adds the check's code. `at` None: what the check was called for."""

    severity: str
    message: str
    at: Entry | Part | None = None


def error(message: str, at: Entry | Part | None = None) -> Said:
    return Said(ERROR, message, at)


def warning(message: str, at: Entry | Part | None = None) -> Said:
    return Said(WARNING, message, at)


@dataclass(frozen=True)
class Finding:
    """`where` is the key of a question, the number of a section, or `bank`. `line` 0: no line, as in the database."""

    code: str
    severity: str
    where: str
    file: str
    line: int
    message: str

    @classmethod
    def of(cls, code: str, said: Said, at: Entry | Part | Outline) -> Finding:
        place = said.at or at
        if isinstance(place, Entry):
            return cls(code, said.severity, place.key, place.file, place.line, said.message)
        where = place.number if isinstance(place, Part) else "bank"
        return cls(code, said.severity, where, place.file, 1 if place.file else 0, said.message)
