"""Chinese is the language of the screen: no string without it, and the compiled catalogue is the written one."""

from __future__ import annotations

import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("quiz/locale/zh_Hans/LC_MESSAGES/django.po")
# The name of a language stands in that language, for those who look for it.
SAME_IN_BOTH = {"English"}


def compiled(path: Path) -> dict[str, str]:
    """All strings of a compiled catalogue, without its head."""
    with path.open("rb") as file:
        strings: dict[str, str] = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    return {said: chinese for said, chinese in strings.items() if said}


def gettext_tool(*command: str | Path) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def strings(catalogue: Path, *which: str) -> set[str]:
    """The English strings of a catalogue; `which` narrows them down as msgattrib does."""
    return set(re.findall(r'^msgid (".*"(?:\n".*")*)', gettext_tool("msgattrib", "--no-wrap", *which, catalogue), re.M))


def test_every_string_of_the_code_is_in_the_catalogue_and_no_other(tmp_path):
    for folder in ("quiz", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "zh_Hans", "--verbosity", "0"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "quiz.settings", "VAR_DIR": str(tmp_path / "var")}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    used = strings(tmp_path / CATALOGUE, "--no-obsolete")
    written = strings(ROOT / CATALOGUE, "--no-obsolete")
    assert not used - written, "add: " + "\n".join(sorted(used - written))
    assert not written - used, "take out: " + "\n".join(sorted(written - used))


def test_every_string_has_its_chinese_and_none_is_fuzzy():
    for lacking in ("--untranslated", "--only-fuzzy"):
        found = strings(ROOT / CATALOGUE, lacking) - {'""'}
        assert not found, f"{lacking}: " + "\n".join(sorted(found))
    gettext_tool("msgfmt", "--check", "--output-file=/dev/null", CATALOGUE)


def test_chinese_is_chinese():
    same = {said for said, chinese in compiled(ROOT / CATALOGUE.with_suffix(".mo")).items() if said == chinese}
    assert {said for said in same if re.search(r"[A-Za-z]{2}", said)} == SAME_IN_BOTH


def test_the_compiled_catalogue_is_current(tmp_path):
    gettext_tool("msgfmt", f"--output-file={tmp_path}/now.mo", CATALOGUE)
    assert compiled(tmp_path / "now.mo") == compiled(ROOT / CATALOGUE.with_suffix(".mo"))


@pytest.mark.django_db
def test_the_sign_in_page_is_chinese_and_english_behind_the_switch(client):
    assert "学号或手机号" in client.get(reverse("people:sign_in")).content.decode()
    client.post(reverse("people:appearance"), {"language": "en"})
    assert "Number or mobile" in client.get(reverse("people:sign_in")).content.decode()
