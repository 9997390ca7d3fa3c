"""How a text names a picture. Pure; shared by the checks of the kinds, by Markdown and by the page that serves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

NAME = re.compile(r"[0-9a-f]{32}-(?P<width>[1-9][0-9]{0,3})x(?P<height>[1-9][0-9]{0,3})\.(?P<kind>png|jpg|webp)")
# Anything that looks like a picture of Markdown, sound or not.
MENTION = re.compile(r"!\[(?P<alt>[^\[\]\n]*)\]\((?P<name>[^()\s]*)\)")


def mentions(text: str) -> Iterator[tuple[str, str]]:
    """Each picture in a text: what it is said to show, and its name."""
    return ((found["alt"].strip(), found["name"]) for found in MENTION.finditer(text))


def without(text: str) -> str:
    """The words of a text, its pictures apart."""
    return MENTION.sub("", text)
