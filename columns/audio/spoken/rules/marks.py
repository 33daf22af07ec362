"""Slashes, signs and half-width marks: said, or turned into pauses."""

from columns.audio.spoken.rules.base import HAN, Rule

RULES = (
    Rule(
        "letters about a slash",
        r"(?<=[A-Za-z])\s?[/／]\s?(?=[A-Za-z])",
        " ",
        (("P/S 估值", "P S 估值"), ("A/H 股", "A H 股")),
    ),
    Rule(
        "words about a slash",
        rf"(?<=[A-Za-z\d）)]|{HAN})\s?[/／]\s?(?={HAN}|[A-Za-z（(])|(?<={HAN})\s?[/／]\s?(?=\d)",
        "、",
        (("市值/营收", "市值、营收"), ("iOS/安卓", "iOS、安卓")),
    ),
    Rule(
        "a list with slashes",
        r"(?<![\d/])(?P<a>\d+)/(?P<b>\d+)/(?P<c>\d+)(?![\d/])",
        "{a}、{b}、{c}",
        (("1/2/3 线城市", "一、二、三线城市"),),
    ),
    Rule(
        "and between letters", r"(?<=[A-Za-z])\s?&\s?(?=[A-Za-z])", " and ", (("AT&T", "AT and T"),)
    ),
    Rule("and", r"\s?[&＆]\s?", "和", (("研发&市场", "研发和市场"),)),
    Rule("at least", r"\s?(?:≥|>=)\s?", "大于等于", (("占比≥5%", "占比大于等于百分之五"),)),
    Rule("at most", r"\s?(?:≤|<=)\s?", "小于等于", (("≤3家", "小于等于三家"),)),
    Rule(
        "more than",
        rf"\s?[>\uff1e]\s?(?=\d|百|负|{HAN})",
        "大于",
        (("毛利率>40%", "毛利率大于百分之四十"),),
    ),
    Rule("less than", rf"\s?[<\uff1c]\s?(?=\d|负|{HAN})", "小于", (("<3年", "小于三年"),)),
    Rule("equals", r"\s?[=＝]\s?", "等于", (("1+1=2", "一加一等于二"),)),
    Rule("becomes", r"\s?(?:→|->|=>)\s?", "到", (("收入→利润", "收入到利润"),)),
    Rule("alpha", r"[\u03b1\u0391]", "阿尔法", (("超额α收益", "超额阿尔法收益"),)),
    Rule("beta", r"[\u03b2\u0392]", "贝塔", (("β系数", "贝塔系数"),)),
    Rule("gamma", r"[\u03b3\u0393]", "伽马", (("γ射线", "伽马射线"),)),
    Rule("delta", r"[δΔ∆]", "德尔塔", (("Δ值", "德尔塔值"),)),
    Rule("a point of latin two", r"[Ⅱⅱ]", "二", (("Ⅱ期临床", "二期临床"),)),
    Rule("a point of latin three", r"[Ⅲⅲ]", "三", (("Ⅲ期临床", "三期临床"),)),
    Rule("a point of latin one", r"[\u2160\u2170]", "一", (("Ⅰ期", "一期"),)),
    Rule("a point of latin four", r"[Ⅳⅳ]", "四", (("Ⅳ期", "四期"),)),
    Rule(
        "letters and figures without a gap",
        rf"(?<={HAN})[ ]+(?=\d)|(?<=\d)[ ]+(?={HAN})",
        "",
        (("市值 7550 亿美元", "市值七千五百五十亿美元"), ("5 到 10 倍", "五到十倍")),
    ),
)

# After all numbers are words, what is still a sign is a pause or nothing.
LAST = (
    Rule("figures that nothing else has read", r"(?P<n>\d+)", "{n:digits}", (("٣", "三"),)),
    Rule("dots that go on", r"\.{2,}|…+", "……", (("等等...再说", "等等……再说"),)),
    Rule(
        "a half-width comma",
        r"\s*,\s*",
        "，",
        (("听听,看看", "听听，看看"), ("Google, Zoom", "Google，Zoom")),
    ),
    Rule("a half-width semicolon", r"\s*;\s*", "；", (("第一;第二", "第一；第二"),)),
    Rule("a half-width colon", r"\s*[:∶]\s*", "：", (("计算:如何", "计算：如何"),)),
    Rule("a half-width question", r"\s*\?\s*", "？", (("是吗?对", "是吗？对"),)),
    Rule("a half-width exclamation", r"\s*!\s*", "！", (("好!很好", "好！很好"),)),
    Rule(
        "a half-width bracket opens", r"\s*[\(\[{【]\s*", "（", (("美国(华盛顿", "美国（华盛顿"),)
    ),
    Rule("a half-width bracket closes", r"\s*[\)\]}】]\s*", "）", (("华盛顿)的", "华盛顿）的"),)),
    Rule("a bar", r"\s*[|｜]\s*", "，", (("禁令|内参", "禁令，内参"),)),
    Rule("a dot that ends", rf"(?<={HAN})\.(?=\s|$|{HAN})", "。", (("完了.再来", "完了。再来"),)),
    Rule(
        "a dash between words of Chinese",
        rf"(?<={HAN})\s*[-–]+\s*(?={HAN})|\s+[-–]\s+",
        "，",
        (("北京-上海", "北京，上海"), ("Azure - 云", "Azure，云")),
    ),
    Rule(
        "a dash between words of English",
        r"(?<=[A-Za-z])-(?=[A-Za-z])",
        " ",
        (("Wi-Fi", "Wi Fi"),),
    ),
    Rule("at", r"\s?@\s?", " 艾特 ", (("请@小编", "请艾特小编"),)),
    Rule(
        "a tilde between words",
        rf"(?<={HAN})\s*[~～]\s*(?={HAN})",
        "到",
        (("北京~上海", "北京到上海"),),
    ),
    Rule(
        "signs with no reading",
        r"""[*#`^_\\"<>=~$%+/&×~～•●■◆▪※★☆℃™®©-]|(?<![A-Za-z])'|'(?![A-Za-z])""",
        " ",
        (("**重点**", "重点"), ("看看~", "看看"), ("Nvidia's", "Nvidia's")),
    ),
    Rule("a dot that is no full stop", r"(?<![A-Za-z])\.|\.(?=\s|$)", " ", (("A. B", "A B"),)),
    Rule("more gaps than one", r"\s+", " ", (("A   B", "A B"),)),
    Rule(
        "a gap between words of Chinese",
        rf"(?<={HAN}) (?={HAN})",
        "",
        (("大 模型", "大模型"), ("按 3:1 配售", "按三比一配售")),
    ),
    Rule(
        "a gap beside a mark",
        r"\s*(?P<mark>[，。、：；！？（）“”《》…—])\s*",
        "{mark}",
        (("甲 ，乙", "甲，乙"),),
    ),
)
