"""The Markdown of the bank: emphasis as Chinese type needs it, and nothing that could run or lead away."""

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.markdown import as_html, as_line


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("以下**不**属于原因的是", "以下<strong>不</strong>属于原因的是"),
        ("讲的是**“为官不为”**，不是别的", "讲的是<strong>“为官不为”</strong>，不是别的"),
        ("他说：**“等一等”**再看", "他说：<strong>“等一等”</strong>再看"),
        ("**（一）不愿为**的表现", "<strong>（一）不愿为</strong>的表现"),
        ("这是**重点。**接着说", "这是<strong>重点。</strong>接着说"),
        ("**《条例》**第3条", "<strong>《条例》</strong>第3条"),
        ("*轻*一点", "<em>轻</em>一点"),
        ("a **bold** word", "a <strong>bold</strong> word"),
        ("一颗*星", "一颗*星"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        (r"2\*3\*4", "2*3*4"),
        ("`a*b*c`", "<code>a*b*c</code>"),
        ("第一行\n第二行", "第一行<br>\n第二行"),
    ],
)
def test_emphasis_as_an_author_means_it(text, html):
    assert as_line(text) == html
    assert as_html(text) == f"<p>{html}</p>"


@pytest.mark.parametrize("text", ["____是一种____。", "叫作____；叫作____。", "____", "__重点__内容", "______"])
def test_underscores_are_blanks_never_emphasis_or_a_rule(text):
    assert as_line(text) == text
    assert as_html(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="https://example.org">x</a>',
        "<!-- 注 -->",
    ],
)
def test_html_is_shown_as_it_was_typed(text):
    assert "<" not in as_line(text)
    assert "&lt;" in as_html(text)


@pytest.mark.parametrize("text", ["[字](javascript:alert(1))", "![图](https://example.org/a.png)", "<https://x.org>"])
def test_nothing_leads_away_from_the_page(text):
    assert "<a" not in as_html(text)
    assert "<img" not in as_html(text)


def test_lists_tables_and_paragraphs_stand_as_blocks():
    html = as_html("一段。\n\n- 甲\n- 乙\n\n| 因 | 果 |\n| --- | --- |\n| 推诿 | 落空 |")
    for tag in ("<p>一段。</p>", "<li>甲</li>", "<th>因</th>", "<td>落空</td>"):
        assert tag in html


def test_the_filters_give_blocks_and_lines():
    template = Template("{% load bank_text %}{{ text|markdown }}|{{ text|markdown_line }}")
    assert template.render(Context({"text": "**甲** & 乙"})) == (
        "<p><strong>甲</strong> &amp; 乙</p>|<strong>甲</strong> &amp; 乙"
    )


def test_an_empty_text_stays_empty():
    assert (as_html(""), as_line("  ")) == ("", "")


@given(st.text(alphabet="*_<>&`[]()!\\\"'甲“”，。 a\n", max_size=60))
def test_whatever_is_written_only_known_tags_come_out(text):
    for html in (as_html(text), as_line(text)):
        opened = {part.split(">")[0].strip("/ ") for part in html.split("<")[1:]}
        assert opened <= {"p", "br", "strong", "em", "code", "ul", "ol", "li"}
