"""What is written is read back, character by character, and looks as people write it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.plain_yaml import Bare, Block, Brackets, Quoted, document, scalar
from quiz.bank.strict_yaml import CONTROL, Reader

REFUSED = "".join(filter(CONTROL.match, map(chr, range(0x80))))
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=REFUSED)) | st.text(
    "ab文1 \n:#-'\"\\[]{},&*!|>%@`?~.。“”", max_size=12
)


def read(tmp_path, text):
    path = tmp_path / "file.yaml"
    path.write_bytes(text.encode())
    reader = Reader(path)
    value = reader.read()
    assert not reader.errors, (text, reader.errors)
    return value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("三家单位互推，没人牵头", "三家单位互推，没人牵头"),
        ("“三个不”里的哪一个？", "“三个不”里的哪一个？"),
        ("2.3-01", "2.3-01"),
        ("2.3¶1b", "2.3¶1b"),
        ("1e", "1e"),
        ("", '""'),
        ("%", '"%"'),
        ("3", '"3"'),
        ("3.5", '"3.5"'),
        ("1:30", '"1:30"'),
        ("2023-01-05", '"2023-01-05"'),
        ("yes", '"yes"'),
        ("true", '"true"'),
        ("null", '"null"'),
        ("- 一", '"- 一"'),
        ("**不**属于", '"**不**属于"'),
        ("甲: 乙", '"甲: 乙"'),
        ("甲 #乙", '"甲 #乙"'),
        ("甲:", '"甲:"'),
        ("[甲]", '"[甲]"'),
        ("甲, 乙", "甲, 乙"),
        ('"甲"', "'\"甲\"'"),
        ("'甲'", "\"'甲'\""),
        ("甲\\乙", "甲\\乙"),
        ("甲\u2028乙", '"甲\\U00002028乙"'),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text, written):
    assert scalar(text) == written


def test_what_the_reader_refuses_is_not_written(tmp_path):
    fields = [("plain", f"甲{REFUSED}乙"), ("block", Block(f"甲{REFUSED}\n乙")), ("list", Brackets([REFUSED]))]
    assert read(tmp_path, document(fields)) == {"plain": "甲乙", "block": "甲\n乙\n", "list": [""]}


def test_brackets_need_quotes_for_commas():
    assert scalar(Brackets(["甲", "甲, 乙", "丙]", "0?"])) == '[甲, "甲, 乙", "丙]", "0?"]'


def test_the_forms_of_a_document():
    fields = [
        ("section", Quoted("2.3")),
        ("summary", Block("第一段。\n\n第二段。")),
        ("points", ["要点一", "要点二"]),
        ("passages", {"1a": "背景"}),
        ("questions", [[("key", "2.3-01"), ("value", Bare("3")), ("blanks", [Brackets(["甲", "乙"])])]]),
    ]
    assert document(fields) == (
        'section: "2.3"\n'
        "summary: |\n  第一段。\n\n  第二段。\n"
        "points:\n  - 要点一\n  - 要点二\n"
        "passages:\n  1a: 背景\n"
        "questions:\n  - key: 2.3-01\n    value: 3\n    blanks:\n      - [甲, 乙]\n"
    )


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_comes_back_in_every_place(tmp_path_factory, texts):
    first = texts[0]
    fields = [
        ("plain", first),
        ("block", Block(first)),
        ("list", texts),
        ("brackets", Brackets(texts)),
        ("rows", [[("text", text), ("more", first)] for text in texts]),
        ("names", dict.fromkeys(["a", "1e3"], first)),
    ]
    said = read(tmp_path_factory.mktemp("yaml"), document(fields))
    for written, text in [
        *[(said[name], first) for name in ("plain", "block")],
        *[(row["more"], first) for row in said["rows"]],
        *zip([row["text"] for row in said["rows"]], texts, strict=True),
        *[(said["names"][name], first) for name in ("a", "1e3")],
    ]:
        assert written in (text, f"{text}\n"), "a block ends its last line; the format strips texts"
    assert said["list"] == said["brackets"] == texts


@given(TEXTS)
def test_other_readers_see_the_same_text(text):
    """No field that an editor would take for a number, a date or a truth."""
    assert yaml.safe_load(document([("text", text), ("list", Brackets([text]))])) == {
        "text": text + ("\n" if is_block(text) else ""),
        "list": [text],
    }


def is_block(text):
    return document([("text", text)]).startswith("text: |")
