"""`python -m quiz.start`: bring the installation up to date, say how to get in, and become the server.

Each step that needs the rooms is a command of theirs, which can be run by hand as well.
"""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from quiz.environment import flag

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
        try:
            probe.bind((bind, int(port)))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise ValueError(f"BIND={bind!r} is no IPv4 address of this machine; 0.0.0.0 means all of them") from error


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
    emptied = not apps.get_model("lectures", "Lecture").objects.exists()  # another database under the same name
    if note or emptied:
        step("Loading content", lambda: call_command("load_content"), "Mend the files named here and start again.")
    if note:
        note()
    if flag("DEMO", True):
        step("Making the demo class", lambda: call_command("make_demo"), "DEMO=0 starts without it.")


def say(line: str) -> None:
    sys.stdout.write(f"  {line}\n" if line else "\n")


def read_settings() -> None:
    django.setup()
    flag("DEMO", True)


def say_where(bind: str, port: str) -> None:
    """The address to open: what people type, if that was said, else where it listens."""
    here = f"http://{'127.0.0.1' if bind == '0.0.0.0' else bind}:{port}"  # noqa: S104 (compared, not bound)
    address = settings.SITE_URL if os.environ.get("SITE_URL") else here
    say(f"{address}/" if address == here else f"{address}/  ({bind}:{port})")
    if bind in ("127.0.0.1", "localhost"):
        return
    if address == here:
        say("警告：未设置SITE_URL，其他电脑打不开。Warning: without SITE_URL no other machine may open it.")
    if not settings.HTTPS:
        say("警告：未使用HTTPS，口令会以明文在网络上传送。Warning: no HTTPS; passwords travel in the clear.")


def main() -> None:
    port, bind = os.environ.setdefault("PORT", "8000"), os.environ.setdefault("BIND", "127.0.0.1")
    step("Opening the port", lambda: port_is_free(bind, port), "Choose another: make run PORT=8001")
    step("Reading the settings", read_settings, "Mend the environment variable and start again.")
    bring_up_to_date()
    say("")
    say_where(bind, port)
    step("Naming the sign-ins", lambda: call_command("sign_ins"), f"May {settings.VAR_DIR} be read?")
    say("")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "python:quiz.gunicorn", "quiz.wsgi"])


if __name__ == "__main__":
    main()
