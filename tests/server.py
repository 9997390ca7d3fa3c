"""The real server on a database of its own, for tests that kill it, load it or drive it with a browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """gunicorn as in production. `kill` is SIGKILL to the whole process group: no handler of ours runs."""

    def __init__(self, var_dir: Path, **environment: str) -> None:
        self.port = free_port()
        self.environment = {
            **os.environ,
            "VAR_DIR": str(var_dir),
            "DJANGO_SETTINGS_MODULE": "quiz.settings",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "BIND": "127.0.0.1",
            "PORT": str(self.port),
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout

    def start(self, *under: str) -> None:
        """`under`: a command that runs the server and watches it."""
        self.process = subprocess.Popen(
            [*under, sys.executable, "-m", "gunicorn", "-c", "python:quiz.gunicorn", "quiz.wsgi"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("the server did not start")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, how)
            self.process.wait(20)
            self.process = None

    def kill(self) -> None:
        self.stop(signal.SIGKILL)
