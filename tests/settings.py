"""The project's settings as the tests want them: a quick password hasher, plain static files, a var/ of their own."""

import os
import tempfile

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="quiz-tests-"))
# Playwright's loop goes on running in the worker that drove the browser, and Django takes later tests for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from quiz.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, not memory: tests with threads need a database that several connections share as in production.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}  # noqa: F405
