"""Places in a sound, as editors write them: minutes and seconds."""

import re

_CLOCK = re.compile(r"(?:(\d{1,2})[:：])?(\d{1,3})[:：]([0-5]\d)")


def shown(milliseconds: int) -> str:
    """The next whole second: `83:05` is eighty-three minutes and five seconds."""
    minutes, seconds = divmod(-(-milliseconds // 1000), 60)
    return f"{minutes:02}:{seconds:02}"


def read(written: str) -> int | None:
    """Milliseconds of mm:ss or h:mm:ss; None where it is neither."""
    found = _CLOCK.fullmatch(written.strip())
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000
