"""The little Markdown of stems, explanations and materials, made safe HTML: emphasis, lists, tables, code, lines.

Emphasis follows Chinese type: `讲的是**“为官不为”**，` is bold, though CommonMark asks for a space beside the quotation
mark. Underscores are never emphasis, because they mark the blanks of a question. HTML and links are text, and so are
pictures but those of the bank, `![what it shows](name)`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import nh3
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

from .picture_names import MENTION, NAME

RULES = ["emphasis", "balance_pairs", "fragments_join", "backticks", "escape", "newline", "list", "table"]
ATTRIBUTES = {"img": {"src", "alt", "width", "height", "loading"}}
TAGS = {"img", "p", "br", "strong", "em", "code", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
# Pixels that a phone of 320 has left for a picture, under the question and in an option: no page becomes wider by one.
ROOM, ROOM_IN_OPTION = 288, 190
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


def _picture(state: StateInline, silent: bool) -> bool:
    found = MENTION.match(state.src, state.pos, state.posMax)
    name = NAME.fullmatch(found["name"]) if found else None
    if not found or not name or not found["alt"].strip():
        return False
    if not silent:
        width, height = int(name["width"]), int(name["height"])
        shown = min(width, state.env.get("room", ROOM))
        token = state.push("picture", "img", 0)
        token.attrs = {
            "src": reverse("bank:picture", args=[name[0]]),
            "alt": found["alt"].strip(),
            "width": shown,
            "height": max(1, round(height * shown / width)),
            "loading": "lazy",
        }
    state.pos = found.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True, "xhtmlOut": False}).enable(RULES)
    parser.inline.ruler.at("emphasis", _stars)
    parser.inline.ruler.push("picture", _picture)
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


@lru_cache(KEPT)
def as_option(text: str) -> SafeString:
    """A line beside a mark, which leaves less room."""
    return _safe(_MARKDOWN.renderInline(text.strip(), {"room": ROOM_IN_OPTION}))


def _safe(html: str) -> SafeString:
    # A picture's address was made by us from its name; nh3 need not, and does not, let any scheme or host through.
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=set())
    return mark_safe(clean.strip())  # noqa: S308  nh3 has cleaned it
