"""
Addresses of whole sounds: each opens one file, for one reader and one purpose, and not for long.

The token in an address is no right: the gate is asked on every request besides. It only sees to it
that an address that was copied, logged or shared is worth nothing, soon even to its own reader.
Previews have no token: they are the same for everybody, and shared caches may keep them.
"""

from enum import StrEnum
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.urls import reverse

KEY = "t"
SALT = "neican.sound"
WHOLE, LIGHT = ".mp3", ".m4a"
VIEWS = {WHOLE: "audio", LIGHT: "audio_light"}
VISITOR = 0  # in place of a reader's id, where an issue is open to all


class Purpose(StrEnum):
    """What an address is given out for; none of them opens another's door."""

    LISTENING = "listening"
    REHEARSAL = "rehearsal"


class Stale(StrEnum):
    """Why an address opens nothing any more, for the player's logic."""

    EXPIRED = "expired"
    FOREIGN = "foreign"


def listening(issue_id: int, file: str, reader_id: int | None) -> str:
    """Where this reader hears this file of the issue; `file` as a Recording names it."""
    stem, ending = _cut(file)
    path = reverse(VIEWS[ending], args=[issue_id, stem])
    return signed(path, Purpose.LISTENING, file, reader_id)


def signed(path: str, purpose: Purpose, file: str, reader_id: int | None) -> str:
    """The path with a token of this moment."""
    named = _named(purpose, file, reader_id)
    token = _signer().sign(named).removeprefix(f"{named}:")
    return f"{path}?{urlencode({KEY: token}, safe=':')}"


def why_stale(token: str, purpose: Purpose, file: str, reader_id: int | None) -> Stale | None:
    """Why this token does not open this file for this reader; None where it does."""
    try:
        _signer().unsign(
            f"{_named(purpose, file, reader_id)}:{token}", max_age=settings.SOUND_URL_MINUTES * 60
        )
    except SignatureExpired:
        return Stale.EXPIRED
    except BadSignature:
        return Stale.FOREIGN
    return None


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=SALT)


def _named(purpose: Purpose, file: str, reader_id: int | None) -> str:
    """What is signed but not sent: the address itself says the file, and the session the reader."""
    return f"{purpose}/{reader_id or VISITOR}/{file}"


def _cut(file: str) -> tuple[str, str]:
    ending = LIGHT if file.endswith(LIGHT) else WHOLE
    return file.removesuffix(ending), ending
