"""A trainee answers on a phone: with and without JavaScript, by keys, by tapping."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from .answering import SAVED, answer, count, start


def test_a_whole_quiz_on_the_phone(open_as):
    tab = open_as("trainee").new_page()
    start(tab, "1.1")
    total = count(tab)[1]
    for number in range(1, total + 1):
        expect(tab.get_by_text(f"第{number}题", exact=True)).to_be_visible()
        answer(tab)
        expect(tab.locator("#saved")).to_have_text(SAVED)
        if number < total:
            tab.get_by_role("button", name="下一题").click()
            tab.wait_for_url(f"**/{number + 1}/")
            expect(tab.locator("#stem")).to_be_focused()
    assert count(tab) == (total, total)
    tab.get_by_role("button", name="检查并交卷").click()
    tab.get_by_role("button", name="交卷").click()
    expect(tab.get_by_text("分，满分100")).to_be_visible()
    expect(tab.get_by_role("heading", name="逐题解析")).to_be_visible()


def test_the_same_without_javascript(open_as):
    tab = open_as("trainee", javascript=False).new_page()
    start(tab, "1.2")
    total = count(tab)[1]
    for number in range(1, total + 1):
        answer(tab)
        tab.locator("footer .fill").click()
        tab.wait_for_url(f"**/{number + 1}/" if number < total else "**/hand-in/")
    tab.get_by_role("button", name="交卷").click()
    expect(tab.get_by_text("分，满分100")).to_be_visible()


def test_choosing_moves_nothing(open_as):
    tab = open_as("trainee").new_page()
    start(tab, "1.3")
    while not tab.locator("label.option").count():
        tab.get_by_role("button", name="下一题").click()
        expect(tab.locator("#stem")).to_be_focused()
    places = [box.bounding_box() for box in tab.locator("label.option").all()]
    tab.locator("label.option").last.click()
    expect(tab.locator("#saved")).to_have_text(SAVED)
    assert [box.bounding_box() for box in tab.locator("label.option").all()] == places


def test_the_answer_sheet_opens_over_the_question_and_closes_by_escape(open_as):
    tab = open_as("trainee").new_page()
    start(tab, "1.3")
    tab.get_by_role("button", name="标记").click()
    expect(tab.get_by_role("button", name="已标记")).to_be_visible()
    tab.locator("#open-sheet").click()
    sheet = tab.get_by_role("dialog", name="答题卡")
    expect(sheet.get_by_role("link", name=re.compile("^第1题，"))).to_be_visible()
    tab.keyboard.press("Escape")
    expect(sheet).not_to_be_visible()
    tab.get_by_role("button", name="已标记").click()


def test_keys_choose_and_turn_over(open_as):
    tab = open_as("trainee").new_page()
    start(tab, "0")
    while tab.locator("input[name=answer][type=radio]").count() < 2:
        tab.get_by_role("button", name="下一题").click()
        expect(tab.locator("#stem")).to_be_focused()
    position = int(tab.url.rstrip("/").rsplit("/", 1)[1])
    tab.keyboard.press("2")
    expect(tab.locator("input[name=answer]").nth(1)).to_be_checked()
    expect(tab.locator("#saved")).to_have_text(SAVED)
    tab.keyboard.press("Escape")
    tab.locator("#stem").focus()
    tab.keyboard.press("g")
    expect(tab.get_by_role("dialog", name="答题卡")).to_be_visible()
    tab.keyboard.press("Escape")
    tab.locator("#stem").focus()
    tab.keyboard.press("ArrowRight" if position == 1 else "ArrowLeft")
    tab.wait_for_url(f"**/{2 if position == 1 else position - 1}/")


def test_back_goes_one_question_back_and_shows_the_answer(open_as):
    tab = open_as("trainee").new_page()
    start(tab, "2")
    first = tab.url
    answer(tab)
    expect(tab.locator("#saved")).to_have_text(SAVED)
    tab.get_by_role("button", name="下一题").click()
    tab.wait_for_url("**/2/")
    tab.go_back()
    tab.wait_for_url(first)
    expect(tab.locator("#saved")).to_have_text(SAVED)
    assert tab.locator("#stem").count() == 1


def test_practice_tells_at_once_and_goes_on_by_itself_if_wished(open_as):
    tab = open_as("trainee").new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    tab.goto("/study/lectures/weiguan-buwei/1.4/")
    tab.get_by_role("button", name="练习").click()
    total = count_of_practice(tab)
    for number in range(1, total):
        checks_itself = tab.locator("input[name=answer][type=radio]").count()  # asked before the answer takes them away
        answer(tab)
        if not checks_itself:
            tab.locator("#check").click()
        expect(tab.locator("#saved")).to_have_text(re.compile("答对|答错|部分对"))
        expect(tab.get_by_role("heading", name="解析")).to_be_visible()
        box = tab.get_by_label("答对后自动下一题")
        if "答对" in tab.locator("#saved").inner_text() and box.is_checked():
            break
        box.check()
        tab.get_by_role("link", name="下一题").click()
        expect(tab.get_by_text(f"第{number + 1}题", exact=True)).to_be_visible()
    expect(tab.get_by_text(f"第{number + 1}题", exact=True)).to_be_visible()
    assert not said


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_steps_are_numbered_by_tapping_them_or_by_boxes(open_as, javascript):
    tab = open_as("trainee", javascript=javascript).new_page()
    tab.goto("/study/lectures/weiguan-buwei/1/")
    tab.get_by_role("button", name="练习").click()
    address = tab.url.rpartition("/")[0].rpartition("/")[0]
    total = count_of_practice(tab)
    for number in range(1, total + 1):
        tab.goto(f"{address}/{number}/")
        if tab.locator(".step").count():
            break
    steps, boxes = tab.locator(".step .words"), tab.locator(".step select")
    places = lambda: [box.input_value() for box in boxes.all()]  # noqa: E731
    if javascript:
        expect(tab.get_by_text("也可按先后依次点各步")).to_be_visible()
        for number in (1, 0, 2):
            steps.nth(number).click()
        assert places()[:3] == ["2", "1", "3"]
        steps.nth(1).click()
        assert places()[:3] == ["2", "", "3"], "a second tap takes its number away"
        steps.nth(1).click()
        boxes.nth(1).select_option("3")
        assert places()[:3] == ["2", "3", ""], "a number is given once"
    else:
        expect(tab.get_by_text("也可按先后依次点各步")).to_be_hidden()
        boxes.nth(0).select_option("2")
        assert places()[0] == "2"


def count_of_practice(tab: Tab) -> int:
    return int(re.search(r"共(\d+)题", tab.locator(".meta").inner_text())[1])


def test_going_to_another_question_is_not_leaving_and_going_away_is(open_as):
    tab = open_as("trainee").new_page()
    start(tab, "1.3")
    left = []
    tab.on("request", lambda request: left.append(request.url) if "/leave/" in request.url else None)
    tab.evaluate("document.getElementById('words').dataset.leaveUrl = '/study/attempts/0/leave/'")
    hide = "(hidden) => { Object.defineProperty(document, 'hidden', {configurable: true, get: () => hidden});"
    tab.evaluate(hide + " document.dispatchEvent(new Event('visibilitychange')); }", True)
    assert left == []
    with tab.expect_request("**/leave/"):
        tab.evaluate(hide + " document.dispatchEvent(new Event('visibilitychange')); }", False)
    assert len(left) == 1
