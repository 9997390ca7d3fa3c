"""YAML as people write it by hand, read strictly: no traps of the format, every error with its file and line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

MAX_BYTES = 1_000_000


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

    def whole(self, said: Mapping, name: str) -> int | None:
        """The whole number in a field, None if the field is left out."""
        value = said.get(name)
        if value is None:
            return None
        if isinstance(value, str) and value.isdecimal() and len(value) < 6:
            return int(value)
        self.error(said.lines[name], _("The field “%(name)s” must be a whole number.") % {"name": name})
        return None

    def one_of(self, said: Mapping, name: str, choices: list[str], default: str | None = None) -> None:
        if said.get(name, default) not in choices:
            hint = _("The field “%(name)s” must be one of: %(choices)s.")
            known = {"name": name, "choices": ", ".join(filter(None, choices))}
            self.error(said.lines.get(name, said.line), hint % known)

    def truth(self, said: Mapping, name: str, default: bool | None = None) -> None:
        if not isinstance(said.get(name, default), bool):
            message = _("The field “%(name)s” must be true or false.") % {"name": name}
            self.error(said.lines.get(name, said.line), message)
