"""What is true wherever Neican runs. Overlays decide where its data lives and how strict it is."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from neican.schedule import SCHEDULE
from neican.settings import backends, editor

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

DATA_DIR = Path(env.str("NEICAN_DATA_DIR", default=str(BASE_DIR / "var")))
SITE_NAME = env.str("NEICAN_SITE_NAME", default="内参")
SITE_URL = env.str("NEICAN_SITE_URL", default="http://127.0.0.1:8000")
# The publication's: hours are typed, shown and kept to in this zone, wherever a browser is.
TIME_ZONE = env.str("NEICAN_TIME_ZONE", default="Asia/Shanghai")

# Who may come in ------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
ROOT_URLCONF = "neican.urls"
WSGI_APPLICATION = "neican.wsgi.application"

INSTALLED_APPS = [
    "neican",
    "neican.accounts",
    "columns",
    "columns.audio",
    "columns.importing",
    "columns.search",
    "subscribers",
    "subscribers.comments",
    "subscribers.reading",
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.forms",
    "allauth",
    "allauth.account",
    "ckeditor",
    "neican.apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "neican.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

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
                "neican.context.site",
            ],
        },
    },
]

# Where things are kept ------------------------------------------------------------------------
DATABASES: dict[str, Any] = {
    "default": backends.database(
        env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'neican.sqlite3'}"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
CACHES = backends.caches(env.str("CACHE_URL", default=REDIS_URL), DATA_DIR)
# In the tables: a session must outlive the cache, and be there while the cache is away.
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# nginx hands out pictures in production; elsewhere Django does.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=True)
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # Never below MEDIA_ROOT: the paid sound is handed out by the gate alone.
    "audio": env.json("AUDIO_STORAGE", default={})
    or {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "audio")},
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# The bell and the clock -----------------------------------------------------------------------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL) or "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = backends.broker_options(CELERY_BROKER_URL, DATA_DIR / "broker")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "schedule")
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    # The sweeps go elsewhere: they must not stand behind the long work that they offer.
    "audio.narrate": {"queue": "narration"},
    "comments.judge": {"queue": "moderation"},
}
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 1500
CELERY_TASK_SOFT_TIME_LIMIT = 1380
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 60
# KiB: an issue of 40,000 characters takes 280 MB; whoever has grown beyond is replaced after it.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 320_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE

# Language and hours ---------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英语"))]
LOCALE_PATHS = [BASE_DIR / "neican" / "locale"]
USE_I18N = True
USE_TZ = True

# Signing in -----------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "neican.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "neican.accounts.forms.DisplayNameForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https") else "http"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

EMAIL_CONFIG = env.email_url_config(env.str("EMAIL_URL", default="") or "consolemail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_TIMEOUT = 10  # a silent mail server must not hold a page
vars().update({name: value for name, value in EMAIL_CONFIG.items() if name != "OPTIONS"})
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="内参 <column@neican.example>")

# What browsers are told -----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "script-src-attr": [NONE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        # Where sound lies in a bucket of its own, its address has another origin.
        "media-src": [SELF, *env.list("AUDIO_ORIGINS", default=[])],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

# What we publish ------------------------------------------------------------------------------
# By name; the back office offers them as engines of its voices. "embedded" needs no account.
NARRATION_ENGINES: dict[str, Any] = {
    "embedded": {"ENGINE": "columns.audio.voices.espeak.EspeakVoice"},
    **env.json("NARRATION_ENGINES", default={}),
}
NARRATION_DISCLOSURE = env.str("NARRATION_DISCLOSURE", default="本音频由人工智能合成。")
NARRATION_PRODUCER = env.str("NARRATION_PRODUCER", default=SITE_NAME)
NARRATION_LEASE_SECONDS = env.int("NARRATION_LEASE_SECONDS", default=120)
PREVIEW_AUDIO_SECONDS = env.int("PREVIEW_AUDIO_SECONDS", default=90)
# How long an address of the whole sound opens it; the player asks for a new one by itself.
SOUND_URL_MINUTES = env.int("SOUND_URL_MINUTES", default=15)
# How long files stay that nothing refers to any more: longer than anybody listens to one.
AUDIO_GRACE_HOURS = env.int("AUDIO_GRACE_HOURS", default=48)
OWN_RECORDING_MEGABYTES = env.int("OWN_RECORDING_MEGABYTES", default=300)
# Where nginx finds the sound (X-Accel-Redirect); empty: Django sends the bytes itself.
AUDIO_ACCEL_PREFIX = env.str("AUDIO_ACCEL_PREFIX", default="")

# The editor: a widget for staff, not a guard. What it sends is cleaned by columns.richtext.
CKEDITOR_BASEPATH = "/static/ckeditor/ckeditor/"
CKEDITOR_CONFIGS = {"default": editor.CONFIG}
# CKEditor 4 has no more upstream fixes: staff only, output cleaned by nh3 on save and on freezing
# (docs/adr/0006); the warning would hide others.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

UNFOLD = backends.unfold(SITE_NAME)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_keys": {"()": "neican.logs.WithoutKeys"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_keys"],
        },
    },
    # Every address they ask would stand there, and some of those are keys.
    "loggers": {"httpx": {"level": "WARNING"}, "httpcore": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
