import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from pydantic import BaseModel

from quiz.bank import content_format

FORMS: dict[str, type[BaseModel]] = {"lecture": content_format.Lecture, "section": content_format.Section}


def schema(name: str) -> str:
    """The JSON Schema of one kind of content file, as it is kept beside the content."""
    said = FORMS[name].model_json_schema(by_alias=True)
    return (
        json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **said}, ensure_ascii=False, indent=2)
        + "\n"
    )


class Command(BaseCommand):
    help = "Write the JSON Schemas of the content files, by which editors complete and check while you type."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.CONTENT_DIR / "schema")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        path.mkdir(parents=True, exist_ok=True)
        for name in FORMS:
            (path / f"{name}.json").write_text(schema(name), encoding="utf-8")
            self.stdout.write(str(path / f"{name}.json"))
