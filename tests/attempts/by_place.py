"""Answers a question by what stands where on the screen, as people do: the second option, whatever its value is."""

from __future__ import annotations

from html.parser import HTMLParser

TYPED = "暗记作答"


class AnswerForm(HTMLParser):
    """The fields of the form `#answer`: for each name the values that can be chosen, in the order shown."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ticks: list[tuple[str, str]] = []
        self.several = False
        self.lists: list[tuple[str, list[str]]] = []
        self.typed: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        name, kind = found.get("name", ""), found.get("type", "")
        if tag == "form":
            self.inside = found.get("id") == "answer"
        if not self.inside:
            return
        if kind in ("radio", "checkbox"):
            self.ticks.append((name, found["value"]))
            self.several = kind == "checkbox"
        elif tag == "select":
            self.lists.append((name, []))
        elif tag == "option":
            self.lists[-1][1].append(found.get("value", "by text"))
        elif name and (tag == "textarea" or (tag == "input" and kind != "hidden")):
            self.typed.append(name)

    def handle_data(self, data: str) -> None:
        if self.lists and self.lists[-1][1][-1:] == ["by text"]:
            self.lists[-1][1][-1] = data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False

    def filled(self, place: int = 0) -> dict[str, list[str]]:
        """What is sent by whoever takes the option at `place` (and the one after it, if several may be taken), in each
        list the next entry, and types the same everywhere."""
        sent: dict[str, list[str]] = {}
        taken = range(place, place + 1 + self.several) if self.ticks else ()
        for name, value in (self.ticks[number % len(self.ticks)] for number in taken):
            sent.setdefault(name, []).append(value)
        for number, (name, values) in enumerate(self.lists):
            offered = [value for value in values if value]
            sent.setdefault(name, []).append(offered[(place + number) % len(offered)])
        for name in self.typed:
            sent.setdefault(name, []).append(TYPED)
        return sent
