"""Reads a page as a browser does that sends its form."""

from __future__ import annotations

from html.parser import HTMLParser

TICKED = ("radio", "checkbox")


class Reader(HTMLParser):
    """What a browser sends of the forms in a page."""

    def __init__(self):
        super().__init__()
        self.found, self.inside, self.options = {}, None, None

    def add(self, name, value):
        self.found.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "textarea":
            self.inside = (said["name"], [])
        elif tag == "select":
            self.options = (said.get("name"), [])
        elif tag == "option" and self.options:
            self.options[1].append((said.get("value", ""), "selected" in said))
        elif tag == "input" and "name" in said and ("checked" in said or said.get("type") not in TICKED):
            self.add(said["name"], said.get("value", ""))

    def handle_data(self, data):
        if self.inside:
            self.inside[1].append(data)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.add(self.inside[0], "".join(self.inside[1]).replace("\n", "\r\n").removeprefix("\r\n"))
            self.inside = None
        elif tag == "select":
            name, options = self.options
            if name:
                self.add(name, next((value for value, chosen in options if chosen), options[0][0]))
            self.options = None


def fields_of(shown):
    """The fields of the editor's form, each with its values; the answer in the preview is not one of them."""
    reader = Reader()
    reader.feed(shown)
    return {name: values for name, values in reader.found.items() if name != "answer"}
