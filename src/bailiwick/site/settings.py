"""Django's settings, read from the environment that the command line prepares."""

import json
import os
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from bailiwick.site.logs import LOGGING  # noqa: F401 - Django reads it from here
from bailiwick.site.mail import mail_server

BASE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("BAILIWICK_DATA", "var")).absolute()
PUBLIC_URL = os.environ.get("BAILIWICK_PUBLIC_URL", "http://localhost:8000").rstrip("/")
DEBUG = os.environ.get("BAILIWICK_DEBUG") == "1"


def _secret_key() -> str:
    secrets = DATA / "secrets.json"
    if secrets.exists():
        return str(json.loads(secrets.read_text())["secret_key"])
    return os.environ.get("BAILIWICK_SECRET_KEY", "")


def database(url: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL URL; a socket directory may stand in the `host` parameter."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 5,
            "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
            **options,
        },
    }


SECRET_KEY = _secret_key() or "only-for-commands-that-need-no-secrets"
ALLOWED_HOSTS = [h for h in (urlsplit(PUBLIC_URL).hostname, "localhost", "127.0.0.1", "[::1]") if h]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

DATABASES = {"default": database(os.environ.get("BAILIWICK_DB_URL", "postgresql://bailiwick_app@/bailiwick"))}
if owner_url := os.environ.get("BAILIWICK_OWNER_URL"):
    DATABASES["owner"] = {**database(owner_url), "TEST": {"MIRROR": "default"}}
    DATABASES["owner"]["OPTIONS"].pop("pool")
WORKER_URL = os.environ.get("BAILIWICK_DB_URL", "")
SEALER_URL = os.environ.get("BAILIWICK_SEALER_URL", "")
METRICS_TOKEN = os.environ.get("BAILIWICK_METRICS_TOKEN", "")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "bailiwick.kernel.ledger",
    "bailiwick.kernel.identity",
    "bailiwick.kernel.identity.federation",
    "bailiwick.kernel.identity.entrances",
    "bailiwick.kernel.calendar",
    "bailiwick.kernel.evidence",
    "bailiwick.kernel.process",
    "bailiwick.kernel.work",
    "bailiwick.kernel.search",
    "bailiwick.kernel.notifications",
    "bailiwick.kernel.drafts",
    "bailiwick.kernel.presence",
    "bailiwick.kernel.jobs",
    "bailiwick.kernel.people",
    "bailiwick.kernel.figures",
    "bailiwick.kernel.webhooks",
    "bailiwick.kernel.api",
    "bailiwick.kernel.ui",
    "bailiwick.kernel.retention",
    "bailiwick.kernel.arrivals",
    "bailiwick.kernel.feeds",
    "bailiwick.kernel.arranging",
    "bailiwick.kernel.setup",
    "bailiwick.frameworks",
    "bailiwick.portfolio",
    "bailiwick.agreements",
    "bailiwick.resolution",
    "bailiwick.portal",
    "bailiwick.major",
    "bailiwick.conformity",
    "bailiwick.site",
]

MIDDLEWARE = [
    "bailiwick.site.metrics.requests.Counted",
    "bailiwick.kernel.ui.middleware.trace.RequestNumber",
    "bailiwick.kernel.ui.middleware.security.SecurityHeaders",
    "bailiwick.kernel.ui.middleware.outage.DatabaseOutage",
    "bailiwick.kernel.ui.middleware.limits.FormLimit",
    "bailiwick.kernel.ui.middleware.sessions.Sessions",
    "bailiwick.kernel.ui.middleware.sessions.Forms",
    "bailiwick.kernel.identity.entrances.account.SessionAccount",
    "bailiwick.kernel.ui.middleware.sessions.Messages",
    "allauth.account.middleware.AccountMiddleware",
    "bailiwick.kernel.ui.middleware.actor.ActorScope",
    "bailiwick.kernel.api.middleware.ApiScope",
]

ROOT_URLCONF = "bailiwick.site.urls"
WSGI_APPLICATION = "bailiwick.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted([*BASE.glob("kernel/*/templates"), *BASE.glob("*/templates")]),
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "bailiwick.kernel.ui.jinja.environment.environment",
            "context_processors": ["bailiwick.kernel.ui.frame.context"],
        },
    },
]

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "bailiwick.kernel.identity.password_rules.NotPlain"},
    {"NAME": "bailiwick.kernel.identity.password_rules.NotTheName"},
    {"NAME": "bailiwick.kernel.identity.password_rules.NotBreached"},
]
BREACHED_PASSWORDS = os.environ.get("BAILIWICK_BREACHED_PASSWORDS", "")
if BREACHED_PASSWORDS and not Path(BREACHED_PASSWORDS).is_file():
    raise ImproperlyConfigured(f"BAILIWICK_BREACHED_PASSWORDS names no file: {BREACHED_PASSWORDS}")
# Requests a minute of one token to one web server, all its processes together; 0 counts none.
API_RATE = int(os.environ.get("BAILIWICK_API_RATE", "6000"))
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_ADAPTER = "bailiwick.kernel.identity.entrances.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "passkey": "30/m/ip",
    "second_step": "30/m/ip",
    "reset_password": "20/m/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
}
MFA_ADAPTER = "bailiwick.kernel.identity.entrances.factors.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
SIGN_IN_LOG_DAYS = int(os.environ.get("BAILIWICK_SIGN_IN_LOG_DAYS", "180"))
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("BAILIWICK_TRUSTED_PROXIES", "0"))
# Attempts are counted in the database, as the web server may run in several processes and on several machines.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "entrances_counter",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
SESSION_ENGINE = "bailiwick.kernel.identity.entrances.sessions"
SESSION_COOKIE_NAME = "bailiwick_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_COOKIE_NAME = "bailiwick_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "bailiwick.kernel.ui.errors.csrf_failure"
SESSION_COOKIE_AGE = 14 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LANGUAGE_CODE = "en"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_IMPORT_PATHS = [
    "bailiwick.resolution.incidents.tasks",
    "bailiwick.major.incidents.tasks",
    "bailiwick.exchange.servicenow.tasks",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

# Networks beside the public ones that webhooks may lead to.
WEBHOOKS_ALLOW = [
    ip_network(one, strict=False)
    for one in os.environ.get("BAILIWICK_WEBHOOKS_ALLOW", "").replace(",", " ").split()
]
WEBHOOKS_LOG_DAYS = int(os.environ.get("BAILIWICK_WEBHOOKS_LOG_DAYS", "30"))

EMAIL_BACKEND = os.environ.get("BAILIWICK_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
_mail = mail_server(os.environ)
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.tls == "starttls", _mail.tls == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("BAILIWICK_MAIL_FROM", "bailiwick@localhost")
