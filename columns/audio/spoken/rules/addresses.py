"""Addresses, telephones and codes, whose dots, dashes and figures are no amounts."""

from columns.audio.spoken.rules.base import HAN, Rule

_HOST = r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
# What makes six figures an amount and no code.
_NO_AMOUNT = r"(?!\s*(?:[\d.,%％万亿元个家人名台辆股次份吨套件户点美港欧日年月条项]|[A-Za-z]))"
_FILE_ENDS = (
    "pdf|docx?|xlsx?|pptx?|txt|csv|json|ya?ml|xml|html?|py|js|ts|exe|apk|zip|rar|mp[34]|png|jpe?g"
    "|md|epub|gif|wav|mov"
)
_DOMAIN_ENDS = "com|cn|net|org|io|ai|gov|edu|co|app|dev|me|tv|cc|xyz|info|top"
# Names before a number that is called out figure by figure.
_CALLED = (
    "单号|会议号|会议ID|会议 ID|Zoom ID|取件码|提取码|兑换码|邀请码"
    "|分机|分机号|编号|账号|帐号|卡号|尾号|号码|身份证号?|邮编|邮政编码|QQ|QQ群|微信号?|验证码|密码"
    "|口令|工号|学号|批号|证号"
    "|备案号|代码|区号|电话|热线|拨打|请拨|致电|来电|传真|手机|客服|短号|报警|报警电话|急救"
    "|火警|许可证号|序列号|流水号|房号"
)
_PLATE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_AIRLINES = "CA|MU|CZ|HU|3U|MF|ZH|SC|FM|HO|9C|GS|JD|KN|CX|UA|AA|DL|BA|LH|EK|SQ|NH|JL|KE|TG|MH|AF|QF"

RULES = (
    Rule(
        "a web address",
        rf"https?://(?:www\.)?(?P<host>{_HOST})(?::\d+)?(?:/[^\s\u4e00-\u9fff，。；、）]*)?",
        "{host:dotted}",
        (("见https://www.huxiu.com/article/1.html。", "见huxiu 点 com。"),),
    ),
    Rule(
        "a mail address",
        r"(?<![A-Za-z0-9_.+-])(?P<user>[A-Za-z0-9][A-Za-z0-9_.+-]{0,63})@"
        rf"(?P<host>{_HOST})",
        "{user:dotted} 艾特 {host:dotted}",
        (("联系editor@example.com", "联系editor 艾特 example 点 com"),),
    ),
    Rule(
        "a domain",
        rf"(?<![A-Za-z0-9.-])(?:www\.)?(?P<host>[A-Za-z0-9-]{{1,63}}"
        rf"(?:\.[a-z0-9-]{{1,63}}){{0,3}}\.(?:{_DOMAIN_ENDS}))(?:/[A-Za-z0-9_./?=&%-]*)?"
        r"(?![A-Za-z0-9.-])",
        "{host:dotted}",
        (("登录www.huxiu.com查看", "登录huxiu 点 com查看"), ("Booking.com", "Booking 点 com")),
    ),
    Rule(
        "a file",
        rf"(?<=[A-Za-z0-9_]|[\u4e00-\u9fff])\.(?P<end>{_FILE_ENDS})(?![A-Za-z0-9])",
        " 点 {end} ",
        (("打开report.pdf", "打开report 点 pdf"), ("Node.js 社区", "Node 点 js 社区")),
    ),
    Rule(
        "a number on the network",
        r"(?<![\d.A-Za-z])(?P<a>\d{1,3})\.(?P<b>\d{1,3})\.(?P<c>\d{1,3})\.(?P<d>\d{1,3})(?:[:：](?P<port>\d{2,5}))?(?![\d.])",
        "{a:digits}点{b:digits}点{c:digits}点{d:digits}{port:port}",
        (
            ("服务器10.0.8.1", "服务器一零点零点八点一"),
            ("127.0.0.1:8000", "一二七点零点零点一，八零零零"),
        ),
    ),
    Rule(
        "a door of the network",
        r"(?<=端口)\s?(?P<n>\d{2,5})(?!\d)",
        "{n:digits}",
        (("监听端口 8080", "监听端口八零八零"),),
    ),
    Rule(
        "a number plate",
        rf"(?<![A-Za-z])(?P<of>[{_PLATE}])\s?(?P<a>[A-Z])[· ]?"
        r"(?P<n>[A-Z]{0,2}\d[A-Z0-9]{3,5})(?![A-Za-z0-9])",
        "{of}{a} {n:spelled}",
        (("京A·12345", "京A 幺二三四五"), ("粤B D12345", "粤B D 幺二三四五")),
    ),
    Rule(
        "a mobile telephone",
        r"(?<![\d.])(?:[（(]?\+?86[）)]?[ -]?)?(?P<n>1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?![\d.])",
        "{n:call}",
        (
            ("13800138000", "幺三八零零幺三八零零零"),
            ("+86 139-1234-5678", "幺三九幺二三四五六七八"),
        ),
    ),
    Rule(
        "a telephone abroad",
        r"(?<![\d.A-Za-z])(?:\+|00)(?P<land>[1-9]\d{0,2})[ -]?[（(]?(?P<n>\d{1,4}[）)]?"
        r"(?:[ -]\d{2,4}){2,4}|[ -]\d{7,11})(?![\d.])",
        "加{land:call}，{n:call}",
        (
            ("请拨+86 10 6538 7788", "请拨加八六，幺零六五三八七七八八"),
            ("+1 (650) 555-0123", "加幺，六五零五五五零幺二三"),
        ),
    ),
    Rule(
        "a fixed telephone",
        r"(?<![\d.])[（(]?(?P<n>0\d{2,3}[）)]?[- ]?\d{3,4}[- ]?\d{4}"
        r"|[48]00[- ]?\d{3,4}[- ]?\d{3,4})(?:\s?(?:转|-)\s?(?P<to>\d{1,6}))?(?![\d.])",
        "{n:call}{to:extension}",
        (
            ("电话010-62345678", "电话零幺零六二三四五六七八"),
            ("400-820-8820", "四零零八二零八八二零"),
            ("总部021-6888 1234", "总部零二幺六八八八幺二三四"),
            ("（0755）8888 1234转801", "零七五五八八八八幺二三四转八零幺"),
        ),
    ),
    Rule(
        "one more fixed telephone",
        r"(?<=[零幺二三四五六七八九]{7})\s?(?P<by>[/、，])\s?(?P<n>\d{3,4}[- ]?\d{4})(?![\d.])",
        "、{n:call}",
        (("010-8888 6666/8888 7777", "零幺零八八八八六六六六、八八八八七七七七"),),
    ),
    Rule(
        "a telephone of few figures",
        r"(?<![\d.A-Za-z])(?:(?P<n>11[049]|12[02]|12306|12[345]\d{2}|1008[56]|955\d{2})"
        r"(?=\s?(?:热线|电话|急救|查[询号]|[报出接]了?警|平台|投诉|客服|指挥|专线|短信|公安|民警"
        r"|宣传日|就近|[”》]))|(?:(?<=[打拨])|(?<=叫来了)|(?<=叫了))\s?(?P<o>110|119|120|122|1[02]\d{3}|9[56]\d{3})"
        r"(?!\s?(?:[\d.%万亿元个家人名台]|多))|(?P<m>123(?:06|15|45|33"
        r"|48|66)|10086|95588)"
        r"(?!\s?[\d.%万亿元个家人名台股次吨户点年月条项]))",
        "{n:call}{o:call}{m:call}",
        (
            ("拨打12345热线", "拨打幺二三四五热线"),
            ("请拨110。", "请拨幺幺零。"),
            ("110报警电话", "幺幺零报警电话"),
            ("向110报了警", "向幺幺零报了警"),
            ("打电话叫来了120。", "打电话叫来了幺二零。"),
            ("海上“110”", "海上“幺幺零”"),
        ),
    ),
    Rule(
        "one more telephone of few figures",
        r"(?<=幺[幺二][零二九])\s?(?P<by>[或和、/])\s?(?P<n>110|119|120|122)(?![\d.%万亿元个家人])",
        "{by}{n:call}",
        (("请打110或119，", "请打幺幺零或幺幺九，"),),
    ),
    Rule(
        "figures in a user's name",
        r"(?<=[A-Za-z]_)(?P<n>\d{1,12})(?![\d.])",
        "{n:digits}",
        (("微信号是abc_123", "微信号是abc 一二三"),),
    ),
    Rule(
        "a stock code with its market",
        r"(?<!\d)(?P<n>\d{4,6})\.(?:SH|SZ|BJ|HK|SS|TW|US|T|KS|OF)(?![A-Za-z])",
        "{n:call}",
        (("600118.SH", "六零零幺幺八"), ("00700.HK", "零零七零零")),
    ),
    Rule(
        "a letter code with its market",
        r"(?<![A-Za-z])(?P<n>[A-Z]{1,5})\.(?:US|O|N|OQ|NYSE)(?![A-Za-z])",
        "{n}",
        (("特斯拉（TSLA.US）", "特斯拉（TSLA）"),),
    ),
    Rule(
        "a stock code before its number",
        r"(?<![A-Za-z])(?:SH|SZ|BJ|HK)[.:]?\s?(?P<n>\d{4,6})(?!\d)",
        "{n:call}",
        (("SH600519", "六零零五幺九"),),
    ),
    Rule(
        "a stock code",
        r"(?<![\d.,A-Za-z])"
        r"(?P<n>(?:00[0-3]|30[01]|60[0135]|68[89]|43\d|83\d|87\d|92\d|51[0-8]|159|588|11[03])\d{3})"
        rf"(?!\d){_NO_AMOUNT}",
        "{n:call}",
        (
            ("中国卫星600118涨停", "中国卫星六零零幺幺八涨停"),
            ("宁德时代（300750）", "宁德时代（三零零七五零）"),
            ("共600118 元", "共六十万零一百一十八元"),
        ),
    ),
    Rule(
        "a parcel's number",
        r"(?P<of>[运单]单?号[为是]?[：:]?)\s?(?P<a>[A-Z]{1,4})(?P<n>\d{5,20})(?![\d.])",
        "{of}{a} {n:call}",
        (("快递单号SF1234567890", "快递单号SF 幺二三四五六七八九零"),),
    ),
    Rule(
        "a number that is called out",
        rf"(?P<of>{_CALLED})(?P<is>\s?号?码?[为是]?[：:]?)\s?(?P<n>\d{{3,}}(?:[- ]\d{{2,}}){{0,4}})"
        rf"(?![\d.]|\s?(?:[个家人次万亿元部台款辆条套名位户件笔张]))",
        "{of}{is}{n:call}",
        (
            ("邮编 100084", "邮编幺零零零八四"),
            ("订单号：2023110", "订单号：二零二三幺幺零"),
            ("请拨打 119", "请拨打幺幺九"),
            ("手机125部", "手机一百二十五部"),
        ),
    ),
    Rule(
        "a room",
        r"(?P<n>\d{3,4})(?=\s?(?:室|房间|号房|病房))",
        "{n:call}",
        (("住 1203 室", "住幺二零三室"),),
    ),
    Rule(
        "a flight",
        rf"(?<![A-Za-z\d])(?P<of>{_AIRLINES})\s?(?P<n>\d{{4}}|\d{{3}}(?=\s?(?:航班"
        rf"|次)))(?![\dA-Za-z])",
        "{of} {n:call}",
        (("MU5735", "MU 五七三五"), ("CA981航班", "CA 九八幺航班")),
    ),
    Rule(
        "a train",
        r"(?<![A-Za-z\d])(?P<of>[GDCZTKSY])\s?(?P<n>\d{1,4})(?=\s?(?:次|号列车|列车|高铁))",
        "{of} {n:call}",
        (("乘 G1234 次", "乘 G 幺二三四次"),),
    ),
    Rule(
        "a road",
        r"(?P<n>\d{3})(?=\s?(?:国道|省道|县道))",
        "{n:call}",
        (("沿 318 国道", "沿三幺八国道"),),
    ),
    Rule(
        "a month of delivery",
        r"(?<![\d.])(?:(?P<n>2\d(?:0[1-9]|1[0-2]))(?=\s?合约)"
        r"|(?<=合约)\s?(?P<m>2\d(?:0[1-9]|1[0-2]))(?![\d.万亿手元张]))",
        "{n:digits}{m:digits}",
        (("沪铜 2405 合约", "沪铜二四零五合约"), ("主力合约2409收跌", "主力合约二四零九收跌")),
    ),
    Rule(
        "a bond of the state",
        r"(?<![\d.])(?P<y>\d\d)\s?(?P<of>附息国债|贴现国债|特别国债|国债|国开|农发|进出)\s?(?P<n>\d\d)(?![\d.%万亿])",
        "{y:digits}{of}{n:digits}",
        (("24附息国债11", "二四附息国债一一"),),
    ),
    Rule(
        "a figure or a table",
        r"(?P<of>图|表|附表|附件|式|附录)\s?(?P<a>[A-Z]|\d{1,2})[-–](?P<b>\d{1,2})(?![\d.%]"
        r"|\s?[年月日个家])",
        "{of}{a:whole}杠{b:count}",
        (("见图 3-1。", "见图三杠一。"),),
    ),
    Rule(
        "a book number",
        r"(?<![A-Za-z])ISBN\s?[:：]?\s?(?P<n>97[89][- ]?[\d -]{9,16}\d)",
        "ISBN {n:digits}",
        (("ISBN 978-7-5086-1234-5", "ISBN 九七八七五零八六一二三四五"),),
    ),
    Rule(
        "a flaw's number",
        r"(?<![A-Za-z])(?P<of>CVE|CNVD|CNNVD)[- ](?P<a>\d{4})-(?P<b>\d{3,7})(?!\d)",
        "{of} {a:digits}杠{b:digits}",
        (("CVE-2024-3094", "CVE 二零二四杠三零九四"),),
    ),
    Rule(
        "a standard",
        r"(?<![A-Za-z])(?P<of>(?:GB(?=\s?/|\s?\d{4,5}-)|YY|JR|GA|DB|ISO|IEC|IEEE|RFC|EN|UL"
        r"|AS)(?:\s?/\s?(?:T|IEC|Z))?)"
        r"\s?(?P<n>\d{3,6})(?:\.(?P<part>\d{1,2}[a-z]{0,2}))?(?:[-:](?P<year>\d{2,4}))?"
        r"(?![\dA-Za-z])(?!\s?(?:[万亿]|GB))",
        "{of} {n:digits}{part:part}{year:bar}",
        (
            ("GB/T 19001-2016", "GB T 一九零零一杠二零一六"),
            ("ISO 27001:2022", "ISO 二七零零一杠二零二二"),
            ("IEEE 802.11ax", "IEEE 八零二点一一ax"),
        ),
    ),
    Rule(
        "an aeroplane",
        r"(?P<of>波音|空客|(?<![A-Za-z])A"
        r"|(?<![A-Za-z])B)\s?(?P<a>\d{3})-(?P<b>\d{1,4})(?P<c>[A-Z]{0,3})(?![\dA-Za-z])",
        "{of}{a:digits}杠{b:digits}{c}",
        (("波音 737-800", "波音七三七杠八零零"), ("A350-900", "A三五零杠九零零")),
    ),
    Rule(
        "aeroplanes of one maker",
        rf"(?<![\d.A-Za-z])(?P<n>7[0-8]7)(?=\s?(?:MAX|Max|NG|客机|飞机|机型|梦想"
        rf"|货机))(?!{HAN}{{0,1}}[万亿])",
        "{n:digits}",
        (("737 MAX", "七三七 MAX"),),
    ),
)
