"""The way of a question: draft → in review → published → retired, and back. Pure.

Whether a second person must approve what is published is a setting of the installation (`REVIEW_REQUIRED`). Content
files do not pass here: they are reviewed as files.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import Status

MOVES: dict[str, frozenset[str]] = {
    Status.DRAFT: frozenset({Status.REVIEW, Status.PUBLISHED, Status.RETIRED}),
    Status.REVIEW: frozenset({Status.DRAFT, Status.PUBLISHED, Status.RETIRED}),
    Status.PUBLISHED: frozenset({Status.DRAFT, Status.REVIEW, Status.RETIRED}),
    Status.RETIRED: frozenset({Status.DRAFT, Status.REVIEW, Status.PUBLISHED}),
}
UNKNOWN = _("A question cannot go this way.")
UNREVIEWED = _("Send it to review first; a second person publishes it.")
OWN = _("You wrote this text. Somebody else has to approve it.")


class Refused(Exception):
    """The question may not take this status now; `reason` says why."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


def refusal(before: str, after: str, *, own: bool, review_required: bool) -> Promise | None:
    """Why a question may not go from `before` to `after`, None if it may.

    `own`: whoever moves it has written its current text.
    """
    if before == after:
        return None
    if after not in MOVES[before]:
        return UNKNOWN
    if after == Status.PUBLISHED and review_required:
        if before != Status.REVIEW:
            return UNREVIEWED
        if own:
            return OWN
    return None
