"""Products, versions and brands: numbers that are part of a name."""

from columns.audio.spoken.rules.base import HAN, Rule

# Makers and series whose number of three figures or more is read figure by figure.
_SERIES = (
    "昇腾|麒麟|骁龙|鲲鹏|天玑|玄铁|龙芯|锐龙|酷睿|至强|波音|空客|Microsoft|Office|RTX|GTX|RX"
    "|Xbox|Exynos|Snapdragon|Kirin"
    "|保时捷|标致|马自达|玛莎拉蒂|法拉利|迈凯伦|海思|飞腾|申威|兆芯|寒武纪|思元|邃思|诺基亚"
    "|日经|茅台|国窖|道达尔|麒麟芯片|Ascend"
    "|Radeon|GeForce|Arc"
    "|图|伊尔|安|苏|米格|直|运|轰|歼|强|教|彩虹|翼龙|无侦|攻击|东风|红旗|鹰击|长剑|巨浪|嘉陵"
    "|解放|比亚迪e"
)
_ARMS = (
    "歼|运|轰|直|强|教|图|苏|米格|伊尔|安|东风|红旗|鹰击|长剑|巨浪|彩虹|翼龙|无侦|攻击|神舟"
    "|嫦娥|天问|长征|玉兔|北斗|快舟|火星"
)
_COUNTED = (
    r"(?!\s*(?:[\d.%]|万|亿|千|元|个|家|人|名|款|年|月|日|号|股|次|台|余|多|度"
    r"|点|美元|天|辆|分|秒|米|强|位|页|条|吨|公里|米|倍|部|件|期(?!间)|架|枚|颗|艘|套|例|笔|项|只|种"
    r"|场|座|张|所|间|册|本|户|亩|公斤|千克|克|小时|字|届|余))"
)

EARLY = (
    Rule(
        "seven eleven",
        r"(?<![\d.])7\s?-\s?(?:11|Eleven|ELEVEn|ELEVEN)(?=\s?[\u4e00-\u9fff]?(?:便利|店|加盟|门店"
        r"|的便利)|(?<=n|N))",
        "Seven Eleven",
        (("7-11便利店", "Seven Eleven便利店"), ("7-Eleven 开业", "Seven Eleven 开业")),
    ),
    Rule(
        "arms after a dash",
        rf"(?P<of>{_ARMS})-(?P<n>\d{{1,3}})(?P<letter>[A-Z]{{0,2}})(?![\d.A-Za-z%])",
        "{of}{n:model}{letter}",
        (("歼-20 亮相", "歼二十亮相"), ("东风-41", "东风四十一"), ("图-160", "图一六零")),
    ),
    Rule(
        "a number behind a model",
        r"(?<![A-Za-z\d])(?P<of>[A-Za-z]{1,8}\d{1,3})-(?P<n>(?!20[0-4]\d)\d{3,5})(?![\d.%A-Za-z])",
        "{of:mixed}，{n:model}",
        (("DDR5-6400内存", "DDR五，六四零零内存"),),
    ),
    Rule(
        "a number of a kind",
        rf"(?<=\d)#(?={HAN})",
        "号",
        (("95#汽油", "九十五号汽油"),),
    ),
    Rule(
        "a release of Windows",
        r"(?<=Windows 1[01])\s(?P<n>\d\dH[12])(?!\d)",
        "，{n:sorted_out}",
        (("Windows 11 24H2", "Windows 十一，二四H二"),),
    ),
    Rule(
        "a span of letters with numbers",
        r"(?<![A-Za-z\d])(?P<of>[A-PR-Z])(?P<a>\d{1,2})\s?[-–~～]\s?(?P=of)(?P<b>\d{1,2})(?![\d.A-Za-z])",
        "{of}{a:count}到{of}{b:count}",
        (("H1-H3馆", "H一到H三馆"), ("L2-L4级", "L二到L四级")),
    ),
    Rule(
        "a word and its plus",
        r"(?<=[A-Za-z])\+\+",
        "加加",
        (("用C++编写", "用C加加编写"),),
    ),
    Rule(
        "a level and its plus",
        r"(?<![A-Za-z])(?P<of>[A-Z])(?P<n>\d{1,2})\+(?!\s?\d)",
        "{of}{n:count}加",
        (("L2+ 的车", "L二加的车"),),
    ),
    Rule(
        "a numbered series",
        rf"(?P<of>{_SERIES})\s*(?P<n>\d{{3,5}})(?!\d){_COUNTED}",
        "{of} {n:model}",
        (
            ("麒麟9000S", "麒麟九千S"),
            ("昇腾 910 芯片", "昇腾九一零芯片"),
            ("Microsoft 365 Copilot", "Microsoft 三六五 Copilot"),
            ("RTX 4090", "RTX 四零九零"),
        ),
    ),
    Rule(
        "the small instruction set",
        r"(?<![A-Za-z\d])(?P<x>[xX])(?P<n>86|64)(?![A-Za-z\d])",
        "{x}{n:digits}",
        (("x86 架构", "x八六架构"),),
    ),
    Rule(
        "a feast or a way of working",
        r"(?<![\d.A-Za-z第])(?P<n>618|996|955|985|211|315|007|911|520|1024|[2-5]0[6-9]0)"
        rf"(?![\dA-Za-z]|\s?[-–~%/×*+:,]\s?\d){_COUNTED}",
        "{n:digits}",
        (("618大促", "六一八大促"), ("反对996", "反对九九六"), ("618 元", "六百一十八元")),
    ),
    Rule(
        "a brand of figures",
        r"(?<![\d.A-Za-z])(?P<n>58(?=同城|到家)|360(?=\s?(?:公司|集团|安全|浏览器|数科|创始"
        r"|搜索|智脑|董事|借条|CEO))"
        r"|51(?=\s?(?:job|Job|信用卡|Talk))|1688(?=[平网采批上，。、和]|$)|163(?=\s?(?:邮箱|网"
        r"|信箱))|126(?=\s?邮箱)"
        r"|999(?=\s?(?:感冒|皮炎))|99(?=\s?公益)|4399|9527|404(?=\s?(?:页|错误|Not))|500(?=\s?彩票)"
        r"|101(?=\s?远程)|798(?=\s?(?:艺术|园))|303(?=\s?步枪)|301(?=\s?(?:医院|调查|条款))"
        r"|337(?=\s?调查)|232(?=\s?(?:调查|条款))"
        r"|404(?=\s?页))",
        "{n:digits}",
        (("58同城", "五八同城"), ("360公司", "三六零公司"), ("301条款", "三零一条款")),
    ),
    Rule(
        "a version",
        r"(?<![A-Za-z\d])[vV]\.?\s?(?P<n>\d+(?:\.\d+)?)(?=[a-z]?(?![\d.A-Za-z]))",
        "V{n:count}",
        (("DeepSeek v3", "DeepSeek V三"), ("V2.5 版", "V二点五版")),
    ),
    Rule(
        "an issue that begins with its year",
        r"第\s?(?P<n>20[0-4]\d{3,6})(?=\s?[期号])",
        "第{n:digits}",
        (("双色球第2024125期", "双色球第二零二四一二五期"),),
    ),
    Rule(
        "a figure that begins with nought",
        r"(?<![\d.:：/A-Za-z-])0(?P<n>[1-9])(?=[、，。；]|$)",
        "零{n:count}",
        (("红球03、08，", "红球零三、零八，"),),
    ),
    Rule(
        "an ordinal",
        r"第\s?(?P<n>\d{1,8})(?![\d.]|\+\d)",
        "第{n:count}",
        (("第2季度", "第二季度"), ("第200期", "第二百期")),
    ),
    Rule(
        "a span of ordinals",
        r"(?<=第)(?P<a>[零一二三四五六七八九十百千万]{1,8})\s?[-–~～—]\s?(?P<b>\d{1,4})(?![\d.])",
        "{a}到{b:count}",
        (("第1-3名", "第一到三名"),),
    ),
    Rule(
        "a number sign",
        r"(?:(?<![A-Za-z])[Nn][Oo]\.?|№)\s?(?P<n>\d+)(?![\d.])",
        "第{n:count}",
        (("全球No.1", "全球第一"),),
    ),
    Rule(
        "the language C sharp",
        r"(?<![A-Za-z])(?P<of>[CF])#(?![A-Za-z])",
        "{of} Sharp",
        (("会写C#的人", "会写C Sharp的人"),),
    ),
)

RULES = (
    Rule(
        "a version of more parts",
        r"(?<![\d.])(?P<v>[vV]?)(?P<a>\d{1,4})\.(?P<b>\d{1,4})\.(?P<c>\d{1,5})(?:\.(?P<d>\d{1,5}))?(?![\d.])",
        "{v:version}{a:count}点{b:count}点{c:count}{d:further}",
        (("内核6.1.12", "内核六点一点十二"), ("升级到 v2.3.1", "升级到 V二点三点一")),
    ),
    Rule(
        "one to one by v",
        r"(?<![\dA-Za-z])(?P<a>\d{1,2})\s?[vV][sS]?\.?\s?(?P<b>\d{1,2})(?![\dA-Za-z])",
        "{a:count}对{b:count}",
        (("1v1 辅导", "一对一辅导"),),
    ),
    Rule(
        "to business, to consumer",
        r"(?<![A-Za-z\d])(?:(?P<of>[ABCGPOFMDV])2(?P<who>[ABCGPOVMFEXL])|2(?P<whom>[BC]))(?![A-Za-z\d])",
        "{of} to {who}{whom}",
        (("2B业务", "to B业务"), ("B2B、P2P", "B to B、P to P")),
    ),
    Rule(
        "a chip after a dash",
        r"(?<![A-Za-z\d])(?P<of>i\d|R\d)-(?P<n>\d{4,5}[A-Z]{0,2})(?![\dA-Za-z])",
        "{of:mixed}杠{n:sorted_out}",
        (("酷睿 i9-13900K", "酷睿 i九杠一三九零零K"),),
    ),
    Rule(
        "a model after a dash",
        r"(?<![A-Za-z])(?P<of>[A-Za-z]{1,20})[-–](?P<n>\d{1,6})(?P<rest>\.\d{1,3})?(?P<letter>[A-Za-z]{0,4})"
        r"(?![\dA-Za-z]|\.\d|%)",
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
        r"(?<=[\dA-Za-z零一二三四五六七八九十百千])[-–](?P<n>\d{1,4})(?P<rest>\.\d{1,2})?(?P<letter>[BMKbmkF])(?![\dA-Za-z])",
        "，{n:count}{rest:decimals}{letter}",
        (("Llama-2-70B", "Llama 二，七十B"), ("Qwen2.5-72B", "Qwen二点五，七十二B")),
    ),
    Rule(
        "a model with a point",
        r"(?<![A-Za-z\d])(?P<of>[A-Za-z]{1,12})(?P<n>\d{1,2})(?P<rest>\.\d{1,3})(?P<letter>[A-Za-z]{0,2})(?![\d.A-Za-z])",
        "{of}{n:count}{rest:decimals}{letter}",
        (("PM2.5", "PM二点五"), ("Qwen2.5 开源", "Qwen二点五开源")),
    ),
    Rule(
        "a standard of sound and sight",
        r"(?<![A-Za-z\d])(?P<of>H)\.(?P<n>26[3-6])(?!\d)",
        "{of}点{n:digits}",
        (("H.264 编码", "H点二六四编码"),),
    ),
    Rule(
        "a substance",
        r"(?<![A-Za-z\d])(?=[A-Za-z]{1,8}\d)(?P<n>(?:(?:[A-Z][a-z]?)\d{0,2}){2,8})(?![\dA-Za-z.])",
        "{n:substance}",
        (("用H2O冷却", "用H二O冷却"), ("LiFePO₄", "LiFePO四"), ("CO₂排放", "CO二排放")),
    ),
    Rule(
        "a model",
        r"(?<![A-Za-z\d])(?P<of>[A-Za-z]{1,10})(?P<n>\d{1,6})(?P<letter>[A-Za-z]{0,4})(?![\d.A-Za-z]|\.\d)",
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
        "letters and figures in turn",
        r"(?<![A-Za-z\d.])(?=[A-Za-z\d]{3,24}(?![A-Za-z\d]))(?=[A-Za-z]{0,24}\d)(?P<n>[A-Za-z]{1,12}\d{1,8}[A-Za-z]{1,12}\d[A-Za-z\d]{0,12}|\d{1,6}[A-Za-z]{1,4}\d[A-Za-z\d]{0,8})",
        "{n:mixed}",
        (("新款 7800X3D", "新款七八零零X三D"),),
    ),
    Rule(
        "a model of three figures with a letter behind",
        r"(?<![A-Za-z\d.,])(?P<n>[1-9]\d{2,3})(?P<letter>i|Li|iL|e|d|H|U|HX|X|XT|Ti|HS|S|P)(?![A-Za-z\d])",
        "{n:model}{letter}",
        (("宝马 320i", "宝马三二零i"), ("搭载155H", "搭载一五五H")),
    ),
    Rule(
        "a part after letters",
        r"(?<![A-Za-z\d])(?P<of>[A-Z]{1,3})\.(?P<n>\d{1,2})(?P<rest>\.\d{1,2})?(?![\d.A-Za-z])",
        "{of}点{n:count}{rest:decimals}",
        (("附录 A.2", "附录 A点二"), ("XBB.1.5变异株", "XBB点一点五变异株")),
    ),
    Rule(
        "a long number with a letter behind",
        r"(?<![A-Za-z\d.,])(?P<n>\d{4,6})(?P<letter>[A-Z]{1,3}"
        r"|mAh)(?![A-Za-z\d])(?<!K)(?<!B)(?<!M)",
        "{n:model}{letter}",
        (("与 5600G 相比", "与五六零零G 相比"),),
    ),
    Rule(
        "a code that begins with nought",
        r"(?<![\d.:])(?P<n>0\d{2,15})(?![\d.:])",
        "{n:call}",
        (("特工 007 归来", "特工零零七归来"), ("型号 00780", "型号零零七八零")),
    ),
    Rule(
        "a number too long to count",
        rf"(?<![\d.])(?P<n>\d{{9,}})(?![\d.]|\s?(?:[万亿]|元|人|个|家|股|次|台|吨|美元|{HAN}元))",
        "{n:digits}",
        (("流水 20231111000123", "流水二零二三一一一一零零零一二三"),),
    ),
    Rule(
        "a brand and its plus",
        r"(?<=[A-Za-z]{4})(?<!\b[A-Z]{4})\+(?![A-Za-z\u4e00-\u9fff\d])",
        " Plus",
        (("Disney+", "Disney Plus"),),
    ),
    Rule(
        "a grade and its plus",
        r"(?<![A-Za-z])(?P<of>[A-Da-d]{1,3})\s?\+(?!\s?[A-Za-z\d])",
        "{of}加",
        (("评级AA+", "评级AA加"), ("A+轮", "A加轮")),
    ),
    Rule(
        "a grade and its minus",
        r"(?<![A-Za-z])(?P<of>[A-D]{1,3})[-−](?=\s?(?:级|评级|轮|类|[，。、；）)!?]|$))",
        "{of}减",
        (("下调至BBB-。", "下调至BBB减。"),),
    ),
    Rule(
        "a plus",
        rf"(?<=[A-Za-z\u4e00-\u9fff\d])\s?\+\s?(?={HAN}|[A-Za-z\d])",
        "加",
        (("AI+医疗", "AI加医疗"),),
    ),
)
