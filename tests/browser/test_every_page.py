"""Every main page: nothing for axe to find, nothing wider than the screen, nothing in the console."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import DESK, PHONE

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RUN = """async (locale) => {
  axe.configure({locale});
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map(v => `${v.id}: ${v.help} · ` + v.nodes.slice(0, 3).map(n => n.html).join(" · "));
}"""


@pytest.fixture(scope="module")
def axe() -> tuple[str, dict]:
    locale = json.loads((AXE.parent / "axe.zh_CN.json").read_text(encoding="utf-8"))
    return AXE.read_text(encoding="utf-8"), locale


@pytest.mark.parametrize("role", ["", "trainee", "organiser", "admin"])
@pytest.mark.parametrize(("size", "theme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone, light", "desk, dark"])
def test_axe_finds_nothing_and_nothing_overflows(open_as, site, axe, size, theme, role):
    tab = open_as(role, size, theme).new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: said.append(str(error)))
    source, locale = axe
    wrong: dict[str, list[str]] = {}
    for page in site.pages:
        if page.role != role:
            continue
        said.clear()
        tab.goto(page.path)
        found = said.copy() if page.name != "not-found" else []
        if tab.evaluate("document.documentElement.scrollWidth") > size[0]:
            found.append("scrolls sideways")
        tab.evaluate(source)
        found += tab.evaluate(RUN, locale)
        if found:
            wrong[page.name] = found
    assert not wrong


@pytest.mark.parametrize("role", ["trainee", "organiser", "admin"])
def test_at_the_largest_type_on_a_narrow_phone_nothing_overflows(open_as, site, role):
    tab = open_as(role, (360, 800)).new_page()
    tab.goto("/me/")
    tab.get_by_role("button", name="特大").click()
    try:
        for page in site.pages:
            if page.role == role:
                tab.goto(page.path)
                assert tab.evaluate("document.documentElement.scrollWidth") <= 360, f"{page.name} scrolls sideways"
                if page.name == "question":
                    assert tab.locator("#stem").bounding_box()["y"] == 104
    finally:
        tab.goto("/me/")
        tab.get_by_role("button", name="标准").click()


def test_the_first_load_of_a_question_weighs_at_most_60_kb_in_6_requests_from_this_host_alone(open_as, site):
    question = next(page for page in site.pages if page.name == "question")
    tab = open_as("trainee").new_page()
    devtools = tab.context.new_cdp_session(tab)
    devtools.send("Network.enable")
    weights: list[float] = []
    hosts: set[str] = set()
    devtools.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    tab.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    tab.goto(question.path, wait_until="networkidle")
    assert hosts == {f"127.0.0.1:{site.port}"}
    assert len(weights) <= 6
    assert sum(weights) <= 60 * 1024
