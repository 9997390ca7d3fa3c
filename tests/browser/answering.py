"""What a trainee does in the browser tests: starts a quiz, answers whatever is asked, reads how far he has come."""

from __future__ import annotations

import re

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")


def start(tab: Tab, section: str) -> None:
    """Open the section and start its quiz, or go on with it."""
    tab.goto(f"/study/lectures/weiguan-buwei/{section}/")
    tab.locator(".actions .fill").click()
    expect(tab.locator("#stem")).to_be_visible()


def answer(tab: Tab) -> None:
    """Give some answer to whatever is asked."""
    form = tab.locator("#answer")
    if form.locator("label.option").count():
        form.locator("label.option").first.click()
    for number, field in enumerate(form.locator("select").all(), start=1):
        field.select_option(index=1 if field.get_attribute("name") == "answer" else number)
    for field in form.locator("input.inline, .field input, textarea").all():
        field.fill("3")


def count(tab: Tab) -> tuple[int, int]:
    answered, total = tab.locator("#answered").inner_text().split("/")
    return int(answered), int(total)
