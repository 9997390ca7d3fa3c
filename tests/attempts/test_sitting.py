"""One question a screen: what a tap saves, what comes back, what an ended session keeps."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quiz.attempts.models import Response, ResponseEvent
from quiz.attempts.responses import ITEMS
from tests.conftest import signed_in
from tests.factories import PASSWORD

HTMX = {"HX-Request": "true"}


def page_of(attempt, position=1):
    return reverse("attempts:question", args=[attempt.pk, position])


def test_a_tap_is_saved_and_said_with_its_time(as_trainee, attempt):
    answer = as_trainee.post(page_of(attempt), {"answer": "1", "sequence": "1"}, headers=HTMX)
    assert re.search(r"已保存 \d\d:\d\d:\d\d", answer.content.decode())
    assert ">1/3<" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_going_on_saves_and_brings_the_next_screen_in_one_request(as_trainee, attempt):
    answer = as_trainee.post(page_of(attempt), {"answer": "1", "sequence": "1", "then": "2"}, headers=HTMX)
    assert answer["HX-Push-Url"] == page_of(attempt, 2)
    html = answer.content.decode()
    assert "第2题" in html
    assert "<body" not in html
    attempt.refresh_from_db()
    assert (attempt.position, attempt.responses.get(position=1).answer) == (2, [1])


def test_without_htmx_it_is_a_form_and_a_redirect(as_trainee, attempt):
    answer = as_trainee.post(page_of(attempt), {"answer": "1", "then": "2"})
    assert (answer.status_code, answer["Location"]) == (302, page_of(attempt, 2))


@pytest.mark.parametrize(("then", "name"), [("sheet", "sheet"), ("hand-in", "hand_in")])
def test_from_the_last_question_to_the_sheet_and_to_hand_in(as_trainee, attempt, then, name):
    target = reverse(f"attempts:{name}", args=[attempt.pk])
    assert as_trainee.post(page_of(attempt, 3), {"then": then})["Location"] == target
    assert as_trainee.post(page_of(attempt, 3), {"then": then}, headers=HTMX)["HX-Redirect"] == target


def test_an_unchanged_answer_is_not_logged_again(as_trainee, attempt):
    as_trainee.post(page_of(attempt), {"answer": "1", "sequence": "7", "then": "2"}, headers=HTMX)
    as_trainee.post(page_of(attempt), {"answer": "1", "sequence": "7", "then": "2"}, headers=HTMX)
    assert ResponseEvent.objects.count() == 1


def test_looking_at_a_question_and_going_on_logs_nothing(as_trainee, attempt):
    as_trainee.post(page_of(attempt), {"sequence": "0", "then": "2"}, headers=HTMX)
    assert not ResponseEvent.objects.exists()


def test_an_older_answer_from_another_window_is_kept_in_the_log_and_told(as_trainee, attempt):
    as_trainee.post(page_of(attempt), {"answer": "2", "sequence": "9"}, headers=HTMX)
    told = as_trainee.post(page_of(attempt), {"answer": "1", "sequence": "5"}, headers=HTMX)
    assert told.status_code == 409
    assert "现显示较新的答案" in told.content.decode()
    assert Response.objects.get(attempt=attempt, position=1).answer == [2]
    assert ResponseEvent.objects.count() == 2


def test_the_sheet_is_a_page_and_a_fragment(as_trainee, attempt):
    address = reverse("attempts:sheet", args=[attempt.pk])
    assert "<html" in as_trainee.get(address).content.decode()
    fragment = as_trainee.get(address, headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert "第1题，未答" in fragment


def test_a_flag_is_set_and_taken_away(as_trainee, attempt):
    address = reverse("attempts:flag", args=[attempt.pk, 1])
    assert "已标记" in as_trainee.post(address, headers=HTMX).content.decode()
    assert as_trainee.post(address)["Location"] == page_of(attempt)
    assert not attempt.responses.get(position=1).flagged


def test_the_whole_paper_for_a_phone_that_may_lose_the_network(as_trainee, as_stranger, attempt):
    address = reverse("attempts:paper", args=[attempt.pk])
    html = as_trainee.get(address).content.decode()
    assert html.count("<template data-position=") == 3
    assert "因为甲项" not in html
    assert as_stranger.get(address).status_code == 404


def test_an_ended_session_tells_htmx_and_lets_the_page_stay(attempt):
    answer = Client().post(page_of(attempt), {"answer": "1"}, headers={**HTMX, "HX-Current-URL": "http://x/study/1/"})
    assert (answer.status_code, answer["HX-Retarget"]) == (401, "#saved")
    assert "?next=/study/1/" in answer.content.decode()


def test_an_answer_posted_after_the_session_ended_goes_through_the_sign_in(attempt, trainee):
    client = Client()
    door = client.post(page_of(attempt), {"answer": "1", "sequence": "", "then": "2"})
    assert door.status_code == 401
    kept = unescape(re.search(r'name="kept" value="([^"]+)"', door.content.decode())[1])
    form = {"username": trainee.username, "password": PASSWORD, "kept": kept}
    again = client.post(reverse("people:sign_in"), form).content.decode()
    assert f'action="{page_of(attempt)}"' in again
    fields = dict(re.findall(r'name="(answer|then)" value="([^"]*)"', again))
    assert client.post(page_of(attempt), fields)["Location"] == page_of(attempt, 2)
    assert attempt.responses.get(position=1).answer == [1]


def test_a_forged_kept_form_is_dropped(trainee):
    form = {"username": trainee.username, "password": PASSWORD, "kept": "x:y:z"}
    assert Client().post(reverse("people:sign_in"), form).status_code == 302


@pytest.mark.parametrize("given", [{"answer": "9"}, {"answer": "x"}, {"answer": ["1", "2", "3", "4", "5"]}])
def test_what_is_no_answer_to_this_question_is_said_and_nothing_is_written(as_trainee, attempt, given):
    for headers in ({}, HTMX):
        answer = as_trainee.post(page_of(attempt), given, headers=headers)
        assert answer.status_code == 422
        assert "请重新选择" in answer.content.decode()
    assert not ResponseEvent.objects.exists()


@pytest.mark.parametrize("then", ["99999999", "-1", "../x", "99"])
def test_a_strange_way_on_leads_nowhere_strange(as_trainee, attempt, then):
    answer = as_trainee.post(page_of(attempt), {"answer": "1", "then": then})
    assert answer["Location"].startswith(f"/study/attempts/{attempt.pk}/")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("warm", [False, True], ids=["the first time", "when a process knows the questions"])
@pytest.mark.parametrize(
    ("method", "data", "cold", "known"),
    [
        ("post", {"answer": "1", "sequence": "1", "then": "2"}, 8, 6),
        ("post", {"answer": "1", "sequence": "1"}, 8, 6),
        ("get", {}, 5, 3),
    ],
    ids=["save and go on", "save", "look"],
)
def test_queries_of_one_question(as_trainee, attempt, method, data, cold, known, warm):
    ITEMS.clear()
    if warm:
        as_trainee.get(reverse("attempts:paper", args=[attempt.pk]))
    with CaptureQueriesContext(connection) as caught:
        getattr(as_trainee, method)(page_of(attempt), data, headers=HTMX)
    said = [query["sql"].split()[0] for query in caught.captured_queries]
    assert said.count("BEGIN") == said.count("COMMIT") == (method == "post")
    assert len([word for word in said if word not in ("BEGIN", "COMMIT")]) == (known if warm else cold)


@pytest.mark.parametrize("name", ["home", "lecture", "section", "result"])
def test_a_page_needs_no_more_queries_for_more_rows(trainee, training_class, section, attempt, name, more_of_all):
    address = {
        "home": reverse("attempts:home"),
        "lecture": reverse("attempts:lecture", args=[section.lecture.slug]),
        "section": reverse("attempts:section", args=[section.lecture.slug, section.number]),
        "result": reverse("attempts:result", args=[attempt.pk]),
    }[name]
    client = signed_in(trainee)
    few, many = more_of_all(client, address, training_class, section, attempt)
    assert many == few
    if name == "home":
        assert few <= 11


def plain(client, attempt, answer, **more):
    """As a page without JavaScript posts it: it cannot count its saves, and says which one it showed."""
    seen = attempt.responses.get(position=1).sequence
    return client.post(page_of(attempt), {"then": "2", "sequence": "", "seen": str(seen), "answer": answer, **more})


def test_without_javascript_an_older_window_does_not_take_a_newer_answer_back(as_trainee, attempt):
    assert plain(as_trainee, attempt, "2").status_code == 302
    response = attempt.responses.get(position=1)
    for given in ("", "1"):
        again = plain(as_trainee, attempt, given, seen="0")
        assert again.status_code == 409
        assert "此题已在另一窗口或设备上改过" in again.content.decode()
        assert attempt.responses.get(position=1).answer == response.answer
    assert ResponseEvent.objects.filter(response=response).count() == 2, "and it is in the log"
    assert plain(as_trainee, attempt, "2", seen="0").status_code == 302, "the same answer is none that is lost"
    assert plain(as_trainee, attempt, "1").status_code == 302
    assert attempt.responses.get(position=1).answer != response.answer


def test_an_empty_answer_is_not_said_to_be_saved(as_trainee, attempt):
    plain(as_trainee, attempt, "")
    page = as_trainee.get(page_of(attempt)).content.decode()
    assert "本题未答" in page
    assert "已保存" not in page


def test_a_token_that_holds_no_longer_has_htmx_fetch_the_page_again(attempt, trainee):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(trainee, backend="quiz.people.backends.NumberBackend")
    answer = browser.post(page_of(attempt), {"answer": "1"}, headers=HTMX)
    assert (answer.status_code, answer["HX-Refresh"]) == (403, "true")
    assert "HX-Refresh" not in browser.post(page_of(attempt), {"answer": "1"})
