"""The code by which the first administrator shows that the server is his: it stands in var/ and on his screen."""

import secrets

from django.conf import settings

from quiz.environment import kept


def setup_code() -> str:
    return kept(settings.VAR_DIR / "setup_code", lambda: secrets.token_urlsafe(9))
