"""Slashes, signs and half-width marks: said, or turned into pauses."""
# ruff: noqa: RUF001 - signs stand here as they are written in articles

from columns.audio.spoken.rules.base import HAN, Rule

_GREEK = (
    ("α", "阿尔法", ("超额α收益", "超额阿尔法收益")),
    ("β", "贝塔", ("β系数", "贝塔系数")),
    ("γ", "伽马", ("γ射线", "伽马射线")),
    ("δ", "德尔塔", ("Δ值", "德尔塔值")),
    ("ε", "艾普西隆", ("ε值", "艾普西隆值")),
    ("θ", "西塔", ("θ波", "西塔波")),
    ("λ", "兰姆达", ("参数λ", "参数兰姆达")),
    ("μ", "缪", ("μ子", "缪子")),
    ("π", "派", ("圆周率π", "圆周率派")),
    ("ρ", "柔", ("ρ值", "柔值")),
    ("σ", "西格玛", ("六σ管理", "六西格玛管理")),
    ("φ", "斐", ("φ值", "斐值")),
    ("χ", "卡", ("χ分布", "卡分布")),
    ("ψ", "普西", ("ψ函数", "普西函数")),
    ("ω", "欧米伽", ("ω值", "欧米伽值")),
)
# Han that write foreign names by sound; a dot between two of them parts a name and is not heard.
_SOUNDS = (
    "隆逊松查芒昆强盛亨朵黎葛诗立阿埃艾爱安奥巴拜班邦保鲍贝本比彼别宾波伯博布达戴丹德登迪蒂丁多厄恩尔法菲费芬弗福盖甘冈高戈哥格古圭哈海汉赫亨胡华怀霍基吉"
    "季加贾简杰金卡凯坎康考柯科可克肯库夸拉莱赖兰朗劳勒雷蕾里丽利莉力连林琳龙卢鲁伦罗洛吕马玛迈曼梅美门蒙米密敏明莫默姆木纳娜奈"
    "南内尼宁纽努诺欧帕潘佩彭皮平普齐奇契恰乔琼丘让热日荣若撒萨塞赛桑瑟森沙珊山尚舍史什施石斯丝苏索塔泰坦汤唐特腾提廷图托瓦万"
    "旺威韦维伟温文沃乌伍武西希锡夏香肖谢辛欣休许雅亚延扬杨耶叶伊因英尤雨约赞泽扎詹珍芝兹佐舒捷茨弥沙仁杜根雪梨斐黛妮娅瑞菈琪蜜"
)
_NAME_DOT = rf"(?<=[{_SOUNDS}])\s?·\s?(?=[{_SOUNDS}A-Z])|(?<=[A-Z])\s?·\s?(?=[{_SOUNDS}])"

RULES = (
    Rule("a dot in a name", _NAME_DOT, "", (("埃隆·马斯克", "埃隆马斯克"),)),
    Rule("a dot between words", r"\s?·\s?", "，", (("大模型·市场", "大模型，市场"),)),
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
        "and between letters", r"(?<=[A-Za-z])\s?&\s?(?=[A-Za-z])", " and ", (("AT&T", "AT and T"),)
    ),
    Rule("and", r"\s?[&＆]\s?", "和", (("研发&市场", "研发和市场"),)),
    *(Rule(name, f"[{name}{name.upper()}]", said, (example,)) for name, said, example in _GREEK),
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
    Rule("a degree", r"℃|°C", "摄氏度", (("多少℃", "多少摄氏度"),)),
    Rule("a degree of another scale", r"℉|°F", "华氏度", (("多少℉", "多少华氏度"),)),
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
        r"""[^\w\s，。、：；！？（）“”《》…—.']|_|(?<![A-Za-z])'|'(?![A-Za-z])""",
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
    Rule("a pause before anything is said", r"^[，、；：。]+", "", (("，好", "好"),)),
)
