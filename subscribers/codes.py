"""Redemption codes as text: made at random, typed by people, stored as digests."""

import secrets
import unicodedata

from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
LENGTH = 16  # 80 bits
_MISREAD = str.maketrans("OIL", "011")


def make() -> str:
    """A new code, printed as four groups of four."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(drawn[start : start + 4] for start in range(0, LENGTH, 4))


def tidy(typed: str) -> str:
    """The code that was meant: full width, lower case, blanks, hyphens and O for 0 are forgiven."""
    upper = unicodedata.normalize("NFKC", typed).upper()
    return "".join(mark for mark in upper if mark.isalnum()).translate(_MISREAD)


def digest(code: str) -> str:
    """What is stored of a code; without the site's secret it cannot be guessed from the table."""
    return salted_hmac("subscribers.code", tidy(code), algorithm="sha256").hexdigest()
