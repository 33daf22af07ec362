"""A cache that may be away: an error counts as a miss, so that reading and signing in go on."""

import logging
from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

REST_SECONDS = 5.0


def _forgiving(name: str, miss: Any) -> Callable[..., Any]:
    """The method of that name; `miss` (or the caller's default) where Redis does not answer."""
    asked = getattr(RedisCache, name)

    @wraps(asked)
    def method(self: "ForgivingRedisCache", *args: Any, **kwargs: Any) -> Any:
        if monotonic() >= self.rests_until:
            try:
                return asked(self, *args, **kwargs)
            except RedisError as problem:
                # One silent server must not cost every page its time-out.
                self.rests_until = monotonic() + REST_SECONDS
                logger.warning("the cache is away (%s)", type(problem).__name__)
        if name == "get":
            return kwargs.get("default", args[1] if len(args) > 1 else None)
        return miss() if callable(miss) else miss

    return method


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache; what it cannot say or keep now is as if it had never been kept."""

    rests_until = 0.0

    get = _forgiving("get", None)
    add = _forgiving("add", True)
    set = _forgiving("set", None)
    touch = _forgiving("touch", False)
    delete = _forgiving("delete", False)
    get_many = _forgiving("get_many", dict)
    set_many = _forgiving("set_many", list)
    delete_many = _forgiving("delete_many", None)
    has_key = _forgiving("has_key", False)
    incr = _forgiving("incr", 1)
    clear = _forgiving("clear", True)
