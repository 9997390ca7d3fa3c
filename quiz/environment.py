"""Values of the environment, checked as they are read: what is malformed stops the start and says how to write it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import environ
from django.core.exceptions import ImproperlyConfigured

ORIGIN = re.compile(r"(https?)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?/?")
HOST = re.compile(r"\*|\.?[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\]")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
DATABASES = ("sqlite", "postgres", "postgresql")


class Site(NamedTuple):
    origin: str  # https://quiz.example.org
    host: str  # as in ALLOWED_HOSTS
    https: bool


def site(name: str, default: str) -> Site:
    """The address under which people find the site; a scheme, a host, perhaps a port, and no path."""
    value = os.environ.get(name) or default
    parts = ORIGIN.fullmatch(value)
    if parts is None or int(parts[3] or 0) > 65535:
        raise ImproperlyConfigured(f"{name}={value!r}: write it like https://quiz.example.org")
    return Site(value.rstrip("/"), parts[2], parts[1] == "https")


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's dictionary for a database; `default` is an SQLite file. An error does not repeat a value's password."""
    value = os.environ.get(name, "")
    found: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
    if value:
        if value.partition("://")[0] not in DATABASES:
            raise ImproperlyConfigured(f"{name}: write it like postgres://user:password@host:5432/name")
        try:
            found = environ.Env.db_url_config(value)
        except ValueError:
            found = {}
        if found.get("NAME") in (None, "", ":memory:"):  # memory would forget everything at the next start
            raise ImproperlyConfigured(f"{name}: write it like postgres://user:password@host:5432/name")
    found.update(CONN_MAX_AGE=None, CONN_HEALTH_CHECKS=True)
    if found["ENGINE"].endswith("sqlite3"):
        # FULL: an answer that was acknowledged survives a power cut. IMMEDIATE: two writers wait instead of failing.
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
        }
    else:
        # As FULL above, whatever the rule of the server is; and what is asked again and again is planned once.
        durable = {"options": "-c synchronous_commit=on", "server_side_binding": True, "prepare_threshold": 5}
        found["OPTIONS"] = durable | found.get("OPTIONS", {})
    return found


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").lower()
    if value not in ("", "0", "1", "true", "false"):
        raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0")
    return value in ("1", "true") if value else default


def seconds(name: str, default: int) -> timedelta:
    value = os.environ.get(name) or str(default)
    if not re.fullmatch(r"\d{1,6}", value):
        raise ImproperlyConfigured(f"{name}={value!r}: write a number of seconds, like {default}")
    return timedelta(seconds=int(value))


def hosts(name: str) -> list[str]:
    """Names of hosts with commas or spaces between them; one that begins with a dot stands for all below it."""
    found = os.environ.get(name, "").replace(",", " ").split()
    for host in found:
        if not HOST.fullmatch(host):
            raise ImproperlyConfigured(f"{name}: {host!r} is no host; write them like quiz.lan,192.168.1.5")
    return found


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    value = os.environ.get(name, "").upper() or default
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r}: write one of {', '.join(choices)}")
    return value


def folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).resolve()


def kept(path: Path, make: Callable[[], str]) -> str:
    """The secret in `path`, made once; only the owner of the file can read it."""
    try:
        with open(path, "x", encoding="ascii", opener=lambda file, flags: os.open(file, flags, 0o600)) as file:
            file.write(make())
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()
