"""All settings, from the environment only, safe by default."""

import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from config.database import DatabaseUrlError, database
from config.quiet_logging import QUIET_LOGGING

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# Who may start, and for whom it answers

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    sys.exit("SECRET_KEY is not set. `make run` makes one; see the README.")
DEBUG = env.bool("DEBUG", default=False)
# This machine only, without HTTPS: for trying it out and for development.
LOCAL_HTTP = env.bool("LOCAL_HTTP", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if LOCAL_HTTP:
    if ALLOWED_HOSTS:
        sys.exit("LOCAL_HTTP is for this machine only: unset it or ALLOWED_HOSTS.")
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The parts

INSTALLED_APPS = [
    "accounts",
    "directory",
    "csp",
    "django_filters",
    "directory.curation.apps.CurationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "config.quiet_logging.AccessLine",
    "directory.pages.headers.HeaderTable",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "directory.pages.language.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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
                "directory.pages.site.site",
            ]
        },
    }
]

# The database

try:
    DATABASES = {
        "default": database(
            env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'signpost.sqlite3'}")
        )
    }
except DatabaseUrlError as error:
    sys.exit(str(error))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The people who work here

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="signpost@localhost")
# A service's form has a row for each term it answers.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# What a site may call itself, where its exit link leads, and who answers for it

SITE_NAME = env.str("SITE_NAME", default="Signpost")
EXIT_URL = env.str("EXIT_URL", default="https://www.bbc.co.uk/weather")
# Titles and previews give nobody away. A site may choose that they say what a page is.
DISCREET = env.bool("DISCREET", default=True)
SITE_OWNER = env.str("SITE_OWNER", default="")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
# Under which licence others may use the list; unset, they must ask.
DATA_LICENCE = env.str("DATA_LICENCE", default="")
if DATA_LICENCE not in ("", "OGL-UK-3.0", "CC-BY-4.0", "CC0-1.0"):
    sys.exit("DATA_LICENCE is OGL-UK-3.0, CC-BY-4.0 or CC0-1.0.")
# Files of the site's own, such as a film in sign language with its captions.
OWN_FILES = VAR_DIR / "files"
BSL_VIDEO = env.str("BSL_VIDEO", default="")
# A page of this site, so that it has the way out and the emergency block.
EASY_READ = env.str("EASY_READ", default="")
if EASY_READ and not EASY_READ.startswith("/"):
    sys.exit("EASY_READ is an address on this site: it begins with /.")

# Safe to use

SECURE_SSL_REDIRECT = not LOCAL_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if LOCAL_HTTP else 365 * 24 * 60 * 60
SESSION_COOKIE_SECURE = not LOCAL_HTTP
CSRF_COOKIE_SECURE = not LOCAL_HTTP
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "directory.pages.errors.csrf_failure"
if env.bool("BEHIND_HTTPS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Whether HSTS holds for a site's other hosts is for their owner to say, not for us.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
LOGGING = QUIET_LOGGING

# Words, and the files of the pages

LANGUAGE_CODE = "en-gb"
# Each in its own script, as the pages list them; the first has no prefix.
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg"), ("ur", "اردو")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
# Django 6's default: a website typed without a scheme means https.
FORMS_URLFIELD_ASSUME_HTTPS = True
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
if OWN_FILES.is_dir():
    STATICFILES_DIRS.append(OWN_FILES)
STATICFILES_FINDERS = [
    "config.static_bundles.BundleFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_bundles.ForgivingStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
# In development a file changed on disk shows at the next request.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
