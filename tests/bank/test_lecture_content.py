"""The bundled lecture: no error of the lint, and questions enough in every section, kind and level."""

import pytest
from django.conf import settings

from quiz.bank import lint, linting
from quiz.bank.content_files import read_lecture, read_terms

FOLDER = settings.CONTENT_DIR / "weiguan-buwei"


@pytest.fixture(scope="module")
def lecture():
    return linting.of_file(read_lecture(FOLDER))


def test_the_lint_finds_no_error(lecture):
    outline, entries = lecture
    found = [one for one in linting.findings(outline, entries) if one.severity == lint.ERROR]
    assert not found, "\n".join(f"{one.file}:{one.line}: {one.where} [{one.code}] {one.message}" for one in found)


def test_every_section_has_its_questions(lecture):
    outline, entries = lecture
    counts = lint.counts(entries, outline)
    for part in outline.parts:
        assert counts["by_section"][part.number] >= part.wanted(outline.target), part
    assert all(counts["by_kind"].values())
    assert all(counts["by_level"].values())
    assert sum(counts["by_section"].values()) == len(entries)


def test_the_terms_are_no_sentences():
    assert all(len(term) <= 20 and not set(term) & set("，。；,;") for term in read_terms(FOLDER))
