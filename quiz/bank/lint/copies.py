"""What stands word for word in the lecture. A question in its words tests memory for wording, and its sentences are not
ours to print. Silent where the lecture's text is not at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from .findings import Entry, Outline, Part, Said, error, warning

RUN, RUN_MOST = 10, 13  # Han characters in one run: from here on a warning, an error
SHARE, SHARE_MOST, SHARE_FROM = 0.30, 0.50, 20  # of 5-grams, in texts from 20 字 on


def likeness(entry: Entry, outline: Outline) -> Iterator[Said]:
    return _runs(entry.texts, outline)


def likeness_share(entry: Entry, outline: Outline) -> Iterator[Said]:
    return _shares(entry.texts, outline)


def section_likeness(entries: Sequence[Entry], outline: Outline) -> Iterator[Said]:
    """Summaries and key points, which are to be the author's own words as well."""
    for part in outline.parts:
        yield from _runs(part.texts, outline, part)
        yield from _shares(part.texts, outline, part)


def _runs(texts: Iterable[str], outline: Outline, at: Part | None = None) -> Iterator[Said]:
    for text in texts:
        run = outline.likeness.longest(text) if outline.likeness else ""
        if len(run) >= RUN:
            said = _("%(length)d characters stand word for word in the lecture: “%(run)s”. Say it in your own words.")
            message = said % {"length": len(run), "run": run}
            yield error(message, at) if len(run) >= RUN_MOST else warning(message, at)


def _shares(texts: Iterable[str], outline: Outline, at: Part | None = None) -> Iterator[Said]:
    for text in texts:
        share, length = outline.likeness.share(text) if outline.likeness else (0.0, 0)
        if length >= SHARE_FROM and share > SHARE:
            said = _("%(share)d %% of “%(start)s…” is the lecture's wording. Say it in your own words.")
            message = said % {"share": round(100 * share), "start": text.strip()[:8]}
            yield error(message, at) if share > SHARE_MOST else warning(message, at)
