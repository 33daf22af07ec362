"""The same thing over and over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from subscribers.comments.moderation.candidate import Recent
from subscribers.comments.moderation.fingerprint import distance, fingerprint
from subscribers.comments.moderation.flood import NEAR, equal_run, repeated_unit
from tests.subscribers.moderation.asking import ALLOW, HOLD, NOW, ask, said

TEXT = "这只股票我已经跟踪了三年，管理层非常靠谱，建议大家都去看看他们的年报和公告"


def earlier(body: str, *, own: bool, minutes: float = 60) -> Recent:
    return Recent(body, NOW - timedelta(minutes=minutes), same_author=own)


def test_fifteen_equal_characters_are_held_and_fourteen_pass() -> None:
    assert said("好" + "哈" * 15 + "好", "repetition") == [(HOLD, "哈" * 15)]
    assert ask("好" + "哈" * 14 + "好").outcome is ALLOW
    assert said("👍🏽" * 15, "repetition")[0][0] is HOLD
    assert said("！" * 15, "repetition") == [(HOLD, "！" * 15)]


def test_a_divider_may_be_longer() -> None:
    assert ask("-" * 59).outcome is ALLOW
    assert said("-" * 60, "repetition") == [(HOLD, "-" * 60)]


def test_seven_repetitions_are_held_and_six_pass() -> None:
    assert said("看" + "加油！" * 7, "repetition") == [(HOLD, "加油！" * 6 + "加油")]
    assert ask("看" + "加油！" * 6).outcome is ALLOW
    assert said("顶作者 " * 7, "repetition") != []
    assert ask("10" * 12).outcome is ALLOW


@pytest.mark.parametrize("length", [2, 3, 7, 20, 60])
@pytest.mark.parametrize("offset", [0, 1, 5])
def test_a_repetition_is_found_wherever_it_begins(length: int, offset: int) -> None:
    unit = "".join(chr(0x4E00 + 7 * step) for step in range(length))
    text = "丁丂丄丅丆"[:offset] + unit * 7 + "终"
    assert repeated_unit(text) == (offset, offset + 7 * length)
    assert repeated_unit(text.replace(unit * 7, unit * 6)) is None


@pytest.mark.parametrize("offset", range(16))
def test_an_equal_run_is_found_wherever_it_begins(offset: int) -> None:
    before = "".join(chr(0x4E00 + step) for step in range(offset))
    assert equal_run(before + "哈" * 15 + "终") == (offset, offset + 15)
    assert equal_run(before + "哈" * 14 + "终") is None


def test_the_third_copy_by_one_author_is_held() -> None:
    assert ask(TEXT, recent=[earlier(TEXT, own=True)]).outcome is ALLOW
    judged = ask(TEXT, recent=[earlier(TEXT, own=True)] * 2)
    assert [(each.check, each.clause) for each in judged.verdicts] == [("copies", "flood")]


def test_a_ring_of_readers_is_held_and_weighs_more() -> None:
    own = ask(TEXT, recent=[earlier(TEXT, own=True)] * 2).verdicts[0]
    ring = ask(TEXT, recent=[earlier(TEXT, own=False)] * 2).verdicts[0]
    assert ring.outcome is own.outcome is HOLD
    assert ring.risk > own.risk
    assert ask(TEXT, recent=[earlier(TEXT, own=False)]).outcome is ALLOW


def test_a_copy_is_known_through_disguise_and_other_numbers() -> None:
    disguised = TEXT.replace("，", " . ").replace("股票", "股\u3000票")
    assert fingerprint(disguised) == fingerprint(TEXT)
    one, other = fingerprint(TEXT + "qun12345"), fingerprint(TEXT + "qun98765")
    assert one == other is not None


def test_one_character_more_is_still_near_and_another_text_far() -> None:
    one, near = fingerprint(TEXT * 3), fingerprint(TEXT * 3 + "啊")
    far = fingerprint("云厂商降价到底是让利还是抢份额，还要看下个季度的毛利率和资本开支")
    assert one is not None
    assert near is not None
    assert far is not None
    assert distance(one, near) <= NEAR < distance(one, far)


def test_short_praise_is_the_same_by_chance() -> None:
    assert fingerprint("写得真好！") is None
    assert ask("写得真好！", recent=[earlier("写得真好！", own=False)] * 9).outcome is ALLOW


def test_yesterdays_copies_and_those_of_a_wrong_clock_do_not_count() -> None:
    day = 24 * 60
    assert ask(TEXT, recent=[earlier(TEXT, own=True, minutes=day)] * 2).outcome is ALLOW
    assert ask(TEXT, recent=[earlier(TEXT, own=True, minutes=day - 1)] * 2).outcome is HOLD
    assert ask(TEXT, recent=[earlier(TEXT, own=True, minutes=-1)] * 2).outcome is ALLOW


def test_the_sixth_comment_in_a_minute_is_held() -> None:
    minute = [earlier(f"第{n}点不同", own=True, minutes=0.5) for n in "一二三四五"]
    assert [each.check for each in ask("还有一点", recent=minute).verdicts] == ["burst"]
    assert ask("还有一点", recent=minute[1:]).outcome is ALLOW
    others = [Recent(each.body, each.at, same_author=False) for each in minute]
    assert ask("还有一点", recent=others).outcome is ALLOW


def test_a_new_author_must_be_slower() -> None:
    minutes = [earlier(f"第{n}点不同", own=True, minutes=9) for n in "一二三四五"]
    assert ask("还有一点", recent=minutes, is_new=True).outcome is HOLD
    assert ask("还有一点", recent=minutes).outcome is ALLOW
    assert ask("还有一点", recent=minutes[1:], is_new=True).outcome is ALLOW
