"""Copies of paid issues for sale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from subscribers.comments.moderation.checks import Check, Objection
from subscribers.comments.moderation.nearness import in_order, nearest
from subscribers.comments.moderation.patterns import Patterns
from subscribers.comments.moderation.reading import Reading
from subscribers.comments.moderation.solicitation import Call
from subscribers.comments.moderation.verdicts import Outcome

_GOODS: Final = Patterns({"goods": "pdf|网盘|打包|全套|全季|全集|往期合集|录音版|电子版"})
_PRICE: Final = Patterns(
    {"price": "[0-9一二三五两几十百]{1,4}(?:元|块钱?)|低价|便宜出|出售|转卖|有偿"}
)


def _copies_for_sale(reading: Reading) -> Iterator[Objection]:
    """One kind of goods beside a request to get in touch, or two kinds beside a price."""
    view = reading.normalised.collapsed
    goods = [Call(*view.raw_span(each.start, each.end)) for each in _GOODS.find(view.text)]
    kinds = {reading.raw[each.start : each.end].lower() for each in goods}
    prices = in_order(Call(*view.raw_span(p.start, p.end)) for p in _PRICE.find(view.text))
    for each in goods:
        call = nearest(each, reading.requests)
        if call is None and len(kinds) > 1:
            call = nearest(each, prices)
        if call is not None:
            yield Objection(Outcome.HOLD, min(each.start, call.start), max(each.end, call.end), 0.6)


COPYRIGHT: Final = Check("copies_for_sale", 1, "copyright", _("倒卖付费内容"), _copies_for_sale)
