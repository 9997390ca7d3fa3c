"""`python -m quiz.start`: bring the installation up to date, say how to get in, and become the server."""

from __future__ import annotations

import json
import os
import secrets
import socket
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quiz.settings")


def stop(step: str, error: object) -> None:
    sys.stderr.write(f"{step}: {error}\n")
    sys.exit(1)


def do(step: str, action: Callable[[], object]) -> None:
    try:
        action()
    except Exception as error:
        stop(step, error)


def main() -> None:
    port = os.environ.get("PORT", "8000")
    bind = os.environ.get("BIND", "127.0.0.1")
    if not port.isdigit():
        stop("PORT", f"{port!r} is not a number")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        do(f"Port {port} (choose another with PORT=…)", lambda: probe.bind((bind, int(port))))
    import django

    do("Settings", django.setup)
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from quiz.demo import make_demo
    from quiz.people.models import User

    do("Database", lambda: call_command("migrate", verbosity=0))
    if not (settings.STATIC_ROOT / "staticfiles.json").exists() or _static_changed(settings.STATIC_ROOT):
        do("Static files", lambda: call_command("collectstatic", interactive=False, verbosity=0))
    do("Content", lambda: call_command("load_content"))
    demo = settings.VAR_DIR / "demo.json"
    if os.environ.get("DEMO", "1") != "0":
        do("Demo", lambda: make_demo(demo, at=timezone.now()))
    say = sys.stdout.write
    say(f"\n  http://{bind}:{port}/\n")
    if demo.exists():
        for role, sign_in in json.loads(demo.read_text(encoding="utf-8")).items():
            say(f"  {role:<10} {sign_in['username']:<12} {sign_in['password']}\n")
    elif not User.objects.exists():
        code = settings.VAR_DIR / "setup_code"
        if not code.exists():
            code.touch(mode=0o600)
            code.write_text(secrets.token_urlsafe(9), encoding="ascii")
        say(f"  First administrator: http://{bind}:{port}/first-admin/  code {code.read_text(encoding='ascii')}\n")
    sys.stdout.flush()
    command = ["-m", "gunicorn", "quiz.wsgi", "--bind", f"{bind}:{port}", "--workers", "2", "--threads", "4"]
    os.execv(sys.executable, [sys.executable, *command])


def _static_changed(root: Path) -> bool:
    from django.conf import settings

    built = (root / "staticfiles.json").stat().st_mtime
    return any(f.stat().st_mtime > built for d in settings.STATICFILES_DIRS for f in Path(d).rglob("*") if f.is_file())


if __name__ == "__main__":
    main()
