"""How a written number is said in Chinese: figure by figure, as a count, as a model name."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

FIGURES = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_MYRIADS = ("", "万", "亿", "万亿")
_LONGEST = 4 * len(_MYRIADS)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_DIGITS = str.maketrans("0123456789", FIGURES)
_CALLED = str.maketrans("0123456789", "零幺二三四五六七八九")
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
    said = ""
    for group in (3, 2, 1, 0):
        part = number // 10 ** (4 * group) % 10000
        if part:
            said += ("零" if said and part < 1000 else "") + _up_to_9999(part) + _MYRIADS[group]
    return said.removeprefix("一") if said.startswith("一十") else said or "零"


def count(written: str) -> str:
    """A cardinal, with its decimals one by one: 12 → 十二, 3.50 → 三点五零."""
    whole, _, decimals = written.replace(",", "").partition(".")
    # Python makes no number of some thousands of figures, and nobody counts so far.
    said = digits(whole) if len(whole) > _LONGEST else _whole(int(whole or 0))
    return said + (f"点{digits(decimals)}" if decimals else "")


def counted(written: str) -> str:
    """A cardinal before a measure, where two is 两: 2 → 两, 200 → 两百, 12 → 十二, 2.5 → 二点五."""
    said = count(written)
    if said == "二":
        return "两"
    return "两" + said[1:] if said[:1] == "二" and said[1:2] in tuple("百千万亿") else said


def hours(written: str) -> str:
    """The hour by the clock: 2 → 两, 02 → 两, 12 → 十二."""
    return counted(str(int(written)))


def minutes(written: str) -> str:
    """What follows the hour: 00 says nothing, 05 → 零五分, 30 → 三十分."""
    return "" if int(written or 0) == 0 else f"{count_of_two(written)}分"


def seconds(written: str) -> str:
    """What follows the minute: 05 → 零五秒."""
    return f"{count_of_two(written)}秒"


def count_of_two(written: str) -> str:
    """Two figures with their nought: 05 → 零五, 30 → 三十."""
    return ("零" if written.startswith("0") and written != "00" else "") + count(written)


def roman(written: str) -> str:
    """A Roman numeral as a cardinal: XIV → 十四."""
    worth = [_ROMAN[letter] for letter in written.upper()]
    after = [*worth[1:], 0]
    return count(
        str(sum(-one if one < two else one for one, two in zip(worth, after, strict=True)))
    )


def spelled(written: str) -> str:
    """A number plate or the like, sign by sign: D12345 → D 幺二三四五."""
    return re.sub(r"(?<=[A-Z])(?=[A-Z\d])|(?<=\d)(?=[A-Z])", " ", written.upper()).translate(
        _CALLED
    )


def power(written: str) -> str:
    """An exponent: 2 → 平方, 3 → 立方, 8 → 八次方, -9 → 负九次方."""
    short = {"2": "平方", "3": "立方"}.get(written)
    sign = "负" if written.startswith("-") else ""
    raised = written.strip("+-")
    return short or f"{sign}{count(raised) if raised.isdecimal() else raised}次方"


def part(written: str) -> str:
    """A part of a standard, after a point: 11ax → 点一一ax."""
    return f"点{written.translate(_DIGITS)}" if written else ""


def bar(written: str) -> str:
    """What stands after a bar in a number's name: 2016 → 杠二零一六."""
    return f"杠{digits(written)}" if written else ""


def expected(written: str) -> str:
    """The E of a year that is not over yet."""
    return "年预期" if written else ""


def half(written: str) -> str:
    """Which half of a year: 1 → 上, 2 → 下."""
    return "上" if written == "1" else "下"


def count_if(written: str) -> str:
    """A cardinal, or nothing where nothing is written."""
    return count(written) if written else ""


def than(written: str) -> str:
    """A further part of a ratio: 3 → 比三; none says nothing."""
    return f"比{count(written)}" if written else ""


def minutes_between(written: str) -> str:
    """Minutes that seconds follow, so that a full hour keeps its noughts: 00 → 零分."""
    return minutes(written) or "零分"


def also(written: str) -> str:
    """One more of a list: 4 → 、4; none says nothing."""
    return f"、{written}" if written else ""


def zero(written: str) -> str:
    """The sign of degrees below nought; no sign says nothing."""
    return "零下" if written else ""


def arc(written: str) -> str:
    """The minutes of a degree; none says nothing."""
    return f"{count(written)}分" if written else ""


def second_of_arc(written: str) -> str:
    """The seconds of a degree; none says nothing."""
    return f"{count(written)}秒" if written else ""


def version(written: str) -> str:
    """The letter of a version, always a capital."""
    return written.upper()


def further(written: str) -> str:
    """A further part of a version: 7 → 点七; none says nothing."""
    return f"点{count(written)}" if written else ""


def mixed(written: str) -> str:
    """Letters and figures in turn, each number as of a model: 7800X3D → 七八零零X三D."""
    return re.sub(r"\d+", lambda found: model(found[0]), written)


def roman_also(written: str) -> str:
    """One more Roman numeral of a list; none says nothing."""
    return f"、{roman(written)}" if written else ""


def digits_too(written: str) -> str:
    """One more year of a list, figure by figure; none says nothing."""
    return f"、{digits(written)}" if written else ""


def sorted_out(written: str) -> str:
    """Every figure by itself, letters as they are: 13900K → 一三九零零K."""
    return written.translate(_DIGITS)


def unmarked(written: str) -> str:
    """A number without the marks of its thousands: 1,234 → 1234."""
    return written.replace(",", "")


def port(written: str) -> str:
    """The door behind an address of the network; none says nothing."""
    return f"，{digits(written)}" if written else ""


def extension(written: str) -> str:
    """The number behind a telephone's number; none says nothing."""
    return f"转{call(written)}" if written else ""


def tallied(written: str) -> str:
    """A cardinal with nothing behind it: as before a measure, but a mere two is 二."""
    return "二" if written == "2" else counted(written)


def scores(written: str) -> str:
    """Every score of a list: 25-18、25-20 → 二十五比十八、二十五比二十."""
    return re.sub(
        r"(\d+)\s?[-–—:：]\s?(\d+)", lambda found: f"{count(found[1])}比{count(found[2])}", written
    )


def whole(written: str) -> str:
    """A cardinal of figures; what is words already stays: 11 → 十一, 十一 → 十一."""
    return count(written) if written.isdecimal() else written


def to(written: str) -> str:
    """What joins the ends of a range: 至 as it is written, every dash as 到."""
    return "至" if "至" in written else "到"


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


def sign(written: str) -> str:
    """The sign of a number: + → 正, - → 负, ± → 正负; no sign says nothing."""
    return {"": "", "+": "正", "±": "正负"}.get(written.strip(), "负")


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
        "counted": counted,
        "hours": hours,
        "minutes": minutes,
        "seconds": seconds,
        "roman": roman,
        "spelled": spelled,
        "power": power,
        "part": part,
        "bar": bar,
        "expected": expected,
        "half": half,
        "count_if": count_if,
        "than": than,
        "minutes_between": minutes_between,
        "extension": extension,
        "count_of_two": count_of_two,
        "tallied": tallied,
        "scores": scores,
        "whole": whole,
        "also": also,
        "zero": zero,
        "arc": arc,
        "second_of_arc": second_of_arc,
        "version": version,
        "further": further,
        "mixed": mixed,
        "substance": mixed,
        "roman_also": roman_also,
        "digits_too": digits_too,
        "sorted_out": sorted_out,
        "unmarked": unmarked,
        "port": port,
        "to": to,
        "sign": sign,
    }
)
