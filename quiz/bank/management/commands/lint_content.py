import json
import sys
from argparse import ArgumentParser
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quiz.bank import lint, linting
from quiz.bank.content_files import lecture_folders, read_lecture
from quiz.bank.strict_yaml import BadContent

Report = dict[str, Any]


class Command(BaseCommand):
    help = "Tell what is weak in the questions of a content folder, and how to mend it. Exit status 1 on errors."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.CONTENT_DIR)
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the report as JSON")
        parser.add_argument("--text", type=Path, help="the lecture's own text, to find what is copied from it")

    def handle(self, *args: Any, path: Path, as_json: bool, text: Path | None, **options: Any) -> None:
        folders = lecture_folders(path)
        if not folders:
            raise CommandError(_("%(path)s: no lecture.yaml here or one folder below.") % {"path": path})
        wording = text.read_text(encoding="utf-8") if text else ""
        report = merged([(folder.name, report_on(folder, wording)) for folder in folders])
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            self._tell(report)
        if report["errors"]:
            sys.exit(1)

    def _tell(self, report: Report) -> None:
        names = {lint.ERROR: _("error"), lint.WARNING: _("warning")}
        for found in report["errors"] + report["warnings"]:
            place = f"{found['file']}:{found['line']}"
            self.stdout.write(
                f"{place}: {names[found['severity']]} {found['where']} [{found['code']}] {found['message']}"
            )
        for name in ("by_section", "by_kind", "by_level"):
            self.stdout.write("  ".join(f"{what} {count}" for what, count in report[name].items()))
        said = {"questions": report["questions"], "errors": len(report["errors"]), "warnings": len(report["warnings"])}
        self.stdout.write(_("%(questions)d questions, %(errors)d errors, %(warnings)d warnings") % said)


def report_on(folder: Path, wording: str) -> Report:
    """What `--json` prints, for one lecture. A folder that cannot be read has its reasons as errors."""
    try:
        lecture = read_lecture(folder)
    except BadContent as bad:
        found = [
            lint.Finding("unreadable", lint.ERROR, one.file.stem, str(one.file), one.line, one.message)
            for one in bad.errors
        ]
        return _report([], lint.Outline(), found)
    outline, entries = linting.of_file(lecture, wording)
    return _report(entries, outline, linting.findings(outline, entries))


def _report(entries: list[lint.Entry], outline: lint.Outline, found: list[lint.Finding]) -> Report:
    asked = [entry for entry in entries if entry.published]
    by_severity: dict[str, list[dict[str, Any]]] = {lint.ERROR: [], lint.WARNING: []}
    for finding in found:
        by_severity[finding.severity].append({**asdict(finding), "file": _shown(finding.file)})
    return {
        "questions": len(asked),
        **lint.counts(asked, outline),
        "errors": by_severity[lint.ERROR],
        "warnings": by_severity[lint.WARNING],
    }


def _shown(file: str) -> str:
    """The path of a file from where the command was called, if it lies below."""
    path = Path(file)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else file


def merged(reports: list[tuple[str, Report]]) -> Report:
    """One report of all lectures; with several, a section is named with its lecture: `slug/2.3`."""
    if len(reports) == 1:
        return reports[0][1]
    totals: dict[str, Counter[str]] = {name: Counter() for name in ("by_section", "by_kind", "by_level")}
    for slug, report in reports:
        for name, total in totals.items():
            for what, count in report[name].items():
                total[f"{slug}/{what}" if name == "by_section" else what] += count
    return {
        "questions": sum(report["questions"] for _slug, report in reports),
        **{name: dict(total) for name, total in totals.items()},
        "errors": [found for _slug, report in reports for found in report["errors"]],
        "warnings": [found for _slug, report in reports for found in report["warnings"]],
    }
