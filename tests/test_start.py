"""The start and the environment: what is malformed stops it in one line, what is secret stays so."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from quiz.environment import kept
from quiz.start import changed, say_where

from .server import ROOT, free_port

MALFORMED = [
    ("SITE_URL", "nonsense"),
    ("SITE_URL", "https://"),
    ("SITE_URL", "https://quiz.example.org/path"),
    ("SITE_URL", "https://two words"),
    ("SITE_URL", "http://quiz.example.org:99999"),
    ("SITE_URL", "ftp://quiz.example.org"),
    ("DATABASE_URL", "nonsense"),
    ("DATABASE_URL", "mysql://user:secret@host/name"),
    ("DATABASE_URL", "postgres://user:secret@127.0.0.1:1/name"),
    ("DATABASE_URL", "postgres://user:secret@host:port/name"),
    ("DATABASE_URL", "postgres://"),
    ("DATABASE_URL", "sqlite:///"),  # in memory, and forgotten at the next start
    ("PORT", "eight"),
    ("PORT", "70000"),
    ("BIND", "192.0.2.1"),
    ("BIND", "no such host"),
    ("DEBUG", "perhaps"),
    ("DEMO", "perhaps"),
    ("LOG_LEVEL", "LOUD"),
    ("ALLOWED_HOSTS", "http://quiz.lan/"),
    ("ANSWER_GRACE", "-5"),
    ("TIME_ZONE", "Mars/Base"),
    ("VAR_DIR", "/proc/nowhere"),
    ("CONTENT_DIR", "/nowhere"),
]


def run(*command: str, **values: str) -> subprocess.CompletedProcess[str]:
    """A Python of its own with the settings of production: `values` and nothing else of the project's variables."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "quiz.settings", **values}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize(("name", "value"), MALFORMED)
def test_a_malformed_value_stops_the_start_in_one_line(name, value, tmp_path):
    values = {"VAR_DIR": str(tmp_path), "PORT": str(free_port()), "DEMO": "0", name: value}
    done = run("-m", "quiz.start", **values)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "·" in done.stderr
    assert name in done.stderr or value in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def settings_of(var_dir: Path, **values: str) -> dict[str, object]:
    code = (
        "import json; from quiz import settings as s;"
        "print(json.dumps({n: getattr(s, n) for n in dir(s) if n.isupper()}, default=lambda value: None))"
    )
    done = run("-c", code, VAR_DIR=str(var_dir), **values)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_secret_key_is_made_once_and_for_the_owner_alone(tmp_path):
    first = settings_of(tmp_path)["SECRET_KEY"]
    assert settings_of(tmp_path)["SECRET_KEY"] == first
    assert settings_of(tmp_path / "another")["SECRET_KEY"] != first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert settings_of(tmp_path, SECRET_KEY="given")["SECRET_KEY"] == "given"


def test_a_kept_secret_is_never_readable_by_others_not_even_while_it_is_written(tmp_path):
    modes = []

    def make() -> str:
        modes.append(stat.S_IMODE((tmp_path / "secret").stat().st_mode))
        return "once"

    assert [kept(tmp_path / "secret", make), kept(tmp_path / "secret", make)] == ["once", "once"]
    assert modes == [0o600]


def test_no_secret_lies_in_the_repository():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    assert not [file for file in files if file.startswith("var/") or file.endswith(("secret_key", ".sqlite3", ".env"))]


@pytest.fixture
def small(tmp_path) -> str:
    """A content folder that is loaded at once."""
    folder = tmp_path / "content" / "small"
    folder.mkdir(parents=True)
    (folder / "lecture.yaml").write_text('lecture: small\ntitle: 课程\nsections: ["1"]\n', encoding="utf-8")
    (folder / "1.yaml").write_text(
        'section: "1"\ntitle: 第一节\nsummary: 摘要。\nquestions:\n'
        "  - {key: 1-01, kind: true_false, level: recall, difficulty: easy, source: [1¶1a],"
        " stem: 一句话。, answer: true, reason: 因为如此。, explanation: 解析。}\n",
        encoding="utf-8",
    )
    return str(folder.parent)


SECURE = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT")


def test_an_https_address_makes_everything_secure(tmp_path):
    found = settings_of(tmp_path, SITE_URL="https://quiz.example.org")
    assert all(found[name] for name in SECURE)
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["ALLOWED_HOSTS"][0] == "quiz.example.org"
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://quiz.example.org"]
    assert not found["DEBUG"]


def test_plain_http_on_loopback_works_and_trusts_no_proxy(tmp_path):
    found = settings_of(tmp_path)
    assert not any(found[name] for name in SECURE)
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert found["SECURE_PROXY_SSL_HEADER"] is None
    assert "127.0.0.1" in found["ALLOWED_HOSTS"]


def test_djangos_own_check_for_production_has_nothing_to_say(tmp_path):
    check = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = run(*check, VAR_DIR=str(tmp_path), SITE_URL="https://quiz.example.org")
    assert done.returncode == 0, done.stderr


OVER_HTTPS = """
import django, json
django.setup()
from django.core.management import call_command
from django.templatetags.static import static
from django.test import Client
from quiz.people.models import User
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
User.objects.create_user("2026", "correct-horse-7", name="学员01")
client = Client(SERVER_NAME="quiz.example.org")
plain = client.get("/sign-in/")
proxied = {"HTTP_X_FORWARDED_PROTO": "https"}
secure = client.get("/sign-in/", **proxied)
form = {"username": "2026", "password": "correct-horse-7"}
inside = client.post("/sign-in/", form, HTTP_ORIGIN="https://quiz.example.org", **proxied)
print(json.dumps({
    "plain": [plain.status_code, plain.get("Location")],
    "hsts": secure["Strict-Transport-Security"],
    "kept": [client.get(static("css/app.css"), **proxied)["Cache-Control"], secure["Cache-Control"]],
    "inside": inside.status_code,
    "secure": {name: bool(morsel["secure"]) for name, morsel in client.cookies.items()},
}))
"""


def test_over_https_plain_requests_are_sent_on_cookies_stay_on_it_and_static_files_are_kept(tmp_path):
    done = run("-c", OVER_HTTPS, VAR_DIR=str(tmp_path), SITE_URL="https://quiz.example.org")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "plain": [301, "https://quiz.example.org/sign-in/"],
        "hsts": "max-age=31536000; includeSubDomains; preload",
        "kept": ["max-age=315360000, public, immutable", "no-cache, private"],  # named by its content, and personal
        "inside": 302,
        "secure": {"csrftoken": True, "sessionid": True},
    }


def test_a_port_in_use_is_said_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("-m", "quiz.start", VAR_DIR=str(tmp_path), PORT=str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert done.stderr.startswith("Opening the port failed")
    assert "make run PORT=8001" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("given", "bind", "https", "said"),
    [
        ("", "127.0.0.1", False, ["http://127.0.0.1:8000/"]),
        ("http://quiz.lan:8000", "0.0.0.0", False, ["http://quiz.lan:8000/  (0.0.0.0:8000)", "HTTPS"]),
        ("https://quiz.example.org", "127.0.0.1", True, ["https://quiz.example.org/  (127.0.0.1:8000)"]),
        ("", "0.0.0.0", False, ["http://127.0.0.1:8000/", "SITE_URL", "HTTPS"]),
    ],
    ids=["alone", "intranet", "behind a proxy", "for nobody else"],
)
def test_the_address_that_is_said_is_the_one_to_type(given, bind, https, said, monkeypatch, settings, capsys):
    monkeypatch.setenv("SITE_URL", given)
    settings.SITE_URL, settings.HTTPS = given, https
    say_where(bind, "8000")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].strip() == said[0]
    assert len(lines) == len(said)
    assert all(word in line for word, line in zip(said[1:], lines[1:], strict=True))


def test_content_is_loaded_into_a_database_that_was_emptied_though_the_files_are_as_before(tmp_path, small):
    start = "from quiz import start; start.read_settings(); start.bring_up_to_date()"
    count = "; from quiz.bank.models import Question; print(Question.objects.count())"
    values = {"VAR_DIR": str(tmp_path), "DEMO": "0", "CONTENT_DIR": small}
    first = run("-c", start + count, **values)
    (tmp_path / "db.sqlite3").unlink()
    again = run("-c", start + count, **values)
    assert first.stdout.split()[-1] == "1", first.stderr
    assert again.stdout == first.stdout


def test_only_what_has_changed_is_done_again(tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    content = tmp_path / "content"
    content.mkdir()
    (content / "1.yaml").write_text("first")
    note = changed("content", [content])
    assert note is not None
    assert changed("content", [content]) is not None  # nothing was noted: the step may have failed
    note()
    assert changed("content", [content]) is None
    (content / "2.yaml").write_text("second")
    assert changed("content", [content]) is not None


def test_the_start_of_an_empty_installation_names_its_code_and_serves(tmp_path, small):
    port = free_port()
    values = {
        "VAR_DIR": str(tmp_path),
        "PORT": str(port),
        "DEMO": "0",
        "PATH": os.environ["PATH"],
        "CONTENT_DIR": small,
    }
    command = [sys.executable, "-m", "quiz.start"]
    with subprocess.Popen(
        command, cwd=ROOT, env=values, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout
            said = next(line for line in process.stdout if "/first-admin/" in line)
            assert (tmp_path / "setup_code").read_text() in said
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                try:
                    with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
                        assert page.url.endswith("/first-admin/")
                    break
                except URLError:
                    time.sleep(0.1)
            else:
                pytest.fail("nothing answers")
        finally:
            process.terminate()
