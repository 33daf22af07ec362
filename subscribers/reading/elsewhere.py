"""Sound that is kept elsewhere: a storage that signs short-lived addresses hands it out itself."""

import inspect

from django.core.files.storage import FileSystemStorage, Storage

# As long as a withdrawn issue may still be heard. A player whose address has died asks us again.
LIVES = 60  # seconds


def address(storage: Storage, name: str, content_type: str, method: str) -> str:
    """
    Where the storage gives out this file for a minute; "" where we have to do it ourselves.

    As django-storages' S3 does: `url(name, parameters, expire, http_method)`. Callers have asked
    the gate.
    """
    if isinstance(storage, FileSystemStorage) or not _signs(storage):
        return ""
    return storage.url(  # type: ignore[call-arg]
        name,
        parameters={"ResponseContentType": content_type, "ResponseCacheControl": "no-store"},
        expire=LIVES,
        http_method=method,
    )


def _signs(storage: Storage) -> bool:
    """Addresses that anybody may use for ever are not given out for paid sound."""
    takes = inspect.signature(storage.url).parameters.keys()
    return getattr(storage, "querystring_auth", False) and {"expire", "http_method"} <= takes
