"""Texts of the bank in templates: `text|markdown` where blocks may stand, `text|markdown_option` in an option,
`text|markdown_line` elsewhere; `kept` for pieces that look the same each time."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from quiz.bank.markdown import as_html, as_line, as_option

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    return as_html(text)


@register.filter
def markdown_line(text: str) -> SafeString:
    return as_line(text)


@register.filter
def markdown_option(text: str) -> SafeString:
    return as_option(text)


@register.simple_tag
def kept(name: str, **context: Any) -> SafeString:
    """The template `name` with nothing but `context`, which has to be hashable; rendered once a process and language.

    For pieces that come with every answer. They may depend on nothing else, least of all on who asks.
    """
    return _render(name, get_language(), tuple(context.items()))


@lru_cache(4096)
def _render(name: str, _language: str | None, context: tuple[tuple[str, Any], ...]) -> SafeString:
    return mark_safe(get_template(name).render(dict(context)))  # noqa: S308  a template's own output
