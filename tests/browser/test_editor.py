"""The editor while somebody types into it: on a slow network, without one, after the sign-in has ended, on a phone."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import expect

from .conftest import DESK, PHONE

TYPED = "最后四字"


@pytest.fixture
def edited(open_as, site):
    """A question or case in the editor, on a desk or a phone; what was typed is dropped at the end."""
    opened = []

    def make(size=DESK, name="question-edit"):
        tab = open_as("admin", size).new_page()
        tab.on("dialog", lambda dialog: dialog.accept())
        tab.goto(next(page.path for page in site.pages if page.name == name))
        opened.append(tab)
        return tab

    yield make
    for tab in opened:
        tab.context.set_offline(False)
        if tab.locator("form#edit").count():
            tab.goto(tab.url.partition("?")[0])
        discard = tab.get_by_role("button", name="放弃", exact=True)
        if discard.count():
            discard.click()


def slow(tab, latency):
    network = tab.context.new_cdp_session(tab)
    network.send("Network.enable")
    rates = {"downloadThroughput": -1, "uploadThroughput": -1}
    network.send("Network.emulateNetworkConditions", {"offline": False, "latency": latency, **rates})


@pytest.mark.parametrize(
    ("name", "field", "latency"),
    [("question-edit", "stem", 0), ("question-edit", "stem", 300), ("case-edit", "text", 300)],
)
def test_the_last_character_is_previewed_and_after_a_pause_kept(edited, name, field, latency):
    tab = edited(name=name)
    slow(tab, latency)
    sent = []
    tab.on("request", lambda request: sent.append(request) if "unsaved/keep" in request.url else None)
    box = tab.locator(f"#id_{field}")
    box.press("Control+End")
    last = tab.expect_response(
        lambda answer: "unsaved/keep" in answer.url and TYPED in unquote_plus(answer.request.post_data or ""),
        timeout=6_000,  # the pause and the network, not the throttle
    )
    with last:
        box.press_sequentially(TYPED, delay=120)
        expect(tab.locator("#preview .stem, #preview .material").last).to_contain_text(TYPED)
    expect(tab.locator("#kept")).to_contain_text("已自动保留")
    assert len(sent) <= 3  # the first at once, the last after the pause
    tab.goto(f"{tab.url}?unsaved=restore")
    assert box.input_value().endswith(TYPED)


@pytest.mark.parametrize("name", ["question-edit", "case-edit"])
def test_the_reason_for_the_change_is_kept_too_though_it_stands_beside_the_buttons(edited, name):
    tab = edited(name=name)
    kept = tab.expect_response(lambda answer: "unsaved/keep" in answer.url, timeout=6_000)
    with kept:
        tab.get_by_label("修改原因").fill("表述不清")
    expect(tab.locator("#kept")).to_contain_text("已自动保留")
    tab.goto(f"{tab.url}?unsaved=restore")
    expect(tab.get_by_label("修改原因")).to_have_value("表述不清")


def test_a_lost_network_and_an_ended_sign_in_are_said(edited):
    tab = edited()
    said = tab.locator("#saved")
    tab.context.set_offline(True)
    tab.locator("#id_tags").press_sequentially("断")
    expect(said).to_contain_text("连不上服务器")
    expect(said).to_be_in_viewport()  # at the end of a long page too
    assert said.evaluate("line => getComputedStyle(line).position") == "sticky"
    tab.context.set_offline(False)
    tab.locator("#id_stem").press_sequentially("续")
    expect(said).to_be_empty()
    signed_in = tab.context.cookies()
    tab.context.clear_cookies(name="sessionid")
    tab.locator("#id_stem").press_sequentially("完")
    expect(said).to_contain_text("您已退出登录")
    tab.context.add_cookies(signed_in)
    tab.locator("#id_stem").press_sequentially("回")
    expect(said).to_be_empty()


def test_who_takes_a_colleagues_revision_is_asked_nothing_and_rid_of_his_text(edited):
    tab, other = edited(name="edit-numeric"), edited(name="edit-numeric")
    asked = []
    tab.on("dialog", lambda dialog: asked.append(dialog.type))
    for window, word in ((other, "乙"), (tab, "甲")):
        window.locator("#id_stem").press("Control+End")
        window.locator("#id_stem").press_sequentially(word)
        window.get_by_role("button", name="保存为修订").click()
        window.wait_for_load_state()
    tab.get_by_role("button", name="放弃我的文本").click()
    expect(tab.locator("#id_stem")).to_have_value(re.compile("乙$"))
    expect(tab.get_by_role("link", name="恢复")).to_have_count(0)
    assert asked == []


def test_on_a_phone_saving_is_always_in_reach_and_findings_are_counted_on_the_tab(edited):
    tab = edited(PHONE)
    save = tab.get_by_role("button", name="保存为修订")
    box = save.bounding_box()
    assert box["y"] + box["height"] <= PHONE[1]
    tab.locator("#id_source").fill("9.9¶9z")
    expect(tab.locator("#found")).to_contain_text("1 处待查")
    tab.get_by_role("link", name="学员看到的样子").click()
    expect(tab.get_by_text("9.9¶9z")).to_be_visible()
