import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quiz.bank.content_files import LectureFile
from quiz.bank.content_writing import lecture_text, section_text
from quiz.bank.dumping import lecture_file
from quiz.lectures.models import Lecture

COMMENT = re.compile(r"(?:^|\s)#(?:\s|!|$)")


class Command(BaseCommand):
    help = "Write the bank back into its content files, in one canonical form. The reverse of load_content."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.CONTENT_DIR, help="a folder of lectures")
        parser.add_argument(
            "--check", action="store_true", help="write nothing; show what would change, exit status 1 if anything"
        )

    def handle(self, *args: Any, path: Path, check: bool, **options: Any) -> None:
        lectures = list(Lecture.objects.all())
        if not lectures:
            raise CommandError(_("The bank is empty: there is nothing to write."))
        differing = 0
        for lecture in lectures:
            for file, text in _files(lecture_file(lecture, path / lecture.slug)):
                before = file.read_text(encoding="utf-8") if file.is_file() else ""
                text = _header(before) + text
                if text == before:
                    continue
                differing += 1
                self._tell(file, before, text, check)
                if not check:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(text, encoding="utf-8", newline="\n")
        if check and differing:
            sys.exit(1)
        if not differing:
            self.stdout.write(_("The files already say what the bank says."))

    def _tell(self, file: Path, before: str, text: str, check: bool) -> None:
        if check:
            lines = unified_diff(before.splitlines(), text.splitlines(), str(file), str(file), lineterm="")
            self.stdout.write("\n".join(lines))
        else:
            self.stdout.write(str(file))
        for number in _lost_comments(before, text):
            message = _("%(file)s:%(line)d: this comment is not kept; only those at the head of a file are.")
            self.stderr.write(message % {"file": file, "line": number})


def _files(lecture: LectureFile) -> Iterator[tuple[Path, str]]:
    yield lecture.folder / "lecture.yaml", lecture_text(lecture)
    for section in lecture.sections:
        yield section.path, section_text(section)


def _header(before: str) -> str:
    """The comment lines and empty lines that a file begins with."""
    lines = before.splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if line.strip() and line[0] != "#"), 0)
    return "".join(lines[:first])


def _lost_comments(before: str, text: str) -> list[int]:
    kept = set(text.splitlines())
    lines = enumerate(before.splitlines(), start=1)
    return [number for number, line in lines if COMMENT.search(line) and line not in kept]
