"""Numbers with the sign of a measure behind them."""
# ruff: noqa: RUF001 - signs stand here as they are written in articles

from columns.audio.spoken.rules.base import HAN, NUMBER, PERIOD, SCALE, START, UNIT, Rule

_POSITION = (
    r"(?P<d>\d{1,3}(?:\.\d+)?)\s?°\s?"
    r"(?:(?P<m>\d{1,2})\s?[′']\s?)?(?:(?P<s>\d{1,2}(?:\.\d+)?)\s?(?:″|''|\")\s?)?"
)
_FIGURE = "[\\d零一二两三四五六七八九十百]"
_DEGREES = "{d:count}度{m:arc}{s:second_of_arc}"

RULES = (
    Rule(
        "a northern place",
        rf"(?<![\d.]){_POSITION}N(?![A-Za-z])",
        f"北纬{_DEGREES}",
        (("39.9°N", "北纬三十九点九度"),),
    ),
    Rule(
        "a southern place",
        rf"(?<![\d.]){_POSITION}S(?![A-Za-z])",
        f"南纬{_DEGREES}",
        (("33°52′S", "南纬三十三度五十二分"),),
    ),
    Rule(
        "an eastern place",
        rf"(?<![\d.]){_POSITION}E(?![A-Za-z])",
        f"东经{_DEGREES}",
        (("116°23′E", "东经一百一十六度二十三分"),),
    ),
    Rule(
        "a western place",
        rf"(?<![\d.]){_POSITION}W(?![A-Za-z])",
        f"西经{_DEGREES}",
        (("122.4°W", "西经一百二十二点四度"),),
    ),
    Rule(
        "a place in degrees",
        rf"(?<![\d.]){_POSITION}(?<=[′'″\"] |[′'″\"].|.[′'″\"])(?![CFA-Za-z])",
        _DEGREES,
        (("北纬39°54′", "北纬三十九度五十四分"),),
    ),
    Rule(
        "a measure of a hundred kilometres that are named",
        rf"(?P<of>百公里{HAN}{{0,6}}\s?)(?P<n>{NUMBER})\s?(?P<u>L|升|kWh|度)/100\s?(?:km|公里)",
        "{of}{n:counted}{u:unit}",
        (("百公里电耗为12.9kWh/100km", "百公里电耗为十二点九千瓦时"),),
    ),
    Rule(
        "a measure of a hundred kilometres",
        rf"{START}(?P<n>{NUMBER})\s?(?P<u>L|升|kWh|度)/100\s?(?:km|公里)",
        "百公里{n:counted}{u:unit}",
        (("油耗6.5L/100km", "油耗百公里六点五升"),),
    ),
    Rule(
        "years of a bond",
        r"(?<![\d.A-Za-z])(?P<n>\d{1,2})Y(?=\s?(?:期|/\s?\d{1,2}Y|[美国中德日]?(?:美债|国债|国开|债|利率|收益|活跃)))期?",
        "{n:counted}年期",
        (("10Y美债", "十年期美债"), ("2Y/10Y美债", "两年期、十年期美债")),
    ),
    Rule(
        "a share of a hundred measures",
        rf"{START}(?P<n>{NUMBER})\s?(?P<u>[mμu]?g|kJ|kcal|IU|m?mol|m?[lL])\s?/\s?(?P<of>10{{1,3}})\s?"
        rf"(?!(?P=u))(?P<v>{UNIT})",
        "{n:counted}{u:unit}每{of:count}{v:unit}",
        (("186mg/100ml", "一百八十六毫克每一百毫升"),),
    ),
    Rule(
        "a surface of the body",
        r"\s?/\s?(?=1\.73\s?m\^2)",
        "每",
        (("60mL/min/1.73m²", "六十毫升每分钟每一点七三平方米"),),
    ),
    Rule(
        "days of a treatment",
        r"(?<=[服用药程续])\s?(?P<n>\d{1,2})\s?d(?![A-Za-z\d])",
        "{n:counted}天",
        (("连服5d。", "连服五天。"),),
    ),
    Rule(
        "hours and minutes in letters",
        rf"{START}(?P<h>\d{{1,3}})\s?h\s?(?P<m>\d{{1,2}})\s?(?:min|m)(?![A-Za-z\d])",
        "{h:counted}小时{m:count}分钟",
        (("最快4h18min", "最快四小时十八分钟"),),
    ),
    Rule(
        "a measure",
        rf"{START}(?P<n>{NUMBER})(?P<scale>{SCALE}?)\s?(?P<u>{UNIT})(?!\s?/(?!\s?{_FIGURE}))",
        "{n:counted}{scale}{u:unit}",
        (
            ("主频3.5GHz", "主频三点五吉赫"),
            ("1.5亿kWh", "一点五亿千瓦时"),
            ("3nm/5nm占比", "三纳米、五纳米占比"),
            ("2nm制程", "两纳米制程"),
            ("90㎡", "九十平方米"),
            ("80 GB内存", "八十GB内存"),
            ("5000mAh", "五千毫安时"),
        ),
    ),
    Rule(
        "a measure by a measure",
        rf"{START}(?P<n>{NUMBER})(?P<scale>{SCALE}?)\s?(?P<u>{UNIT})\s?/\s?(?P<per>{UNIT}|{PERIOD}|(?!{_FIGURE}){HAN})"
        rf"(?:\s?/\s?(?P<per2>{UNIT}|{PERIOD}|次|[天日周月年]))?",
        "{n:counted}{scale}{u:unit}{per:per}{per2:per}",
        (
            ("120km/h", "一百二十公里每小时"),
            ("35μg/m³", "三十五微克每立方米"),
            ("5mg/kg/d", "五毫克每公斤每天"),
            ("5万t/d", "五万吨每天"),
            ("900GB/s", "九百GB每秒"),
            ("50,000m³/s", "五万立方米每秒"),
            ("80 token/s", "八十token每秒"),
        ),
    ),
    Rule(
        "a measure of a power",
        rf"(?<=[次平立]方)\s?(?P<u>{UNIT})(?:\s?/\s?(?P<per>{UNIT}))?",
        "{u:unit}{per:per}",
        (("3×10⁸m/s", "三乘十的八次方米每秒"),),
    ),
    Rule(
        "a power by a measure",
        rf"(?<=[次平立]方)\s?/\s?(?P<per>{UNIT}|{PERIOD})",
        "{per:per}",
        (("3×10⁹/L", "三乘十的九次方每升"),),
    ),
    Rule(
        "a size between a number and a bare sign",
        r"(?<=[\d百千万亿])\s?(?:㎡|m\^2)(?![A-Za-z\d])",
        "平方米",
        (("十万㎡", "十万平方米"),),
    ),
)
