"""YAML as people write it by hand, written: the one canonical form of the content files.

One field a line, however long; a text of several lines as `|` block; lists of rows as blocks, lists of words in
brackets; quotes only where the reader (`strict_yaml`) or an editor would take a text for something else. The control
characters that the reader refuses are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from yaml import SafeLoader

from .strict_yaml import CONTROL

INDICATOR = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`\s]""")  # none may begin a plain text
SPECIAL = re.compile(r":\s|\s#|:$|\s$")
IN_BRACKETS = re.compile(r"[,\[\]{}?:]")
# What readers of YAML 1.2 take for a number, beside what PyYAML (YAML 1.1) does; and two words that look like truths.
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|0o[0-7]+|[yYnN]")
# Line ends of YAML and what it cannot hold as it is.
UNPRINTABLE = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Bare:
    """A number, a key or a word of the format: written without quotes."""

    text: str


@dataclass(frozen=True)
class Quoted:
    """A text that is always in quotes: the number of a section."""

    text: str


@dataclass(frozen=True)
class Brackets:
    """A list on one line."""

    items: Sequence[Any]


@dataclass(frozen=True)
class Block:
    """A text that always stands as a `|` block."""

    text: str


Fields = list[tuple[str, Any]]


def document(fields: Fields) -> str:
    return "".join(f"{line}\n" for line in _lines(fields))


def _lines(fields: Fields) -> Iterator[str]:
    for name, value in fields:
        if isinstance(value, Block) or (isinstance(value, str) and "\n" in value):
            text = value.text if isinstance(value, Block) else value
            yield from _block(name, text)
        elif isinstance(value, dict):
            yield f"{scalar(name)}:"
            yield from (f"  {line}" for line in _lines(list(value.items())))
        elif isinstance(value, list):
            yield f"{name}:"
            for item in value:
                lines = list(_lines(item)) if isinstance(item, list) else [scalar(item)]
                yield f"  - {lines[0]}"
                yield from (f"    {line}" if line else "" for line in lines[1:])
        else:
            yield f"{scalar(name)}: {scalar(value)}"


def _block(name: str, text: str) -> Iterator[str]:
    text = CONTROL.sub("", text)
    if UNPRINTABLE.search(text) or not text.strip() or text != text.strip():
        yield f"{name}: {_escaped(text)}"
        return
    yield f"{name}: |"
    yield from (f"  {line}" if line else "" for line in text.split("\n"))


def scalar(value: Any, within: bool = False) -> str:
    """`value` on one line; `within` brackets commas and brackets need quotes too."""
    if isinstance(value, Brackets):
        return f"[{', '.join(scalar(item, within=True) for item in value.items)}]"
    if isinstance(value, Bare):
        return value.text
    if isinstance(value, Quoted):
        return _escaped(value.text)
    value = CONTROL.sub("", value)
    return _escaped(value) if _needs_quotes(value, within) else str(value)


def _needs_quotes(text: str, within: bool) -> bool:
    return bool(
        not text
        or INDICATOR.match(text)
        or SPECIAL.search(text)
        or NUMBER.fullmatch(text)
        or any(looks.match(text) for _tag, looks in SafeLoader.yaml_implicit_resolvers.get(text[0], []))
        or UNPRINTABLE.search(text)
        or "\n" in text
        or (within and IN_BRACKETS.search(text))
    )


def _escaped(text: str) -> str:
    """In double quotes; in single ones if that spares escapes."""
    if ('"' in text or "\\" in text) and "\n" not in text and not UNPRINTABLE.search(text):
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    printable = UNPRINTABLE.sub(lambda found: "\\U" + format(ord(found[0]), "08x"), escaped)
    return f'"{printable}"'
