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
    # Before ours, which takes its pages out of the admin.
    "allauth",
    "allauth.account",
    "allauth.mfa",
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
    "config.hosts.ModeratorsHost",
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
    "allauth.account.middleware.AccountMiddleware",
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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
# With a name of their own, moderators work on that host, and only there.
ADMIN_HOST = env.str("ADMIN_HOST", default="").lower()
if ADMIN_HOST and (LOCAL_HTTP or ADMIN_HOST not in ALLOWED_HOSTS):
    sys.exit("ADMIN_HOST is one of ALLOWED_HOSTS, on a public site.")
PUBLIC_HOST = next(
    (host for host in ALLOWED_HOSTS if host != ADMIN_HOST and host[0] not in ".*"), ""
)
# Passkeys belong to a name, so 127.0.0.1 would not do.
MODERATORS_ADDRESS = (
    f"http://localhost:{env.int('PORT', default=8000)}"
    if LOCAL_HTTP
    else f"https://{ADMIN_HOST or PUBLIC_HOST}"
)

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 30 * 60
SESSION_LONGEST = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
# Five wrong tries in five minutes for one person from one place; ten from one place.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A clock may be half a minute wrong.
MFA_TOTP_TOLERANCE = 1
# Failed tries and used codes, known to every process; nothing else is cached.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_attempts",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
vars().update(EMAIL_CONFIG)
# A mail server that does not answer must not hold a visitor's page.
EMAIL_TIMEOUT = 10
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

# After how many days one of us checks a service again; `others` holds for the rest
CHECK_DUE_DAYS: dict[str, int] = {
    "others": 180,
    "helpline": 90,
    **env.dict("CHECK_DUE_DAYS", default={}, cast={"value": int}),
}
# Where the site stands, for mail that goes out without anyone visiting it
_PUBLIC_HOST = "" if LOCAL_HTTP or not ALLOWED_HOSTS else ALLOWED_HOSTS[0].lstrip("*.")
_HERE = f"http://127.0.0.1:{env.str('PORT', default='8000')}"
SITE_URL = env.str(
    "SITE_URL", default=f"https://{_PUBLIC_HOST}" if _PUBLIC_HOST else _HERE
).rstrip("/")

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
    # Where a failed sign-in comes from: the last address in X-Forwarded-For.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
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
