"""YAML as people write it by hand, read strictly: no traps of the format, every error with its file and line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

MAX_BYTES = 1_000_000
# Marks that no text needs and some databases cannot keep; YAML refuses them as they are, but not as escapes.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


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


class Mapping(dict[str, Any]):
    """A mapping that knows the line it begins on, and the line of each of its keys."""

    line: int
    lines: dict[str, int]


class Reader:
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
        except RecursionError:
            self.error(1, _("The brackets of the file are nested too deeply. Look for one that is not closed."))
            return self._empty()
        except yaml.reader.ReaderError as error:
            self._control(text[: error.position].count("\n") + 1, chr(int(error.character)))
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

    def _control(self, line: int, char: str) -> None:
        said = _("Here stands a character that is none to be read (U+%(code)s). Delete it.")
        self.error(line, said % {"code": f"{ord(char):04X}"})

    def _value(self, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            found = Mapping()
            found.line, found.lines = node.start_mark.line + 1, {}
            for key, value in node.value:
                line = key.start_mark.line + 1
                name = key.value if isinstance(key, yaml.ScalarNode) else "[…]"
                if name in found or name == "[…]":
                    self.error(line, _("The field “%(name)s” stands twice or has no plain name.") % {"name": name})
                    continue
                found[key.value], found.lines[key.value] = self._value(value), line
            return found
        if isinstance(node, yaml.SequenceNode):
            return [self._value(child) for child in node.value]
        if bad := CONTROL.search(node.value):
            self._control(node.start_mark.line + 1, bad[0])
        if node.style:
            return node.value
        if node.value in ("true", "false"):
            return node.value == "true"
        return None if node.value in ("", "null", "~") else node.value
