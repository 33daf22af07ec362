"""Hours, records, scores and ratios: what a colon between figures says."""
# ruff: noqa: RUF001 - signs stand here as they are written in articles

from columns.audio.spoken.rules.base import DASH, HAN, MEASURE, UNIT, Rule

_CLOCK = r"(?:[01]?\d|2[0-4])[:：][0-5]\d"
_COLON = r"\s?[:：]\s?"
_TWO = rf"(?P<a>\d{{1,3}}){_COLON}(?P<b>\d{{1,3}})(?![\d:：]|\.\d)"
_WON = (
    r"(?:的?(?:总?比分|比数|大比分)|[大完力险小]胜|战胜|击败|战平|领先|落后|取胜|获胜|不敌|惜败"
    r"|逆转|负于|横扫|淘汰|扳平|告负|输给|赢下|轻取"
    r"|战成|踢平|拿下|晋级|夺冠|胜出|力克|爆冷|翻盘|绝杀|出局|获胜|落败|胜(?![率利负算任出])|负(?![债责担荷])|击退|压倒)"
)
# What ends the words before a range, but not the name of a team.
_NO_TEAM = "约需达为共有要到在近各每期度长价量率数额差龄计学中于是用含"
_SHARED = (
    r"(?:的(?:比例|比率|比重|杠杆|配比|赔率|比价|股份|汇率)|配售|换股|配资|拆[股分]|合股"
    r"|兑换|比例|杠杆|的配资|匹配|锚定|复刻|还原|打样|缩小|放大|稀释)"
)

RULES = (
    Rule(
        "hours before noon",
        r"(?<!\d)(?<!\d[:：])(?P<h>\d{1,2})(?:[:：](?P<m>[0-5]\d))?\s?(?:AM|am|a\.m\.)(?![A-Za-z])",
        "上午{h:hours}点{m:minutes}",
        (("9:30 AM开盘", "上午九点三十分开盘"), ("8am", "上午八点")),
    ),
    Rule(
        "hours after noon",
        r"(?<!\d)(?<!\d[:：])(?P<h>\d{1,2})(?:[:：](?P<m>[0-5]\d))?\s?(?:PM|pm|p\.m\.)(?![A-Za-z])",
        "下午{h:hours}点{m:minutes}",
        (("4:00 pm收盘", "下午四点收盘"), ("3pm", "下午三点")),
    ),
    Rule(
        "the time that something took",
        r"(?P<of>用时|耗时|成绩[为是]?|时长[为是]?|历时|跑出了?|以)\s?"
        r"(?P<h>\d{1,2})[:：](?P<m>[0-5]\d)[:：](?P<s>[0-5]\d)(?![\d:：])",
        "{of}{h:counted}小时{m:minutes}{s:seconds}",
        (("用时2:05:16", "用时两小时零五分十六秒"),),
    ),
    Rule(
        "minutes of added time",
        r"(?<!\d)(?P<a>45|90|105|120)\s?\+\s?(?P<b>\d{1,2})\s?分",
        "{a:count}加{b:count}分",
        (("第90+3分钟", "第九十加三分钟"),),
    ),
    Rule(
        "minutes that something took",
        r"(?P<of>用时|耗时|时长[为是]?|历时)\s?(?P<m>\d{1,2})[:：](?P<s>[0-5]\d)(?![\d:：])",
        "{of}{m:counted}分{s:seconds}",
        (("时长 06:36", "时长六分三十六秒"),),
    ),
    Rule(
        "minutes and seconds with strokes",
        rf"(?<![\d.°])(?P<m>\d{{1,3}})\s?[′']\s?(?P<s>\d{{1,2}}(?:\.\d{{1,3}})?)\s?(?:″|''|\")"
        rf"(?:(?P<c>\d{{1,3}})(?!\d))?(?:\s?/\s?(?P<per>{UNIT}|公里|千米))?",
        "{m:counted}分{s:count_of_two}秒{c:digits}{per:per}",
        (
            ("跑了5′30″", "跑了五分三十秒"),
            ("配速4′56″/km", "配速四分五十六秒每公里"),
            ("1′43″21", "一分四十三秒二一"),
        ),
    ),
    Rule(
        "minutes that something lasts",
        r"(?P<of>坚持|持续|间隔|休息|静置|保持)\s?(?P<n>\d{1,3})\s?[′'](?!\s?\d)",
        "{of}{n:counted}分钟",
        (("坚持30'。", "坚持三十分钟。"),),
    ),
    Rule(
        "minutes or seconds below ten",
        r"(?<=[时点分])\s?0(?P<n>[1-9])(?P<of>[分秒])",
        "零{n:count}{of}",
        (("14时07分05秒", "十四时零七分零五秒"), ("3小时08分", "三小时零八分")),
    ),
    Rule(
        "seconds and what is left of one",
        r"(?<![\d.°′'])(?P<s>\d{1,3})\s?(?:[″\"]|秒)(?P<c>\d{2})(?!\d)",
        "{s:counted}秒{c:digits}",
        (("成绩为19″88", "成绩为十九秒八八"), ("9秒83夺冠", "九秒八三夺冠")),
    ),
    Rule(
        "minutes, seconds and what is left of one",
        r"(?<![\d.])(?<!\d[:：])(?P<m>[0-5]?\d)[:：](?P<s>[0-5]\d)\.(?P<c>\d{2,3})(?!\d)",
        "{m:counted}分{s:count_of_two}秒{c:digits}",
        (("以1:26.595夺杆位", "以一分二十六秒五九五夺杆位"),),
    ),
    Rule(
        "a clock of three parts",
        r"(?<!\d)(?<!\d[:：])(?P<h>[01]?\d|2[0-4])[:：](?P<m>[0-5]\d)[:：](?P<s>[0-5]\d)(?![\d:：])",
        "{h:hours}点{m:minutes_between}{s:seconds}",
        (("09:30:05 成交", "九点三十分零五秒成交"),),
    ),
    Rule(
        "a ratio of many parts",
        r"(?<![\d.])(?<!\d[:：])(?P<a>\d{1,3})[:：](?P<b>\d{1,3})[:：](?P<c>\d{1,3})(?:[:：](?P<d>\d{1,3}))?(?![\d:：])",
        "{a:count}比{b:count}比{c:count}{d:than}",
        (("按 6:3:1 分配", "按六比三比一分配"),),
    ),
    Rule(
        "a span of hours",
        rf"(?<!\d)(?<!\d[:：])(?P<a>{_CLOCK}){DASH}(?P<b>{_CLOCK})(?![\d:：])",
        "{a}到{b}",
        (
            ("9:30-11:30", "九点三十分到十一点三十分"),
            ("时间：9:30-11:30", "时间：九点三十分到十一点三十分"),
        ),
    ),
    Rule(
        "scores in a row",
        r"(?P<by>[比局]分(?:别?[为是以])?)\s?[：:]?\s?(?P<all>\d{1,3}\s?[-–—:]\s?\d{1,3}"
        r"(?:\s?[、,，和/]\s?\d{1,3}\s?[-–—:]\s?\d{1,3}){1,6})(?![\d.%])",
        "{by}{all:scores}",
        (("三局比分25-18、25-20", "三局比分二十五比十八、二十五比二十"),),
    ),
    Rule(
        "scores of which one has a single figure",
        r"(?<![\d.])(?<!\d[:：])(?=[\d:：、，,\s]{1,60}?[:：]\d(?!\d))"
        r"(?P<all>\d{1,2}[:：]\d{1,2}(?:[、，,]\s?\d{1,2}[:：]\d{1,2}){1,6})(?![\d:：.])",
        "{all:scores}",
        (("11:7、8:11、11:9。", "十一比七、八比十一、十一比九。"),),
    ),
    Rule(
        "a score with a colon after its word",
        rf"(?P<by>总?比分[为是以]?|比数[为是]?|大胜|战平|领先|大比分|净胜)\s?{_TWO}",
        "{by}{a:count}比{b:count}",
        (("比分21：15", "比分二十一比十五"),),
    ),
    Rule(
        "a score with a colon before its word",
        rf"(?<![\d.])(?<!\d[:：]){_TWO}(?=\s?{_WON})",
        "{a:count}比{b:count}",
        (("以 3:12 落后", "以三比十二落后"), ("21:15 取胜", "二十一比十五取胜")),
    ),
    Rule(
        "a score before a score",
        rf"(?<![\d.])(?P<a>\d{{1,2}})\s?[-–:]\s?(?P<b>\d{{1,2}})"
        rf"(?=(?:\s?[、,，/和]\s?\d{{1,2}}\s?[-–:]\s?\d{{1,2}}){{1,6}}\s?{_WON})",
        "{a:count}比{b:count}",
        (("以 6-4、7-5 击败", "以六比四、七比五击败"),),
    ),
    Rule(
        "a score with a dash before its word",
        rf"(?<![\d.])(?P<a>\d{{1,3}})\s?[-–—]\s?(?P<b>\d{{1,3}})(?=\s?{_WON})",
        "{a:count}比{b:count}",
        (("3-2 击败对手", "三比二击败对手"), ("国羽4-1胜印尼", "国羽四比一胜印尼")),
    ),
    Rule(
        "a score with a dash after its word",
        r"(?P<by>总?比分[为是以]?|比数[为是]?|大胜|战平"
        r"|大比分|[胜首末次]局|半场)\s?(?P<a>\d{1,3})\s?[-–—]\s?(?P<b>\d{1,3})(?![\d.%])",
        "{by}{a:count}比{b:count}",
        (("比分 2-1", "比分二比一"),),
    ),
    Rule(
        "a score between two teams",
        rf"(?:^|(?<=[，。；：、:;,\s]))(?P<of>{HAN}{{2,6}})(?<![{_NO_TEAM}])(?P<a>\d{{1,3}})"
        rf"\s?[-–—]\s?(?P<b>\d{{1,3}})"
        rf"(?=(?!工作|{MEASURE}|[月日号级线楼层期季章节年岁学职品代环厂折码档]){HAN}{{2,6}}(?:[，。；、！]|$))",
        "{of}{a:count}比{b:count}",
        (
            ("曼城2-2阿森纳，", "曼城二比二阿森纳，"),
            ("快船116-107掘金。", "快船一百一十六比一百零七掘金。"),
            ("预计3-5工作日，", "预计三到五工作日，"),
            ("小学1-6年级、", "小学一到六年级、"),
        ),
    ),
    Rule(
        "a ratio by its word",
        rf"(?P<of>按照?|比例[为是约]*|比率[为是]?|配比[为是]?|比值[为是]?|比[为是]|赔率[为是]?"
        rf"|比价[为是]?|汇率[为是]?|杠杆|比)\s?{_TWO}",
        "{of}{a:count}比{b:count}",
        (
            ("按 1:10 拆分", "按一比十拆分"),
            ("师生比1:18", "师生比一比十八"),
            ("比例为 1:20", "比例为一比二十"),
        ),
    ),
    Rule(
        "a ratio before its word",
        rf"(?<![\d.])(?<!\d[:：]){_TWO}(?=\s?{_SHARED})",
        "{a:count}比{b:count}",
        (("以 1:10 的比例", "以一比十的比例"),),
    ),
    Rule(
        "an hour",
        r"(?<![\d.])(?<!\d[:：])(?P<h>[01]?\d|2[0-4])[:：](?P<m>[0-5]\d)(?![\d:：.])",
        "{h:hours}点{m:minutes}",
        (
            ("17:19 发布", "十七点十九分发布"),
            ("14:00", "十四点"),
            ("2:05", "两点零五分"),
        ),
    ),
    Rule(
        "a ratio",
        r"(?<![\d:.])(?P<a>\d+(?:\.\d+)?)\s?[:：]\s?(?P<b>\d+(?:\.\d+)?)(?![\d:])",
        "{a:count}比{b:count}",
        (("按 3:1 配售", "按三比一配售"), ("1∶1.5", "一比一点五")),
    ),
)
