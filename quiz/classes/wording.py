"""Times and marks in words, as the pages of this room say them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def moment(at: datetime) -> str:
    """`3月5日12:00`, in the zone of the installation; with the year if it is another one."""
    local = timezone.localtime(at)
    pattern = _("j M, H:i") if local.year == timezone.localtime().year else _("j M Y, H:i")
    return date_format(local, pattern)


def marks(hundredths: int) -> str:
    """`2` or `0.5`."""
    return f"{hundredths / 100:g}"


def minutes(n: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", n) % {"n": n}
