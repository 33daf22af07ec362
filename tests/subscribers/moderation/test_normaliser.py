"""One plain reading, and the way back to the raw text."""

from __future__ import annotations

import pytest

from subscribers.comments.moderation.normaliser import LONGEST_FOLD, normalise


@pytest.mark.parametrize(
    ("raw", "spaced", "collapsed"),
    [
        ("ＡＩ内参：第１期", "ai内参:第1期", "ai内参第1期"),
        ("Café naïve", "cafe naive", "cafenaive"),
        ("加̶微̶信̶", "加微信", "加微信"),
        ("傻\u200b子\u2060\ufeff", "傻子", "傻子"),
        ("微\u00ad信\U000e0041\u3164", "微信", "微信"),
        ("➕Ｖ❤️", "加v信", "加v信"),
        ("🐧12345678", "qq12345678", "qq12345678"),
        ("🅥🅧 ᴠx ⓥⓧ", "vx vx vx", "vxvxvx"),
        ("❶❷❸⓿⑨➓", "1230910", "1230910"),
        ("раураl", "paypal", "paypal"),
        ("裏簡繁 加微信號", "里简繁 加微信号", "里简繁加微信号"),
        ("乾隆年間", "乾隆年间", "乾隆年间"),
        ("嶶伈 涐 抠叩", "微信 我 扣扣", "微信我扣扣"),
        ("亻言 彳敖", "信 微", "信微"),
        ("力口微信", "加微信", "加微信"),
        ("压力口罩", "压力口罩", "压力口罩"),
        ("一三八零零一三八〇〇〇", "13800138000", "13800138000"),
        ("二〇二三年", "二〇二三年", "二〇二三年"),
        ("138-0013-8000", "13800138000", "13800138000"),
        ("1 3 8.0 0 1 3 8", "13800138", "13800138"),
        ("l38OO138OOO", "13800138000", "13800138000"),
        ("solilos", "solilos", "solilos"),
        ("15 18 22 33 45", "15 18 22 33 45", "1518223345"),
        ("加&#24494;&#x4FE1;", "加微信", "加微信"),
        ("&#xD800;&#9999999;", "", ""),
        ("👨‍👩‍👧‍👦👍🏽", "👨👩👧👦👍", ""),
    ],
)
def test_a_text_is_read_plainly(raw: str, spaced: str, collapsed: str) -> None:
    normalised = normalise(raw)
    assert (normalised.spaced.text, normalised.collapsed.text) == (spaced, collapsed)


@pytest.mark.parametrize(
    ("raw", "word", "origin"),
    [
        ("请加 微.信 吧", "加微信", "加 微.信"),
        ("请＋Ｖ吧", "+v", "＋Ｖ"),
        ("见&#24494;信处", "微信", "&#24494;信"),
        ("找亻言用", "信", "亻言"),
        ("电1 3 8-0 0 1 3 8 0 0 0完", "13800138000", "1 3 8-0 0 1 3 8 0 0 0"),
        ("號㍿碼", "株式会社", "㍿"),
        ("前傻\u200b子后", "傻子", "傻\u200b子"),
        ("𠮷野家加微信", "加微信", "加微信"),
    ],
)
def test_every_span_leads_back_to_the_raw_text(raw: str, word: str, origin: str) -> None:
    view = normalise(raw).collapsed
    start = view.text.index(word)
    assert raw[slice(*view.raw_span(start, start + len(word)))] == origin


@pytest.mark.parametrize("raw", ["", " \n", "\ufdfa" * 500, "&#24494;" * 60, "x" + "\u0323" * 500])
def test_both_views_stay_small_and_their_maps_whole(raw: str) -> None:
    for view in (normalise(raw).spaced, normalise(raw).collapsed):
        assert len(view.text) == len(view.starts) == len(view.ends) <= LONGEST_FOLD * len(raw)
        assert all(0 <= a < b <= len(raw) for a, b in zip(view.starts, view.ends, strict=True))
        assert list(view.starts) == sorted(view.starts)
