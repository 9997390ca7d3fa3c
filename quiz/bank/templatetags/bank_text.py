"""Texts of the bank in templates: `text|markdown` where blocks may stand, `text|markdown_option` in an option,
`text|markdown_line` elsewhere."""

from django import template
from django.utils.safestring import SafeString

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
