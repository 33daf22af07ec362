"""How templates write numbers, times, money and icons."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

register = template.Library()

_DIGITS = "零一二三四五六七八九"
_ADDRESS = re.compile(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[\w./?&=%#~-]+)", re.ASCII)
# What could end the script element or begin a comment in it.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter
def numeral(number: int) -> str:
    """A small number as Chinese titles write it (3 → 三, 12 → 十二); in English, digits."""
    if not (get_language() or "").startswith("zh") or not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


@register.filter
def count_word(number: int) -> str:
    """As :func:`numeral`, before a measure word: two things are 两个, never 二个."""
    word = numeral(number)
    return "两" if word == "二" else word


@register.filter
def linked(text: str) -> SafeString:
    """Plain text with its mail and web addresses as links; Chinese marks end an address."""
    return format_html_join("", "{}", ((_link(part),) for part in _ADDRESS.split(text)))


def _link(part: str) -> str:
    if not _ADDRESS.fullmatch(part):
        return part
    href = part if part.startswith("http") else f"mailto:{part}"
    return format_html('<a href="{}">{}</a>', href, part)


@register.filter
def clock(milliseconds: int) -> str:
    """A length as players show it: 06:36, 1:02:03."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


@register.filter
def yuan(fen: int) -> str:
    """A price: ¥365, ¥9.90."""
    whole, rest = divmod(fen, 100)
    return f"¥{whole:,}.{rest:02}" if rest else f"¥{whole:,}"


@register.filter
def monogram(name: str) -> str:
    """The character that stands for a person without a picture."""
    return name.strip()[:1].upper()


@register.filter
def group_digits(number: int) -> str:
    """4088 → 4,088."""
    return f"{number:,}"


@register.filter
def sanction(step: str) -> str:
    """A rung of a clause's ladder in words; one that nobody named here is shown as it is."""
    if found := re.fullmatch(r"mute_(\d+)d", step):
        return gettext("禁言 %(days)s 天") % {"days": found[1]}
    named = {
        "delete": gettext("移除评论"),
        "suspend": gettext("封停账户"),
        "mute": gettext("禁言"),
        "hold": gettext("先待审核"),
    }
    return named.get(step, step)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A mark from the sprite, in the colour of the text; it says nothing to screen readers."""
    sprite = static("neican/icons/sprite.svg")
    return format_html(
        '<svg class="icon icon-{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        name,
        sprite,
        name,
    )


@register.simple_tag
def linked_data(data: Mapping[str, Any]) -> SafeString:
    """A JSON-LD block. It is data, not a script: browsers never run it, so it needs no nonce."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(_ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308  what could end the element is escaped above
    )
