"""What stands for what: signs, look-alikes, variants and characters taken apart."""

from __future__ import annotations

from typing import Final

# Signs that readers of an advertisement speak as a word.
_SIGNS: Final = {
    "➕": "加",  # noqa: RUF001
    "✚": "加",
    "🞤": "加",
    "❤": "信",
    "♥": "信",
    "💌": "信",
    "💗": "信",
    "🐧": "qq",
    "🛰": "卫星",
    "📡": "卫星",
    "📱": "电话",
    "📲": "电话",
    "📞": "电话",
    "☎": "电话",
    "📧": "邮箱",
    "✉": "邮箱",
    "👥": "群",
}

# Cyrillic and Greek letters that look like Latin ones, after lower-casing.
_LOOK_ALIKES: Final = dict(
    zip(
        "авеікмнорстухѕјԁһԛԝӏүαβεικνορτυχωγ",
        "abeikmhopctyxsjdhqwlyabeiknoptuxwy",
        strict=True,
    )
)

_SMALL_CAPITALS: Final = dict(
    zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)
)

# Rare characters written for the sake of a common one that sounds or looks the same.
_VARIANTS: Final = dict(
    zip("嶶溦薇癓伈訫孞杺莪涐硪抠叩釦峮", "微微薇微信信信心我我我扣扣扣群", strict=True)
)

_SQUARES: Final = {
    chr(first + step): chr(ord("a") + step)
    for first in (0x1F150, 0x1F170)  # negative circled and negative squared letters
    for step in range(26)
}

FOLDED: Final = _SIGNS | _LOOK_ALIKES | _SMALL_CAPITALS | _VARIANTS | _SQUARES

TAKEN_APART: Final = {
    "亻言": "信",
    "彳敖": "微",
    "彳攵": "微",
    "扌口": "扣",
    "禾厶": "私",
    "君羊": "群",
    "金戋": "钱",
    "钅戋": "钱",
    "贝兼": "赚",
    "讠果": "课",
    "月殳": "股",
    "亻尔": "你",
    "女马": "妈",
    "弓虽": "强",
}
"""Parts that never stand side by side by themselves, and the character they make."""

HAN_DIGITS: Final = dict(
    zip("零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺", "001234567891234567891", strict=True)
)

LETTER_DIGITS: Final = dict(zip("olizsb", "011258", strict=True))
"""Letters that pass for digits among digits."""
