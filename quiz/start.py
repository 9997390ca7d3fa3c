"""`python -m quiz.start`: bring the installation up to date, say how to get in, and become the server.

Each step that needs the rooms is a command of theirs, which can be run by hand as well.
"""

from __future__ import annotations

import hashlib
import os
import socket
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quiz.settings")

EXPECTED = (CommandError, DatabaseError, ImproperlyConfigured, OSError, ValueError)


def step(what: str, action: Callable[[], object], cure: str) -> None:
    """Do one step of the start; if it fails, stop with one line: what failed and how to mend it."""
    try:
        action()
    except EXPECTED as error:
        sys.exit(f"{what} failed: {' '.join(str(error).split())} · {cure}")


def port_is_free(bind: str, port: str) -> None:
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise ValueError(f"PORT={port!r} is not a number from 1 to 65535")
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
        step("Making the demo class", lambda: call_command("make_demo"), "DEMO=0 starts without it.")


def say(line: str) -> None:
    sys.stdout.write(f"  {line}\n" if line else "\n")


def main() -> None:
    port, bind = os.environ.setdefault("PORT", "8000"), os.environ.setdefault("BIND", "127.0.0.1")
    step("Opening the port", lambda: port_is_free(bind, port), "Choose another: make run PORT=8001")
    step("Reading the settings", django.setup, "Mend the environment variable and start again.")
    bring_up_to_date()
    say("")
    say(f"http://{bind}:{port}/")
    step("Naming the sign-ins", lambda: call_command("sign_ins"), f"May {settings.VAR_DIR} be read?")
    if bind != "127.0.0.1" and not settings.HTTPS:
        say("警告：未使用HTTPS，口令会以明文在网络上传送。Warning: no HTTPS; passwords travel in the clear.")
    say("")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "python:quiz.gunicorn", "quiz.wsgi"])


if __name__ == "__main__":
    main()
