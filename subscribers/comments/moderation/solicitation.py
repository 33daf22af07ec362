"""Words that ask the reader to get in touch, and words that sell something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from subscribers.comments.moderation.normaliser import Normalised
from subscribers.comments.moderation.patterns import HAN, Patterns, Words
from subscribers.comments.moderation.views import View


@dataclass(frozen=True, slots=True)
class Call:
    """A soliciting phrase and its span in the raw text."""

    start: int
    end: int


# 增加我们的仓位 and 参加微信公开课 hold these very letters, so the neighbours have a say.
_NOT_AFTER: Final = "叠增附追参更施累外"
_TOGETHER: Final = "(?:个|一下|下|我|你|他|一个|老师|助理|客服)?(?:的)?"
_NO_PRODUCT: Final = "支小公生视读登之团朋版搜企平系里群运营和与电广流用月"

_ADD: Final = Patterns(
    {
        "add_channel": f"(?:^|[^{_NOT_AFTER}])([加+]{_TOGETHER}"
        "(?:微信|薇信|威信|维信|徽信|v信|微x|vx|wx|weixin|卫星|扣扣|qq|q群|企鹅号))"
        f"(?:$|[^{_NO_PRODUCT}])",
        "add_group": f"(?:^|[^{_NOT_AFTER}])([加进入]{_TOGETHER}(?:微信|薇信|vx|v信|qq|扣扣)群)",
    }
)
_ADD_SHORT: Final = Patterns(
    {
        "add_letter": f"(?:^|[^{_NOT_AFTER}a-z0-9])(加{_TOGETHER}\\s?[v微薇])"
        f"(?:$|\\s?$|[^a-z0-9\\s(/{HAN}]|\\s[^a-z0-9(/型形字领系级]"
        "|了解|看|聊|领|详|咨|进|拉|私|获|发|送|免费|一起|交流|备注|老师)",
        "plus_letter": "(?:^|[^a-z0-9+])(\\+\\s?[v微薇])"
        f"(?:$|[^a-z0-9\\s(/{HAN}+]|了解|看|聊|领|详)",
    }
)
_INVITE: Final = Patterns(
    {
        "add_me": f"(?:^|[^{_NOT_AFTER}强])((?:加|私|滴|戳|敲|扣|call|dd)我)(?:$|[^们国方司])",
        "contact_me": "((?:联系|私聊|私信|咨询|找)我)(?:$|[^们国方司])",
        "join": "((?:进|入|拉|加)(?:你|您)?(?:进|入)?群)(?:$|[^体众雄])",
        "wanted": "((?:需要|想要|想学|想了解|有意|感兴趣)的?(?:朋友|老铁|家人|可以|可|请)?"
        "(?:加|联系|私|找|滴|戳|咨询|进群))",
        "have_need": "有(?:需要|需求|意向|意)(?:的|请|可)?(?:加|联系|私|找|咨询)",
        "guide": "老师(?:会)?(?:带|手把手)",
    }
)
_OFFER: Final = Words(
    "免费领 免费送 免费诊股 免费荐股 领取资料 领资料 送资料 领福利 送福利 返佣 返利 高额佣金 低佣金"
    " 佣金万 万一免五 带单 喊单 跟单 带你赚 带你抓 带你做 一起赚钱 日赚 日结 月入过万 轻松月入 兼职"
    " 诚招代理 招代理 招募代理 低价出 低价转 优惠价 内部价 内部渠道 内部名额 包过 代办 专业办理"
    " 稳赚 包赚 回血 牛股 涨停股 黑马股 金股 秒批 下款 放款 彩金 首充 上分 下注 代充 代刷 刷单"
    " 代开 有发票 开户送 注册送 充值送 推荐码 邀请码".split()
)
_REDIRECT: Final = Words(
    "看我头像 看头像 点头像 点我头像 头像有 看我主页 看主页 点我主页 点主页 主页有 主页联系"
    " 主页私 看我简介 看简介 简介有 扫二维码 扫码进 扫码加 扫码领 扫码入 加我主页 搜公众号"
    " 搜索公众号 关注公众号领 公众号回复".split()
)


def additions(normalised: Normalised) -> tuple[Call, ...]:
    """Requests to add an account, with or without saying which: 加微信."""
    spaced = _ADD_SHORT.find(normalised.spaced.text)
    collapsed = _ADD.find(normalised.collapsed.text)
    calls = {
        *(_call(normalised.spaced, found.start, found.end) for found in spaced),
        *(_call(normalised.collapsed, found.start, found.end) for found in collapsed),
    }
    longest_first = sorted(calls, key=lambda call: (call.start, -call.end))
    return tuple(_outermost(longest_first))


def invitations(normalised: Normalised) -> Iterator[Call]:
    """Requests to get in touch that name no channel: 私聊我."""
    view = normalised.collapsed
    return (_call(view, found.start, found.end) for found in _INVITE.find(view.text))


def offers(normalised: Normalised) -> Iterator[Call]:
    """Something is for sale, for free or for gain."""
    view = normalised.collapsed
    return (_call(view, found.start, found.end) for found in _OFFER.find(view.text))


def redirects(normalised: Normalised) -> Iterator[Call]:
    """The contact is elsewhere: in the profile, the picture, a public account."""
    view = normalised.collapsed
    return (_call(view, found.start, found.end) for found in _REDIRECT.find(view.text))


def _outermost(calls: Iterable[Call]) -> Iterator[Call]:
    done = 0
    for call in calls:
        if call.end > done:
            done = call.end
            yield call


def _call(view: View, start: int, end: int) -> Call:
    return Call(*view.raw_span(start, end))
