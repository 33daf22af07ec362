"""Numbers and addresses that give a person away. All of them are made up or published examples."""

from __future__ import annotations

import pytest

from subscribers.comments.moderation.privacy import is_card_number, is_identity_number
from tests.subscribers.moderation.asking import ALLOW, HOLD, REMOVE, ask, said

# The example printed in the standard GB 11643.
IDENTITY = "11010519491231002X"
CARD = "6212345678901232"


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        (IDENTITY.lower(), True),
        ("440524188001010014", False),  # the check agrees, but nobody is that old
        ("110105194912310021", False),
        ("110105194913310022", False),
        ("000105194912310020", False),
    ],
)
def test_an_identity_number_must_agree_with_itself(number: str, valid: bool) -> None:
    assert is_identity_number(number) is valid


@pytest.mark.parametrize(
    ("number", "valid"), [("4111111111111111", True), ("4111111111111112", False), (CARD, True)]
)
def test_a_card_number_passes_luhn(number: str, valid: bool) -> None:
    assert is_card_number(number) is valid


@pytest.mark.parametrize(
    "written", [IDENTITY, "110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_a_valid_identity_number_is_removed(written: str) -> None:
    assert said(f"张三，{written}，查查他", "privacy") == [(REMOVE, written)]


@pytest.mark.parametrize(
    "body", ["110105194912310021", f"A{IDENTITY}", f"{IDENTITY}7", "成交额 110105194912310020 元"]
)
def test_other_long_numbers_are_no_identity(body: str) -> None:
    assert said(body, "privacy") == []


def test_a_card_number_is_held_with_or_without_spaces() -> None:
    assert said(f"卡 {CARD}", "privacy") == [(HOLD, CARD)]
    spaced = "6212 3456 7890 1232"
    assert said(f"打到 {spaced}", "privacy") == [(HOLD, spaced)]
    assert said("卡 6212345678901233", "privacy") == []


def test_a_foreign_card_number_needs_a_word_beside_it() -> None:
    assert said("卡号 4111111111111111", "privacy") == [(HOLD, "4111111111111111")]
    assert said("参数量 4111111111111111", "privacy") == []


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("此人电话 13812345678，曝光他", REMOVE),
        ("大家打爆她的电话 138-1234-5678", REMOVE),
        ("楼主的手机 13812345678", HOLD),
        ("人肉了一下：13812345678", HOLD),
        ("他家住幸福路12号3单元，上门找他", REMOVE),
        ("她住在幸福路12号", HOLD),
    ],
)
def test_giving_somebody_away(body: str, outcome: int) -> None:
    assert [found for found, _evidence in said(body, "privacy")] == [outcome]
    assert ask(body).outcome is outcome


@pytest.mark.parametrize(
    "body", ["公司在中关村大街27号", "媒体曝光之后股价跌了", "他的判断我不同意", "此人写的研报一般"]
)
def test_talk_of_people_and_places_passes(body: str) -> None:
    assert ask(body).outcome is ALLOW


def test_ones_own_telephone_number_gives_nobody_away() -> None:
    assert said("我的电话 13812345678", "privacy") == []
