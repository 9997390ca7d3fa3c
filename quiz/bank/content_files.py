"""Reading a content folder: a lecture, its sections, their questions. The whole folder or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from . import content_format
from .content_errors import read_as
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
    questions: list[QuestionFile]


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
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    return tuple(term for line in lines if (term := line.partition("#")[0].strip()))


def read_wording(folder: Path) -> str:
    """The lecture's own words in `lecture.txt`, where they may be kept: never loaded or shown, for the lint alone."""
    path = folder / "lecture.txt"
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def read_lecture(folder: Path) -> LectureFile:
    """The lecture in `folder`. Raises BadContent with every error found in any of its files."""
    top = Reader(folder / "lecture.yaml")
    said = top.read()
    form = read_as(content_format.Lecture, said, top)
    if form is None:
        raise BadContent(top.errors)
    if form.lecture != folder.name:
        top.error(said.lines["lecture"], _("The field “lecture” must be the folder's name."))
    lecture = LectureFile(folder.name, form.title, form.language, form.target, [], folder)
    errors = top.errors
    keys: dict[str, Path] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name != "lecture.yaml" and path.stem not in form.sections:
            errors.append(ContentError(path, 1, _("lecture.yaml does not list this section.")))
    for number in form.sections:
        path = folder / f"{number}.yaml"
        if not path.is_file():
            top.error(said.lines["sections"], _("There is no file %(name)s.") % {"name": path.name})
            continue
        reader = Reader(path)
        lecture.sections += _section(reader, number, set(form.sections), keys)
        errors += reader.errors
    if errors:
        raise BadContent(errors)
    return lecture


def _section(reader: Reader, number: str, numbers: set[str], keys: dict[str, Path]) -> list[SectionFile]:
    """The section in the file, none if it cannot be read. Its questions are read one by one, to find every error."""
    said = reader.read()
    if reader.errors:
        return []
    listed = said.get("questions", [])
    form = read_as(content_format.Section, said, reader, questions=[] if isinstance(listed, list) else listed)
    points = said.get("points")
    questions = []
    for question in listed if isinstance(listed, list) else []:
        if isinstance(question, Mapping):
            questions += read_question(reader, question, len(points) if isinstance(points, list) else 0)
        else:
            reader.error(said.lines["questions"], _("Each question begins with fields like `key: …`."))
    for found in questions:
        if found.key in keys:
            where = _("The key “%(key)s” is already used in %(file)s.")
            reader.error(found.line, where % {"key": found.key, "file": keys[found.key].name})
        keys[found.key] = reader.path
    if form is None:
        return []
    if form.section != number:
        reader.error(said.lines["section"], _("The field “section” must be the file's name."))
    for link, place in zip(form.related, said.get("related", []), strict=True):
        if link.section not in numbers:
            reader.error(place.line, _("There is no section “%(name)s”.") % {"name": link.section})
    label = number if form.label is None else form.label
    related = [(link.section, link.label) for link in form.related]
    about = (number, label, form.title, form.summary, form.points, form.passages, related, reader.path)
    return [SectionFile(*about, questions)]
