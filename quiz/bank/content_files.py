"""Reading a content folder: strict YAML, every error with its file and line, the whole folder or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from .kinds import KINDS, Item, Row
from .models import Difficulty, Draft, Level

MAX_BYTES = 1_000_000
COMMON = {"key", "kind", "level", "difficulty", "source", "point", "tags", "status", "stem", "explanation"}
OWN = {
    "single_choice": {"options"},
    "multiple_choice": {"options"},
    "true_false": {"answer", "reason"},
}


@dataclass(frozen=True)
class ContentError:
    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class BadContent(Exception):
    def __init__(self, errors: list[ContentError]) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = errors


@dataclass
class QuestionFile:
    key: str
    kind: str
    status: str
    draft: Draft


@dataclass
class SectionFile:
    number: str
    label: str
    title: str
    summary: str
    points: list[str]
    passages: dict[str, str]
    related: list[tuple[str, str]]
    questions: list[QuestionFile] = field(default_factory=list)


@dataclass
class LectureFile:
    slug: str
    title: str
    language: str
    target: int
    sections: list[SectionFile]


class Mapping(dict[str, Any]):
    """A mapping that knows the line it begins on, and the line of each of its keys."""

    line: int
    lines: dict[str, int]


class _Reader:
    """One file. Collects its errors; `value` is None if it cannot be read at all."""

    def __init__(self, path: Path) -> None:
        self.path, self.errors = path, []  # type: tuple[Path, list[ContentError]]

    def error(self, line: int, message: str) -> None:
        self.errors.append(ContentError(self.path, line, message))

    def read(self) -> Mapping:
        raw = self.path.read_bytes()
        if len(raw) > MAX_BYTES:
            self.error(1, _("The file is larger than 1 MB. Split it."))
            return self._empty()
        try:
            text = raw.decode("utf-8-sig")
            if any(isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken) for token in yaml.scan(text)):
                self.error(1, _("Anchors, aliases and tags are not allowed. Write the text out."))
                return self._empty()
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except UnicodeDecodeError:
            self.error(1, _("The file is not UTF-8. Save it as UTF-8."))
            return self._empty()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            said = _("This is not valid YAML: %(problem)s.") % {"problem": error.problem}
            self.error(mark.line + 1 if mark else 1, said)
            return self._empty()
        value = self._value(node) if node else None
        if not isinstance(value, Mapping):
            self.error(1, _("The file must begin with fields like `section: …`."))
            return self._empty()
        return value

    def _empty(self) -> Mapping:
        empty = Mapping()
        empty.line, empty.lines = 1, {}
        return empty

    def _value(self, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            found = Mapping()
            found.line, found.lines = node.start_mark.line + 1, {}
            for key, value in node.value:
                line = key.start_mark.line + 1
                if not isinstance(key, yaml.ScalarNode) or key.value in found:
                    self.error(line, _("The field “%(name)s” stands twice or has no plain name.") % {"name": key.value})
                    continue
                found[key.value], found.lines[key.value] = self._value(value), line
            return found
        if isinstance(node, yaml.SequenceNode):
            return [self._value(child) for child in node.value]
        if node.style:
            return node.value
        if node.value in ("true", "false"):
            return node.value == "true"
        return None if node.value in ("", "null", "~") else node.value

    def text(self, said: Mapping, name: str, default: str | None = None) -> str:
        value = said.get(name, default)
        if isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        self.error(said.lines.get(name, said.line), _("The field “%(name)s” needs a text.") % {"name": name})
        return ""

    def only(self, said: Mapping, allowed: set[str]) -> None:
        for name in said:
            if name not in allowed:
                hint = _("The field “%(name)s” is unknown here. Allowed: %(allowed)s.")
                self.error(said.lines[name], hint % {"name": name, "allowed": ", ".join(sorted(allowed))})

    def several(self, said: Mapping, name: str, of: type) -> list[Any]:
        value = said.get(name, [])
        if isinstance(value, list) and all(isinstance(one, of) for one in value):
            return value
        self.error(said.lines.get(name, said.line), _("The field “%(name)s” must be a list.") % {"name": name})
        return []


def read_lecture(folder: Path) -> LectureFile:
    """The lecture in `folder`. Raises BadContent with every error found in any of its files."""
    top = _Reader(folder / "lecture.yaml")
    said = top.read()
    top.only(said, {"lecture", "title", "language", "target", "sections"})
    numbers = [str(number) for number in top.several(said, "sections", str)]
    if said.get("lecture") != folder.name:
        top.error(said.lines.get("lecture", 1), _("The field “lecture” must be the folder's name."))
    target = str(said.get("target", "10"))
    if not target.isdigit():
        top.error(said.lines["target"], _("The field “target” must be a whole number."))
    wanted = int(target) if target.isdigit() else 0
    lecture = LectureFile(folder.name, top.text(said, "title"), top.text(said, "language", "zh-hans"), wanted, [])
    errors = top.errors
    keys: dict[str, Path] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name != "lecture.yaml" and path.stem not in numbers:
            errors.append(ContentError(path, 1, _("lecture.yaml does not list this section.")))
    for number in numbers:
        path = folder / f"{number}.yaml"
        if not path.is_file():
            top.error(said.lines["sections"], _("There is no file %(name)s.") % {"name": path.name})
            continue
        reader = _Reader(path)
        lecture.sections.append(_section(reader, number, set(numbers), keys))
        errors += reader.errors
    if errors:
        raise BadContent(errors)
    return lecture


def _section(reader: _Reader, number: str, numbers: set[str], keys: dict[str, Path]) -> SectionFile:
    said = reader.read()
    reader.only(said, {"section", "label", "title", "summary", "points", "passages", "related", "questions"})
    if said.get("section") != number:
        reader.error(said.lines.get("section", 1), _("The field “section” must be the file's name."))
    passages = said.get("passages") or {}
    related = []
    for link in reader.several(said, "related", Mapping):
        reader.only(link, {"section", "as"})
        if link.get("section") not in numbers:
            reader.error(link.line, _("There is no section “%(name)s”.") % {"name": link.get("section")})
        related.append((str(link.get("section")), reader.text(link, "as")))
    section = SectionFile(
        number,
        reader.text(said, "label", number),
        reader.text(said, "title"),
        reader.text(said, "summary"),
        reader.several(said, "points", str),
        {str(name): str(text or "") for name, text in passages.items()} if isinstance(passages, dict) else {},
        related,
    )
    for question in reader.several(said, "questions", Mapping):
        found = _question(reader, question, len(section.points))
        if found.key in keys:
            where = _("The key “%(key)s” is already used in %(file)s.")
            reader.error(question.line, where % {"key": found.key, "file": keys[found.key].name})
        keys[found.key] = reader.path
        section.questions.append(found)
    return section


def _question(reader: _Reader, said: Mapping, points: int) -> QuestionFile:
    kind = reader.text(said, "kind")
    if kind and kind not in OWN:
        known = {"name": kind, "known": ", ".join(OWN)}
        reader.error(said.lines["kind"], _("The kind “%(name)s” is unknown. Known: %(known)s.") % known)
    reader.only(said, COMMON | OWN.get(kind, set(said)))
    for name, choices in (("level", Level.values), ("difficulty", Difficulty.values)):
        if said.get(name) not in choices:
            hint = _("The field “%(name)s” must be one of: %(choices)s.")
            reader.error(said.lines.get(name, said.line), hint % {"name": name, "choices": ", ".join(choices)})
    point = str(said.get("point") or "")
    if point and not (point.isdigit() and 1 <= int(point) <= points):
        reader.error(said.lines["point"], _("The section has no key point of this number."))
    item = Item(kind, reader.text(said, "stem"), _rows(reader, said, kind), reader.text(said, "explanation"))
    if kind in OWN:
        for problem in KINDS[kind].check(item):
            reader.error(_line(said, problem.where), str(problem.message))
    draft = Draft(
        item,
        level=str(said.get("level")),
        difficulty=str(said.get("difficulty")),
        source=reader.several(said, "source", str),
        point=int(point) if point.isdigit() else None,
    )
    status = "draft" if said.get("status") == "draft" else "published"
    return QuestionFile(reader.text(said, "key"), kind, status, draft)


def _rows(reader: _Reader, said: Mapping, kind: str) -> tuple[Row, ...]:
    if kind == "true_false":
        answer = said.get("answer")
        if not isinstance(answer, bool):
            reader.error(said.lines.get("answer", said.line), _("The field “answer” must be true or false."))
        reason = reader.text(said, "reason")
        true = Row(1, "对", answer is True, "" if answer else reason)
        return true, Row(2, "错", answer is False, reason if answer else "")
    rows = []
    for position, option in enumerate(reader.several(said, "options", Mapping), start=1):
        reader.only(option, {"text", "correct", "reason"})
        rows.append(
            Row(position, reader.text(option, "text"), option.get("correct") is True, reader.text(option, "reason", ""))
        )
    return tuple(rows)


def _line(said: Mapping, where: tuple[str | int, ...]) -> int:
    """The line of the place in a question that a kind's check names."""
    options = said.get("options")
    if len(where) > 1 and isinstance(options, list) and int(where[1]) <= len(options):
        line: int = options[int(where[1]) - 1].line
        return line
    return said.lines.get({"rows": "options"}.get(str(where[0]), str(where[0])) if where else "key", said.line)
