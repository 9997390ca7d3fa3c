"""What a trainee would see of a question that is being written, before and after release. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .kinds import BadAnswer, Item, Kind
from .typed import showable

LOOKS = (("ask", _("Answering")), ("review", _("Explanation")), ("large", _("Large type")))


@dataclass(frozen=True)
class Preview:
    look: str
    kind: Kind
    item: Item
    shown: Any
    template: str

    looks = LOOKS

    @property
    def several(self) -> bool:
        return bool(getattr(self.kind, "several", False))


def preview(kind: Kind, item: Item, data: QueryDict) -> Preview:
    """`data` may choose the look (`show`, else `look`) and hold an answer given in the preview."""
    asked = data.get("show") or data.get("look")
    look = asked if asked in dict(LOOKS) else "ask"
    item = showable(kind, item)
    order = kind.order(item, random.Random(1), shuffle=False)
    try:
        answer = kind.read(item, data, order)
    except BadAnswer:  # to a row that has just been removed
        answer = None
    part = "review" if look == "review" else "ask"
    shown = kind.review(item, order, answer) if part == "review" else kind.show(item, order, answer)
    return Preview(look, kind, item, shown, f"{kind.template}#{part}")
