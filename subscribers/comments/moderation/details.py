"""Finding contact details: where they stand, of what kind, and whether they can be one at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

from subscribers.comments.moderation.normaliser import Normalised
from subscribers.comments.moderation.patterns import HAN, Found, Patterns
from subscribers.comments.moderation.views import View

_ACCOUNT: Final = r"([a-z][a-z0-9_\-]{4,19}|[0-9]{5,12})"
# A zero-width end: a class of what may follow would eat the space that the next one begins with.
_END: Final = r"\b"
_WECHAT: Final = "(?:微信|薇信|威信|维信|徽信|卫星|微x|薇x|v信|绿泡泡)"
_BETWEEN: Final = r"[\s:=>~*|_()\[\]{}【】「」『』<《\"'→,、是为@\-]{0,6}"
_TAIL: Final = "(?:com|cn|net|org|vip|top|xyz|cc|club|icu|fun|win|bet|shop|site|online|info|io|me)"

_SPACED: Final = Patterns(
    {
        "wechat": f"({_WECHAT}(?:号码?|id)?{_BETWEEN}{_ACCOUNT}){_END}",
        "vx": rf"(?:^|[^a-z])((?:vx|wx|weixin|wechat)(?:号码?|id)?{_BETWEEN}{_ACCOUNT}){_END}",
        "vx_short": r"(?:^|[^a-z])((?:vx|wx)([0-9]{3,4}))\b",
        "v_colon": rf"(?:^|[^a-z0-9])(v\s?[:号]\s?{_ACCOUNT}){_END}",
        "plus_v": rf"([加+](?:个|一下|下|我|你)?\s?(?:v|微|薇|q|扣)[\s:]{{0,3}}{_ACCOUNT}){_END}",
        "named": rf"((?:微信|薇信|v信|qq)[{HAN}]{{1,12}}\s?:\s?{_ACCOUNT}){_END}",
        "asked": rf"((?:微信|薇信|v信|qq)[{HAN}]{{0,4}}(?:联系|找|加|搜|私|问|咨询)[{HAN}]{{0,6}}"
        rf"[\s:]{{0,3}}{_ACCOUNT}){_END}",
        "qq": r"(?:^|[^a-z])((?:qq|扣扣|q群|群号|q号|企鹅号)(?:号码?|群)?"
        rf"{_BETWEEN}([1-9][0-9]{{4,11}}))\b",
        "telegram": r"(?:^|[^a-z])((?:tg|telegram|电报|纸飞机|飞机号)(?:群|号|频道)?"
        rf"[\s:]{{0,3}}(@[a-z][a-z0-9_]{{3,31}})){_END}",
        "telegram_id": r"(?:^|[^a-z])((?:tg|telegram|电报|纸飞机|飞机号)(?:群|号|频道)?"
        rf"[\s:]{{1,3}}([a-z][a-z0-9_]{{4,31}})){_END}",
        "phone": r"(?:^|[^0-9a-z./=_])((?:\+?86[\s\-]?)?(1[3-9][0-9]{9}))\b",
        "landline": r"(?:^|[^0-9\-])((0[1-9][0-9]{1,2}-[0-9]{7,8}|400-[0-9]{3,4}-[0-9]{3,4}))"
        r"\b",
        "url": r"((?:https?|hxxps?)\s?:\s?//\s?([a-z0-9.\-]+)[!-~]*)",
        "www": r"(?:^|[^a-z0-9.])((www\.[a-z0-9.\-]+)[!-~]*)",
        "short_link": r"(?:^|[^a-z0-9.])((t\.me|bit\.ly|t\.cn|dwz\.cn|suo\.im|url\.cn|wa\.me"
        r"|discord\.gg|tinyurl\.com)/[!-~]+)",
        "cheap_host": r"(?:^|[^a-z0-9.@\-])(([a-z0-9\-]{3,}\s?[.。]\s?"
        r"(?:vip|top|cc|club|icu|fun|win|bet|shop|online)))\b",
        "spoken_host": r"(?:^|[^a-z0-9.@\-])(([a-z0-9\-]*[a-z][a-z0-9\-]+\s?点\s?"
        rf"{_TAIL}))\b",
        "host": r"(?:^|[^a-z0-9.@\-])(([a-z0-9\-]{2,}\.(?:com|cn|net|org|xyz|info)(?:\.cn)?))"
        r"\b",
        "mail": r"(?:^|[^a-z0-9._%+\-])(([a-z0-9._%+\-]{2,}\s?(?:@|#|\(at\)|\[at\]|艾特)\s?"
        rf"[a-z0-9.\-]+\s?[.点。]\s?{_TAIL}))\b",
    }
)

_COLLAPSED: Final = Patterns(
    {
        "wechat": f"((?:{_WECHAT}|vx|wx|weixin)(?:号码?)?[是为]?"
        "([a-z]{1,15}[0-9]{3,12}|[0-9]{5,12}))",
        "qq": "((?:qq|扣扣|q群|群号)(?:号码?|群)?[是为]?([1-9][0-9]{4,11}))",
    }
)

_MOBILE: Final = Patterns({"mobile": "^1[3-9][0-9]{9}$"})

KINDS: Final = {
    **dict.fromkeys(("url", "www", "short_link", "cheap_host", "spoken_host"), "link"),
    **dict.fromkeys(("telegram", "telegram_id"), "telegram"),
    **dict.fromkeys(("phone", "landline"), "phone"),
    "qq": "qq",
    "host": "host",
    "mail": "mail",
}
"""From the name of a pattern to the channel; all others are WeChat accounts."""

_UNITS: Final = frozenset("元股人万亿个次倍家条年月日张台手美港点块款名篇卡只份%辆吨颗桶枚用")
_PRODUCTS: Final = frozenset(
    "wechat weixin wechatpay tencent alipay taobao android iphone windows openai chatgpt github"
    " google microsoft apple facebook whatsapp telegram messenger twitter douyin tiktok".split()
)
_BREAKS: Final = frozenset(",，。;；!！?？、\n()（）/%")
_BEFORE_PLUS: Final = frozenset("叠增附追参更累施外+") | frozenset(ascii_lowercase)


@dataclass(frozen=True, slots=True)
class Detail:
    """
    A way to reach somebody: channel, account, span in the raw text.

    It is `firm` when the account stands right beside the name of its channel; a name between them
    or a word that might be a product leaves a doubt. It is `wooing` when it contains the request
    to add it.
    """

    kind: str
    account: str
    start: int
    end: int
    firm: bool
    wooing: bool = False

    @property
    def is_private(self) -> bool:
        """Tell whether it reaches one person, unlike a link or a mail address given as a source."""
        return self.kind in {"wechat", "qq", "telegram", "phone"}


def details(normalised: Normalised, allowed: frozenset[str]) -> tuple[Detail, ...]:
    """Every contact detail, without the site's own, in the order of the raw text."""
    own = frozenset(map(_written, allowed))
    found = [*_in_spaced(normalised.spaced), *_in_collapsed(normalised)]
    firm_first = sorted(found, key=lambda each: (each.start, not each.firm, -each.end))
    return tuple(each for each in _without_copies(firm_first) if not _is_own(each, own))


def _in_spaced(view: View) -> Iterator[Detail]:
    for found in _SPACED.find(view.text):
        if _is_plausible(found, view.text):
            yield _detail(found, view, firm=not _is_doubtful(found, view.text))


def _in_collapsed(normalised: Normalised) -> Iterator[Detail]:
    view = normalised.collapsed
    for found in _COLLAPSED.find(view.text):
        if _is_plausible(found, view.text) and _is_disguise(found, normalised):
            yield _detail(found, view, firm=True)


def _detail(found: Found, view: View, *, firm: bool) -> Detail:
    start, end = view.raw_span(found.start, found.end)
    kind = KINDS.get(found.name, "wechat")
    return Detail(kind, found.key, start, end, firm, wooing=found.name == "plus_v")


def _is_plausible(found: Found, text: str) -> bool:
    """Keep out prices, tickers, product names and words of which the pattern is only a part."""
    if KINDS.get(found.name) in {"link", "host", "mail"} or found.name in {"telegram", "landline"}:
        return True
    if found.name == "plus_v" and text[: found.start][-1:] in _BEFORE_PLUS:
        return False
    if found.key.isdigit():
        return not _is_quantity(found, text)
    if text.startswith("年", found.end):
        return False
    digits = sum(char.isdigit() for char in found.key)
    if digits >= 3 or (digits and "_" in found.key):
        return True
    label = text[found.start : found.end].removesuffix(found.key)
    names_an_account = ":" in label or label.rstrip().endswith(("号", "id"))
    return (
        found.name in {"wechat", "vx", "telegram_id", "asked"}
        and names_an_account
        and len(found.key) >= 6
        and found.key not in _PRODUCTS
    )


def _is_quantity(found: Found, text: str) -> bool:
    unit = text[found.end : found.end + 2].strip()[:1]
    is_ticker = text.startswith("卫星", found.start) and len(found.key) == 6
    is_date = len(found.key) == 8 and found.key.startswith(("19", "20"))
    return unit in _UNITS or is_ticker or is_date


def _is_doubtful(found: Found, text: str) -> bool:
    """A name stands between, or a Latin word is glued to a single letter: 加VMware2023."""
    if found.name != "plus_v":
        return found.name in {"named", "asked", "host"}
    if found.key.isdigit():
        return len(found.key) < 7
    return text[found.end - len(found.key) - 1] not in " :"


def _is_disguise(found: Found, normalised: Normalised) -> bool:
    """
    Tell whether the parts were driven apart on purpose.

    `微信, iPhone 2023` collapses to a fine account name too; but nobody writes it letter by letter.
    """
    view = normalised.collapsed
    gaps = [normalised.raw[slice(*gap)] for gap in view.gaps(found.start, found.end)]
    if any(char in _BREAKS for gap in gaps for char in gap):
        return False
    first = found.end - len(found.key)
    inside = len(view.gaps(first, found.end))
    if inside >= len(found.key) - 1 or _MOBILE.occur(found.key):
        return True
    return not inside and bool(view.gaps(found.start, first))


def _without_copies(found: list[Detail]) -> Iterator[Detail]:
    """A detail found by several patterns is told once."""
    done = 0
    for each in found:
        if each.end > done:
            done = each.end
            yield each


def _written(contact: str) -> str:
    return contact.strip().lower().removeprefix("@").removeprefix("www.")


def _is_own(detail: Detail, own: frozenset[str]) -> bool:
    account = _written(detail.account)
    host = account.rpartition("@")[2]
    return account in own or any(host == each or host.endswith(f".{each}") for each in own)
