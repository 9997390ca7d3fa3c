from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quiz.bank.content_files import read_lecture
from quiz.bank.loading import load_lecture
from quiz.bank.strict_yaml import BadContent, ContentError


class Command(BaseCommand):
    help = "Load lectures and questions from a content folder. One bad line and nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.CONTENT_DIR)

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        folders = [path] if (path / "lecture.yaml").is_file() else sorted(p.parent for p in path.glob("*/lecture.yaml"))
        if not folders:
            raise CommandError(f"{path}: no lecture.yaml here or one folder below.")
        errors: list[ContentError] = []
        lectures = []
        for folder in folders:
            try:
                lectures.append(read_lecture(folder))
            except BadContent as bad:
                errors += bad.errors
        if errors:
            raise CommandError("\n".join(map(str, errors)) + "\nNothing was written.")
        for lecture in lectures:
            done = load_lecture(lecture, at=timezone.now())
            said = ", ".join(f"{count} {what}" for what, count in sorted(done.items())) or "no questions"
            self.stdout.write(f"{lecture.slug}: {said}")
