"""The house on a server. It refuses to start when something needed is missing, and names it."""

from django.core.exceptions import ImproperlyConfigured

from neican.settings.base import *
from neican.settings.base import SITE_URL, STORAGES, env

NEEDED = {
    "SECRET_KEY": "at least 50 random characters",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "REDIS_URL": "redis://host:6379/0 (the cache)",
    "CELERY_BROKER_URL": "redis://host:6379/1 (AOF on, noeviction)",
    "ALLOWED_HOSTS": "the publication's host names, comma separated",
    "NEICAN_SITE_URL": "https://the-publication's-address",
    "NEICAN_DATA_DIR": "a folder for media and sound that web and workers share",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
}
missing = [f"{name} ({what})" for name, what in NEEDED.items() if not env.str(name, default="")]
if missing:
    raise ImproperlyConfigured("Set these in the environment: " + "; ".join(missing))
SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: at least 50 random characters.")
if not env.str("DATABASE_URL").startswith(("postgres://", "postgresql://")):
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database in production.")
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("NEICAN_SITE_URL must begin with https://")

DEBUG = False
SERVE_MEDIA = False
STORAGES["staticfiles"] = {
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
}
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = ["^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-sid"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
# The one proxy in front is ours (nginx); further ones are counted by the operator.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
