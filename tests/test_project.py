"""The project as a whole: what it ships of others, and what it says of itself."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VENDORED = tomllib.loads((ROOT / "VENDOR.toml").read_text(encoding="utf-8"))["file"]


@pytest.mark.parametrize("entry", VENDORED, ids=lambda entry: entry["file"])
def test_a_vendored_file_is_the_one_that_was_published(entry):
    assert hashlib.sha256((ROOT / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (ROOT / entry["licence_file"]).is_file()
    assert entry["licence"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])


def test_every_vendored_file_is_named():
    named = {entry[what] for entry in VENDORED for what in ("file", "licence_file")}
    found = {
        str(path.relative_to(ROOT))
        for folder in ("quiz/static/vendor", "tests/browser/vendor")
        for path in (ROOT / folder).iterdir()
    }
    assert found == named


def test_one_settings_file_that_can_be_read_at_a_sitting():
    assert len((ROOT / "quiz/settings.py").read_text(encoding="utf-8").splitlines()) <= 150


def tool(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def ask_for_packages(folder: Path) -> subprocess.CompletedProcess[str]:
    """`.ci/packages` on a machine that has the programs in `folder` and no others."""
    command = ["/bin/sh", ROOT / ".ci/packages"]
    return subprocess.run(command, env={"PATH": str(folder)}, capture_output=True, text=True)


def test_what_the_tests_need_of_the_system_is_named_with_the_line_to_type(tmp_path):
    tool(tmp_path, "id", "echo 1000")
    done = ask_for_packages(tmp_path)
    assert done.returncode == 1
    assert "sudo apt-get install -y chromium fonts-noto-cjk gettext strace" in done.stderr


def test_root_installs_just_what_is_missing(tmp_path):
    tool(tmp_path, "id", "echo 0")
    tool(tmp_path, "true", "exit 0")
    for name in ("msgfmt", "strace"):
        tool(tmp_path, name, "exit 0")
    tool(tmp_path, "fc-list", "echo Noto")
    tool(tmp_path, "apt-get", 'echo "apt-get $*"')
    done = ask_for_packages(tmp_path)
    assert done.returncode == 0
    assert "The tests need chromium; installing" in done.stderr
    assert "apt-get install -y -qq --no-install-recommends chromium\n" in done.stderr


def test_nothing_is_said_where_all_is_there(tmp_path):
    for name in ("chromium", "msgfmt", "strace"):
        tool(tmp_path, name, "exit 0")
    tool(tmp_path, "fc-list", "echo Noto")
    done = ask_for_packages(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_python_is_found_past_a_launcher_that_does_not_run(tmp_path):
    tool(tmp_path, "python9.9", "exit 127")
    there = tmp_path / "versions" / "9.9.1" / "bin"
    command = ["/bin/sh", ROOT / ".ci/python", "9.9"]
    environment = {"PATH": str(tmp_path), "PYENV_ROOT": str(tmp_path), "HOME": str(tmp_path)}
    assert subprocess.run(command, env=environment, capture_output=True).returncode == 1
    there.mkdir(parents=True)
    tool(there, "python3", "exit 0")
    assert subprocess.run(command, env=environment, capture_output=True, text=True).stdout == f"{there}/python3\n"
