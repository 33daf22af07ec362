"""What the logs must not hold."""

import logging
import re

# Whoever reads one of these addresses can open it. Django writes down the address of every request
# that it refuses.
_KEY = re.compile(r"(/review/|/key/|[?&]t=)[^/&\s]+")


class WithoutKeys(logging.Filter):
    """Leaves three dots where an address holds a key."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes; those with a key in them pass without it."""
        said = record.getMessage()
        if _KEY.search(said):
            record.msg, record.args = _KEY.sub(r"\1...", said), ()
        return True
