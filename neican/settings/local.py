"""The embedded house: SQLite, files as broker, no server to install. Also the demo's settings."""

import secrets

from neican.settings.base import *
from neican.settings.base import DATA_DIR, STATIC_ROOT, env


def _secret_key() -> str:
    """The key of this data folder, made at first start, so that none stands in the code."""
    path = DATA_DIR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or _secret_key()
DEBUG = env.bool("DEBUG", default=False)
# Nothing is collected here: static files come from where they lie.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
