"""Unlicensed investment advice: promised gains, secret news, a code and a call to buy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from subscribers.comments.moderation.checks import Check, Objection
from subscribers.comments.moderation.nearness import in_order, nearest
from subscribers.comments.moderation.patterns import HAN, Found, Patterns
from subscribers.comments.moderation.reading import Reading
from subscribers.comments.moderation.solicitation import Call
from subscribers.comments.moderation.verdicts import Outcome
from subscribers.comments.moderation.views import View

_PROMISED: Final = Patterns(
    {
        "sure_gain": "稳赚不赔|只赚不赔|包赚不赔|保本保息|保本高收益|保证收益",
        "secret": f"有内[幕部]消息|(?:独家|可靠|拿到|第一手)[{HAN}]{{0,3}}内[幕部]消息",
        "follow": "上车的私|上车(?:稳赚|必赚|吃肉)|(?:跟我|跟着我|跟老师)(?:买|做|操作|上车|进场)"
        "|带你(?:抓|吃)(?:涨停|妖股|牛股|肉)",
        "free_pick": "(?:免费|每日|每天)(?:推送?|送|领|诊|荐)[一二三几0-9]?[只支]?"
        "(?:牛股|黑马|金股|股|涨停)"
        "|涨停(?:板)?密码|荐股(?:群|老师|微信)",
        "margin": "配资(?:开户|炒股平台|平台注册|[0-9]{1,2}倍)|[0-9]{1,2}倍(?:杠杆)?配资",
    }
)
# 没有稳赚不赔的买卖 is the best advice of all.
_DENIED_BEFORE: Final = Patterns(
    {
        "denied": "(?:没有?|不存在|哪有|哪来|不是|别信|不信|不可能|所谓|号称|声称|承诺|骗|查|打击"
        f"|警惕)[{HAN}]{{0,8}}$"
    }
)
_DENIED_AFTER: Final = Patterns(
    {
        "denied": "^的?(?:话术?|人|产品|项目)?(?:都|也|就)?(?:要|得|是|不)?"
        "(?:当心|小心|警惕|骗|假|可信)"
    }
)
_CODE: Final = Patterns({"code": r"(?:^|[^0-9a-z.])((?:60|68|00|30|83|87|43|92)[0-9]{4})\b"})
_URGED: Final = Patterns(
    {
        "urged": "满仓(?:干|买|进|杀|梭)|梭哈|闭眼(?:买|入)|快上车"
        "|(?:赶紧|赶快|快点|速度|抓紧)(?:买|上车|进|建仓|入)"
        "|(?:明天|明日|下周|马上|即将)(?:必|要|就)?(?:涨停|翻倍|起飞)|必(?:涨|翻倍)|翻倍(?:牛|在即|可期)"
    }
)


_UNITS: Final = frozenset("%亿万元人个年点")


def _tips(reading: Reading) -> Iterator[Objection]:
    collapsed = reading.normalised.collapsed
    for found in _PROMISED.find(collapsed.text):
        if not _is_denied(found, collapsed.text):
            yield Objection(Outcome.HOLD, *collapsed.raw_span(found.start, found.end), 0.6)
    urged = in_order(_call(collapsed, found) for found in _URGED.find(collapsed.text))
    spaced = reading.normalised.spaced
    for found in _CODE.find(spaced.text):
        code = _call(spaced, found)
        near = nearest(code, urged)
        # 600519 亿元 is a sum, not a share.
        if near is not None and spaced.text[found.end : found.end + 2].strip()[:1] not in _UNITS:
            start, end = min(code.start, near.start), max(code.end, near.end)
            yield Objection(Outcome.HOLD, start, end, 0.6)


def _is_denied(found: Found, text: str) -> bool:
    before, after = text[max(found.start - 12, 0) : found.start], text[found.end : found.end + 12]
    return _DENIED_BEFORE.occur(before) or _DENIED_AFTER.occur(after)


def _call(view: View, found: Found) -> Call:
    return Call(*view.raw_span(found.start, found.end))


STOCK_TIPS: Final = Check("stock_tips", 1, "stock_tip", _("荐股与收益承诺"), _tips)
