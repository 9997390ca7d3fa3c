"""Chinese is the language of the screen: no string without it, and the compiled catalogue is the written one."""

import gettext
import re
from pathlib import Path

import pytest
from django.urls import reverse

CATALOGUE = Path(__file__).resolve().parent.parent / "quiz/locale/zh_Hans/LC_MESSAGES/django"


def test_every_string_has_its_chinese_and_none_is_fuzzy():
    text = CATALOGUE.with_suffix(".po").read_text(encoding="utf-8")
    assert "fuzzy" not in text
    assert not re.findall(r'msgid (?!"")"(.+)"\nmsgstr ""\n\n', text)


def test_the_compiled_catalogue_is_current():
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    text = CATALOGUE.with_suffix(".po").read_text(encoding="utf-8")
    for said, chinese in re.findall(r'\nmsgid "(.+)"\nmsgstr "(.+)"', text):
        assert compiled.gettext(said.replace('\\"', '"')) == chinese.replace('\\"', '"')


@pytest.mark.django_db
def test_the_sign_in_page_is_chinese_and_english_behind_the_switch(client):
    assert "学号或手机号" in client.get(reverse("people:sign_in")).content.decode()
    client.post(reverse("people:appearance"), {"language": "en"})
    assert "Number or mobile" in client.get(reverse("people:sign_in")).content.decode()
