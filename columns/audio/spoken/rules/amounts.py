"""Money, percentages and ranges."""

from columns.audio.spoken.rules.base import (
    DASH,
    HAN,
    MEASURE,
    MONEY,
    NUMBER,
    NUMERAL,
    SCALE,
    START,
    TO,
    UNIT,
    Rule,
)

_SHORT = r"(?:\s?(?:[kKmMbBtT]n?|million|billion|trillion)(?![A-Za-z]))"
_SUM = rf"{NUMBER}(?:{SCALE}|{_SHORT})?"
# Currency before its number; letters before it would make it the end of a word.
_BEFORE = rf"(?:(?<![A-Za-z$])|(?=[¥€£₩]))(?:人民币\s?)?(?P<cur>{MONEY})\s?"
# What is said of the same money once more behind its number.
_AGAIN = r"(?:\s?(?:美元|美金|港元|港币|新台币|澳元|加元|新加坡元|元|日元|欧元|英镑|韩元))?"
_POINTS = r"(?:pcts?|pps?|ppts?|PCT|PP|bps?|BPS?|Bps?)"
_PER = (
    "月|年|日|天|周|季|小时|分钟|分|秒|时|股|吨|人|次|台|件|平方米|平米|立方米|公里|千克|公斤"
    "|克|桶|盎司|份|套|户|辆|片|颗|张"
    "|瓶|盒|斤|亩|公顷|晚|位|篇|条|部|度|千瓦时|瓦时|升|毫升|米|枚|只|头|箱|杯|单|克拉|磅"
)
_MEASURED = (
    "(?<=\\d)[Kk]|(?<=\\d)%|元|美元|港元|欧元|日元|英镑|美分|分|角|万|亿|吨|次|人|个|台|桶|公里"
    "|千瓦时|度|升|公斤|克|立方米|件|位|条|辆|米|瓦|瓦时|毫克"
)
_CHANGED = "(?:美元|欧元|英镑|日元|港元|澳元|加元|纽元|韩元|卢布|瑞郎|人民币|离岸)"
_CODES = "USDT?|CNY|CNH|EUR|JPY|GBP|HKD|AUD|CAD|CHF|NZD|KRW|BTC|ETH"
_ENDS = "元年月日号个倍度°米吨点岁天周时分秒万亿家台股克里升瓦伏赫%％‰亩"
_UNPAIRED = r"(?![\d.]|\s?[-–—~～/]\d)"

RULES = (
    Rule(
        "an index and its change",
        r"(?P<of>(?:标普|沪深|中证|科创|上证|日经|纳指|纳斯达克|创业板|罗素|恒生)\s?\d{2,4})\s?(?P<neg>[-−+])\s?"
        r"(?=\d+(?:\.\d+)?\s?[%点])",
        "{of}，{neg:sign}",
        (("标普500+0.88%", "标普五百，正百分之零点八八"),),
    ),
    Rule(
        "a range of money",
        rf"{_BEFORE}(?P<a>{_SUM}){TO}(?:{MONEY}\s?)?(?P<b>{_SUM}){_AGAIN}{_UNPAIRED}",
        "{a:scaled}{to:to}{b:scaled}{cur:currency}",
        (
            ("$10-20", "十到二十美元"),
            ("¥5万至¥8万", "五万至八万元"),
            ("€1M–2M", "一百万到两百万欧元"),
        ),
    ),
    Rule(
        "an amount of money",
        rf"(?:(?<![\d\w)）%])(?P<neg>[-−+±])\s?)?{_BEFORE}(?P<neg2>[-−])?(?P<a>{_SUM}){_AGAIN}",
        "{neg:sign}{neg2:sign}{a:scaled}{cur:currency}",
        (
            ("$45", "四十五美元"),
            ("ARPU￥36.5", "ARPU三十六点五元"),
            ("US$4.5亿", "四点五亿美元"),
            ("-$5", "负五美元"),
            ("$45B", "四百五十亿美元"),
            ("$20 美元", "二十美元"),
            ("HK$320", "三百二十港元"),
            ("NT$600", "六百新台币"),
            ("￥1,299起", "一千二百九十九元起"),
            ("RMB 3亿", "三亿元"),
            ("£1.5M", "一百五十万英镑"),
        ),
    ),
    Rule(
        "an amount with its currency behind",
        rf"{START}(?P<a>{_SUM})\s?(?P<cur>USD|RMB|CNY|HKD|EUR|GBP|JPY|US\$|€|£)(?![A-Za-z/])",
        "{a:scaled}{cur:currency}",
        (("支付500 USD", "支付五百美元"), ("1.5亿RMB", "一点五亿元")),
    ),
    Rule(
        "a sum in shorthand before its measure",
        rf"{START}(?P<a>{NUMBER}\s?[kKmMbBtT]n?)(?=\s?(?:美元|元|人民币|港元|欧元|用户|粉丝"
        rf"|人(?!民)|次|台|订阅|下载|[tT]okens?|users))",
        "{a:scaled}",
        (
            ("营收3B美元", "营收三十亿美元"),
            ("粉丝 10K 人", "粉丝一万人"),
            ("1M tokens", "一百万tokens"),
        ),
    ),
    Rule(
        "money against money",
        rf"(?P<of>{_CHANGED})\s?/\s?(?={_CHANGED})",
        "{of}兑",
        (("美元/人民币报7.2", "美元兑人民币报七点二"),),
    ),
    Rule(
        "thousands of money in shorthand",
        r"(?P<of>[省赚花薪价约涨跌补金费]了?)\s?(?P<a>\d{1,3}(?:\.\d)?\s?k)(?=\s?(?:[，。、；！？）]|左右|以上|以下|起|$))",
        "{of}{a:scaled}",
        (("月省约2k。", "月省约两千。"),),
    ),
    Rule(
        "so much off so much",
        r"(?<=满)\s?(?P<a>\d{2,5})元?\s?[-−]\s?(?P<b>\d{1,4})(?!\d)",
        "{a:counted}减{b:counted}",
        (("满200-30，", "满两百减三十，"),),
    ),
    Rule(
        "thousands in shorthand per so much",
        r"(?P<a>(?<![\d.])\d{1,3}(?:\.\d)?\s?[kK])\s?/\s?(?P<b>[月年天日人平])",
        "{a:scaled}每{b}",
        (("变现5k/月", "变现五千每月"),),
    ),
    Rule(
        "ten thousands in shorthand per so much",
        r"(?<=\d)[wW](?=\s?/\s?(?:m\^2|[平月年人台]))",
        "万",
        (("跌至4.8w/㎡", "跌至四点八万每平方米"),),
    ),
    Rule(
        "so much per so much per so much",
        rf"(?<=元)\s?/\s?(?P<b>{UNIT}|平方米|平米|平|吨|人|台)\s?/\s?(?P<c>[天日月年次])",
        "每{b:unit}每{c}",
        (("8-10元/㎡/天", "八到十元每平方米每天"),),
    ),
    Rule(
        "so much per so much",
        rf"(?P<a>{_MEASURED})\s?/\s?(?P<b>{_PER}|{UNIT})(?!{HAN}{{0,8}}/)",
        "{a}每{b:unit}",
        (
            ("99元/月", "九十九元每月"),
            ("¥99/月", "九十九元每月"),
            ("3 亿次/天", "三亿次每天"),
            ("衰减0.4%/年", "衰减百分之零点四每年"),
            ("0.5元/kWh", "零点五元每千瓦时"),
        ),
    ),
    Rule(
        "so much money per so much",
        r"(?<=元)\s?/\s?(?=包|袋|碗|支|块|双|粒|本|场|字|节|课时|间|床|车|票|组|座|匹|两|册|页|桌|局)",
        "每",
        (("23.9元/包", "二十三点九元每包"),),
    ),
    Rule(
        "so much per so many",
        r"(?<=元)\s?/\s?(?=\d+\s?(?:[KMB]|百|千|万)|百万|千万|万|千|百(?!分))",
        "每",
        (("$5/1M tokens", "五美元每一百万tokens"),),
    ),
    Rule(
        "a range of percentages",
        rf"(?<![\dA-Za-z.%])(?P<n1>[-−+])?(?P<a>{NUMBER})\s?%?{TO}"
        rf"(?P<n2>[-−+])?(?P<b>{NUMBER})\s?%",
        "{n1:sign}百分之{a:count}{to:to}{n2:sign}百分之{b:count}",
        (
            ("60%-70%", "百分之六十到百分之七十"),
            ("10~15%", "百分之十到百分之十五"),
            ("-3%至5%", "负百分之三至百分之五"),
            ("5% - 8%", "百分之五到百分之八"),
        ),
    ),
    Rule(
        "percentages in a row",
        rf"{START}(?P<a>{NUMBER})\s?%?\s?/\s?(?P<b>{NUMBER})\s?%",
        "百分之{a:count}、百分之{b:count}",
        (("分别增长 5%/8%", "分别增长百分之五、百分之八"), ("5/8%", "百分之五、百分之八")),
    ),
    Rule(
        "a percentage and more",
        rf"{START}(?P<a>{NUMBER})\s?%\s?\+(?!\s?\d)",
        "百分之{a:count}以上",
        (("高达15%+。", "高达百分之十五以上。"),),
    ),
    Rule(
        "a signed percentage",
        rf"(?<![\d%])(?P<neg>[-−+±])\s?(?P<a>{NUMBER})\s?%",
        "{neg:sign}百分之{a:count}",
        (
            ("同比-3.2%", "同比负百分之三点二"),
            ("同比+14%", "同比正百分之十四"),
            ("误差±2%", "误差正负百分之二"),
        ),
    ),
    Rule(
        "a percentage",
        rf"(?<![\d.])(?P<a>{NUMBER}|\.\d+)\s?%",
        "百分之{a:count}",
        (
            ("下降 43% 至", "下降百分之四十三至"),
            ("0.5 %", "百分之零点五"),
            ("Q1占30%", "第一季度占百分之三十"),
        ),
    ),
    Rule(
        "per mille",
        rf"(?<![\d.])(?P<neg>[-−+±])?(?P<a>{NUMBER})\s?‰",
        "{neg:sign}千分之{a:count}",
        (("费率0.5‰", "费率千分之零点五"),),
    ),
    Rule(
        "per ten thousand",
        rf"(?<![\d.])(?P<a>{NUMBER})\s?‱",
        "万分之{a:count}",
        (("佣金2.5‱", "佣金万分之二点五"),),
    ),
    Rule(
        "points that are counted",
        r"(?<=个)\s?(?:bps?|BPS?|Bps?)(?![A-Za-z/])",
        "基点",
        (("上行5个bp", "上行五个基点"),),
    ),
    Rule(
        "percentage points that are counted",
        r"(?<=个)\s?(?:pcts?|pps?|ppts?|PCT)(?![A-Za-z/])",
        "百分点",
        (("提高2个pct", "提高两个百分点"),),
    ),
    Rule(
        "codes of money against each other",
        rf"(?<![A-Za-z])(?P<of>{_CODES})\s?/\s?(?=(?:{_CODES})(?![A-Za-z]))",
        "{of}兑",
        (("USD/CNY中间价", "USD兑CNY中间价"),),
    ),
    Rule(
        "a range of points",
        rf"(?<![A-Za-z.\d])(?P<a>{NUMBER}){DASH}(?=\d+(?:\.\d+)?\s?{_POINTS})",
        "{a:count}到",
        (("下调25-50bp", "下调二十五到五十个基点"), ("提高1-2pct", "提高一到两个百分点")),
    ),
    Rule(
        "percentage points",
        rf"(?<![A-Za-z.\d])(?P<neg>[-−+±])?(?P<a>{NUMBER})\s?(?:pcts?|pps?|ppts?|PCT"
        rf"|PP|(?<=\.\d)pts?)(?![A-Za-z])",
        "{neg:sign}{a:counted}个百分点",
        (
            ("提升2.3pct", "提升二点三个百分点"),
            ("-1.2 pp", "负一点二个百分点"),
            ("+2pct", "正两个百分点"),
            ("(+0.7pt)", "（正零点七个百分点）"),
        ),
    ),
    Rule(
        "basis points",
        rf"(?<![A-Za-z.\d])(?P<neg>[-−+±])?(?P<a>{NUMBER})\s?(?:bps?|BPS?|Bps?)(?![A-Za-z/])",
        "{neg:sign}{a:counted}个基点",
        (("加息25bp", "加息二十五个基点"), ("下调 10 BP", "下调十个基点")),
    ),
    Rule(
        "a range of multiples",
        rf"{START}(?P<a>{NUMBER})\s?[xX]?{DASH}(?P<b>{NUMBER})\s?[xX](?![A-Za-z\d])",
        "{a:counted}到{b:counted}倍",
        (("估值15x-20x", "估值十五到二十倍"),),
    ),
    Rule(
        "a multiple",
        rf"{START}(?P<a>\d{{1,3}}(?:\.\d+)?)\s?(?:[xX](?![A-Za-z\d]|\s?[+=^])|×(?!\s?[\d.A-Za-z]))",
        "{a:counted}倍",
        (
            ("25x PE", "二十五倍 PE"),
            ("增长10X", "增长十倍"),
            ("提升2×", "提升两倍"),
            ("y=2x+1", "y等于二x加一"),
        ),
    ),
    Rule(
        "a year's pay in shorthand",
        r"(?<=\d)W(?=\s?(?:年薪|年包|月薪|总包|年终|的?(?:包|薪|房|车|块|预算)))",
        "万",
        (("拿到40W年包", "拿到四十万年包"),),
    ),
    Rule(
        "ten thousands in shorthand",
        r"(?<=\d)[wW](?![A-Za-z\d])(?=\+|\s?(?:[粉用人播阅点元块次个赞关字月年预]"
        r"|[，。、,;；）)]|$))(?<!\dW(?!\+?\s?[粉人播阅]))",
        "万",
        (
            ("1.2w 粉丝", "一点二万粉丝"),
            ("10w+阅读", "十万以上阅读"),
        ),
    ),
    Rule(
        "more than so many",
        rf"(?<=\d)\s?\+(?=\s?{HAN})(?!\s?(?:[一二三四五六七八九十]|级|的))",
        "多",
        (("100+ 家公司", "一百多家公司"),),
    ),
    Rule(
        "more than so many ten thousands",
        rf"(?<=[万亿])\s?\+(?=\s?{HAN})(?!\s?(?:[一二三四五六七八九十]|级))",
        "以上",
        (("10万+用户", "十万以上用户"), ("1亿+的用户", "一亿以上的用户")),
    ),
    Rule(
        "and more",
        r"(?<=[\d万亿年月周天岁个家人次倍吨度瓦米点WVG])\s?\+(?=[，。、；）)!?,;]|$)",
        "以上",
        (
            ("点赞10w+。", "点赞十万以上。"),
            ("要等10年+。", "要等十年以上。"),
            ("达720W+，", "达七百二十瓦以上，"),
        ),
    ),
    Rule(
        "about so many",
        rf"(?<![\d万亿{_ENDS}A-Za-z])\s?[~～≈]\s?(?=\d|百分之|千分之|-)",
        "约",
        (("~500 人", "约五百人"), ("≈5%", "约百分之五")),
    ),
    Rule(
        "a range of months and grades",
        rf"{START}(?P<a>\d{{1,2}}){DASH}(?=\d{{1,2}}\s?(?:月|日|号|级|线|楼|层|期|季|年级|章|节"
        rf"|页|版|摄氏度))",
        "{a:count}到",
        (("1-4月", "一到四月"), ("2-3线城市", "二到三线城市")),
    ),
    Rule(
        "a range with a sign",
        rf"{START}(?P<n1>[-−])?(?P<a>{NUMBER}){DASH}(?P<n2>[-−])?(?P<b>\d+(?:\.\d+)?)\s?(?P<u>℃"
        rf"|°C|°F|℉)",
        "{n1:zero}{a:count}到{n2:zero}{b:count}{u:unit}",
        (("-5~3℃", "零下五到三摄氏度"),),
    ),
    Rule(
        "a range",
        rf"{START}(?P<neg>(?<![\d\w)）])[-−])?(?P<a>{NUMBER})(?P<s>{SCALE}?){DASH}"
        rf"(?=[-−]?\d+(?:\.\d+)?(?:{SCALE}|\s?{HAN}|\s?{UNIT}))",
        "{neg:minus}{a:counted}{s}到",
        (
            ("5-10倍", "五到十倍"),
            ("2–3 家", "两到三家"),
            ("3~5年", "三到五年"),
            ("100万-200万", "一百万到两百万"),
            ("5-7nm", "五到七纳米"),
        ),
    ),
    Rule(
        "a range in shorthand",
        rf"(?<=\d[KkMBWwGT]){DASH}(?=\d+(?:\.\d+)?\s?[KkMBWwGT](?![A-Za-z]))",
        "到",
        (("8K-12K", "八K到十二K"),),
    ),
    Rule(
        "a range of thousands in shorthand",
        rf"{START}(?P<a>\d{{1,3}}){DASH}(?=\d{{1,3}}[Kk](?![A-Za-z\d]))",
        "{a:count}到",
        (("月薪15-20K，", "月薪十五到二十K，"),),
    ),
    Rule(
        "a range of measured ends",
        rf"(?<=[{_ENDS}])(?<![去上前同]年){DASH}(?=\d|[零一二三四五六七八九十百负])",
        "到",
        (("5元-8元", "五元到八元"), ("5% ~ 8%", "百分之五到百分之八"), ("3年—5年", "三年到五年")),
    ),
    Rule(
        "a range without a measure",
        rf"{START}(?P<a>\d{{1,5}}(?:\.\d{{1,4}})?)\s?[-–—~～]\s?(?P<b>\d{{1,5}}(?:\.\d{{1,4}})?)(?![\d.A-Za-z-])",
        "{a}到{b}",
        (("从 0-1", "从零到一"),),
    ),
    Rule(
        "below nought",
        rf"(?:(?<![\d\w)）℃])|(?<={HAN}))(?<!零下)[-−]\s?(?P<a>{NUMBER})\s?(?P<u>℃|°C)",
        "零下{a:counted}摄氏度",
        (("气温-5℃", "气温零下五摄氏度"),),
    ),
    Rule(
        "a signed number",
        rf"(?<![\d\w)）])(?P<neg>[-−+±])(?=\d)"
        rf"|(?<=[同环]比)(?P<more>[-−+])(?=\d)"
        rf"|(?<={HAN})(?<!{NUMERAL})(?P<pos>[-−+±])(?=\d+(?:\.\d+)?\s?(?:{MEASURE}|{UNIT}))",
        "{neg:sign}{more:sign}{pos:sign}",
        (
            ("亏损为 -3.5 亿元", "亏损为负三点五亿元"),
            ("较去年-36万", "较去年负三十六万"),
            ("同比+2.1，", "同比正二点一，"),
            ("特高压±800kV", "特高压正负八百千伏"),
        ),
    ),
)
