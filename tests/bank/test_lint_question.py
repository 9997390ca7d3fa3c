"""What the lint says of one question: for each check one that it catches and one that it lets pass."""

from dataclasses import replace

import pytest

from quiz.bank import lint
from quiz.bank.kinds import Row
from quiz.bank.models import Difficulty, Level

from .entries import EXPLANATION, OUTLINE, REASONS, STEM, TEXTS, choice, entry, parts, statement, written

WARN, ERR = lint.WARNING, lint.ERROR
CROSS = [f"{one}指标和{other}指标" for one in ("共性", "个性") for other in ("正向", "反向")]


def told(one, code, outline=OUTLINE):
    """The worst that is said under `code`, None if nothing is."""
    said = [finding.severity for finding in lint.question(one, outline) if finding.code == code]
    return min(said, default=None)


def test_a_sound_question_is_not_spoken_of():
    for one in (choice(), choice(right=(1, 3)), statement("没有牵头单位时，责任容易落空。"), written()):
        assert lint.question(one, OUTLINE) == []


BETRAYED = [
    ("unsound", choice(right=()), ERR),
    ("unsound", choice(right=(1, 2), kind="single_choice"), ERR),
    ("unsound", choice(right=(2,), kind="multiple_choice"), ERR),
    ("unsound", choice(right=(1, 2, 3, 4)), ERR),
    ("unsound", choice(right=(1, 2)), None),
    ("unsound", entry("riddle", ()), ERR),
    ("key-longer", choice("部门的边界彼此交叉而且没有指定牵头", "能力欠缺", "空间狭窄", "方式封闭"), WARN),
    ("key-longer", choice("部门的边界彼此交叉", "应变能力欠缺", "晋升空间狭窄", "打分方式封闭"), None),
    ("spread", choice("部门的边界彼此交叉而且没有", "应变能力欠缺", "晋升空间狭窄", "打分封闭"), WARN),
    ("spread", choice("部门的边界彼此交叉而且没有指定牵头的单位", "应变能力欠缺", "晋升狭窄", "封闭"), ERR),
    ("spread", choice("部门的边界彼此交叉", "应变能力欠缺", "晋升空间狭窄", "打分封闭"), None),
    ("above", choice("部门边界交叉", "应变能力欠缺", "晋升空间狭窄", "以上都是"), ERR),
    ("above", choice("部门边界交叉", "应变能力欠缺", "晋升空间狭窄", "A和B"), ERR),
    ("above", choice("①③", "②④", "①②", "③④"), ERR),
    ("above", choice("两点都不对", "应变能力欠缺", "晋升空间狭窄", "打分方式封闭"), ERR),
    ("above", choice("以上级的意见为准", "应变能力欠缺", "晋升空间狭窄", "打分方式封闭"), None),
    ("absolute", choice("部门边界交叉", "应变能力完全欠缺", "晋升空间狭窄", "打分方式封闭"), WARN),
    ("absolute", choice("部门边界完全交叉", "应变能力完全欠缺", "晋升空间狭窄", "打分方式封闭"), None),
    ("absolute", choice("部门边界交叉", "应变能力一定程度欠缺", "晋升空间狭窄", "打分方式封闭"), None),
    ("absolute", choice("部门边界交叉", "不仅应变能力欠缺", "晋升空间狭窄", "打分方式封闭"), None),
    ("absolute", statement("所有单位都会互相推让。"), WARN),
    ("absolute", statement("单位之间会互相推让。"), None),
    ("hedge", choice("部门边界往往交叉", "应变能力欠缺", "晋升空间狭窄", "打分方式封闭"), WARN),
    ("hedge", choice("部门边界往往交叉", "应变能力通常欠缺", "晋升空间狭窄", "打分方式封闭"), None),
    ("hedge", choice("部门不可能协调", "应变能力欠缺", "晋升空间狭窄", "打分方式封闭"), None),
    ("negative", choice(stem="下列哪项不属于边界不清的表现？"), ERR),
    ("negative", choice(stem="下列哪项**不属于**边界不清的表现？"), None),
    ("negative", choice("没有边界", *TEXTS[1:4], stem="哪项**不是**边界不清的表现？"), ERR),
    ("negative", choice("权责不清", *TEXTS[1:4], stem="哪项**不是**这里的原因？"), None),
    ("negative", choice(stem="这件事不是难办，是没有人牵头。症结在哪里？"), None),
    ("negative", choice(stem="怎样处理，而不是一推了之？"), None),
    ("echo", choice("五次会议无果", "应变能力欠缺", "晋升空间狭窄", "打分方式封闭"), WARN),
    ("echo", choice("五次会议无果", "会议次数偏少", "五次才有结果", "打分方式封闭"), None),
    ("echo", choice("干部边界交叉", *TEXTS[1:4], stem="干部之间没有人牵头。症结在哪里？"), None),
    ("options-same", choice("边界 交叉", "边界交叉。", "晋升空间狭窄", "打分方式封闭"), ERR),
    ("options-same", choice("制度问题", "考核制度问题", "晋升空间狭窄", "打分方式封闭"), WARN),
    ("options-same", choice("三家部门的职责边界交叉", "三家部门的职责边界不交叉", *TEXTS[1:3]), WARN),
    ("options-same", choice(*CROSS), None),
    ("options-same", choice(), None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "one", "expected"), BETRAYED)
def test_what_options_betray(code, one, expected):
    assert told(one, code) == expected


WORDED = [
    ("words", choice(level="genius"), ERR),
    ("words", choice(difficulty="tricky"), ERR),
    ("words", choice(), None),
    ("letters", choice(explanation=f"边界没有划清，所以选 A。{EXPLANATION}"), ERR),
    ("letters", choice(explanation=f"第二项说的是能力。{EXPLANATION}"), ERR),
    ("letters", choice(explanation=f"B项说的是能力。{EXPLANATION}"), ERR),
    ("letters", choice(explanation=f"A、Ｃ都正确。{EXPLANATION}"), ERR),
    ("letters", choice(explanation=f"第五个选项说的是能力。{EXPLANATION}"), ERR),
    ("letters", choice(explanation=f"这份PDF错误很多，A级单位也有。{EXPLANATION}"), None),
    ("letters", choice(reasons=("", "后两项都不在这一节。", *REASONS[2:])), ERR),
    ("letters", choice(reasons=("", "选择题目里的说法之前，先看有没有推让。", *REASONS[2:])), None),
    ("explanation", choice(explanation=""), ERR),
    ("explanation", choice(explanation="边界不清，所以互推。"), ERR),
    ("explanation", choice("部" * 26, explanation="部" * 26), ERR),
    ("explanation", choice(explanation="症结在于职责交叉而无人牵头，先要分清各家的边界，再谈由谁来做。"), WARN),
    ("explanation", choice(), None),
    ("reason", choice(reasons=("", "不对。", *REASONS[2:])), ERR),
    ("reason", choice(reasons=("", "材料里没有谈到能力。", *REASONS[2:])), WARN),
    ("reason", statement("没有牵头单位时，责任容易落空。", reason="与题意不符。"), ERR),
    ("reason", choice(), None),
    ("reason-same", choice(reasons=("", REASONS[1], REASONS[1], REASONS[3])), ERR),
    ("reason-same", choice(), None),
    ("stem-length", choice(stem="某单" * 31 + "？", level="recall"), WARN),
    ("stem-length", choice(stem="某单" * 31 + "？", level="apply"), None),
    ("stem-length", choice(stem="某单" * 61 + "？", level="analyse"), WARN),
    ("stem-length", choice(stem="某单" * 81 + "？"), ERR),
    ("option-length", choice("甲" * 29, *TEXTS[1:4]), WARN),
    ("option-length", choice("甲" * 51, *TEXTS[1:4]), ERR),
    ("option-length", choice("甲" * 28, *TEXTS[1:4]), None),
    ("sentence-length", choice(stem="某" * 41 + "。症结在哪里？"), WARN),
    ("sentence-length", choice(stem="某" * 40 + "；" + "某" * 20 + "？"), None),
    ("sentence-length", choice(material="某" * 41 + "。"), WARN),
]  # fmt: skip


@pytest.mark.parametrize(("code", "one", "expected"), WORDED)
def test_wording_explanation_and_reasons(code, one, expected):
    assert told(one, code) == expected


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("2.3¶1b", None),
        ("2.3¶1a–c", None),
        ("2.3¶1a-b", None),
        ("2.3¶1", None),
        ("第2.3节¶1a", None),
        ("2.3¶1d", ERR),
        ("2.3¶1a–d", ERR),
        ("2.3¶2", ERR),
        ("2.3¶1c–a", ERR),
        ("9.9¶1a", ERR),
        ("2.3", ERR),
        ("", ERR),
    ],
)
def test_a_pointer_names_a_passage(pointer, expected):
    outline = lint.Outline(parts=parts("2.3"))
    assert told(choice(source=(pointer,)), "source", outline) == expected


def test_a_source_is_wanted_even_where_no_outline_is_known():
    assert told(choice(source=()), "source") == ERR
    assert told(choice(source=("anything",)), "source") is None


def test_every_check_is_shown_a_question_that_it_catches_and_one_that_it_lets_pass():
    """`source` and the checks of copied text have tests of their own below and above."""
    shown = [*BETRAYED, *WORDED]
    apart = {"source", "likeness", "likeness-share"}
    for caught in (True, False):
        assert {code for code, _one, expected in shown if bool(expected) == caught} == set(lint.QUESTION_CHECKS) - apart


TEXT = "在条块的背景下各家单位对边界的理解并不一致，于是出现了彼此推让又彼此埋怨的局面，责任清单可以化解这种局面。"


@pytest.mark.parametrize(
    ("code", "stem", "expected"),
    [
        ("likeness", "各家单位对边界的理解就不同，怎么办？", WARN),
        ("likeness", "各家单位对边界的理解并不一致，怎么办？", ERR),
        ("likeness", "各家单位对边界看法不同，怎么办？", None),
        ("likeness", "按责任清单可以化解的是什么？", None),
        ("likeness-share", "彼此推让又彼此埋怨，牵头的人没有定下，怎么办？", WARN),
        ("likeness-share", "出现了彼此推让又彼此埋怨的局面，各家单位对边界的理解并不一致，怎么办？", ERR),
        ("likeness-share", STEM, None),
        ("likeness-share", "彼此推让又彼此埋怨，怎么办？", None),
    ],
)
def test_what_is_copied_from_the_lecture(code, stem, expected):
    assert told(choice(stem=stem), code, replace(OUTLINE, text=TEXT)) == expected
    assert told(choice(stem=stem), code) is None, "without the text it cannot be told"


def test_a_finding_says_where_and_how_to_mend_it():
    (finding,) = lint.question(choice(explanation=""), OUTLINE)
    assert (finding.code, finding.severity, finding.where) == ("explanation", ERR, "2.3-01")
    assert (finding.file, finding.line) == ("2.3.yaml", 7)
    assert finding.message


def test_a_model_answer_is_read_too():
    copied = replace(written().item, settings={"model_answer": "各家单位对边界的理解并不一致。"})
    assert told(replace(written(), item=copied), "likeness", replace(OUTLINE, text=TEXT)) == ERR


def test_levels_and_difficulties_are_those_of_the_bank():
    assert list(lint.LEVELS) == Level.values
    assert list(lint.DIFFICULTIES) == Difficulty.values


def test_matching_and_ordering_have_no_options_to_compare():
    pairs = (Row(1, "甲甲", True, match="边界"), Row(2, "乙乙", True, match="边界"), Row(3, "", match="能力"))
    steps = tuple(Row(n, text, True) for n, text in enumerate(("先划边界", "先划边界再牵头", "再办"), start=1))
    for one in (entry("matching", pairs), entry("ordering", steps)):
        assert lint.question(one, OUTLINE) == []
