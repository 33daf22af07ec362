"""The house on a server. It refuses to start when something needed is missing, and names it."""

from django.core.exceptions import ImproperlyConfigured

from neican.settings.base import *
from neican.settings.base import SITE_URL, STORAGES, env

NEEDED = {
    "SECRET_KEY": "至少 50 个随机字符",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "REDIS_URL": "redis://host:6379/0，缓存",
    "CELERY_BROKER_URL": "redis://host:6379/1，铃；要开 AOF、noeviction",
    "ALLOWED_HOSTS": "本站的域名，用逗号隔开",
    "NEICAN_SITE_URL": "本站地址，以 https:// 开头",
    "NEICAN_DATA_DIR": "图片和声音的文件夹，网页和任务进程共用",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
}
missing = [f"{name}（{what}）" for name, what in NEEDED.items() if not env.str(name, default="")]
if missing:
    raise ImproperlyConfigured("请在环境变量里设置：" + "；".join(missing))
SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY 太短：至少要 50 个随机字符。")
if not env.str("DATABASE_URL").startswith(("postgres://", "postgresql://")):
    raise ImproperlyConfigured("生产环境的 DATABASE_URL 要指向 PostgreSQL。")
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("NEICAN_SITE_URL 要以 https:// 开头。")

DEBUG = False
SERVE_MEDIA = False
STORAGES["staticfiles"] = {
    "BACKEND": "neican.static_files.HashedStorage",
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
