"""A phone and a desk in front of the real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab

from .site import CHROMIUM, Site, chromium

HERE = Path(__file__).parent
PHONE, DESK = (390, 844), (1280, 900)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": chromium(), "args": CHROMIUM}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(tmp_path_factory.mktemp("site"))
    made.prepare()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def cookies(browser: Browser, site: Site) -> dict[str, Any]:
    """The storage of somebody signed in, by role; "" for nobody."""
    found: dict[str, Any] = {"": None}
    for role in ("trainee", "organiser", "admin"):
        context = browser.new_context(locale="zh-CN")
        tab = context.new_page()
        sign_in(tab, site, role)
        found[role] = context.storage_state()
        context.close()
    return found


def sign_in(tab: Tab, site: Site, role: str) -> None:
    who = site.sign_in(role)
    tab.goto(f"{site.address}/sign-in/")
    tab.get_by_label("学号或手机号").fill(who["username"])
    tab.get_by_label("密码", exact=True).fill(who["password"])
    tab.get_by_role("button", name="登录").click()
    tab.wait_for_url(lambda address: "sign-in" not in address)


Open = Callable[..., BrowserContext]


@pytest.fixture
def open_as(browser: Browser, site: Site, cookies: dict[str, Any]) -> Iterator[Open]:
    """Open a browser as somebody of `role`: `open_as("trainee", theme="dark", javascript=False)`."""
    opened: list[BrowserContext] = []

    def make(role: str, size: tuple[int, int] = PHONE, theme: str = "light", javascript: bool = True) -> BrowserContext:
        context = browser.new_context(
            base_url=site.address,
            storage_state=cookies[role],
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=javascript,
            locale="zh-CN",
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
