"""What organisers and administrators see of header and board, at every size of type."""

from __future__ import annotations

import pytest

SIZES = ["标准", "大", "特大"]


@pytest.fixture
def in_size(open_as):
    """Open a window as somebody of `role` with type of that size; the usual size comes back at the end."""
    tabs = []

    def make(role: str, width: int, size: str):
        tab = open_as(role, (width, 900)).new_page()
        tab.goto("/me/")
        tab.get_by_role("button", name=size, exact=True).click()
        tabs.append(tab)
        return tab

    yield make
    for tab in tabs:
        tab.goto("/me/")
        tab.get_by_role("button", name="标准", exact=True).click()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("width", [1280, 1440])
def test_the_whole_board_fits_a_desk(in_size, site, width, size):
    tab = in_size("organiser", width, size)
    tab.goto(next(page.path for page in site.pages if page.name == "board"))
    last = tab.get_by_role("columnheader", name="未完成").bounding_box()
    box = tab.locator(".heatbox").bounding_box()
    assert tab.locator(".heatbox").evaluate("box => box.scrollWidth <= box.clientWidth")
    assert last["x"] + last["width"] <= box["x"] + box["width"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("role", ["organiser", "admin"])
def test_the_words_of_the_mark_are_whole_or_not_there(in_size, role, width, size):
    tab = in_size(role, width, size)
    tab.goto("/")
    mark, words = tab.locator(".mark").bounding_box(), tab.locator(".mark strong").bounding_box()
    assert tab.locator(".mark .seal").is_visible()
    assert tab.locator("header.brand").bounding_box()["height"] <= 72
    beside = words["y"] < mark["y"] + mark["height"]
    assert words["x"] + words["width"] <= mark["x"] + mark["width"] + 1 if beside else words["y"] > mark["y"]
    nav = tab.locator("header.brand nav")
    assert nav.evaluate("nav => nav.scrollWidth <= nav.clientWidth")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_ticked_is_counted_at_once(in_size, site):
    tab = in_size("organiser", 390, "标准")
    tab.goto(next(page.path for page in site.pages if page.name == "quiz-questions"))
    section = tab.locator("details.choose").first
    if section.get_attribute("open") is None:
        section.locator("summary").click()
    all_before = tab.locator("#choose input:checked").count()
    here_before = section.locator("input:checked").count()
    section.locator("input[name=question]").first.click()
    now = 1 if tab.locator("#choose input:checked").count() > all_before else -1
    assert tab.locator("#chosen").inner_text() == f"已选{all_before + now}题"
    assert f"已选{here_before + now}题" in section.locator("summary").inner_text()
