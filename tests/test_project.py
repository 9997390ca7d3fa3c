"""The project as a whole: what it ships of others, and what it says of itself."""

from __future__ import annotations

import hashlib
import re
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
