"""Checks of one question of any kind: its wording, what it says to somebody who was wrong, where it points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from quiz.bank.kinds import KINDS

from .findings import CHOICE, DIFFICULTIES, LEVELS, SCENES, Entry, Outline, Said, error, warning
from .text import bare, sentences, size
from .words import LETTERS

STEM, SCENE, STEM_MOST = 60, 120, 160  # 字; a scene is what apply and analyse ask about
OPTION, OPTION_MOST = 28, 50
SENTENCE = 40  # readable at a glance on a phone
EXPLANATION_LEAST, EXPLANATION = 25, 40
REASON_LEAST, REASON = 8, 12
POINTER = re.compile(r"(?P<label>[^¶\s]*)¶(?P<paragraph>\d+)(?P<first>[a-z]?)(?:[–-](?P<last>[a-z]))?")


def unsound(entry: Entry, outline: Outline) -> Iterator[Said]:
    """What the kind itself refuses: the number of right options, an empty row, a missing reason."""
    if entry.item.kind not in KINDS:
        yield error(_("The kind “%(name)s” is unknown.") % {"name": entry.item.kind})
        return
    for problem in KINDS[entry.item.kind].check(entry.item):
        yield error(str(problem.message))


def words(entry: Entry, outline: Outline) -> Iterator[Said]:
    for name, value, allowed in (("level", entry.level, LEVELS), ("difficulty", entry.difficulty, DIFFICULTIES)):
        if value not in allowed:
            said = _("The field “%(name)s” must be one of: %(choices)s.")
            yield error(said % {"name": name, "choices": ", ".join(allowed)})


def source(entry: Entry, outline: Outline) -> Iterator[Said]:
    if not entry.source:
        yield error(_("No source is given. Point to the passage that bears the key, like 2.3¶1b."))
    if not outline.parts:
        return
    places = {name: part.passages for part in outline.parts for name in (part.number, part.label, part.title) if name}
    for pointer in entry.source:
        if not points_at(pointer, places):
            said = _("“%(pointer)s” names no passage of the lecture. Look at `passages` of its section.")
            yield error(said % {"pointer": pointer})


def points_at(pointer: str, places: dict[str, tuple[str, ...]]) -> bool:
    """Whether `pointer` (`2.3¶1b`, `一¶1d–e`, `二¶1`) names passages that are there; `places`: label to passages.

    A whole paragraph may be named if one of its passages is there.
    """
    found = POINTER.fullmatch(pointer)
    if not found or found["label"] not in places:
        return False
    known, paragraph = set(places[found["label"]]), found["paragraph"]
    if not found["first"]:
        return not found["last"] and any(re.fullmatch(rf"{paragraph}[a-z]?", name) for name in known)
    last = found["last"] or found["first"]
    named = {paragraph + chr(letter) for letter in range(ord(found["first"]), ord(last) + 1)}
    return bool(named) and named <= known


def letters(entry: Entry, outline: Outline) -> Iterator[Said]:
    for text in entry.texts:
        if found := LETTERS.search(text):
            said = _("“%(words)s” names an option by letter or place, but options are shuffled. Say what it says.")
            yield error(said % {"words": found[0]})


def explanation(entry: Entry, outline: Outline) -> Iterator[Said]:
    length = size(entry.item.explanation)
    said = {"length": length, "least": EXPLANATION}
    if not length:
        yield error(_("The explanation is missing. Say what is right, why, and what it is mistaken for."))
    elif bare(entry.item.explanation) == bare(entry.answer):
        yield error(_("The explanation only repeats the key. Say why it is right."))
    elif length < EXPLANATION_LEAST:
        yield error(_("The explanation has %(length)d characters; it should have %(least)d. Say why.") % said)
    elif length < EXPLANATION:
        yield warning(_("The explanation has %(length)d characters; it should have %(least)d. Say why.") % said)


def reasons(entry: Entry, outline: Outline) -> Iterator[Said]:
    """What the trainee reads who picked a wrong option."""
    for row in entry.wrong if entry.item.kind in (*CHOICE, "true_false") else ():
        # A statement has one reason: it stands with the answer that is wrong.
        length = size(row.reason)
        if length >= REASON or not row.text.strip():
            continue
        said = _(
            "The reason for “%(option)s” has %(length)d characters; it should have %(least)d. Say whose idea it is."
        )
        message = said % {"option": row.text, "length": length, "least": REASON}
        yield error(message) if length < REASON_LEAST else warning(message)


def same_reasons(entry: Entry, outline: Outline) -> Iterator[Said]:
    counts = Counter(bare(row.reason) for row in entry.item.rows if bare(row.reason))
    if entry.item.kind in CHOICE and any(count > 1 for count in counts.values()):
        yield error(_("Two options have the same reason. Say of each why it is wrong."))


def stem_length(entry: Entry, outline: Outline) -> Iterator[Said]:
    length, bound = size(entry.item.stem), SCENE if entry.level in SCENES else STEM
    if length > bound:
        message = _("The stem has %(length)d characters; %(most)d are enough.") % {"length": length, "most": bound}
        yield error(message) if length > STEM_MOST else warning(message)


def option_length(entry: Entry, outline: Outline) -> Iterator[Said]:
    for row in entry.item.rows if entry.item.kind in CHOICE else ():
        length = size(row.text)
        if length > OPTION:
            said = _("An option has %(length)d characters; %(most)d are enough.")
            message = said % {"length": length, "most": OPTION}
            yield error(message) if length > OPTION_MOST else warning(message)


def sentence_length(entry: Entry, outline: Outline) -> Iterator[Said]:
    for text in (entry.item.stem, entry.item.material, entry.item.explanation):
        for sentence in sentences(text):
            if (length := size(sentence)) > SENTENCE:
                said = _("A sentence has %(length)d characters (“%(start)s…”). Make two of it; %(most)d are enough.")
                yield warning(said % {"length": length, "start": sentence.strip()[:8], "most": SENTENCE})
