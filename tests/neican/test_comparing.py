"""What a comparison shows: rows of blocks, runs of characters."""

import random
from itertools import pairwise

import pytest

from neican.kernel.comparing import Change, Row, Span, character_changes, compare
from neican.kernel.pairing import likeness

SAME, CHANGED = Change.SAME, Change.CHANGED
ADDED, REMOVED, MOVED = Change.ADDED, Change.REMOVED, Change.MOVED


def test_rows_pair_a_block_with_what_became_of_it() -> None:
    before = ["<p>第一段不动。</p>", "<p>美光公司本周表示仍在评估影响。</p>", "<p>要删的话</p>"]
    after = [
        "<p>第一段不动。</p>",
        "<h2>新的小节</h2>",
        "<p>美光公司上周表示仍在评估影响。</p>",
    ]
    assert compare(before, after) == [
        Row(SAME, before[0], before[0]),
        Row(ADDED, None, after[1]),
        Row(CHANGED, before[1], after[2]),
        Row(REMOVED, before[2], None),
    ]


def test_a_moved_block_is_named_at_both_places() -> None:
    before = ["<p>一号段落</p>", "<p>二号文字</p>", "<p>三号内容</p>"]
    assert compare(before, [before[1], before[2], before[0]]) == [
        Row(MOVED, before[0], None),
        Row(SAME, before[1], before[1]),
        Row(SAME, before[2], before[2]),
        Row(MOVED, None, before[0]),
    ]


def test_a_repeated_block_is_never_said_to_have_moved() -> None:
    rows = compare(["<hr>", "<hr>", "甲"], ["甲", "<hr>", "<hr>"])
    assert MOVED not in {row.kind for row in rows}


def test_only_mark_up_changed_is_a_change() -> None:
    assert compare(["<p>重点</p>"], ["<p><strong>重点</strong></p>"]) == [
        Row(CHANGED, "<p>重点</p>", "<p><strong>重点</strong></p>")
    ]


def test_unlike_blocks_are_not_paired() -> None:
    rows = compare(["<p>天气很好</p>"], ["<p>股价下跌</p>"])
    assert [row.kind for row in rows] == [REMOVED, ADDED]
    assert likeness("<p>天气很好</p>", "<p>股价下跌</p>") == 0
    assert likeness("<p>天气很好</p>", "<h2>天气很好</h2>") == 1


@pytest.mark.parametrize("seed", range(100))
def test_rows_hold_both_texts_whole_and_in_order(seed: int) -> None:
    dice = random.Random(seed)
    stock = ["<hr>", *(f"<p>第{n}段，说的是{n}件事</p>" for n in range(8))]
    before = [dice.choice(stock) for _ in range(dice.randint(0, 12))]
    after = [block + dice.choice(["", "", "改"]) for block in before if dice.random() < 0.8]
    dice.shuffle(after)
    rows = compare(before, after)
    assert [row.before for row in rows if row.before is not None] == before
    assert [row.after for row in rows if row.after is not None] == after


def test_a_long_text_rewritten_throughout_is_paired_by_place() -> None:
    before = [f"<p>第{n}段的旧文字在这里</p>" for n in range(200)]
    after = [block.replace("旧文字", "新文字") for block in before]
    assert [row.kind for row in compare(before, after)] == [CHANGED] * 200


def test_han_changes_by_character_and_numbers_by_word() -> None:
    assert character_changes("今天融资 4.5 亿美元。", "昨天融资 4.8 亿美元。") == [
        Span(REMOVED, "今"),
        Span(ADDED, "昨"),
        Span(SAME, "天融资 "),
        Span(REMOVED, "4.5"),
        Span(ADDED, "4.8"),
        Span(SAME, " 亿美元。"),
    ]


def test_a_latin_word_changes_as_a_whole() -> None:
    assert character_changes("Anthroic 宣布", "Anthropic 宣布") == [
        Span(REMOVED, "Anthroic"),
        Span(ADDED, "Anthropic"),
        Span(SAME, " 宣布"),
    ]


def test_a_rewritten_sentence_is_no_confetti() -> None:
    spans = character_changes("开头不变，我们的猫在睡。", "开头不变，他家的狗在吃。")
    assert spans == [
        Span(SAME, "开头不变，"),
        Span(REMOVED, "我们的猫在睡"),
        Span(ADDED, "他家的狗在吃"),
        Span(SAME, "。"),
    ]


def test_equal_texts_have_one_run_and_empty_ones_none() -> None:
    assert character_changes("一样", "一样") == [Span(SAME, "一样")]
    assert character_changes("", "") == []
    assert character_changes("", "新") == [Span(ADDED, "新")]
    assert character_changes("旧", "") == [Span(REMOVED, "旧")]


@pytest.mark.parametrize("seed", range(200))
def test_the_runs_make_up_both_texts(seed: int) -> None:
    dice = random.Random(seed)
    letters = "的一是在不了有和人这 a1.,。，\n"
    before = "".join(dice.choice(letters) for _ in range(dice.randint(0, 400)))
    cut = dice.randint(0, 200)
    after = before[cut:] + before[: cut // 2] if dice.random() < 0.5 else before.replace("的", "得")
    spans = character_changes(before, after)
    assert "".join(span.text for span in spans if span.kind is not ADDED) == before
    assert "".join(span.text for span in spans if span.kind is not REMOVED) == after
    kinds = [span.kind for span in spans]
    assert all(one is not other for one, other in pairwise(kinds))


def test_a_stretch_too_long_to_weigh_is_replaced_whole() -> None:
    before, after = "甲乙" * 700, "乙甲丙" * 700
    assert character_changes(before, after) == [Span(REMOVED, before), Span(ADDED, after)]
