"""Products, versions and named days: numbers that are part of a name."""

from columns.audio.spoken.rules.base import HAN, Rule

# Makers and series whose number of three figures or more is read figure by figure.
_SERIES = (
    "昇腾|麒麟|骁龙|鲲鹏|天玑|玄铁|龙芯|锐龙|酷睿|至强|波音|空客|长征|Microsoft|Office|RTX|GTX"
)
_COUNTED = (
    r"(?!\s*(?:[\d.%]|万|亿|千|元|个|家|人|名|款|年|月|日|号|股|次|台"
    r"|点|美元|天|辆|分|秒|米|强|位|页|条))"
)
# Measures that the grammar behind these rules does not know, and how they are said.
_UNITS = (
    (r"GHz", "吉赫", ("主频3.5GHz", "主频三点五吉赫")),
    (r"MHz", "兆赫", ("100 MHz", "一百兆赫")),
    (r"TWh", "太瓦时", ("1.2TWh", "一点二太瓦时")),
    (r"GWh", "吉瓦时", ("20GWh电池", "二十吉瓦时电池")),
    (r"MWh", "兆瓦时", ("5 MWh", "五兆瓦时")),
    (r"[kK]Wh", "千瓦时", ("80kWh", "八十千瓦时")),
    (r"W", "瓦", ("功耗700W", "功耗七百瓦")),
    (r"GW", "吉瓦", ("装机10GW", "装机十吉瓦")),
    (r"MW", "兆瓦", ("100MW", "一百兆瓦")),
    (r"[kK]W", "千瓦", ("150kW", "一百五十千瓦")),
    (r"Gbps", "吉比特每秒", ("10Gbps", "十吉比特每秒")),
    (r"Mbps", "兆比特每秒", ("100Mbps", "一百兆比特每秒")),
    (r"TB/s", "太字节每秒", ("3TB/s", "三太字节每秒")),
    (r"GB/s", "吉字节每秒", ("900GB/s", "九百吉字节每秒")),
    (r"mAh", "毫安时", ("5000mAh", "五千毫安时")),
    (r"km/h", "公里每小时", ("120km/h", "一百二十公里每小时")),
    (r"[μµu]m", "微米", ("10μm", "十微米")),
    (r"kg", "公斤", ("重5kg", "重五公斤")),
    (r"nm", "纳米", ("2nm制程", "两纳米制程")),
    (r"㎡|m²|m2", "平方米", ("90㎡", "九十平方米")),
)


def _unit(sign: str, said: str, example: tuple[str, str]) -> Rule:
    return Rule(f"the measure {said}", rf"(?<=\d)\s?(?:{sign})(?![A-Za-z\d])", said, (example,))


RULES = (
    *(_unit(*unit) for unit in _UNITS),
    Rule(
        "a numbered series",
        rf"(?P<of>{_SERIES})\s*(?P<n>\d{{3,5}})(?!\d){_COUNTED}",
        "{of} {n:digits}",
        (
            ("昇腾 910 芯片", "昇腾九一零芯片"),
            ("Microsoft 365 Copilot", "Microsoft 三六五 Copilot"),
            ("RTX 4090", "RTX 四零九零"),
        ),
    ),
    Rule(
        "a feast of shopping or a way of working",
        rf"(?<![\d.A-Za-z])(?P<n>618|996|985|211|315|007|911)(?![\dA-Za-z]){_COUNTED}",
        "{n:digits}",
        (("618大促", "六一八大促"), ("反对996", "反对九九六"), ("618 元", "六百一十八元")),
    ),
    Rule(
        "a day with a dot",
        r"(?<!\d)(?P<m>\d{1,2})[·•](?P<d>\d{1,2})(?!\d)",
        "{m:digits}{d:digits}",
        (("3·15晚会", "三一五晚会"),),
    ),
    Rule(
        "a version of three parts",
        r"(?<![\d.])(?P<a>\d+)\.(?P<b>\d+)\.(?P<c>\d+)(?![\d.])",
        "{a:count}点{b:count}点{c:count}",
        (("内核6.1.12", "内核六点一点十二"),),
    ),
    Rule(
        "a version",
        r"(?<![A-Za-z\d])[vV](?P<n>\d+(?:\.\d+)?)(?![\d.])",
        "V{n:count}",
        (("DeepSeek v3", "DeepSeek V三"), ("V2.5 版", "V二点五版")),
    ),
    Rule(
        "an ordinal",
        r"第\s?(?P<n>\d{1,8})(?![\d.])",
        "第{n:count}",
        (("第2季度", "第二季度"), ("第200期", "第二百期")),
    ),
    Rule(
        "a number sign",
        r"(?:(?<![A-Za-z])[Nn][Oo]\.?|№)\s?(?P<n>\d+)",
        "第{n:count}",
        (("全球No.1", "全球第一"),),
    ),
    Rule(
        "a model after a dash",
        r"(?P<of>[A-Za-z]+)[-–](?P<n>\d+)(?P<rest>\.\d+)?(?P<letter>[A-Za-z]{0,2})(?![\dA-Za-z])",
        "{of} {n:model}{rest:decimals}{letter}",
        (
            ("GPT-4 相关技术", "GPT 四相关技术"),
            ("GPT-3.5", "GPT 三点五"),
            ("GPT-4o", "GPT 四o"),
            ("X-4 平台", "X 四平台"),
        ),
    ),
    Rule(
        "a size after a model",
        r"(?<=[\dA-Za-z零一二三四五六七八九十百千])[-–](?P<n>\d+)(?P<rest>\.\d+)?(?P<letter>[BMKbmk])(?![\dA-Za-z])",
        "，{n:count}{rest:decimals}{letter}",
        (("Llama-2-70B", "Llama 二，七十B"), ("Qwen2.5-72B", "Qwen二点五，七十二B")),
    ),
    Rule(
        "a model",
        r"(?<![A-Za-z\d])(?P<of>[A-Za-z]{1,8})(?P<n>\d{1,5})(?P<letter>[A-Za-z]{0,2})(?![\d.A-Za-z])",
        "{of}{n:model}{letter}",
        (
            ("A100 芯片", "A一百芯片"),
            ("H800", "H八百"),
            ("B200", "B二百"),
            ("MI300X", "MI三百X"),
            ("RTX4090", "RTX 四零九零"),
            ("G7 峰会", "G七峰会"),
        ),
    ),
    Rule(
        "to business, to consumer",
        r"(?<![A-Za-z\d])2(?P<who>[BC])(?![A-Za-z\d])",
        "to {who}",
        (("2B业务", "to B业务"),),
    ),
    Rule(
        "a code that begins with nought",
        r"(?<![\d.:])(?P<n>0\d{2,})(?![\d.:])",
        "{n:call}",
        (("代码 00700", "代码零零七零零"),),
    ),
    Rule(
        "a word and its plus",
        r"(?<=[A-Za-z])\+\+",
        "加加",
        (("用C++编写", "用C加加编写"),),
    ),
    Rule(
        "a brand and its plus",
        r"(?<=[A-Za-z]{3})\+(?![A-Za-z\u4e00-\u9fff\d])",
        " Plus",
        (("Disney+", "Disney Plus"),),
    ),
    Rule(
        "a plus",
        rf"(?<=[A-Za-z\u4e00-\u9fff\d])\s?[+＋]\s?(?={HAN}|[A-Za-z\d])",
        "加",
        (("AI+医疗", "AI加医疗"),),
    ),
)
