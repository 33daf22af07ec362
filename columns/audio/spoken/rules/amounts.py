"""Money, percentages, ranges and measures."""

from columns.audio.spoken.rules.base import HAN, NUMBER, START, TO, Rule

_SCALE = (
    r"(?:\s*(?:万亿|千亿|百亿|十亿|亿|千万|百万|万|千)"
    r"|\s?(?:[kKmMbBtT]n?|million|billion|trillion)(?![A-Za-z]))"
)
_MONEY = (
    ("美元", r"(?:US\$|USD\s?|\$)(?![A-Za-z])"),
    ("港元", r"(?:HK\$|HKD\s?)"),
    ("新台币", r"(?:NT\$)"),
    ("澳元", r"(?:A\$|AUD\s?)"),
    ("加元", r"(?:C\$|CAD\s?)"),
    ("新加坡元", r"(?:S\$|SGD\s?)"),
    ("元", r"(?:RMB\s?|CNY\s?|[¥￥])"),
    ("日元", r"(?:JPY\s?|JP¥)"),
    ("欧元", r"(?:EUR\s?|€)"),
    ("英镑", r"(?:GBP\s?|£)"),
    ("韩元", r"(?:KRW\s?|₩)"),
)
_SAMPLES = {
    "美元": (
        ("$45", "四十五美元"),
        ("US$4.5亿", "四点五亿美元"),
        ("-$5", "负五美元"),
        ("$45B", "四百五十亿美元"),
        ("$10-20", "十到二十美元"),
        ("$20 美元", "二十美元"),
    ),
    "港元": (("HK$320", "三百二十港元"),),
    "新台币": (("NT$600", "六百新台币"),),
    "澳元": (("A$12", "十二澳元"),),
    "加元": (("C$15", "十五加元"),),
    "新加坡元": (("S$18", "十八新加坡元"),),
    "元": (("¥99", "九十九元"), ("￥1,299起", "一千二百九十九元起"), ("RMB 3亿", "三亿元")),
    "日元": (("JPY 5000", "五千日元"),),
    "欧元": (("€70亿", "七十亿欧元"),),
    "英镑": (("£1.5M", "一百五十万英镑"),),
    "韩元": (("₩9000", "九千韩元"),),
}


def _money(unit: str, sign: str) -> tuple[Rule, Rule]:
    """The range comes first: the single amount would take its first half."""
    body = rf"(?<![A-Za-z])(?P<neg>[-−])?(?:{sign})\s?"
    tail = rf"(?:\s*{unit})?"
    examples = _SAMPLES[unit]
    ranges = tuple(pair for pair in examples if "到" in pair[1]) or (
        (f"{examples[0][0]}-999", examples[0][1].removesuffix(unit) + f"到九百九十九{unit}"),
    )
    singles = tuple(pair for pair in examples if "到" not in pair[1])
    return (
        Rule(
            f"a range of {unit}",
            rf"{body}(?P<a>{NUMBER}{_SCALE}?){TO}(?:{sign})?(?P<b>{NUMBER}{_SCALE}?){tail}",
            f"{{a:scaled}}到{{b:scaled}}{unit}",
            ranges,
        ),
        Rule(
            f"an amount of {unit}",
            rf"{body}(?P<a>{NUMBER}{_SCALE}?){tail}",
            f"{{neg:minus}}{{a:scaled}}{unit}",
            singles,
        ),
    )


_PER = (
    "月|年|日|天|周|季|小时|分钟|秒|"
    "股|吨|人|次|台|件|平方米|平米|公里|千克|公斤|桶|盎司|份|套|户|辆"
)
_MEASURED = "元|美元|港元|欧元|日元|万|亿|吨|次|人|个|台|桶|公里|千瓦时|度|升"

RULES = (
    *(rule for unit, sign in _MONEY for rule in _money(unit, sign)),
    Rule(
        "so much per so much",
        rf"(?P<a>{_MEASURED})\s?[/／]\s?(?P<b>{_PER})(?!{HAN}*[/／])",
        "{a}每{b}",
        (("99元/月", "九十九元每月"), ("¥99/月", "九十九元每月"), ("3 亿次/天", "三亿次每天")),
    ),
    Rule(
        "thousands marks",
        r"(?<=\d),(?=\d{3}(?!\d))",
        "",
        (
            ("1,234.5 元", "一千二百三十四点五元"),
            ("12,345,678 人", "一千二百三十四万五千六百七十八人"),
        ),
    ),
    Rule(
        "a range of percentages",
        rf"(?<![\dA-Za-z.%])(?P<n1>[-−])?(?P<p1>[+＋])?(?P<a>{NUMBER})\s*%?{TO}"
        rf"(?P<n2>[-−])?(?P<p2>[+＋])?(?P<b>{NUMBER})\s*%",
        "{n1:minus}百分之{a:count}到{n2:minus}百分之{b:count}",
        (
            ("60%-70%", "百分之六十到百分之七十"),
            ("10~15%", "百分之十到百分之十五"),
            ("-3%至5%", "负百分之三到百分之五"),
            ("5% - 8%", "百分之五到百分之八"),
        ),
    ),
    Rule(
        "a percentage either way",
        rf"±\s*(?P<a>{NUMBER})\s*%",
        "正负百分之{a:count}",
        (("误差±2%", "误差正负百分之二"),),
    ),
    Rule(
        "a negative percentage",
        rf"(?<![\dA-Za-z%])[-−]\s?(?P<a>{NUMBER})\s*%",
        "负百分之{a:count}",
        (("同比-3.2%", "同比负百分之三点二"), ("−12%", "负百分之十二")),
    ),
    Rule(
        "a positive percentage",
        rf"(?<![\dA-Za-z%])[+＋]\s?(?P<a>{NUMBER})\s*%",
        "正百分之{a:count}",
        (("同比+14%", "同比正百分之十四"),),
    ),
    Rule(
        "a percentage",
        rf"{START}(?P<a>{NUMBER})\s*%",
        "百分之{a:count}",
        (("下降 43% 至", "下降百分之四十三至"), ("0.5 %", "百分之零点五")),
    ),
    Rule(
        "per mille",
        rf"{START}(?P<a>{NUMBER})\s*‰",
        "千分之{a:count}",
        (("费率0.5‰", "费率千分之零点五"),),
    ),
    Rule(
        "percentage points",
        rf"(?<![A-Za-z.\d])(?P<neg>[-−])?(?P<a>{NUMBER})\s*(?:pcts?|pps?|ppts?)(?![A-Za-z])",
        "{neg:minus}{a:count}个百分点",
        (("提升2.3pct", "提升二点三个百分点"), ("-1.2 pp", "负一点二个百分点")),
    ),
    Rule(
        "basis points",
        rf"(?<![A-Za-z.\d])(?P<a>{NUMBER})\s*(?:bps?|BPS?)(?![A-Za-z])",
        "{a}个基点",
        (("加息25bp", "加息二十五个基点"), ("下调 10 BP", "下调十个基点")),
    ),
    Rule(
        "a range of multiples",
        rf"{START}(?P<a>{NUMBER})\s*[xX]?{TO}(?P<b>{NUMBER})\s*[xX](?![A-Za-z\d])",
        "{a}到{b}倍",
        (("估值15x-20x", "估值十五到二十倍"),),
    ),
    Rule(
        "a multiple",
        rf"{START}(?P<a>{NUMBER})\s?[xX](?![A-Za-z\d])",
        "{a}倍",
        (("25x PE", "二十五倍 PE"), ("增长10X", "增长十倍")),
    ),
    Rule(
        "round the clock",
        r"(?<!\d)(?P<a>24|7)\s?[×xX*/]\s?(?P<b>24|7)(?!\d)",
        "{a:count}乘{b:count}",
        (("24×7", "二十四乘七"), ("7*24 小时", "七乘二十四小时"), ("24/7", "二十四乘七")),
    ),
    Rule(
        "times",
        r"(?<=\d)\s?[×*]\s?(?=\d)",
        "乘",
        (("1920×1080", "一千九百二十乘一千零八十"),),
    ),
    Rule(
        "a range with a tilde",
        rf"{START}(?P<a>{NUMBER}\s*[万亿]*)\s*[~～]\s*(?=\d)",
        "{a}到",
        (("3~5年", "三到五年"), ("5万～8万", "五万到八万")),
    ),
    Rule(
        "a range with a dash",
        rf"{START}(?P<a>{NUMBER}\s*[万亿]*)\s*[-–—−]+\s*"
        rf"(?P<b>{NUMBER})(?=\s*(?:{HAN}|nm|km|kg|mm|cm|GB|TB|GW|MW))",
        "{a}到{b}",
        (
            ("5-10倍", "五到十倍"),
            ("10–20 家", "十到二十家"),
            ("1-4月", "一到四月"),
            ("100万-200万", "一百万到两百万"),
        ),
    ),
    Rule(
        "a range without a measure",
        rf"{START}(?P<a>\d{{1,4}})\s?[-–—]\s?(?P<b>\d{{1,4}})(?![\d.A-Za-z-])",
        "{a}到{b}",
        (("从 0-1", "从零到一"),),
    ),
    Rule(
        "a power",
        r"(?<=\d)\^(?P<n>\d+)",
        "的{n:count}次方",
        (("10^9", "十的九次方"),),
    ),
    Rule(
        "ten thousands in shorthand",
        r"(?<=\d)w(?![A-Za-z\d])",
        "万",
        (("1.2w 粉丝", "一点二万粉丝"), ("10w+阅读", "十万多阅读")),
    ),
    Rule(
        "about so many",
        r"[~～≈](?=\s?(?:\d|百分之|千分之))",
        "约",
        (("~500 人", "约五百人"), ("≈5%", "约百分之五")),
    ),
    Rule(
        "more than so many",
        rf"(?<=[\d万亿])\s?[+＋](?=\s*{HAN})",
        "多",
        (("100+ 家公司", "一百多家公司"), ("10万+用户", "十万多用户")),
    ),
    Rule(
        "a negative number",
        rf"(?<![\d\w)）])[-−](?=\d)|(?<={HAN})[-−](?=\d+(?:\.\d+)?\s*(?:万|亿|元|度|℃))",
        "负",
        (("亏损为 -3.5 亿元", "亏损为负三点五亿元"), ("气温-5℃", "气温负五摄氏度")),
    ),
)
