"""Fractions, signs of arithmetic and signed numbers."""

from columns.audio.spoken.rules.base import HAN, NUMBER, NUMERAL, START, UNIT, Rule

_BETWEEN = r"(?<=[\dA-Za-z）)π零一二三四五六七八九十百千万亿])"

EARLY = (
    Rule(
        "a pressure of blood",
        r"(?<![\d/])(?P<a>\d{2,3})/(?P<b>\d{2,3})\s?(?P<u>mmHg)"
        r"|(?<=血压)\s?(?P<c>\d{2,3})/(?P<d>\d{2,3})(?!\d)(?:\s?(?P<v>mmHg))?",
        "{a:count_if}{c:count_if}、{b:count_if}{d:count_if}{u:unit}{v:unit}",
        (("血压120/80", "血压一百二十、八十"),),
    ),
    Rule(
        "a difference of letters",
        r"(?<=[A-Z])−(?=\d)|(?<=(?<![A-Za-z])[TND])-(?=[1-9](?!\d)\s?(?:日|天|期|年|月|时))",
        "减",
        (("T-1日", "T减一日"),),
    ),
    Rule(
        "a power of a number",
        r"(?<=[\d)）])\^\s?(?P<n>[-+]?\d{1,3}|n)",
        "的{n:power}",
        (("10^9", "十的九次方"), ("10⁻⁹", "十的负九次方")),
    ),
    Rule(
        "round the clock",
        r"(?<!\d)(?P<a>24|7)\s?[×xX*/]\s?(?P<b>24|7)(?!\d)",
        "{a:count}乘{b:count}",
        (("24×7", "二十四乘七"), ("7*24 小时", "七乘二十四小时"), ("24/7", "二十四乘七")),
    ),
    Rule(
        "a grid of points",
        r"(?<![\d.])(?P<a>\d{3,4})\s?[×xX*]\s?(?P<b>\d{3,4})(?![\d.]|\s?[=×])(?!\s?(?:米|毫米"
        r"|mm|cm|m|元))",
        "{a:digits}乘{b:digits}",
        (("1920×1080", "一九二零乘一零八零"),),
    ),
    Rule(
        "times",
        rf"{_BETWEEN}\s?[×*]\s?(?=[\d.(（A-Za-z])|(?<=\d)\s?[xX]\s?(?=\d{{1,5}}(?![\dA-Za-z]))",
        "乘",
        (("3×5", "三乘五"), ("4x100米接力", "四乘一百米接力")),
    ),
    Rule(
        "divided",
        rf"{_BETWEEN}\s?÷\s?",
        "除以",
        (("8÷2", "八除以二"),),
    ),
    Rule(
        "half of a life",
        r"(?<![A-Za-z\d])(?P<of>[tT])\s?1/2(?!\d)",
        "{of} 二分之一",
        (("半衰期t1/2约8小时", "半衰期t 二分之一约八小时"),),
    ),
    Rule(
        "a whole and a fraction",
        r"(?<![\d/.])(?P<w>\d{1,3})(?:又|\s)(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/.])",
        "{w:count}又{b:count}分之{a:count}",
        (("3½", "三又二分之一"),),
    ),
    Rule(
        "so many to so many of so many",
        rf"{START}(?P<a>{NUMBER})\s?[-–~～]\s?(?P<b>{NUMBER})\s?/\s?(?P<c>10{{0,3}})(?P<of>[万亿])(?!{HAN}?元|[人个])",
        "{c:count}{of}分之{a:count}到{b:count}",
        (("患病率3~5/10万，", "患病率十万分之三到五，"),),
    ),
    Rule(
        "so many of so many",
        rf"{START}(?P<a>{NUMBER})\s?/\s?(?P<b>[百千]万|[十百千万亿]|1000?(?=万)|10(?=[万亿]))(?P<c>[万亿]?)"
        rf"(?!{HAN}?元|[人个])",
        "{b:whole}{c}分之{a:count}",
        (("降至15.7/10万", "降至十万分之十五点七"), ("约3/万", "约万分之三")),
    ),
    Rule(
        "a choice of two",
        rf"(?<![\d/.])(?P<a>{NUMBER})\s?/\s?(?P<b>{NUMBER})(?=\s?(?:线|楼|号|{UNIT}|级|亿|万|元"
        rf"|月|年|G(?![A-Za-z])|B(?![A-Za-z])|个|期|寸|英寸|点|天))(?![\d/])",
        "{a}、{b}",
        (("1/2 线城市", "一、二线城市"), ("256/512GB", "两百五十六、五百一十二GB")),
    ),
    Rule(
        "a choice of models",
        r"(?<=[A-Za-z])(?P<gap>\s)(?P<a>\d{1,3})\s?/\s?(?P<b>\d{1,3})(?![\d/.%])",
        "{gap}{a}、{b}",
        (("Windows 10/11", "Windows 十、十一"),),
    ),
    Rule(
        "decimals about a slash",
        rf"{START}(?P<a>{NUMBER})\s?/\s?(?P<b>\d+\.\d+)(?![\d/.])",
        "{a}、{b}",
        (("GPA 3.7/4.0的", "GPA 三点七、四点零的"),),
    ),
    Rule(
        "a fraction",
        rf"{START}(?<![/:$¥€£])(?P<a>\d{{1,4}})\s?/\s?(?P<b>\d{{1,6}})(?![\d/.KMB]|\s?%)",
        "{b:count}分之{a:count}",
        (("约 2/3 的人", "约三分之二的人"), ("1/10", "十分之一")),
    ),
)

RULES = (
    Rule(
        "a root",
        r"√\s?(?=[\d(（A-Za-z])",
        "根号",
        (("√2", "根号二"),),
    ),
    Rule(
        "a power of a letter",
        r"(?<=[A-Za-z])\^\s?(?P<n>[-+]?\d{1,3}|n)",
        "的{n:power}",
        (("x²", "x的平方"),),
    ),
    Rule(
        "a mark of a note",
        r"\^\d+|\^(?!\s?[\d-])",
        "",
        (("据统计¹，", "据统计，"),),
    ),
    Rule("is not", r"\s?(?:≠|!=)\s?", "不等于", (("涨价≠赚钱", "涨价不等于赚钱"),)),
    Rule("at least", r"\s?(?:≥|>=|≧)\s?", "大于等于", (("占比≥5%", "占比大于等于百分之五"),)),
    Rule("at most", r"\s?(?:≤|<=)\s?", "小于等于", (("≤3家", "小于等于三家"),)),
    Rule("becomes", r"\s?(?:→|->|=>|⇒|➔|➜)\s?", "到", (("收入→利润", "收入到利润"),)),
    Rule("about", r"\s?≈\s?", "约等于", (("a≈b", "a约等于b"),)),
    Rule("equals", r"\s?={1,3}\s?(?=[^\s=])", "等于", (("1+1=2", "一加一等于二"),)),
    Rule(
        "more than",
        rf"\s?(?:>>|≫|>)\s?(?=\d|百|负|正|根|{HAN}|[A-Za-z])(?<![A-Za-z]>[A-Za-z])",
        "大于",
        (("毛利率>40%", "毛利率大于百分之四十"),),
    ),
    Rule(
        "less than",
        rf"\s?(?:<<|≪|<)\s?(?=\d|百|负|正|根|{HAN})",
        "小于",
        (("<3年", "小于三年"),),
    ),
    Rule("without end", r"∞", "无穷大", (("趋向∞", "趋向无穷大"),)),
    Rule("either way", r"±\s?(?=\d)", "正负", (("容纳50±5人", "容纳五十正负五人"),)),
    Rule(
        "it rose",
        rf"(?:↑|⬆|▲|△)\s?(?=\d|两|{NUMERAL})|(?<=之[一二三四五六七八九十])↑",
        "上升",
        (
            ("营收↑5%", "营收上升百分之五"),
            ("↑3pct", "上升三个百分点"),
        ),
    ),
    Rule(
        "it fell",
        rf"(?:↓|⬇|▼|▽)\s?(?=\d|两|{NUMERAL})",
        "下降",
        (("净利↓3%", "净利下降百分之三"),),
    ),
    Rule(
        "a difference",
        r"(?<=\d)\s?−\s?(?=\d)|(?<=\d)\s-\s(?=\d+\s?等于)",
        "减",
        (("7−2", "七减二"),),
    ),
)
