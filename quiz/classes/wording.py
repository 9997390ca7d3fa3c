"""Times and marks in words, as the pages of this room say them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def moment(at: datetime) -> str:
    """`3月5日9:00`, in the zone of the installation; with the year if it is another one."""
    local = timezone.localtime(at)
    this_year = local.year == timezone.localtime().year
    return date_format(local, "SHORT_DATETIME_FORMAT" if this_year else _("j M Y, H:i"))


def marks(hundredths: int) -> str:
    """`2` or `0.5`."""
    return f"{hundredths / 100:g}"


def minutes(n: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", n) % {"n": n}
