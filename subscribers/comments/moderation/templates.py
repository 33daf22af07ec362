"""Ready-made texts of illegal trades: gambling, loans, invoices, certificates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from subscribers.comments.moderation.checks import Check, Objection
from subscribers.comments.moderation.nearness import Spanned, nearest
from subscribers.comments.moderation.patterns import HAN, Patterns
from subscribers.comments.moderation.reading import Reading
from subscribers.comments.moderation.solicitation import Call
from subscribers.comments.moderation.verdicts import Outcome

# Only a tout says these; alone they are held.
_TOUTED: Final = Patterns(
    {
        "bonus": "首[充存](?:就|即|立)?(?:送|返|赠)"
        "|(?:注册|开户|充值)(?:就|即|立)?送(?:彩金|[0-9]{2,5}(?:元|u|彩金)?)",
        "casino": "真人(?:荷官|发牌)(?:在线|视讯|平台)|送彩金|彩金秒到|提现秒到账"
        "|棋牌(?:上分|代理)",
        "loan": f"无抵押[{HAN}]{{0,6}}(?:秒批|放款|下款|当天|到账)"
        f"|黑户[{HAN}]{{0,4}}(?:可贷|能贷|可下|下款|办理)"
        f"|不看征信[{HAN}]{{0,6}}(?:下款|放款|秒批|可贷)|凭身份证[{HAN}]{{0,4}}(?:贷|下款|放款)",
        "invoice": f"代开[{HAN}]{{0,6}}[发专普]票[{HAN}]{{0,8}}(?:税点|点位|可验|验真|保真|先开)"
        f"|(?:可|能|专业|长期)代开[{HAN}]{{0,6}}[发专普]?票",
        "certificate": f"(?:办理|代办|专业办|可办)[{HAN}]{{0,4}}"
        "(?:毕业证|学历证|学位证|驾驶证|房产证)",
    }
)
# These are also subjects of honest talk; they need a contact, or a request for one, beside them.
_TALKED_ABOUT: Final = Patterns(
    {
        "gambling": "百家乐|时时彩|六合彩|北京赛车|幸运飞艇|澳门赌场|博彩平台|网上赌场|棋牌",
        "loan": f"无抵押[{HAN}]{{0,6}}贷款?|信用卡(?:套现|代还|提额)|小额贷|快速下款|当天放款",
        "invoice": f"代开[{HAN}]{{0,6}}[发专普]?票|[发专]票代开",
        "sex": "约炮|裸聊|包夜|上门服务|同城约",
    }
)


def _templates(reading: Reading) -> Iterator[Objection]:
    channels = [each for each in reading.details if each.kind != "host"]
    private = [each for each in channels if each.is_private]
    for found in _spans(_TOUTED, reading):
        contact = nearest(found, channels)
        if contact is not None and contact.firm:
            yield Objection(Outcome.REMOVE, *_together(found, contact), 0.95)
        else:
            yield Objection(Outcome.HOLD, found.start, found.end, 0.8)
    for found in _spans(_TALKED_ABOUT, reading):
        contact = nearest(found, private)
        call = nearest(found, reading.requests)
        if contact is not None and contact.firm:
            yield Objection(Outcome.REMOVE, *_together(found, contact), 0.9)
        elif call is not None:
            yield Objection(Outcome.HOLD, *_together(found, call), 0.7)


def _spans(patterns: Patterns, reading: Reading) -> Iterator[Call]:
    view = reading.normalised.collapsed
    for found in patterns.find(view.text):
        yield Call(*view.raw_span(found.start, found.end))


def _together(one: Spanned, other: Spanned) -> tuple[int, int]:
    return min(one.start, other.start), max(one.end, other.end)


TEMPLATES: Final = Check(
    "templates", 1, "porn_gamble_illegal", _("赌博、贷款、发票等违法广告"), _templates
)
