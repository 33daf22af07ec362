"""Years, quarters, dates and hours, which are read figure by figure or by the clock."""

from columns.audio.spoken.rules.base import START, TO, Rule

_YEAR = r"(?:19|20)\d{2}"
_CLOCK = r"(?:[01]?\d|2[0-4]):[0-5]\d"
# What follows two figures and 年 when they are a year (23 年底) and not a span (23 年前).
_OF_YEAR = (
    r"(?=\s*(?:\d{1,2}\s*月|[一二三四]季|第[一二三四]季|[Qq][1-4]|上半年|下半年|底|初|末|报))"
)

RULES = (
    Rule(
        "a date with its marks",
        rf"{START}(?P<y>{_YEAR})(?P<mark>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=mark)"
        r"(?P<d>0?[1-9]|[12]\d|3[01])(?![\d.])",
        "{y:digits}年{m:count}月{d:count}日",
        (
            ("2023-05-26发布", "二零二三年五月二十六日发布"),
            ("截至2024/1/2收盘", "截至二零二四年一月二日收盘"),
            ("2021.10.08", "二零二一年十月八日"),
        ),
    ),
    Rule(
        "a month with its mark",
        rf"{START}(?P<y>{_YEAR})[-/](?P<m>0[1-9]|1[0-2])(?![\d-])",
        "{y:digits}年{m:count}月",
        (("数据截至2023-05", "数据截至二零二三年五月"),),
    ),
    Rule(
        "a span of years",
        rf"{START}(?P<a>{_YEAR})\s*年?{TO}(?P<b>{_YEAR}|\d{{2}})\s*年(?![前后内以])",
        "{a:digits}到{b:digits}年",
        (
            ("2020-2023 年", "二零二零到二零二三年"),
            ("2015~18年", "二零一五到一八年"),
            ("2022 年至 2024 年", "二零二二到二零二四年"),
        ),
    ),
    Rule(
        "a span of bare years",
        rf"{START}(?P<a>{_YEAR})\s*[-–—~～]\s*(?P<b>{_YEAR})(?![\d.-])(?!\s*(?:财年|财政年度|赛季|学年))",
        "{a:digits}到{b:digits}",
        (("2024-2025 展望", "二零二四到二零二五展望"),),
    ),
    Rule(
        "a split fiscal year",
        rf"{START}(?P<a>{_YEAR})[/-](?P<b>\d{{2,4}})\s*(?P<of>财年|财政年度|赛季|学年)",
        "{a:digits}到{b:digits}{of}",
        (("2022/23 财年", "二零二二到二三财年"), ("2022-2023赛季", "二零二二到二零二三赛季")),
    ),
    Rule(
        "a fiscal year in English",
        r"(?<![A-Za-z])FY\s?(?P<y>\d{4}|\d{2})(?!\d)",
        "{y:digits}财年",
        (("FY2024 指引", "二零二四财年指引"), ("FY24营收", "二四财年营收")),
    ),
    Rule(
        "a quarter before its year",
        r"(?<![\dA-Za-z])(?P<q>[1-4])Q(?P<y>\d{2})(?![\dA-Za-z])",
        "{y:digits}年第{q:count}季度",
        (("1Q23业绩", "二三年第一季度业绩"),),
    ),
    Rule(
        "a first half before its year",
        r"(?<![\dA-Za-z])1H(?P<y>\d{2})(?![\dA-Za-z])",
        "{y:digits}年上半年",
        (("1H23业绩", "二三年上半年业绩"),),
    ),
    Rule(
        "a second half before its year",
        r"(?<![\dA-Za-z])2H(?P<y>\d{2})(?![\dA-Za-z])",
        "{y:digits}年下半年",
        (("2H24展望", "二四年下半年展望"),),
    ),
    Rule(
        "a quarter after its year",
        r"(?<![\dA-Za-z])(?P<y>(?:20)?\d{2})\s*年?\s*[Qq](?P<q>[1-4])(?![\dA-Za-z])",
        "{y:digits}年第{q:count}季度",
        (
            ("2023Q1", "二零二三年第一季度"),
            ("2023 年 Q4", "二零二三年第四季度"),
            ("24Q2", "二四年第二季度"),
        ),
    ),
    Rule(
        "a first half after its year",
        r"(?<![\dA-Za-z])(?P<y>(?:20)?\d{2})\s*年?\s*H1(?![\dA-Za-z])",
        "{y:digits}年上半年",
        (("2023H1", "二零二三年上半年"),),
    ),
    Rule(
        "a second half after its year",
        r"(?<![\dA-Za-z])(?P<y>(?:20)?\d{2})\s*年?\s*H2(?![\dA-Za-z])",
        "{y:digits}年下半年",
        (("2023 年 H2", "二零二三年下半年"),),
    ),
    Rule(
        "a span of quarters",
        rf"(?<![\dA-Za-z])Q(?P<a>[1-4]){TO}Q?(?P<b>[1-4])(?![\dA-Za-z])",
        "第{a:count}到第{b:count}季度",
        (("Q1-Q3利润", "第一到第三季度利润"),),
    ),
    Rule(
        "a quarter",
        r"(?<![\dA-Za-z])Q(?P<q>[1-4])(?![\dA-Za-z])",
        "第{q:count}季度",
        (("今年Q1营收", "今年第一季度营收"), ("进入 Q3", "进入第三季度")),
    ),
    Rule(
        "the first half",
        r"(?<![\dA-Za-z])H1(?![\dA-Za-z])",
        "上半年",
        (("H1净利润", "上半年净利润"),),
    ),
    Rule(
        "the second half",
        r"(?<![\dA-Za-z])H2(?=\s*[\u4e00-\u9fff])",
        "下半年",
        (("H2业绩", "下半年业绩"),),
    ),
    Rule(
        "a year",
        rf"{START}(?P<y>{_YEAR})\s*(?P<of>年|财年|财政年度|自然年|上半年|下半年)",
        "{y:digits}{of}",
        (
            ("2023 年第一季度", "二零二三年第一季度"),
            ("2023 财年", "二零二三财年"),
            ("1998年", "一九九八年"),
        ),
    ),
    Rule(
        "a year of two figures",
        rf"(?<![\d.])(?P<y>\d{{2}})\s*年{_OF_YEAR}",
        "{y:digits}年",
        (("23年底", "二三年底"), ("08 年初", "零八年初"), ("过去12年里", "过去十二年里")),
    ),
    Rule(
        "a generation",
        r"(?<!\d)(?P<y>[5-9]0|0[05]|10|[69]5)\s*后(?=[\u4e00-\u9fff，。、]|$)(?![来天续面])",
        "{y:digits}后",
        (("90后创业者", "九零后创业者"), ("00 后", "零零后")),
    ),
    Rule(
        "a span of hours",
        rf"(?<![\d:])(?P<a>{_CLOCK}){TO}(?P<b>{_CLOCK})(?![\d:])",
        "{a}到{b}",
        (("9:30-11:30", "九点三十分到十一点三十分"),),
    ),
    Rule(
        "a score with a colon",
        r"(?P<by>比分|以|比数|大胜|战平|领先)\s*(?P<a>\d{1,3})\s*[:：∶]\s*(?P<b>\d{1,3})(?![\d:])",
        "{by}{a:count}比{b:count}",
        (("以 3:12 落后", "以三比十二落后"), ("比分21：15", "比分二十一比十五")),
    ),
    Rule(
        "a score with a dash",
        r"(?<![\d.])(?P<a>\d{1,3})-(?P<b>\d{1,3})(?=\s*(?:的比分|战胜|击败|战平|领先|落后|取胜|不敌))",
        "{a:count}比{b:count}",
        (("3-2 击败对手", "三比二击败对手"),),
    ),
    Rule(
        "a ratio",
        r"(?<![\d:.])(?P<a>\d+(?:\.\d+)?)\s*[:：∶]\s*(?P<b>\d(?:\.\d+)?)(?![\d:])",
        "{a:count}比{b:count}",
        (("按 3:1 配售", "按三比一配售"), ("1∶1.5", "一比一点五")),
    ),
)
