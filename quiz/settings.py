"""All settings. Each value an installation may change is read from the environment; a malformed one stops the start.

`SITE_URL` decides most: its host is the allowed host, and `https://` turns on secure cookies, HSTS and the redirect.
Everything the app writes lies in `var/`.
"""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from quiz.environment import LEVELS, database, flag, folder, hosts, kept, one_of, seconds, site

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = folder("VAR_DIR", BASE_DIR / "var")
VAR_DIR.mkdir(parents=True, exist_ok=True)
CONTENT_DIR = folder("CONTENT_DIR", BASE_DIR / "content")

DEBUG = flag("DEBUG", False)
SECRET_KEY = os.environ.get("SECRET_KEY") or kept(VAR_DIR / "secret_key", get_random_secret_key)
SITE_NAME = os.environ.get("SITE_NAME", "")
SITE_URL, _host, HTTPS = site("SITE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = [_host, "127.0.0.1", "localhost", "[::1]", *hosts("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# The proxy says who asks (X-Forwarded-For) and how (X-Forwarded-Proto); without one, anybody could say so.
BEHIND_PROXY = flag("BEHIND_PROXY", HTTPS)
REVIEW_REQUIRED = flag("REVIEW_REQUIRED", False)  # a second person approves each question before it is published

INSTALLED_APPS = [
    "quiz.people",
    "quiz.lectures",
    "quiz.bank",
    "quiz.classes",
    "quiz.attempts",
    "quiz.results",
    "quiz.people.apps.TablesConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "template_partials",
]
MIDDLEWARE = [
    "quiz.people.middleware.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "quiz.people.middleware.LanguageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "quiz.people.middleware.SignInMiddleware",
    "quiz.people.middleware.PasswordChangeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "quiz.people.middleware.HeadersMiddleware",
    "quiz.people.middleware.WordsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "quiz.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "quiz.people.appearance.appearance",
            ]
        },
    }
]

DATABASES = {"default": database("DATABASE_URL", VAR_DIR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "quiz.people.backends.NumberBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL = "people:sign_in", "home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["username", "mobile"]}},
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
    {"NAME": f"{_validation}.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, timedelta(minutes=10)
# A whole classroom shares one address: only the pair of name and address is locked.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "quiz.people.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = AXES_ENABLE_ADMIN = False

SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "quiz.people.views.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS else None
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

ANSWER_GRACE = seconds("ANSWER_GRACE", 60)  # an answer that was given in time may arrive so much later
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "quiz" / "locale"]
FORMAT_MODULE_PATH = "quiz.formats"
TIME_ZONE = os.environ.get("TIME_ZONE", "Asia/Shanghai")

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "quiz" / "static"]
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
DATA_UPLOAD_MAX_MEMORY_SIZE, FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000, 6_000_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # what is larger is not kept at all
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": one_of("LOG_LEVEL", LEVELS, "WARNING")},
}
