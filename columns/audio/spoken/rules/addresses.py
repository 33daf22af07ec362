"""Addresses, telephones, stock codes and aeroplanes, whose dots and dashes are no range."""

from columns.audio.spoken.rules.base import Rule

_HOST = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+){1,4}"
# What makes six figures an amount and no code.
_NO_AMOUNT = r"(?!\s*(?:[\d.,%％万亿元个家人名台辆股次份吨套件户点美港欧日]|[A-Za-z]))"

RULES = (
    Rule(
        "a web address",
        rf"https?://(?:www\.)?(?P<host>{_HOST})(?::\d+)?(?:/[^\s\u4e00-\u9fff，。；、）]*)?",
        "{host:dotted}",
        (("见https://www.huxiu.com/article/1.html。", "见huxiu 点 com。"),),
    ),
    Rule(
        "a mail address",
        rf"(?P<user>[A-Za-z0-9][A-Za-z0-9_.+-]*)@(?P<host>{_HOST})",
        "{user:dotted} 艾特 {host:dotted}",
        (("联系editor@example.com", "联系editor 艾特 example 点 com"),),
    ),
    Rule(
        "a mobile telephone",
        r"(?<!\d)(?:\+?86[ -]?)?(?P<n>1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)",
        "{n:call}",
        (
            ("13800138000", "幺三八零零幺三八零零零"),
            ("+86 139-1234-5678", "幺三九幺二三四五六七八"),
        ),
    ),
    Rule(
        "a fixed telephone",
        r"(?<!\d)(?P<n>0\d{2,3}-\d{7,8}|[48]00-\d{3,4}-\d{3,4})(?!\d)",
        "{n:call}",
        (
            ("电话010-62345678", "电话零幺零六二三四五六七八"),
            ("400-820-8820", "四零零八二零八八二零"),
        ),
    ),
    Rule(
        "a stock code with its market",
        r"(?<!\d)(?P<n>\d{4,6})\.(?:SH|SZ|BJ|HK|SS|TW|US)(?![A-Za-z])",
        "{n:call}",
        (("600118.SH", "六零零幺幺八"), ("00700.HK", "零零七零零")),
    ),
    Rule(
        "a stock code before its number",
        r"(?<![A-Za-z])(?:SH|SZ|BJ|HK)[.:]?(?P<n>\d{4,6})(?!\d)",
        "{n:call}",
        (("SH600519", "六零零五幺九"),),
    ),
    Rule(
        "a stock code",
        r"(?<![\d.A-Za-z])(?P<n>(?:00[0-3]|30[01]|60[0135]|68[89]|43\d|83\d|87\d|92\d)\d{3})"
        rf"(?!\d){_NO_AMOUNT}",
        "{n:call}",
        (
            ("中国卫星600118涨停", "中国卫星六零零幺幺八涨停"),
            ("宁德时代（300750）", "宁德时代（三零零七五零）"),
            ("共600118 元", "共六十万零一百一十八元"),
        ),
    ),
    Rule(
        "an aeroplane",
        r"(?P<of>波音|空客)\s*(?P<a>\d{3})-(?P<b>\d{2,4})",
        "{of}{a:digits}杠{b:digits}",
        (("波音 737-800", "波音七三七杠八零零"),),
    ),
)
