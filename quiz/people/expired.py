"""A session that ended in mid-work loses nothing: what was posted goes through the sign-in, signed, inside the page.

Nothing of it is stored on the server before somebody has signed in, and then it is posted again by that person's own
tap, to the same address and under the same checks as any other form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest, QueryDict

SALT = "people.expired"
FOR = timedelta(hours=12)
MAX = 100_000  # characters; a longer form is not carried along
LEFT_OUT = ("csrfmiddlewaretoken",)


@dataclass(frozen=True)
class Kept:
    """A form that was posted without a session: where to, and its fields in order."""

    to: str
    fields: list[tuple[str, str]]


def keep(request: HttpRequest) -> str:
    """The signed text of what was posted; empty if there is nothing to keep."""
    posted: QueryDict = request.POST
    fields = [(name, value) for name, values in posted.lists() if name not in LEFT_OUT for value in map(str, values)]
    if not fields or sum(len(name) + len(value) for name, value in fields) > MAX:
        return ""
    return signing.dumps([request.get_full_path(), fields], salt=SALT, compress=True)


def kept(text: str) -> Kept | None:
    """What `keep` has signed; None if it is not ours or too old."""
    try:
        to, fields = signing.loads(text, salt=SALT, max_age=FOR)
    except signing.BadSignature:
        return None
    return Kept(to, [(name, value) for name, value in fields])
