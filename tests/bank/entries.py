"""Questions for the lint, sound unless told otherwise: each test changes the one thing it is about."""

from __future__ import annotations

from typing import Any

from quiz.bank.kinds import Item, Row
from quiz.bank.lint import Entry, Outline, Part

EXPLANATION = "症结在职责交叉而无人牵头，先要分清各家边界。容易把它当成能力问题，但这些人都做得来，只是没有人认领。"
REASONS = (
    "这是能力方面的原因，材料里的人都胜任工作。",
    "这是激励方面的原因，材料没有谈到待遇和晋升。",
    "这是考核方面的原因，材料没有提到怎样打分。",
    "这是意识方面的原因，材料里的人都愿意去做。",
    "这是法律方面的原因，材料没有谈到追究依据。",
)
TEXTS = ("部门边界交叉", "应变能力欠缺", "晋升空间狭窄", "打分方式封闭", "宗旨意识淡化")
STEM = "三家单位互相推让，会议开了五次仍没有人牵头。症结在哪里？"
OUTLINE = Outline(terms=("不作为", "难为不为", "不愿", "权责不清", "责任清单", "干部"))


def choice(*texts: str, right: tuple[int, ...] = (1,), kind: str = "", **fields: Any) -> Entry:
    """A choice question with `texts` as options (four sound ones if left out), the ones at `right` correct."""
    texts = texts or TEXTS[:4]
    reasons = fields.pop("reasons", REASONS)
    rows = tuple(
        Row(position, text, position in right, "" if position in right else reasons[position - 1])
        for position, text in enumerate(texts, start=1)
    )
    return entry(kind or ("multiple_choice" if len(right) > 1 else "single_choice"), rows, **fields)


def statement(stem: str, true: bool = True, **fields: Any) -> Entry:
    reason = fields.pop("reason", "讲稿说的是另一回事，见第二段的说明。")
    rows = (Row(1, "对", true, "" if true else reason), Row(2, "错", not true, reason if true else ""))
    return entry("true_false", rows, stem=stem, **fields)


def written(**fields: Any) -> Entry:
    rows = (Row(1, "指出症结在边界不清", True, marks=200), Row(2, "提出由谁牵头的办法", True, marks=200))
    return entry("short_answer", rows, settings={"model_answer": "先划清边界，再定牵头单位。"}, **fields)


def entry(kind: str, rows: tuple[Row, ...], **fields: Any) -> Entry:
    item = Item(
        kind,
        fields.pop("stem", STEM),
        rows,
        fields.pop("explanation", EXPLANATION),
        fields.pop("settings", {}),
        fields.pop("material", ""),
    )
    about = {
        "key": "2.3-01",
        "section": "2.3",
        "level": "apply",
        "difficulty": "easy",
        "source": ("2.3¶1b",),
        "file": "2.3.yaml",
        "line": 7,
    }
    return Entry(item, **{**about, **fields})


def parts(*numbers: str) -> tuple[Part, ...]:
    return tuple(Part(number, number, f"第{number}节", ("1a", "1b", "1c")) for number in numbers)
