"""Illegal trades, investment advice without a licence, copies for sale."""

from __future__ import annotations

import pytest

from tests.subscribers.moderation.asking import ALLOW, HOLD, REMOVE, ask, said, verdicts


@pytest.mark.parametrize(
    ("body", "evidence"),
    [
        ("首充送88 加V:abc8888", "首充送88 加V:abc8888"),
        ("无抵押，当天放款 13812345678", "无抵押，当天放款 13812345678"),
        ("长期代 开 发 票，微信 abc8888", "代 开 发 票，微信 abc8888"),
        ("约炮加微信 abc8888", "约炮加微信 abc8888"),
        ("澳门赌场 QQ:12345678", "澳门赌场 QQ:12345678"),
    ],
)
def test_a_template_with_a_contact_is_removed(body: str, evidence: str) -> None:
    assert (REMOVE, evidence) in said(body, "templates")


@pytest.mark.parametrize(
    "body",
    [
        "首充送88",
        "注册送彩金",
        "黑户可贷",
        "不看征信，秒批",
        "可代开发票",
        "代办毕业证",
        "百家乐，加我",
    ],
)
def test_a_touting_phrase_alone_is_held(body: str) -> None:
    assert {outcome for outcome, _evidence in said(body, "templates")} == {HOLD}
    assert ask(body).outcome is HOLD


@pytest.mark.parametrize(
    "body",
    [
        "澳门赌场的收入恢复了",
        "打击约炮软件",
        "无抵押贷款的坏账率",
        "查处信用卡套现",
        "虚开发票被查",
    ],
)
def test_talk_about_such_trades_passes(body: str) -> None:
    assert ask(body).outcome is ALLOW


@pytest.mark.parametrize(
    ("body", "evidence"),
    [
        ("跟着群主稳赚不赔", "稳赚不赔"),
        ("独家内幕消息，周一拉升", "独家内幕消息"),
        ("月底前有内幕消息", "有内幕消息"),
        ("跟 我 买就行", "跟 我 买"),
        ("每日推送三只牛股", "每日推送三只牛股"),
        ("10倍配资", "10倍配资"),
        ("600519 明天必涨", "600519 明天必涨"),
        ("赶紧上车！代码：300750", "赶紧上车！代码：300750"),
    ],
)
def test_a_tip_is_held(body: str, evidence: str) -> None:
    assert (HOLD, evidence) in said(body, "stock_tips")
    assert ask(body).outcome is HOLD


@pytest.mark.parametrize(
    "body",
    [
        "没有稳赚不赔的买卖",
        "所谓保本保息都是话术",
        "保本保息的产品都要当心",
        "监管查处场外配资",
        "靠内幕消息炒股被罚",
        "散户没有内幕消息",
        "600519 的估值还是贵",
        "600519 亿元，明天必涨",
        "目标价 320 元，太乐观",
    ],
)
def test_talk_about_tips_passes(body: str) -> None:
    assert ask(body).outcome is ALLOW


@pytest.mark.parametrize(
    ("body", "evidence"),
    [
        ("要打包的私信我", "打包的私信我"),
        ("PDF 和网盘都有，十块钱", "PDF 和网盘都有，十块钱"),
        ("全 套 有偿，网盘发", "全 套 有偿"),
    ],
)
def test_copies_for_sale_are_held(body: str, evidence: str) -> None:
    assert said(body, "copies_for_sale")[0] == (HOLD, evidence)
    assert {each.clause for each in verdicts(body, "copies_for_sale")} == {"copyright"}


@pytest.mark.parametrize(
    "body", ["能出 PDF 吗？", "全套设备 300 元", "打包上市的逻辑", "私信我吧", "网盘会员 30 元"]
)
def test_talk_about_files_and_prices_passes(body: str) -> None:
    assert said(body, "copies_for_sale") == []
