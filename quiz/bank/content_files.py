"""Reading a content folder: a lecture, its sections, their questions. The whole folder or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from .content_questions import QuestionFile, read_question
from .strict_yaml import BadContent, ContentError, Mapping, Reader


@dataclass
class SectionFile:
    number: str
    label: str
    title: str
    summary: str
    points: list[str]
    passages: dict[str, str]
    related: list[tuple[str, str]]
    path: Path
    questions: list[QuestionFile] = field(default_factory=list)


@dataclass
class LectureFile:
    slug: str
    title: str
    language: str
    target: int
    sections: list[SectionFile]
    folder: Path


def lecture_folders(path: Path) -> list[Path]:
    """`path` itself if it is a lecture's folder, else the lectures one folder below."""
    return [path] if (path / "lecture.yaml").is_file() else sorted(file.parent for file in path.glob("*/lecture.yaml"))


def read_terms(folder: Path) -> tuple[str, ...]:
    """The lecture's fixed words in `terms.txt`, one a line, `#` for a remark; none without the file."""
    path = folder / "terms.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return tuple(term for line in lines if (term := line.partition("#")[0].strip()))


def read_lecture(folder: Path) -> LectureFile:
    """The lecture in `folder`. Raises BadContent with every error found in any of its files."""
    top = Reader(folder / "lecture.yaml")
    said = top.read()
    top.only(said, {"lecture", "title", "language", "target", "sections"})
    numbers = [str(number) for number in top.several(said, "sections", str)]
    if said.get("lecture") != folder.name:
        top.error(said.lines.get("lecture", 1), _("The field “lecture” must be the folder's name."))
    target = top.whole(said, "target") or 10
    lecture = LectureFile(
        folder.name, top.text(said, "title"), top.text(said, "language", "zh-hans"), target, [], folder
    )
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
        reader = Reader(path)
        lecture.sections.append(_section(reader, number, set(numbers), keys))
        errors += reader.errors
    if errors:
        raise BadContent(errors)
    return lecture


def _section(reader: Reader, number: str, numbers: set[str], keys: dict[str, Path]) -> SectionFile:
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
        reader.path,
    )
    for question in reader.several(said, "questions", Mapping):
        section.questions += read_question(reader, question, len(section.points))
    for found in section.questions:
        if found.key in keys:
            where = _("The key “%(key)s” is already used in %(file)s.")
            reader.error(found.line, where % {"key": found.key, "file": keys[found.key].name})
        keys[found.key] = reader.path
    return section
