from argparse import ArgumentParser
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quiz.bank.content_files import LectureFile, lecture_folders, read_lecture
from quiz.bank.loading import FILE, WEB, Step, load_lecture
from quiz.bank.strict_yaml import BadContent, ContentError

# In the order in which they are told; each with the keys it happened to.
WORDS = {
    "section": gettext_lazy("sections changed"),
    "created": gettext_lazy("created"),
    "changed": gettext_lazy("changed"),
    "moved": gettext_lazy("moved to another section"),
    "unpointed": gettext_lazy("without their key point, which their section no longer has"),
    "published": gettext_lazy("now published"),
    "draft": gettext_lazy("now a draft"),
    "retired": gettext_lazy("now retired"),
    "gone": gettext_lazy("retired, because gone from the file"),
    "tagged": gettext_lazy("tags changed"),
    "kept": gettext_lazy("changed on the web since, and kept so"),
    "conflict": gettext_lazy("changed on the web and in the file, and left alone"),
    "section-left": gettext_lazy("sections gone from lecture.yaml, and left without their questions"),
    "unchanged": gettext_lazy("unchanged"),
}
DETAILS = {
    "wording": gettext_lazy("wording only"),
    "key": gettext_lazy("what is right"),
    "content": gettext_lazy("text"),
    "section": gettext_lazy("section"),
    "status": gettext_lazy("status"),
    "tags": gettext_lazy("tags"),
    "gone": gettext_lazy("gone from the file"),
}
MANY = 12  # keys of new questions are told up to here


class Command(BaseCommand):
    help = "Load lectures and questions from a content folder. One bad line and nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.CONTENT_DIR)
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument(
            "--take",
            nargs="+",
            action="append",
            default=[],
            metavar="SIDE KEY",
            help="settle conflicts: `--take file 2.3-01 2.3-02` takes the file's version, `--take web …` the bank's",
        )

    def handle(self, *args: Any, path: Path, dry_run: bool, take: list[list[str]], **options: Any) -> None:
        sides = _sides(take)
        lectures = _read(path)
        at = timezone.now()
        with transaction.atomic():
            try:
                done = [(lecture.slug, load_lecture(lecture, at=at, take=sides)) for lecture in lectures]
            except BadContent as bad:
                raise _refused(bad.errors) from bad
            known = {step.key for _slug, steps in done for step in steps}
            if missing := sorted(set(sides) - known):
                raise CommandError(
                    _("There is no question %(keys)s. Nothing was written.") % {"keys": ", ".join(missing)}
                )
            transaction.set_rollback(dry_run)
        for slug, steps in done:
            self.stdout.write(slug)
            for line in _told(steps):
                self.stdout.write(f"  {line}")
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing was written."))


def _sides(take: list[list[str]]) -> dict[str, str]:
    """By key, whose version is to be taken."""
    sides = {key: words[0] for words in take for key in words[1:]}
    if any(words[0] not in (FILE, WEB) or not words[1:] for words in take):
        raise CommandError(
            _("Say whose version to take, then of which questions: --take file 2.3-01, or --take web 2.3-01.")
        )
    return sides


def _read(path: Path) -> list[LectureFile]:
    folders = lecture_folders(path)
    if not folders:
        raise CommandError(_("%(path)s: no lecture.yaml here or one folder below.") % {"path": path})
    errors: list[ContentError] = []
    lectures = []
    for folder in folders:
        try:
            lectures.append(read_lecture(folder))
        except BadContent as bad:
            errors += bad.errors
    if errors:
        raise _refused(errors)
    return lectures


def _refused(errors: Iterable[ContentError]) -> CommandError:
    return CommandError("\n".join(chain(map(str, errors), [_("Nothing was written.")])))


def _told(steps: list[Step]) -> Iterable[str]:
    """One line for each thing that happened, with the keys it happened to."""
    for what, words in WORDS.items():
        found = [step for step in steps if step.what == what]
        if not found:
            continue
        keys = [f"{step.key} ({DETAILS.get(step.detail, step.detail)})" if step.detail else step.key for step in found]
        told = len(keys) <= MANY if what == "created" else what != "unchanged"
        yield f"{len(found)} {words}" + (f": {', '.join(keys)}" if told else "")
        if what == "conflict":
            key = found[0].key
            yield _("Choose: load_content --take file %(key)s, or load_content --take web %(key)s.") % {"key": key}
