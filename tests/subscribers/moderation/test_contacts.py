"""A contact detail waits for a person; a contact detail with an invitation goes."""

from __future__ import annotations

import pytest

from tests.subscribers.moderation.asking import ALLOW, HOLD, REMOVE, ask, said

ADVERTISED = {
    "想学的加微信 138 1234 5678，手把手": "想学的加微信 138 1234 5678",
    "加微信號：abc8888": "加微信號：abc8888",
    "➕Ｖ：ａｂｃ８８８８": "➕Ｖ：ａｂｃ８８８８",
    "私聊我 vx：zhang8888": "私聊我 vx：zhang8888",
    "加v13812345678": "加v13812345678",
    "好文。需要的朋友联系我 13812345678。": "联系我 13812345678",
    "一三八一二三四五六七八 加我": "一三八一二三四五六七八 加我",
    "微 信 ： a b c 8 8 8 8 加 我": "微 信 ： a b c 8 8 8 8 加 我",
    "飞机号:@moneyboy 加我": "飞机号:@moneyboy 加我",
    "扣扣：12345678，免费领牛股": "扣扣：12345678，免费领",
    "加&#24494;信 abc8888": "加&#24494;信 abc8888",
    "https://t.me/xxx 日赚千元": "https://t.me/xxx 日赚",
}
ALONE = {
    "我的微信是 zhangsan_99": "微信是 zhangsan_99",
    "vx123": "vx123",
    "QQ：12345678": "QQ：12345678",
    "电话 13812345678": "13812345678",
    "+86 138 1234 5678": "+86 138 1234 5678",
    "座机 010-12345678 一直没人接": "010-12345678",
    "威❤：a8888888": "威❤：a8888888",
    "电报 @stock_king88": "电报 @stock_king88",
    "来源 https://example.com/a?b=1 第三段": "https://example.com/a?b=1",
    "www.example.com": "www.example.com",
    "写信到 abc@example.com": "abc@example.com",
    "abc#qq.com": "abc#qq.com",
    "去 dubo88点com 看": "dubo88点com",
    "miaopu.vip": "miaopu.vip",
}
INVITING = [
    "加微信",
    "加v",
    "加薇信",
    "➕V",
    "＋ Ⅴ",
    "加 微.信",
    "加个微信群",
    "看我主页",
    "扫码领资料",
]
INNOCENT = [
    "加微软仓位",
    "加 V100 集群",
    "加VMware2023年的收入",
    "增加微信支付入口",
    "参加微信公开课",
    "叠加V型反转",
    "增加我们的仓位",
    "卫星600118 今天涨停了",
    "安徽信托2022年的年报",
    "威信扫地",
    "微信支付财报怎么看？",
    "微信 10000000 用户",
    "微信20230526停服",
    "微信，iPhone 2023 款",
    "微信: WeChat Pay 的增速",
    "飞机 transport2023 制造",
    "营收 15123456789 元",
    "0.13812345678",
    "openai.com 的流量又跌了",
    "QQQ 和 VXX 2023 年的波动",
    "Vision Pro",
    "@小明 说得对",
]


@pytest.mark.parametrize(("body", "evidence"), ADVERTISED.items())
def test_an_advertised_contact_is_removed(body: str, evidence: str) -> None:
    assert (REMOVE, evidence) in said(body, "contact")
    leading = ask(body).leading
    assert leading is not None
    assert leading.clause == "ad_contact"


@pytest.mark.parametrize(("body", "evidence"), ALONE.items())
def test_a_contact_alone_is_held(body: str, evidence: str) -> None:
    assert said(body, "contact") == [(HOLD, evidence)]
    assert ask(body).outcome is HOLD


@pytest.mark.parametrize("body", INVITING)
def test_an_invitation_without_a_contact_is_held(body: str) -> None:
    assert [outcome for outcome, _evidence in said(body, "invitation")] == [HOLD]
    assert ask(body).outcome is HOLD


@pytest.mark.parametrize("body", INNOCENT)
def test_words_that_only_look_like_contacts_pass(body: str) -> None:
    assert ask(body).verdicts == ()


@pytest.mark.parametrize(
    "body",
    ["微信联系小王:abc8888", "微信联系小王：abc8888，免费领资料", "微信找客服李老师要abc8888"],
)
def test_a_name_between_word_and_account_leaves_a_doubt(body: str) -> None:
    assert ask(body).outcome is HOLD
    assert "abc8888" in said(body, "contact")[0][1]


def test_more_than_twelve_characters_between_are_no_contact() -> None:
    assert said("微信" + "小" * 12 + ":abc8888", "contact") != []
    assert said("微信" + "小" * 13 + ":abc8888", "contact") == []


def test_an_invitation_far_away_does_not_remove() -> None:
    assert ask("加我" + "，然后我们看看财报" * 5 + "。电话 13812345678").outcome is HOLD


def test_a_source_is_no_advertisement() -> None:
    assert ask("感兴趣的可以看 https://example.com/report，联系我讨论").outcome is HOLD


def test_the_sites_own_contacts_pass_and_nobody_elses() -> None:
    own = frozenset({"NeicanVIP", "help@example.com", "400-123-4567", "example.com"})
    for body in (
        "授权请加微信 neicanvip",
        "请写信到 help@example.com",
        "客服 400-123-4567",
        "https://www.example.com/column/1 写过",
        "微信联系小虎哥:neicanvip",
    ):
        assert ask(body, allowed=own).outcome is ALLOW, body
        assert ask(body).outcome is not ALLOW, body
    assert ask("客服 400-123-4567，加微信 abc8888", allowed=own).outcome is REMOVE
    assert ask("微信 neicanvip888", allowed=own).outcome is HOLD
    assert ask("加微信 neicanvipp", allowed=own).outcome is HOLD
    assert ask("https://notexample.com/", allowed=own).outcome is HOLD


def test_an_own_contact_does_not_hide_the_next_one() -> None:
    own = frozenset({"13800000000"})
    judged = ask("13800000000 13912345678", allowed=own)
    assert [verdict.evidence for verdict in judged.verdicts] == ["13912345678"]
