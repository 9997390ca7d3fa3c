"""Pictures in questions: uploaded, shown to whoever has signed in, kept with the revisions that show them."""

import random
import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from quiz.attempts.models import Attempt
from quiz.bank.imaging import encode
from quiz.bank.kinds import KINDS, Item, Row
from quiz.bank.markdown import ROOM, ROOM_IN_OPTION, as_html, as_line, as_option
from quiz.bank.models import Material, Picture
from quiz.people.models import AuditEntry
from tests import factories
from tests.bank.test_editor import edit, fields, fresh, post, typed
from tests.factories import NOON

from .images import BAD, image

LIST = "bank:picture_list"
HTMX = {"HX-Request": "true"}
GONE = "f" * 32 + "-40x30.png"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    return settings.VAR_DIR / "media"


@pytest.fixture
def picture(admin):
    return Picture.add(encode(image(), "a.png"), "三个部门的流程", by=admin, at=NOON)


@pytest.fixture
def question(section, picture):
    item = factories.choice_item(stem=f"看图回答：{picture.markdown}")
    rows = tuple(replace(row, text=f"{row.text}{picture.markdown}") for row in item.rows)
    return factories.question(section, item=replace(item, rows=rows))


def upload(client, data=None, filename="a.png", alt="流程图", **options):
    file = SimpleUploadedFile(filename, image() if data is None else data)
    return client.post(reverse(LIST), {"file": file, "alt": alt}, **options)


# Uploading


def test_an_uploaded_picture_is_kept_under_its_own_name(as_admin, admin, media):
    assert upload(as_admin, alt=" 流程\n图 [一] ").status_code == 302
    picture = Picture.objects.get()
    assert picture.alt == "流程 图 （一）"
    assert (picture.added_by, picture.path.parent) == (admin, media)
    assert picture.path.read_bytes() == encode(image(), "x.png").content
    assert [entry.subject for entry in AuditEntry.objects.filter(verb="picture.add")] == [picture.name]
    page = as_admin.get(reverse(LIST)).content.decode()
    assert picture.markdown in page
    assert f'src="{reverse("bank:picture", args=[picture.name])}"' in page


def test_the_editor_gets_its_form_back_with_the_line_to_insert(as_admin):
    answer = upload(as_admin, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert f'data-insert="{Picture.objects.get().markdown}"' in page


def test_the_same_picture_twice_is_one(as_admin):
    for alt in ("先", "后"):
        upload(as_admin, alt=alt)
    assert Picture.objects.get().alt == "先"


def test_the_same_picture_again_is_offered_with_the_words_just_given(as_admin):
    upload(as_admin, alt="一张流程图")
    again = upload(as_admin, alt="窗口办件的三步", headers={"HX-Request": "true"}).content.decode()
    assert f"![窗口办件的三步]({Picture.objects.get().name})" in again
    plain = upload(as_admin, alt="第三种说法", follow=True).content.decode()
    assert f"![第三种说法]({Picture.objects.get().name})" in plain
    assert Picture.objects.get().alt == "一张流程图"


def test_a_picture_whose_file_was_lost_comes_back_by_uploading_it_again(as_admin, picture):
    picture.path.unlink()
    upload(as_admin)
    assert picture.path.is_file()


@pytest.mark.parametrize("what", BAD)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_bad_file_is_refused_with_a_reason_and_nothing_is_written(as_admin, media, what, headers):
    data, filename = BAD[what]
    answer = upload(as_admin, data, filename, headers=headers)
    assert answer.status_code == 422
    assert re.search(r'class="errors">⚠ \S+', answer.content.decode())
    assert not Picture.objects.exists()
    assert not media.exists() or not list(media.iterdir())


@pytest.mark.parametrize("alt", ["", "  ", "长" * 201])
def test_a_picture_that_does_not_say_what_it_shows_is_refused(as_admin, alt):
    assert upload(as_admin, alt=alt).status_code == 422
    assert not Picture.objects.exists()


def test_no_file_and_far_too_large_a_file_are_told_alike(as_admin, media):
    assert as_admin.post(reverse(LIST), {"alt": "图"}).status_code == 422
    answer = upload(as_admin, b"\x89PNG" + b"\0" * settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
    assert answer.status_code == 422
    assert "5 MB" in answer.content.decode()


def test_the_database_wants_to_know_what_it_shows(admin):
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.create(name=GONE, alt="", added_by=admin, added_at=NOON)


def test_the_library_has_pages_and_few_queries(as_admin, admin, django_assert_max_num_queries):
    for number in range(30):
        Picture.objects.create(name=f"{number:032x}-1x1.png", alt="图", added_by=admin, added_at=NOON)
    with django_assert_max_num_queries(7):
        page = as_admin.get(reverse(LIST)).content.decode()
    assert page.count('class="picture"') == 24
    assert as_admin.get(reverse(LIST), {"page": 2}).content.decode().count('class="picture"') == 6


@pytest.mark.parametrize("role", ["as_trainee", "as_organiser"])
def test_only_admins_upload(request, role, db):
    client = request.getfixturevalue(role)
    assert client.get(reverse(LIST)).status_code == 404
    assert upload(client).status_code == 404
    assert client.put(reverse(LIST)).status_code == 405


# Serving


def test_whoever_has_signed_in_sees_it_and_a_browser_takes_it_for_nothing_else(as_trainee, picture):
    answer = as_trainee.get(reverse("bank:picture", args=[picture.name]))
    assert answer.content == picture.path.read_bytes()
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "private" in answer["Cache-Control"]
    assert "immutable" in answer["Cache-Control"]


def test_whoever_has_not_is_sent_to_sign_in(picture):
    answer = Client().get(reverse("bank:picture", args=[picture.name]))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("people:sign_in"))


@pytest.mark.parametrize("name", [GONE, "x", "..", "secret_key", "%2e%2e%2fsecret_key", f"{GONE}.html"])
def test_nothing_else_lies_there(as_admin, media, name):
    media.mkdir(parents=True)
    (media.parent / "secret_key").write_text("secret")
    (media / "x").write_text("not a picture's name")
    assert as_admin.get(f"/bank/pictures/{name}").status_code == 404


# Showing


def test_trainees_see_it_in_the_question_and_in_its_options(as_trainee, trainee, training_class, question, picture):
    quiz = factories.quiz(training_class, question.section)
    attempt = Attempt.start(quiz, trainee, at=NOON, rng=random.Random(1))
    address = reverse("bank:picture", args=[picture.name])
    page = as_trainee.get(reverse("attempts:question", args=[attempt.pk, 1])).content.decode()
    assert page.count(f'<img src="{address}" alt="三个部门的流程" width="40" height="30"') == 5


@pytest.mark.parametrize("kind", ["matching", "ordering"])
@pytest.mark.parametrize("show", ["ask", "review"])
def test_what_is_matched_and_put_in_order_may_be_pictures(as_admin, section, picture, kind, show):
    rows = tuple(
        Row(n, f"**第{n}步**{picture.markdown}", True, match=f"右{n}" if kind == "matching" else "") for n in (1, 2, 3)
    )
    data = fields(Item(kind, "看图。", rows), section=str(section.pk), show=show)
    page = as_admin.post(reverse("bank:question_preview", args=[kind]), data, headers=HTMX).content.decode()
    assert page.count("<img ") == 3
    assert page.count("<strong>第2步</strong>") == 1
    question = factories.question(section, item=Item(kind, "看图。", rows, "析"))
    assert post(as_admin, question, stem="再看图。").status_code == 302


def test_a_revision_keeps_its_pictures(as_admin, question, picture):
    post(as_admin, question, stem="不用看图了？", **{"row-text": ["甲", "乙", "丙", "丁"]})
    old = fresh(question).revisions.get(number=1)
    assert picture.name in as_line(old.stem)
    assert as_admin.get(reverse("bank:picture", args=[picture.name])).status_code == 200
    page = as_admin.get(reverse("bank:question_history", args=[question.pk])).content.decode()
    assert f'<img src="{reverse("bank:picture", args=[picture.name])}"' in page


SIZED = "0" * 32 + "-1200x800.webp"


@pytest.mark.parametrize(("show", "room"), [(as_html, ROOM), (as_line, ROOM), (as_option, ROOM_IN_OPTION)])
def test_a_page_leaves_the_room_that_a_narrow_phone_has(show, room):
    html = show(f"图![关系]({SIZED})")
    width, height = map(int, re.search(r'width="(\d+)" height="(\d+)"', html).groups())
    assert width == room
    assert height == pytest.approx(room * 800 / 1200, abs=1)


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://evil.example/x.png)",
        "![x](//evil.example/x.png)",
        "![x](javascript:alert(1))",
        "![x](data:image/png;base64,AAAA)",
        "![x](/bank/)",
        f"![x](../{GONE})",
        f"![x]({GONE}?x)",
        f"![x]({GONE.upper()})",
        f"![]({GONE})",
        f"![ ]({GONE})",
        f"![x][{GONE}]",
        f'<img src="{GONE}" onerror="alert(1)">',
        f"`![x]({GONE})`",
        f"\\![x]({GONE})",
    ],
)
def test_nothing_else_becomes_a_picture(text):
    for show in (as_html, as_line, as_option):
        assert "<img" not in show(text)


@pytest.mark.parametrize("alt", ['" onerror="alert(1)', "<b>", "'><script>alert(1)</script>", "a&quot;b", "**粗**"])
def test_what_it_shows_is_text_and_nothing_more(alt):
    html = as_line(f"![{alt}]({GONE})")
    assert html.count("<") == 1
    assert set(re.findall(r" (\w+)=", re.sub(r'"[^"]*"', '""', html))) == {"src", "alt", "width", "height", "loading"}


def test_emphasis_around_it_still_works():
    assert as_line(f"**看![图]({GONE})**").startswith("<strong>看<img")


# The rules in every way in


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("mention", "code"), [("![](%s)" % GONE, "picture-alt"), ("![x](y.png)", "picture-unknown")])  # noqa: UP031
def test_every_kind_wants_a_name_of_ours_and_what_it_shows(kind, mention, code):
    item = factories.choice_item(kind, stem=f"看图：{mention}")
    assert (code, ("stem",)) in {(problem.code, problem.where) for problem in KINDS[kind].check(item)}


@pytest.mark.parametrize(
    ("said", "anchor"),
    [
        ({"stem": f"看图：![图]({GONE})"}, "id_stem"),
        ({"stem": "看图：![图](http://evil.example/x.png)"}, "id_stem"),
        ({"explanation": f"![图]({GONE})"}, "id_explanation"),
        ({"row-text": ["甲", f"![图]({GONE})", "丙", "丁"]}, "row-2-text"),
    ],
)
def test_the_form_refuses_a_picture_that_is_not_here(as_admin, section, said, anchor):
    question = factories.question(section)
    answer = post(as_admin, question, **said)
    assert answer.status_code == 422
    assert f'href="#{anchor}"' in answer.content.decode()
    assert fresh(question).current.number == 1


def test_the_form_takes_one_that_is(as_admin, section, picture):
    question = factories.question(section)
    assert post(as_admin, question, stem=f"看图：{picture.markdown}").status_code == 302
    assert picture.name in as_admin.get(edit(question)).content.decode()
    address = reverse("bank:question_preview", args=[question.kind])
    assert "<img" in as_admin.post(address, typed(question, stem=f"看图：{picture.markdown}")).content.decode()


def test_material_follows_the_same_rule(as_admin, section, picture):
    said = {"section": section.pk, "title": "材料", "text": f"![图]({GONE})"}
    assert as_admin.post(reverse("bank:case_new"), said).status_code == 422
    assert not Material.objects.exists()
    assert as_admin.post(reverse("bank:case_new"), said | {"text": picture.markdown}).status_code == 302
