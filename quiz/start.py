"""`python -m quiz.start`: bring the installation up to date, say how to get in, and become the server."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quiz.settings")

EXPECTED = (CommandError, DatabaseError, ImproperlyConfigured, OSError, ValueError)


def step(what: str, action: Callable[[], object], cure: str) -> None:
    """Do one step of the start; if it fails, stop with what failed and how to mend it."""
    try:
        action()
    except EXPECTED as error:
        sys.exit(f"{what} failed: {error} · {cure}")


def port_is_free(bind: str, port: str) -> None:
    if not port.isdecimal():
        raise ValueError(f"PORT={port!r} is not a number")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((bind, int(port)))


def changed(name: str, folders: Iterable[Path]) -> Callable[[], object] | None:
    """None if the files in `folders` are as when `name` was last noted; else what notes them."""
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    state = "".join(f"{file}{file.stat().st_mtime_ns}" for file in files) + str(settings.DATABASES["default"])
    mark = hashlib.sha256(state.encode()).hexdigest()
    noted = settings.VAR_DIR / f"{name}.stamp"
    if noted.is_file() and noted.read_text() == mark:
        return None
    return lambda: noted.write_text(mark)


def bring_up_to_date() -> None:
    # Imported here and not above: models exist only once Django is set up.
    from quiz.demo import make_demo

    step("Updating the database", lambda: call_command("migrate", verbosity=0), "Is DATABASE_URL right?")
    note = changed("static", map(Path, settings.STATICFILES_DIRS))
    if note:
        static = settings.STATIC_ROOT
        step("Collecting static files", lambda: call_command("collectstatic", "--noinput", "-v0"), f"Is {static} ours?")
        note()
    note = changed("content", [settings.CONTENT_DIR])
    if note:
        step("Loading content", lambda: call_command("load_content"), "Mend the lines above; nothing was written.")
        note()
    if os.environ.get("DEMO", "1") != "0":
        demo = settings.VAR_DIR / "demo.json"
        step("Making the demo class", lambda: make_demo(demo, at=timezone.now()), "DEMO=0 starts without it.")


def sign_ins() -> list[str]:
    from quiz.people.models import User

    demo = settings.VAR_DIR / "demo.json"
    if not User.objects.exists():
        code = settings.VAR_DIR / "setup_code"
        if not code.exists():
            code.touch(mode=0o600)
            code.write_text(secrets.token_urlsafe(9), encoding="ascii")
        return [f"首位管理员 first administrator: /first-admin/  口令 code {code.read_text(encoding='ascii')}"]
    if not demo.exists():
        return []
    names = {"trainee": "学员 trainee", "organiser": "组织员 organiser", "admin": "管理员 admin"}
    people = json.loads(demo.read_text(encoding="utf-8"))
    return [f"{names[role]}: {one['username']}  {one['password']}" for role, one in people.items()]


def main() -> None:
    port, bind = os.environ.setdefault("PORT", "8000"), os.environ.setdefault("BIND", "127.0.0.1")
    step("Opening the port", lambda: port_is_free(bind, port), "Choose another: make run PORT=8001")
    step("Reading the settings", django.setup, "Mend the environment variable and start again.")
    bring_up_to_date()
    lines = [f"http://{bind}:{port}/", *sign_ins()]
    if bind != "127.0.0.1" and not settings.HTTPS:
        lines.append("警告：未使用HTTPS，口令会以明文在网络上传送。Warning: no HTTPS; passwords travel in the clear.")
    sys.stdout.write("".join(f"  {line}\n" for line in ["", *lines, ""]))
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "python:quiz.gunicorn", "quiz.wsgi"])


if __name__ == "__main__":
    main()
