"""Text size and theme: kept with the person, before sign-in in a cookie."""

from django.conf import settings
from django.http import HttpRequest

from .models import TextSize, Theme

COOKIES = {"size": "text_size", "theme": "theme"}


def appearance(request: HttpRequest) -> dict[str, object]:
    """Context processor: `appearance.size`, `appearance.theme` and `site_name` on every page."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        size, theme = user.text_size, user.theme
    else:
        size, theme = request.COOKIES.get(COOKIES["size"]), request.COOKIES.get(COOKIES["theme"])
    return {
        "appearance": {
            "size": size if size in TextSize.values else TextSize.STANDARD,
            "theme": theme if theme in Theme.values else Theme.AUTO,
        },
        "site_name": settings.SITE_NAME,
    }
