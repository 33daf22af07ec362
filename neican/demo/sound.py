"""How the demonstration's columns are read: a second voice for quotes, and the house's lexicon."""

from columns.audio.models import HouseVoice, NarrationSettings, Pronunciation
from columns.models import Column

QUOTED = {"name": "内置音色（女声）", "engine": "embedded", "speaker": "cmn+f2", "speed": 0.95}
COLUMN = "tech-ledger"  # whose issues quote people
LEXICON = (
    ("QWERTY", "alias", "夸尔蒂", "键盘的名字，照词读，不逐个字母念"),
    ("USB-C", "alias", "U S B C", "横线不读"),
    ("佟玉梅", "pinyin", "tong2 yu4 mei2", "作者"),
)


def load() -> None:
    """Write what is not there yet."""
    quoting, _new = HouseVoice.objects.get_or_create(name=QUOTED["name"], defaults=QUOTED)
    site = NarrationSettings.objects.get(column__isnull=True)
    NarrationSettings.objects.get_or_create(
        column=Column.objects.get(slug=COLUMN),
        defaults={"voice": site.voice, "quote_voice": quoting},
    )
    for term, kind, reading, note in LEXICON:
        Pronunciation.objects.get_or_create(
            term=term,
            column=None,
            issue=None,
            defaults={"kind": kind, "reading": reading, "note": note},
        )
