"""The little Markdown of stems, explanations and materials, made safe HTML: emphasis, lists, tables, code, lines.

Emphasis follows Chinese type: `讲的是**“为官不为”**，` is bold, though CommonMark asks for a space beside the quotation
mark. Underscores are never emphasis, because they mark the blanks of a question. HTML, links and pictures are text.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

RULES = ["emphasis", "balance_pairs", "fragments_join", "backticks", "escape", "newline", "list", "table"]
TAGS = {"p", "br", "strong", "em", "code", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
KEPT = 2048  # texts whose HTML is kept in memory; a revision never changes


def _is_cjk(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’…—·"


def _is_punctuation(char: str) -> bool:
    return not _is_cjk(char) and (isMdAsciiPunct(ord(char)) or isPunctChar(char))


def _flanking(before: str, after: str) -> tuple[bool, bool]:
    """Whether a run of stars between these characters may open and may close: CommonMark 6.2, where a CJK character
    or mark beside the stars counts as a letter on their inside and as a space on their outside."""
    space_before, space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
    opens = not space_after and (not mark_after or space_before or mark_before or _is_cjk(before))
    closes = not space_before and (not mark_before or space_after or mark_after or _is_cjk(after))
    return opens, closes


def _stars(state: StateInline, silent: bool) -> bool:
    """In place of markdown-it's own rule for `*` and `_`, which can be taught CJK only for all parsers at once."""
    start = end = state.pos
    if silent or state.src[start] != "*":
        return False
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    opens, closes = _flanking(before, after)
    for _number in range(end - start):
        state.push("text", "", 0).content = "*"
        token = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord("*"), end - start, token, -1, opens, closes))
    state.pos = end
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True, "xhtmlOut": False}).enable(RULES)
    parser.inline.ruler.at("emphasis", _stars)
    return parser


_MARKDOWN = _parser()


@lru_cache(KEPT)
def as_html(text: str) -> SafeString:
    """Paragraphs, lists and tables, for where blocks may stand."""
    return _safe(_MARKDOWN.render(text))


@lru_cache(KEPT)
def as_line(text: str) -> SafeString:
    """One run of text with emphasis and line breaks, for headings and labels."""
    return _safe(_MARKDOWN.renderInline(text.strip()))


def _safe(html: str) -> SafeString:
    return mark_safe(nh3.clean(html, tags=TAGS, attributes={}).strip())  # noqa: S308  nh3 has cleaned it
