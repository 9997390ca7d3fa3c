"""A revision before it is written. Plain data: nothing here reads the database."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from .choices import Change
from .kinds import KINDS, Item
from .lint.text import bare, grams, jaccard

ANEW = 0.3  # of the stem's pairs of characters; rewording keeps more, and two questions that share a frame have less


class Draft:
    """An item and what is said about it."""

    def __init__(
        self,
        item: Item,
        *,
        level: str,
        difficulty: str,
        source: list[str] | None = None,
        point: int | None = None,
        change: str = Change.WORDING,
        note: str = "",
    ) -> None:
        self.item, self.level, self.difficulty = item, level, difficulty
        self.source, self.point, self.change, self.note = source or [], point, change, note

    @property
    def content_hash(self) -> str:
        """Equal for two drafts exactly if a trainee and an author would see the same."""
        rows = [[r.position, r.text, r.correct, r.reason, r.match, r.blank, r.marks] for r in self.item.rows]
        said: list[Any] = [
            self.item.kind,
            self.item.stem,
            self.item.explanation,
            dict(self.item.settings),
            self.item.material,
        ]
        said += [rows, self.level, self.difficulty, self.source, self.point]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def changes_key(self, before: Item) -> bool:
        """Whether an answer could earn other marks than it did for `before`, an item of the same kind."""
        return KINDS[self.item.kind].rekeys(before, self.item)

    def asks_anew(self, before: Item) -> bool:
        """Whether its stem shares so few pairs of characters with the one before that it is another question."""
        one, other = (frozenset(grams(bare(item.stem), 2)) for item in (before, self.item))
        return jaccard(one, other) < ANEW

    def columns(self, number: int) -> dict[str, Any]:
        return {
            "stem": self.item.stem,
            "explanation": self.item.explanation,
            "settings": dict(self.item.settings),
            "material": self.item.material,
            "level": self.level,
            "difficulty": self.difficulty,
            "source": self.source,
            "point": self.point,
            "change": Change.FIRST if number == 1 else self.change,
            "note": self.note,
            "content_hash": self.content_hash,
        }
