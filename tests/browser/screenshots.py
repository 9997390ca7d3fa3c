"""`python -m tests.browser.screenshots [FOLDER]`: every main page as a picture, to be looked at by a person.

FOLDER (var/screenshots) gets one file a page, width, theme and type size: `trainee-question-390-dark-xlarge.png`.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from .conftest import DESK, PHONE, sign_in
from .site import CHROMIUM, Site, chromium

SIZES = {"standard": "标准", "xlarge": "特大"}


def shoot(browser: Browser, site: Site, folder: Path, role: str) -> int:
    """Take the pages of `role` at all widths, themes and sizes; how many."""
    taken = 0
    for (width, height), theme, size in product((PHONE, DESK), ("light", "dark"), SIZES):
        context = browser.new_context(
            base_url=site.address, viewport={"width": width, "height": height}, color_scheme=theme, locale="zh-CN"
        )
        tab = context.new_page()
        if role:
            sign_in(tab, site, role)
            tab.goto("/me/")
        else:
            tab.goto("/sign-in/")
        tab.get_by_role("button", name=SIZES[size], exact=True).click()
        for page in site.pages:
            if page.role == role:
                tab.goto(page.path, wait_until="networkidle")
                name = "-".join([role or "anybody", page.name, str(width), theme, size])
                tab.screenshot(path=folder / f"{name}.png", full_page=role in ("organiser", "admin"))
                taken += 1
        context.close()
    return taken


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="quiz-screenshots-") as var_dir:
        site = Site(Path(var_dir))
        site.prepare()
        try:
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=chromium(), args=CHROMIUM)
                taken = sum(shoot(browser, site, folder, role) for role in ("", "trainee", "organiser", "admin"))
        finally:
            site.stop()
    sys.stdout.write(f"{taken} pictures in {folder}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("var/screenshots"))
