"""A trainee answers on a phone: with and without JavaScript, by keys, with the network cut, in two windows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from .conftest import sign_in

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


def test_answers_given_while_the_network_is_down_are_kept_said_and_sent(open_as):
    context = open_as("trainee")
    tab = context.new_page()
    start(tab, "2.6")
    expect(tab.locator("body[data-paper=ready]")).to_have_count(1)
    before, total = count(tab)
    context.set_offline(True)
    answer(tab)
    expect(tab.locator("#saved")).to_contain_text("网络已断开，1项待同步")
    tab.get_by_role("button", name="下一题").click()
    expect(tab.get_by_text("第2题", exact=True)).to_be_visible()
    answer(tab)
    expect(tab.locator("#saved")).to_contain_text("2项待同步")
    context.set_offline(False)
    expect(tab.locator("#saved")).to_have_text(SAVED, timeout=15_000)
    tab.reload()
    assert count(tab) == (before + 2, total)


def test_a_killed_page_leaves_its_answers_on_the_device(open_as):
    context = open_as("trainee")
    tab = context.new_page()
    start(tab, "2.5")
    address = tab.url
    before, _total = count(tab)
    context.set_offline(True)
    answer(tab)
    expect(tab.locator("#saved")).to_contain_text("1项待同步")
    tab.close(run_before_unload=False)
    context.set_offline(False)
    tab = context.new_page()
    tab.goto(address)
    expect(tab.locator("#saved")).to_have_text(SAVED)
    tab.reload()
    assert count(tab)[0] == before + 1


def left_on_the_device(context, number):
    """One answer that its page could not send; the page is gone. Returns how many the server had before, and where."""
    tab = context.new_page()
    start(tab, number)
    fields = "[name=answer]:is(:checked, select, textarea, [type=text]), select[name^=place-]"
    while tab.locator("#answer").locator(fields).evaluate_all("fields => fields.some((field) => field.value)"):
        tab.get_by_role("button", name="下一题").click()
        expect(tab.locator("#stem")).to_be_focused()
    address, before = tab.url, count(tab)[0]
    context.set_offline(True)
    answer(tab)
    expect(tab.locator("#saved")).to_contain_text("1项待同步")
    tab.close(run_before_unload=False)
    context.set_offline(False)
    return before, address


def test_what_a_killed_page_left_is_sent_from_the_home_page_too(open_as):
    context = open_as("trainee")
    before, address = left_on_the_device(context, "2.3")
    tab = context.new_page()
    tab.goto("/")
    expect(tab.locator("#leftover")).to_have_text("✓ 留在本机的1项作答已补传并保存。")
    assert tab.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('answers:'))") == []
    tab.goto(address)
    assert count(tab)[0] == before + 1


def test_what_somebody_else_left_on_the_device_stays_there(open_as):
    tab = open_as("trainee").new_page()
    tab.goto("/")
    foreign = '[{"url": "/study/attempts/999999/1/", "body": "answer=1&sequence=1", "given": 0}]'
    tab.evaluate("queue => localStorage.setItem('answers:999999', queue)", foreign)
    with tab.expect_response(lambda answer: "/attempts/999999/" in answer.url) as refused:
        tab.reload()
    assert refused.value.status == 404
    expect(tab.locator("#leftover")).to_be_hidden()
    assert tab.evaluate("localStorage.getItem('answers:999999')") == foreign


def test_of_two_windows_the_older_answer_gives_way_and_says_so(open_as):
    context = open_as("trainee")
    one, two = context.new_page(), context.new_page()
    start(one, "2.4")
    while one.locator("input[name=answer][type=radio]").count() < 2:
        one.get_by_role("button", name="下一题").click()
        expect(one.locator("#stem")).to_be_focused()
    two.goto(one.url)
    two.evaluate("Date.now = () => 9e12")
    two.locator("label.option").nth(1).click()
    expect(two.locator("#saved")).to_have_text(SAVED)
    one.locator("label.option").nth(0).click()
    expect(one.locator("#saved")).to_contain_text("此题已在另一窗口或设备上改过")
    expect(one.locator("input[name=answer]").nth(1)).to_be_checked()


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_session_that_expired_in_mid_quiz_loses_no_answer(open_as, site, javascript):
    context = open_as("trainee", javascript=javascript)
    tab = context.new_page()
    start(tab, "2.2" if javascript else "2.1")
    while not tab.locator("label.option").count():
        tab.locator("footer .fill").click()
        expect(tab.locator("#stem")).to_be_visible()
    address = tab.url
    context.clear_cookies(name="sessionid")
    tab.locator("label.option").nth(1).click()
    if javascript:
        expect(tab.locator("#saved")).to_contain_text("登录已超时")
        tab.get_by_role("link", name="重新登录").click()
    else:
        tab.get_by_role("button", name="下一题").click()
    who = site.sign_in("trainee")
    tab.get_by_label("学号或手机号").fill(who["username"])
    tab.get_by_label("密码", exact=True).fill(who["password"])
    tab.get_by_role("button", name="登录").click()
    if not javascript:
        tab.get_by_role("button", name="提交刚才填写的内容").click()
        tab.goto(address)
    expect(tab.locator("#saved")).to_have_text(SAVED)
    tab.goto(address)
    expect(tab.locator("input[name=answer]").nth(1)).to_be_checked()


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


def test_an_answer_given_before_signing_in_anew_elsewhere_is_sent_after_it(open_as, site):
    """Signing in gives another token: what waits on the device must outlive the refusal of the old one."""
    context = open_as("trainee")
    tab, other = context.new_page(), context.new_page()
    start(tab, "1.4")
    while tab.locator("input[name=answer][type=radio]").count() < 2:
        tab.get_by_role("button", name="下一题").click()
        expect(tab.locator("#stem")).to_be_focused()
    other.goto("/me/")
    context.clear_cookies(name="sessionid")
    tab.locator("label.option").nth(1).click()
    expect(tab.locator("#saved")).to_contain_text("登录已超时")
    sign_in(other, site, "trainee")
    tab.locator("label.option").nth(0).click()
    expect(tab.locator("#saved")).to_have_text(SAVED, timeout=15_000)
    tab.reload()
    expect(tab.locator("input[name=answer]").nth(0)).to_be_checked()


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
