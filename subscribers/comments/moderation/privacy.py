"""Numbers and addresses that give a person away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from subscribers.comments.moderation.checks import Check, Objection
from subscribers.comments.moderation.patterns import HAN, Patterns, Words
from subscribers.comments.moderation.reading import Reading
from subscribers.comments.moderation.verdicts import Outcome

_NUMBERS: Final = Patterns(
    {
        "identity": r"(?:^|[^0-9a-z])([1-8][0-9]{16}[0-9x])\b",
        "card": r"(?:^|[^0-9a-z.])((?:62|4|5[1-5])[0-9]{14,17})\b",
        "address": f"([{HAN}]{{2,8}}(?:路|街|道|巷|弄|小区|花园|新村|公寓)"
        "[0-9]{1,5}(?:号|弄|栋|幢|座)[0-9]{0,3}(?:号楼|单元|室|楼|栋)?)",
    }
)
_SOMEBODY: Final = Words(
    "他的 她的 他家 她家 此人 这个人 这人 那个人 该人 这家伙 这骗子 这个骗子 本人姓名 他老婆 她老公"
    " 他电话 她电话 他手机 她手机 他住 她住 他叫 她叫 楼主的 作者的 作者电话 作者手机 作者住"
    " 编辑的 家住 住在".split()
)
_EXPOSING: Final = Words(
    "曝光他 曝光她 曝光这 曝光此 人肉 开盒 扒出 大家打 打爆 轰炸 骚扰他 骚扰她 找他算账 找她算账"
    " 上门找 堵他 堵她 挂他 挂她 挂人 去他家 去她家 身份信息 家庭住址 户籍".split()
)
_ACCOUNT: Final = Words("卡号 银行卡 账号 账户 户名 打款 转账 汇款 开户行".split())

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_identity_number(number: str) -> bool:
    """
    Tell whether 18 characters are a valid number of a Chinese identity card.

    Province, date of birth and check character (GB 11643, ISO 7064 MOD 11-2) must all agree.
    """
    if not "11" <= number[:2] <= "82" or not _is_date(number[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10x98765432"[total % 11] == number[17]


def is_card_number(number: str) -> bool:
    """Tell whether the digits pass Luhn's test (ISO/IEC 7812)."""
    doubled = [int(digit) * 2 for digit in number[-2::-2]]
    plain = [int(digit) for digit in number[-1::-2]]
    return (sum(plain) + sum(each - 9 if each > 9 else each for each in doubled)) % 10 == 0


def _is_date(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return born.year >= 1900


def _privacy(reading: Reading) -> Iterator[Objection]:
    view = reading.normalised.spaced
    addresses = []
    for found in _NUMBERS.find(view.text):
        number, span = view.text[found.start : found.end], view.raw_span(found.start, found.end)
        if found.name == "address":
            addresses.append(span)
        elif found.name == "identity" and is_identity_number(number):
            yield Objection(Outcome.REMOVE, *span, 0.95)
        elif found.name == "card" and is_card_number(number) and _is_account(number, view.text):
            yield Objection(Outcome.HOLD, *span, 0.7)
    phones = [(each.start, each.end) for each in reading.details if each.kind == "phone"]
    if phones or addresses:
        yield from _given_away(reading, phones, addresses)


def _is_account(number: str, text: str) -> bool:
    """One number in ten passes Luhn's test; only UnionPay's own prefix needs no word beside it."""
    return number.startswith("62") or _ACCOUNT.occur(text)


def _given_away(
    reading: Reading, phones: Sequence[tuple[int, int]], addresses: Sequence[tuple[int, int]]
) -> Iterator[Objection]:
    """
    Telephone numbers and addresses of somebody else.

    A third person together with a call to expose them makes a removal. For a telephone number one
    of the two is enough to hold; an address needs the person, since companies have addresses too.
    """
    text = reading.normalised.collapsed.text
    somebody, exposing = _SOMEBODY.occur(text), _EXPOSING.occur(text)
    if somebody and exposing:
        yield from (Objection(Outcome.REMOVE, *span, 0.9) for span in (*phones, *addresses))
    elif somebody:
        yield from (Objection(Outcome.HOLD, *span, 0.7) for span in (*phones, *addresses))
    elif exposing:
        yield from (Objection(Outcome.HOLD, *span, 0.7) for span in phones)


PRIVACY: Final = Check("privacy", 1, "privacy", _("泄露个人信息"), _privacy)
