"""Text size and theme: kept with the person, before sign-in in a cookie."""

from django.conf import settings
from django.db.models import TextChoices
from django.http import HttpRequest

from .models import TextSize, Theme

COOKIES = {"size": "text_size", "theme": "theme"}


def appearance(request: HttpRequest) -> dict[str, object]:
    """Context processor: `appearance.size`, `appearance.theme` and `site_name` on every page."""
    user = getattr(request, "user", None)
    return {
        "appearance": {
            "size": _wish(getattr(user, "text_size", ""), request.COOKIES.get(COOKIES["size"], ""), TextSize),
            "theme": _wish(getattr(user, "theme", ""), request.COOKIES.get(COOKIES["theme"], ""), Theme),
        },
        "site_name": settings.SITE_NAME,
    }


def _wish(persons: str, devices: str, choices: type[TextChoices]) -> str:
    """What the person chose; else what was chosen on this device, also before sign-in; else the first, the usual."""
    usual = choices.values[0]
    wishes = (wish for wish in (persons, devices) if wish in choices.values and wish != usual)
    return next(wishes, usual)
