"""Django settings, read from the environment of one installation (LACHAN_*) and its home folder."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path
from urllib.parse import unquote, urlparse

from pydantic_settings import BaseSettings, SettingsConfigDict

from lachan.base.home import folder, home


class Installation(BaseSettings):
    """What an operator may set. Everything else follows from it."""

    model_config = SettingsConfigDict(env_prefix="LACHAN_")

    database_url: str = ""
    hosts: str = "localhost,127.0.0.1,[::1]"
    https: bool = False
    debug: bool = False


installation = Installation()


def _secret_key() -> str:
    """Kept in the home folder, made on first use."""
    kept = folder("keys") / "session-secret"
    if not kept.exists():
        fd = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text(encoding="utf-8")


def _wal_is_safe() -> bool:
    """SQLite 3.7.0 to 3.51.2 can lose committed writes in WAL mode, but for two mended lines (docs/decisions)."""
    version = sqlite3.sqlite_version_info
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def _database(url: str) -> dict[str, object]:
    if not url:
        journal = "WAL" if _wal_is_safe() else "TRUNCATE"
        pragmas = ("synchronous=FULL", f"journal_mode={journal}", "secure_delete=ON",
                   "cache_size=-65536", "temp_store=MEMORY", "foreign_keys=ON")  # fmt: skip
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ.get("LACHAN_SQLITE_NAME") or str(folder("data") / "lachan.sqlite3"),
            "CONN_MAX_AGE": 3600,  # a new connection knows the newest statistics of the tables
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": ";".join(f"PRAGMA {p}" for p in pragmas),
            },
        }
    parts = urlparse(url)
    from_query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(from_query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


PACKAGE = Path(__file__).resolve().parents[1]
DEBUG = installation.debug
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = installation.hosts.split(",")
ROOT_URLCONF = "lachan.config.urls"
WSGI_APPLICATION = "lachan.config.wsgi.application"
AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": _database(installation.database_url)}

# In the memory of the program. The usual three hundred entries would not hold one page of figures beside last year.s.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}},
}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "lachan.web.apps.WebConfig",  # before allauth: its pages are ours
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "lachan.vault.apps.VaultConfig",
    "lachan.access.apps.AccessConfig",
    "lachan.journal.apps.JournalConfig",
    "lachan.people.apps.PeopleConfig",
    "lachan.bylaws.apps.BylawsConfig",
    "lachan.notices.apps.NoticesConfig",
    "lachan.files.apps.FilesConfig",
    "lachan.indicators.apps.IndicatorsConfig",
    "lachan.plans.apps.PlansConfig",
    "lachan.facilities.apps.FacilitiesConfig",
    "lachan.tips.apps.TipsConfig",
    "lachan.cases.apps.CasesConfig",
    "lachan.victims.apps.VictimsConfig",
    "lachan.linkage.apps.LinkageConfig",
    "lachan.reports.apps.ReportsConfig",
    "lachan.exchange.apps.ExchangeConfig",
    "lachan.handovers.apps.HandoversConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lachan.web.doors.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lachan.web.doors.DoorMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lachan.web.shell.shell",
            ],
        },
    }
]

# --- sign-in ---
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNT_ADAPTER = "lachan.web.sign_in.Adapter"
MFA_ADAPTER = "lachan.web.sign_in.SecondFactorAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = False  # django-axes counts the failures
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Lá Chắn"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "account_login"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "429.html"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("username", "display_name")}},
]  # fmt: skip

# --- sessions, cookies, headers ---
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None  # gone with the browser window
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = installation.https
SECURE_SSL_REDIRECT = installation.https
SECURE_HSTS_SECONDS = 31536000 if installation.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = installation.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if installation.https else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [], "geolocation": [], "microphone": [], "payment": [], "usb": [], "display-capture": [],
}  # fmt: skip
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a long plan under review is one form
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # never to a plain temporary file

# --- words, dates ---
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- static files ---
STATIC_URL = "static/"
STATIC_ROOT = home() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# --- logs: ids and verbs, never a record ---
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_values": {"()": "lachan.web.logs.NoValues"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "file": {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": str(folder("logs") / "lachan.log"),
            "maxBytes": 5_000_000,
            "backupCount": 5,
            "delay": True,
            "formatter": "line",
            "filters": ["no_values"],
        },
    },
    "root": {"handlers": ["file"], "level": "WARNING"},
    "loggers": {"lachan": {"level": "INFO"}, "axes": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
