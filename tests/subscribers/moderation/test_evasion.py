"""Writing for people and against machines."""

from __future__ import annotations

import pytest

from tests.subscribers.moderation.asking import HOLD, ask, said

EVASIVE = {
    "你这个傻\u200b子": "傻\u200b子",
    "傻\u2060子": "傻\u2060子",
    "傻\u00ad子": "傻\u00ad子",
    "傻\u3164子": "傻\u3164子",
    "s\u200bb": "s\u200bb",
    "傻̶子": "傻̶",
    "s̶b": "s̶",
    "z̈̈algo": "z̈̈",
    "用 раураl 付款": "раураl",
    "gооgle": "gооgle",
    "傻&#23376;": "&#23376;",
    "&#x5fae;信": "&#x5fae;",
    "弓虽盗": "弓虽",
    "亻言我": "亻言",
    "微 信": "微 信",
    "微.信": "微.信",
    "微**信": "微**信",
    "q.q": "q.q",
}
HONEST = [
    "👨‍👩‍👧‍👦 ❤️ 1️⃣ 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "葛\U000e0100城",
    "AI\u200b技术",
    "infor\u00admation",
    "می‌خواهم",
    "Привет, друзья",
    "β-VAE、5μm、ΔT、σ²、Ω",
    "S&amp;P 与 &#39;AI&#39;",
    "café naïve Việt Nam tiếng",
    "细微，信用利差",
    "略微 信息量有点大",
    "微\n信",
    "压力口罩",
]


@pytest.mark.parametrize(("body", "evidence"), EVASIVE.items())
def test_a_disguise_is_held(body: str, evidence: str) -> None:
    assert said(body, "evasion") == [(HOLD, evidence)]


@pytest.mark.parametrize("body", HONEST)
def test_honest_signs_pass(body: str) -> None:
    assert ask(body).verdicts == ()
