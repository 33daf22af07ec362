"""Years, quarters and dates, which are read figure by figure."""
# ruff: noqa: RUF001 - signs stand here as they are written in articles

from columns.audio.spoken.rules.base import DASH, MEASURE, START, TO, Rule

_YEAR = r"(?:19|20)\d{2}"
# A year of the last centuries; a full hundred is more often a count.
_LONG_AGO = r"(?:(?:1[5-9]|20)\d\d(?<!1[5-8]00))"
_FREE = r"(?<![\dA-Za-z])"
_END = r"(?![\dA-Za-z])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_NO_DAY = r"\s?[万亿元倍个成以的强]"
_OF = r"\s?(?:年|['-])?\s?"
_ANY_YEAR = r"(?P<y>(?:20)?\d{2})"
_MARKS = r"，。、；：！？（）“”《》…—,;:!?()"
# What follows two figures and 年 when they are a year (23 年底) and not a span (23 年前).
_OF_YEAR = (
    r"(?=\s*(?:\d{1,2}\s*月|[一二三四]季|第[一二三四]季|[Qq][1-4]|上半年|下半年|全年|同期"
    r"|年[中报]|[底初末报中]"
    r"|营收|收入|净利|利润|归母|毛利|业绩|利润|销量|预计|预测|预期|[春夏秋冬]|第\s?[1-4]\s?季"
    r"|[1-4]\s?季|[HQ]\d|E))"
)

RULES = (
    Rule(
        "years of two figures in a row",
        r"(?<![\d./])(?P<a>1[5-9]|2\d|3[0-5])\s?/\s?(?P<b>1[5-9]|2\d|3[0-5])"
        r"(?:\s?/\s?(?P<c>1[5-9]|2\d|3[0-5]))?\s?年(?![前后内期]|以)",
        "{a:digits}、{b:digits}{c:digits_too}年",
        (("24/25/26年利润", "二四、二五、二六年利润"), ("23/24 年营收", "二三、二四年营收")),
    ),
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
        "a date without marks",
        rf"{_FREE}(?P<y>20[0-3]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01]){_END}"
        r"(?!\s?[\d.%万亿元个家人])",
        "{y:digits}年{m:count}月{d:count}日",
        (("截至20231026", "截至二零二三年十月二十六日"),),
    ),
    Rule(
        "a span of months with their marks",
        rf"{START}(?P<y>{_YEAR})(?P<mark>[-/.])(?P<m>0[1-9]|1[0-2]){TO}"
        r"(?P<z>(?:19|20)\d{2})(?P=mark)(?P<n>0[1-9]|1[0-2])(?![\d.-])",
        "{y:digits}年{m:count}月{to:to}{z:digits}年{n:count}月",
        (("2023.10-2024.03，", "二零二三年十月到二零二四年三月，"),),
    ),
    Rule(
        "a month with its mark",
        rf"{START}(?P<y>{_YEAR})(?P<mark>[-/.])(?P<m>0[1-9]|1[0-2])(?![\d-])(?!\s?[%万亿元])",
        "{y:digits}年{m:count}月",
        (("数据截至2023-05", "数据截至二零二三年五月"),),
    ),
    Rule(
        "a span of days by slashes",
        rf"{START}(?<![/$¥€£])(?P<a>[4-9]|1[0-2])/(?P<b>{_DAY}){TO}(?P<c>[4-9]|1[0-2])/(?P<d>{_DAY})"
        rf"(?![\d/%.]|{_NO_DAY})",
        "{a:count}月{b:count}日{to:to}{c:count}月{d:count}日",
        (("7/9-7/11在京召开", "七月九日到七月十一日在京召开"),),
    ),
    Rule(
        "a span of days after a month and its slash",
        rf"{START}(?P<m>0?[1-9]|1[0-2])/(?P<a>{_DAY}){TO}(?P<b>{_DAY})\s?(?P<of>[日号])",
        "{m:count}月{a:count}{to:to}{b:count}{of}",
        (("7/15-18日在京举行", "七月十五到十八日在京举行"),),
    ),
    Rule(
        "a day named as one after its slash",
        rf"{START}(?<![/$¥€£])(?P<m>0?[1-9]|1[0-2])/(?P<d>{_DAY})\s?(?P<of>[日号])",
        "{m:count}月{d:count}{of}",
        (("我于11/12日入住", "我于十一月十二日入住"),),
    ),
    Rule(
        "a day after a word of time",
        rf"(?:(?<=截至|截止|将于|定于|发于|刊于|[日期][期为是])|(?<![低小等大多高少当优介处位居]于)(?<=于))"
        rf"\s?[：:]?\s?(?P<m>0?[1-9]|1[0-2])[/.](?P<d>{_DAY})(?![\d/%.]|{_NO_DAY})",
        "{m:count}月{d:count}日",
        (
            ("截至 5/26 收盘", "截至五月二十六日收盘"),
            ("股权登记日为6/18。", "股权登记日为六月十八日。"),
            ("低于1/3", "低于三分之一"),
        ),
    ),
    Rule(
        "a day before a word of time",
        rf"{START}(?<![/$¥€£])(?P<m>0?[1-9]|1[0-2])/(?P<d>{_DAY})"
        r"(?=\s?(?:正式|全[国球网]|独家|率先)?(?:[（(]?(?:周|星期)[一二三四五六日天]|，?\d{1,2}[:：]\d\d|当[天日晚]|[起前](?=[，。、；）]|$)"
        r"|收盘|开盘|开[售幕始播]|上[线市映]|发[布售]|截止|凌晨|[早晚上下][上午间]))",
        "{m:count}月{d:count}日",
        (
            ("5/20 18:00前", "五月二十日，十八点前"),
            ("9/28全国上映", "九月二十八日全国上映"),
            ("9/12发布", "九月十二日发布"),
            ("3/8（周六）", "三月八日（周六）"),
        ),
    ),
    Rule(
        "a span of days",
        rf"{START}(?P<a>\d{{1,2}})\s?月\s?(?P<b>\d{{1,2}})\s?[日号]?{DASH}(?P<c>\d{{1,2}})\s?(?P<of>[日号])",
        "{a:count}月{b:count}到{c:count}{of}",
        (("11月5-10日", "十一月五到十日"), ("3 月 1 日–5 日", "三月一到五日")),
    ),
    Rule(
        "a span of years",
        rf"{START}(?P<a>{_LONG_AGO})\s?年?{TO}(?P<b>{_LONG_AGO}|\d{{2}})\s?年(?![前后内以])",
        "{a:digits}{to:to}{b:digits}年",
        (
            ("2020-2023 年", "二零二零到二零二三年"),
            ("2015~18年", "二零一五到一八年"),
            ("2022 年至 2024 年", "二零二二至二零二四年"),
        ),
    ),
    Rule(
        "a split fiscal year",
        rf"{START}(?P<a>{_YEAR})[/-](?P<b>\d{{2,4}})\s*(?P<of>财年|财政年度|年度|赛季|学年|季)",
        "{a:digits}到{b:digits}{of}",
        (("2022/23 财年", "二零二二到二三财年"), ("2022-2023赛季", "二零二二到二零二三赛季")),
    ),
    Rule(
        "a span of bare years",
        rf"{START}(?P<a>{_LONG_AGO})[A-Za-z]?{DASH}(?P<b>{_LONG_AGO})(?P<e>E)?(?![\d.-])(?!\s?{MEASURE})",
        "{a:digits}到{b:digits}{e:expected}",
        (("2024-2025 展望", "二零二四到二零二五展望"), ("2024-2026E", "二零二四到二零二六年预期")),
    ),
    Rule(
        "years by a slash",
        rf"{START}(?P<a>{_YEAR})\s?/\s?(?P<b>{_YEAR})(?![\d/])",
        "{a:digits}、{b:digits}",
        (("2023/2024 年", "二零二三、二零二四年"),),
    ),
    Rule(
        "an expected year",
        rf"{START}(?P<y>20\d\d)\s?E(?![A-Za-z\d])",
        "{y:digits}年预期",
        (("2024E 净利润", "二零二四年预期净利润"),),
    ),
    Rule(
        "an actual year",
        rf"{START}(?P<y>20\d\d)A(?![A-Za-z\d])(?!\s?(?:级|款|版|轮))",
        "{y:digits}年实际",
        (("2023A 的净利润", "二零二三年实际的净利润"),),
    ),
    Rule(
        "a fiscal year and its quarter",
        rf"(?<![A-Za-z])FY\s?'?{_ANY_YEAR}\s?[-/]?\s?Q(?P<q>[1-4]){_END}",
        "{y:digits}财年第{q:count}季度",
        (("FY24Q3 营收", "二四财年第三季度营收"),),
    ),
    Rule(
        "a quarter and its fiscal year",
        rf"{_FREE}(?:Q(?P<q>[1-4])|(?P<r>[1-4])Q)\s?FY\s?'?{_ANY_YEAR}{_END}",
        "{y:digits}财年第{q:count_if}{r:count_if}季度",
        (("Q3 FY25", "二五财年第三季度"), ("1QFY25", "二五财年第一季度")),
    ),
    Rule(
        "a fiscal year in English",
        r"(?<![A-Za-z])FY\s?'?(?P<y>\d{4}|\d{2})E?(?!\d)",
        "{y:digits}财年",
        (("FY2024 指引", "二零二四财年指引"), ("FY24营收", "二四财年营收")),
    ),
    Rule(
        "a quarter before its year",
        rf"{_FREE}(?P<q>[1-4])Q\s?'?{_ANY_YEAR}E?{_END}",
        "{y:digits}年第{q:count}季度",
        (("1Q23业绩", "二三年第一季度业绩"), ("3Q2024", "二零二四年第三季度")),
    ),
    Rule(
        "a quarter with its year behind",
        rf"{_FREE}Q(?P<q>[1-4])\s?(?:['-]|\s)\s?{_ANY_YEAR}E?{_END}(?!\s?(?:年|{MEASURE}|%))",
        "{y:digits}年第{q:count}季度",
        (("Q3'23", "二三年第三季度"), ("Q1 2024", "二零二四年第一季度")),
    ),
    Rule(
        "a half with its year behind",
        rf"{_FREE}H(?P<h>[12])\s?(?:['-]|\s)\s?(?P<y>20\d\d)E?{_END}",
        "{y:digits}年{h:half}半年",
        (("H1 2024", "二零二四年上半年"),),
    ),
    Rule(
        "a half before its year",
        rf"{_FREE}(?P<h>[12])H\s?'?{_ANY_YEAR}E?{_END}",
        "{y:digits}年{h:half}半年",
        (("1H23业绩", "二三年上半年业绩"), ("2H24展望", "二四年下半年展望")),
    ),
    Rule(
        "nine months before their year",
        rf"{_FREE}(?P<n>[369])M\s?'?{_ANY_YEAR}{_END}",
        "{y:digits}年前{n:count}个月",
        (("9M24 净利", "二四年前九个月净利"),),
    ),
    Rule(
        "a span of quarters after their year",
        rf"{_FREE}{_ANY_YEAR}{_OF}Q(?P<a>[1-4]){DASH}Q?(?P<b>[1-4]){_END}",
        "{y:digits}年第{a:count}到第{b:count}季度",
        (("2023Q1-Q3", "二零二三年第一到第三季度"),),
    ),
    Rule(
        "a quarter after its year",
        rf"{_FREE}{_ANY_YEAR}{_OF}[Qq](?P<q>[1-4])E?{_END}",
        "{y:digits}年第{q:count}季度",
        (
            ("2023Q1", "二零二三年第一季度"),
            ("2023 年 Q4", "二零二三年第四季度"),
            ("24Q2", "二四年第二季度"),
        ),
    ),
    Rule(
        "a quarter after its fiscal year",
        r"(?<=财年)\s?Q(?P<q>[1-4])(?![\dA-Za-z])",
        "第{q:count}季度",
        (("2024 财年 Q1", "二零二四财年第一季度"),),
    ),
    Rule(
        "a half after its year",
        rf"{_FREE}{_ANY_YEAR}{_OF}H(?P<h>[12])E?{_END}",
        "{y:digits}年{h:half}半年",
        (("2023H1", "二零二三年上半年"), ("2023 年 H2", "二零二三年下半年")),
    ),
    Rule(
        "a span of quarters",
        rf"{_FREE}Q(?P<a>[1-4]){TO}Q?(?P<b>[1-4]){_END}",
        "第{a:count}{to:to}第{b:count}季度",
        (("Q1-Q3利润", "第一到第三季度利润"),),
    ),
    Rule(
        "quarters in a row",
        rf"{_FREE}Q(?P<a>[1-4])\s?[/、]\s?Q?(?P<b>[1-4]){_END}(?!\s?(?:个|家|月))",
        "第{a:count}、第{b:count}季度",
        (("Q1/Q2 营收", "第一、第二季度营收"),),
    ),
    Rule(
        "a quarter",
        rf"{_FREE}Q(?P<q>[1-4])\s?(?:季度|季)?{_END}(?!\s?(?:车|芯片|音箱|版))",
        "第{q:count}季度",
        (("今年Q1营收", "今年第一季度营收"), ("进入 Q3", "进入第三季度")),
    ),
    Rule(
        "a quarter before its letter",
        rf"{START}(?P<q>[1-4])Q(?=\s?(?:[净归]利?|营收|收入|业绩|毛利|单季|利润|销量|出货|[同环]比|GMV|[，。、；）]))",
        "第{q:count}季度",
        (("3Q净利", "第三季度净利"),),
    ),
    Rule(
        "a short year that is expected",
        rf"{START}(?P<y>2[3-9]|3[0-5])E(?![A-Za-z\d])",
        "{y:digits}年预期",
        (("26E营收", "二六年预期营收"),),
    ),
    Rule(
        "a count of quarters",
        rf"(?<=前)\s?(?P<q>[1-3])Q{_END}",
        "{q:count}个季度",
        (("前3Q累计", "前三个季度累计"),),
    ),
    Rule(
        "the first half",
        rf"{_FREE}H1{_END}(?!\s?(?:[/、]\s?H[3-9]|馆|楼|座|栋|厅|号|口|门))",
        "上半年",
        (("H1净利润", "上半年净利润"),),
    ),
    Rule(
        "the second half",
        rf"{_FREE}H2(?=\s?[\u4e00-\u9fff，。])(?!\s?(?:分子|燃料|和\s?O))",
        "下半年",
        (("H2业绩", "下半年业绩"),),
    ),
    Rule(
        "a count of four figures that ends a list of years",
        rf"{START}(?P<a>{_YEAR})\s?[、和与及/]\s?(?P<b>{_YEAR})\s?年",
        "{a:digits}、{b:digits}年",
        (("2022、2023 年", "二零二二、二零二三年"),),
    ),
    Rule(
        "a decade in English",
        rf"{START}(?P<y>(?:18|19|20)\d0)\s?'?s(?![A-Za-z])",
        "{y:digits}年代",
        (("1980s的日本", "一九八零年代的日本"),),
    ),
    Rule(
        "a short decade in English",
        r"(?<![\d.A-Za-z])'?(?P<y>[5-9]0)'?s(?=\s?(?:的?(?:音乐|怀旧|老歌|风格|复古|经典|港"
        r"|金曲|审美|年代)))",
        "{y:count}年代",
        (("90s音乐", "九十年代音乐"),),
    ),
    Rule(
        "decades in a row",
        r"(?<![\d.])(?P<a>[1-9]0)\s?[、/和至到-]\s?(?P<b>[1-9]0)\s?(?=年代)",
        "{a:count}、{b:count}",
        (("七、八十年代与 80、90 年代", "七、八十年代与八十、九十年代"),),
    ),
    Rule(
        "a year",
        rf"{START}(?P<y>(?:1[0-9]|20)\d{{2}})\s?(?P<of>年(?!期|历史|左右的历史|来|之久|的历史"
        rf"|薪)|财年|财政年度|自然年|上半年|下半年|年代|学年|赛季|级(?=新生|本科|硕士|研究生|博士|学[生员]|校友|同学))",
        "{y:digits}{of}",
        (
            ("2023 年第一季度", "二零二三年第一季度"),
            ("2023 财年", "二零二三财年"),
            ("1998年", "一九九八年"),
            ("2024级新生", "二零二四级新生"),
            ("1840 年", "一八四零年"),
        ),
    ),
    Rule(
        "a span of years of old in brackets",
        rf"(?<=[（(])(?P<a>[1-9]\d{{2}}){DASH}(?P<b>[1-9]\d{{2,3}})\s?年?(?=[）)])",
        "{a:digits}到{b:digits}年",
        (("南北朝（420-589年）", "南北朝（四二零到五八九年）"),),
    ),
    Rule(
        "a year of old",
        r"(?:(?<=公元前)|(?<=纪元前)|(?<=公元))\s?(?P<y>\d{2,4})\s?年(?!来|内|间)",
        "{y:digits}年",
        (("公元前 221 年", "公元前二二一年"), ("公元618年", "公元六一八年")),
    ),
    Rule(
        "a bare year in brackets",
        rf"(?<=[（(])(?P<y>{_YEAR})(?=[）)])",
        "{y:digits}",
        (("国发〔2023〕15 号", "国发（二零二三）十五号"),),
    ),
    Rule(
        "a bare year",
        r"(?<![\d.A-Za-z第约近超达逾共有$¥€£+−~～±<>≥≤-])(?<![A-Za-z] )"
        r"(?<!罗素)(?<!罗素 )(?P<y>(?:19[5-9]|20[0-4])\d)"
        rf"(?=\s?(?:[\u4e00-\u9fff{_MARKS}]|$))(?!\s?{MEASURE}(?<!届))(?!\s?[.:]\d)"
        r"(?!\s?(?:多|余|号|字|页|章|期|万|亿|吨|分|点|度|级|米|员|股|客|辆|日元|年))",
        "{y:digits}",
        (
            ("2025 世界人工智能大会", "二零二五世界人工智能大会"),
            ("对比2019，", "对比二零一九，"),
            ("2024 家公司", "两千零二十四家公司"),
        ),
    ),
    Rule(
        "a year after a name of letters",
        r"(?<=[A-Za-z]{2} )(?<!Top )(?<!TOP )(?P<y>19[5-9]\d|20[0-4][1-9]|20[1-4]0)"
        rf"(?=\s?(?:[\u4e00-\u9fff{_MARKS}]|$))"
        rf"(?!\s?(?!排名|排行|大会|国际|中国|世界|全球){MEASURE}(?<!届))(?!\s?[.:]\d)",
        "{y:digits}",
        (("QS 2025排名", "QS 二零二五排名"), ("CES 2026 开幕", "CES 二零二六开幕")),
    ),
    Rule(
        "a span of years of two figures",
        rf"(?<![\d.])(?P<a>[0-3]\d){DASH}(?P<b>[0-3]\d)\s?年{_OF_YEAR}",
        "{a:digits}到{b:digits}年",
        (("24-26年净利润", "二四到二六年净利润"),),
    ),
    Rule(
        "a year of two figures",
        rf"(?<![\d.])(?<!第)'?(?P<y>\d{{2}})\s?年{_OF_YEAR}",
        "{y:digits}年",
        (("23年底", "二三年底"), ("08 年初", "零八年初"), ("过去12年里", "过去十二年里")),
    ),
    Rule(
        "a year that begins with nought or ends a century",
        r"(?<![\d.:])(?:'(?P<y>\d\d)|(?P<z>0\d)|(?P<c>[89]\d)(?=\s?年(?:亚洲|金融|洪水|股灾"
        r"|世界杯|东南亚|出生|南方)))\s?年",
        "{y:digits}{z:digits}{c:digits}年",
        (("08年金融危机", "零八年金融危机"), ("98年洪水", "九八年洪水")),
    ),
    Rule(
        "two generations",
        r"(?<!\d)(?P<a>[5-9]0|0[05]|10|[6-9]5)后?\s?[/、和到至-]\s?(?P<b>[5-9]0|0[05]|10"
        r"|[6-9]5)\s?后(?![来天续面])",
        "{a:digits}、{b:digits}后",
        (("70、80后", "七零、八零后"),),
    ),
    Rule(
        "a generation",
        r"(?<!\d)(?P<y>[5-9]0|0[05]|10|[6-9]5)\s?后(?=[\u4e00-\u9fff，。、）；！？\"”]"
        r"|$)(?![来天续面])",
        "{y:digits}后",
        (("90后创业者", "九零后创业者"), ("00 后", "零零后")),
    ),
    Rule(
        "a feast by its day",
        r"(?<![\d.])(?P<m>5|6|8|10)\.(?P<d>1)(?=\s?(?:假期|黄金周|小长假|长假|节))",
        "{m:count}{d:count}",
        (("5.1假期", "五一假期"), ("10.1黄金周", "十一黄金周")),
    ),
    Rule(
        "a day with a dot",
        r"(?<!\d)(?P<m>\d{1,2})\s?[·•]\s?(?P<d>\d{1,2})(?!\d)",
        "{m:digits}{d:digits}",
        (("3·15晚会", "三一五晚会"),),
    ),
    Rule(
        "a feast of shopping",
        r"(?<=双)\s?(?P<n>11|12|十一|十二)(?!\d)",
        "{n:whole}",
        (("双 11 大促", "双十一大促"), ("双12", "双十二")),
    ),
)
