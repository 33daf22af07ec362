"""How a written number is said in Chinese: figure by figure, as a count, as a model name."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

FIGURES = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_MYRIADS = ("", "万", "亿", "万亿")
_SCALES: Mapping[str, int] = MappingProxyType(
    {
        "k": 3,
        "m": 6,
        "mn": 6,
        "million": 6,
        "b": 9,
        "bn": 9,
        "billion": 9,
        "t": 12,
        "tn": 12,
        "trillion": 12,
    }
)


def digits(written: str) -> str:
    """Each figure by itself, as in years and product numbers: 2023 → 二零二三."""
    return "".join(FIGURES[int(mark)] for mark in written if mark.isdecimal())


def call(written: str) -> str:
    """Each figure by itself with 幺 for one, as in telephone numbers and stock codes."""
    return digits(written).replace("一", "幺")


def _up_to_9999(number: int) -> str:
    said, gap = "", False
    for place in (3, 2, 1, 0):
        figure = number // 10**place % 10
        if figure:
            said += ("零" if gap and said else "") + FIGURES[figure] + _PLACES[place]
        gap = not figure
    return said


def _whole(number: int) -> str:
    if number >= 10**16:
        return digits(str(number))
    said = ""
    for group in (3, 2, 1, 0):
        part = number // 10 ** (4 * group) % 10000
        if part:
            said += ("零" if said and part < 1000 else "") + _up_to_9999(part) + _MYRIADS[group]
    return said.removeprefix("一") if said.startswith("一十") else said or "零"


def count(written: str) -> str:
    """A cardinal, with its decimals one by one: 12 → 十二, 3.50 → 三点五零."""
    whole, _, decimals = written.replace(",", "").partition(".")
    return _whole(int(whole or 0)) + (f"点{digits(decimals)}" if decimals else "")


def model(written: str) -> str:
    """
    The number in a product name: 100 → 一百, 35 → 三十五, 4090 → 四零九零.

    Unlike a count it says 二百, not 两百, and names no places in an uneven number.
    """
    uneven = len(written) > 2 and written.strip("0") != written[0]
    return digits(written) if uneven or written.startswith("0") else count(written)


def scaled(written: str) -> str:
    """An English short scale in Chinese figures: 45B → 450亿, 1.5M → 150万; others unchanged."""
    figures = written.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ")
    power = _SCALES.get(written[len(figures) :].strip().lower())
    if power is None:
        return written
    value = Decimal(figures.replace(",", "")) * 10**power
    for unit, size in (("万亿", 12), ("亿", 8), ("万", 4)):
        if value >= 10**size:
            return f"{_plain(value / 10**size)}{unit}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def dotted(written: str) -> str:
    """The dots of an address said aloud: huxiu.com → huxiu 点 com."""
    return written.replace(".", " 点 ")


def decimals(written: str) -> str:
    """The tail of a number with its point: .5 → 点五; no tail says nothing."""
    return f"点{digits(written)}" if written else ""


def minus(written: str) -> str:
    """The sign of a number below nought; no sign says nothing."""
    return "负" if written else ""


READERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "digits": digits,
        "call": call,
        "count": count,
        "model": model,
        "scaled": scaled,
        "dotted": dotted,
        "minus": minus,
        "decimals": decimals,
    }
)
