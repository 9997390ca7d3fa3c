"""What every page promises a browser: nothing inline, nothing from elsewhere, no frame, no guessing of types."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.urls import reverse

from .access_table import ACCESS, ROLES, Line, arguments_of
from .test_access import ask

ROOT = Path(__file__).resolve().parent.parent
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
FILES = {"bank:picture"}  # under a stricter policy still, and a browser may keep them: tests/bank/test_pictures.py
ADDRESSES = ("href", "src", "srcset", "action", "formaction", "poster", "data", "hx-get", "hx-post")


class Inline(HTMLParser):
    """Collects what a strict policy forbids: inline scripts, styles and handlers, addresses of other hosts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        # A script of another type, such as JSON, is data.
        if tag == "style" or (tag == "script" and "src" not in names and names.get("type") in (None, "module")):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            foreign = name in ADDRESSES and re.match(r"\s*(https?:|//|javascript:)", value or "", re.IGNORECASE)
            if foreign or name == "style" or name.startswith(("on", "hx-on")):
                self.found.append(f"<{tag} {name}={value!r}>")


def assert_strict(answer: HttpResponse) -> None:
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]
    if answer["Content-Type"].startswith("text/html"):
        reader = Inline()
        reader.feed(answer.content.decode())
        assert reader.found == []


@pytest.mark.parametrize("line", [line for line in ACCESS if line.name not in FILES], ids=lambda line: line.name)
def test_a_page_of_the_table_is_strict(line: Line, world, clients):
    for role in ROLES:
        for method in line.answers:
            answer = ask(clients[role], method, reverse(line.name, args=arguments_of(line, world)))
            assert_strict(answer)
            assert "no-cache" in answer["Cache-Control"]
            assert "private" in answer["Cache-Control"]


def test_a_static_file_is_strict_as_well(client, db):
    """A drawing opened by itself is a document, and may hold scripts."""
    answer = client.get("/static/img/favicon.svg")
    answer.close()
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["index", "people_user_add", "people_user_change", "people_user_changelist",
                                  "classes_trainingclass_change", "classes_quiz_add", "lectures_section_add",
                                  "attempts_attempt_changelist", "attempts_attempt_change"])  # fmt: skip
def test_a_page_of_the_admin_site_is_strict(name, world, as_admin, admin):
    row = {"people": admin.pk, "classes": world["class"], "attempts": world["attempt"]}.get(name.split("_")[0])
    assert_strict(as_admin.get(reverse(f"admin:{name}", args=[row] if name.endswith("_change") else [])))


def test_the_reader_of_these_tests_finds_what_it_should():
    reader = Inline()
    reader.feed(
        "<style></style><script>1</script><p style='x' onclick='y'><a href='javascript:z'><img src=//cdn.example/a>"
        "<script src='/ours.js'></script><script type='application/json'>{}</script><a href='/here/'>"
    )
    assert len(reader.found) == 6


SHIPPED = [
    path
    for folder in ("templates", "quiz/static")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".html", ".css", ".js", ".svg") and "vendor" not in path.parts
]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_names_another_host(path):
    names_of_formats = "http://www.w3.org/"  # a namespace is a name; nothing is fetched from it
    text = path.read_text(encoding="utf-8").replace(names_of_formats, "")
    assert not re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+", text)
    assert not re.findall(r"\beval\(|new Function\(", text)


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"]
)
def test_no_address_in_a_form_leads_off_the_site(address, client, as_trainee, trainee):
    from_sign_in = client.post(
        reverse("people:sign_in"), {"username": trainee.username, "password": "correct-horse-7", "next": address}
    )
    from_appearance = as_trainee.post(reverse("people:appearance"), {"theme": "dark", "next": address})
    from_admin = client.get(reverse("admin:login"), {"next": address}, follow=True)
    assert from_sign_in["Location"] == from_appearance["Location"] == reverse("home")
    assert all(step.startswith("/") and not step.startswith("//") for step, _status in from_admin.redirect_chain)


def test_a_password_is_kept_as_argon2():
    text = (ROOT / "quiz/settings.py").read_text(encoding="utf-8")
    assert 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]' in text
