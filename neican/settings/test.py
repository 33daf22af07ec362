"""Tests: PostgreSQL and Redis where they answer, else SQLite and files. Says which (conftest)."""

import tempfile
from pathlib import Path

import environ

from neican.settings import backends, probe

_env = environ.Env()
TEST_DATABASE_URL = probe.database_url(_env)
TEST_REDIS_URL = probe.redis_url(_env)

from neican.settings.base import *
from neican.settings.base import STORAGES

SECRET_KEY = "only-for-tests-" + "x" * 40
DATA_DIR = Path(tempfile.mkdtemp(prefix="neican-tests-"))
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
# Static files are looked up when asked for: listing them all for every test client takes long.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
STORAGES["audio"]["OPTIONS"]["location"] = str(DATA_DIR / "audio")
DATABASES = {"default": backends.database(TEST_DATABASE_URL)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A bell nobody hears: tests call services and tasks themselves, or start a real worker.
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
ACCOUNT_RATE_LIMITS = False
