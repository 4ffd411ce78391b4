"""Django's settings. Everything that differs between installations comes from the environment."""

from typing import Any

import environ
from csp.constants import NONE, SELF

from heard.web.config import logs
from heard.web.config.environment import list_apps, read_environment
from heard.web.policy import (
    CONFIRMED_MINUTES,
    LARGEST_IMPORT_REQUEST,
    LARGEST_PLAN_REQUEST,
    LARGEST_RETURN_REQUEST,
    LONGEST_SESSION_HOURS,
    SECONDS_FOR_THE_MAIL_SERVER,
)

HEARD = read_environment()
LOGGING = logs.LOGGING

SECRET_KEY = HEARD.secret_key
DEBUG = False
ALLOWED_HOSTS = list(HEARD.hosts)
ROOT_URLCONF = "heard.web.config.urls"
WSGI_APPLICATION = "heard.web.config.wsgi.application"

APPS = (
    "tenancy", "audit", "ui", "jobs", "people", "instruments",
    "codes", "answering", "waves", "voices", "callbacks", "results", "moderating", "reporting",
    "planning", "cohorts", "printing", "watching", "closing",
    "interpreting", "responding", "acting", "telling", "following", "programmes", "pages",
    "config",
)  # fmt: skip
INSTALLED_APPS = [
    *(f"heard.web.{app}.apps.{app.title()}Config" for app in APPS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "heard.web.ui.middleware.KeepPrivate",
    "heard.web.instruments.middleware.SpeakTheirLanguage",
    "heard.web.ui.middleware.TurnAwayLarge",
    "heard.web.ui.middleware.EvenLength",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "heard.web.people.middleware.KeepSignedIn",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]

# --- Database ----------------------------------------------------------------
# IMMEDIATE and a long wait: two processes that write to SQLite queue instead of failing half way. FULL: an answer that
# was acknowledged survives the machine, not only the process. secure_delete: what is deleted is overwritten.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
}
DATABASES = {"default": environ.Env.db_url_config(HEARD.database_url)}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    # Values beside the statement and not in it: else whoever looks at what the server is doing, or at its log of slow
    # or failed statements, reads which card was looked for, and when.
    DATABASES["default"].setdefault("OPTIONS", {})["server_side_binding"] = True
    if HEARD.owner_database_url:  # for migrations and for VACUUM; the web process is started without it
        DATABASES["owner"] = environ.Env.db_url_config(HEARD.owner_database_url)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Short-lived things that all processes of the web server must know: which one-time code was used a moment ago.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "short_lived"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- People ------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "people:home"
LOGOUT_REDIRECT_URL = "people:sign_in"
ACCOUNT_ADAPTER = "heard.web.people.adapters.Accounts"
MFA_ADAPTER = "heard.web.people.adapters.SecondFactors"
SOCIALACCOUNT_ADAPTER = "heard.web.people.adapters.CouncilProviders"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; allauth checks the list all the same
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation goes to the address, and is accepted from there
ACCOUNT_RATE_LIMITS = False  # counted in the database instead, for all processes: heard.web.people.lockout
ACCOUNT_REAUTHENTICATION_TIMEOUT = CONFIRMED_MINUTES * 60
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Heard"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute out
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = HEARD.is_plain_http  # browsers allow it on localhost alone
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another site here; a link may
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": list_apps(HEARD.providers)}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Cookies and headers -----------------------------------------------------
# Strict everywhere: no page of another site has any business here (who comes back from a council's provider is sent
# round once more by allauth, from a page of ours). Plain HTTP only where the environment says so, on a machine's own
# loopback.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not HEARD.is_plain_http
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = LONGEST_SESSION_HOURS * 60 * 60
SESSION_COOKIE_NAME = "heard_session"
CSRF_COOKIE_NAME = "heard_form"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "heard.web.ui.views.form_too_old"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Under "no-referrer" browsers send "Origin: null" with our own forms, and the check against forged forms refuses them.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# HTTPS is done by the web server in front, which says so; without this our own forms look as if from another site.
SECURE_PROXY_SSL_HEADER = None if HEARD.is_plain_http else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if HEARD.is_plain_http else 31_536_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# A form of the survey holds a few kilobytes; a key file under ten. More is turned away before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 100_000
# Views that take more, and how much.
LARGE_REQUESTS = {
    "acting:upload": LARGEST_PLAN_REQUEST,
    "cohorts:count": LARGEST_RETURN_REQUEST,
    "programmes:imports": LARGEST_IMPORT_REQUEST,
}
FILE_UPLOAD_HANDLERS = ["heard.web.ui.uploads.SmallInMemory"]  # a key file never touches the disk

# --- E-mail ------------------------------------------------------------------
# Without EMAIL_URL every message is a file that whoever runs the site can read and nobody else.
EMAIL_FILE_PATH = str(HEARD.mail)
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_TIMEOUT = SECONDS_FOR_THE_MAIL_SERVER
if HEARD.email_url:
    vars().update(environ.Env.email_url_config(HEARD.email_url))
DEFAULT_FROM_EMAIL = HEARD.email_from

# --- Words, time, files ------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = HEARD.home / "static"
STATICFILES_DIRS = [("recordings", HEARD.recordings)] if HEARD.recordings else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING_CONFIG = "logging.config.dictConfig"
