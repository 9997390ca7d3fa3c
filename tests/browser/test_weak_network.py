"""No answer is lost: the network cut, the page killed, two windows, a session that ends in mid quiz."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from .answering import SAVED, answer, count, start
from .conftest import sign_in


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


def test_what_lies_on_a_page_that_is_open_is_left_to_it(open_as):
    context = open_as("trainee")
    tab, other = context.new_page(), context.new_page()
    start(tab, "1.3")
    store = tab.evaluate("`answers:${location.pathname.match(/attempts\\/(\\d+)/)[1]}`")
    queue = f'[{{"url": "{urlsplit(tab.url).path}", "body": "answer=1&sequence=1", "given": 0}}]'
    tab.evaluate("([store, queue]) => localStorage.setItem(store, queue)", [store, queue])
    sent = []
    other.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    other.goto("/")
    other.wait_for_timeout(1000)  # three times what it waits for a reply
    assert sent == []
    tab.evaluate("store => localStorage.removeItem(store)", store)


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
