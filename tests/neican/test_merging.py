"""Two people at one text: what is kept, what is asked, and that nothing is lost."""

import random

import pytest

from neican.kernel.merging import Conflict, merge, three_way_values

BASE = ["<p>甲段原文。</p>", "<p>乙段原文。</p>", "<p>丙段原文。</p>"]


def changed(place: int, mark: str) -> list[str]:
    """The base with one block altered."""
    return [
        block.replace("原文", f"{mark}文") if at == place else block
        for at, block in enumerate(BASE)
    ]


def test_different_blocks_changed_are_both_kept() -> None:
    merged = merge(BASE, changed(0, "我"), changed(2, "她"))
    assert merged.is_clean
    assert merged.blocks == ("<p>甲段我文。</p>", "<p>乙段原文。</p>", "<p>丙段她文。</p>")


def test_neighbouring_blocks_changed_by_each_are_both_kept() -> None:
    merged = merge(BASE, changed(0, "我"), changed(1, "她"))
    assert merged.blocks == ("<p>甲段我文。</p>", "<p>乙段她文。</p>", "<p>丙段原文。</p>")


def test_neighbouring_blocks_wholly_rewritten_are_both_kept() -> None:
    merged = merge(["甲", "乙"], ["一", "乙"], ["甲", "二"])
    assert merged.blocks == ("一", "二")


def test_the_same_change_comes_once() -> None:
    merged = merge(BASE, changed(1, "同"), changed(1, "同"))
    assert merged.blocks == tuple(changed(1, "同"))


def test_one_block_changed_differently_is_asked() -> None:
    merged = merge(BASE, changed(1, "我"), changed(1, "她"))
    clash = Conflict(("<p>乙段原文。</p>",), ("<p>乙段我文。</p>",), ("<p>乙段她文。</p>",))
    assert merged.blocks == (BASE[0], clash, BASE[2])
    assert merged.conflicts == (clash,)
    assert not merged.is_clean


def test_taken_out_here_and_changed_there_is_asked_from_both_sides() -> None:
    without = [BASE[0], BASE[2]]
    assert merge(BASE, without, changed(1, "她")).conflicts == (
        Conflict((BASE[1],), (), ("<p>乙段她文。</p>",)),
    )
    assert merge(BASE, changed(1, "我"), without).conflicts == (
        Conflict((BASE[1],), ("<p>乙段我文。</p>",), ()),
    )


def test_taken_out_by_both_is_gone() -> None:
    assert merge(BASE, BASE[:2], BASE[:2]).blocks == tuple(BASE[:2])


def test_new_blocks_at_one_place_stand_theirs_first() -> None:
    mine = [*BASE[:1], "<p>我添的</p>", *BASE[1:]]
    theirs = [*BASE[:1], "<p>她添的</p>", *BASE[1:]]
    merged = merge(BASE, mine, theirs)
    assert merged.is_clean
    assert merged.blocks == (BASE[0], "<p>她添的</p>", "<p>我添的</p>", BASE[1], BASE[2])


def test_a_new_block_that_both_have_comes_once() -> None:
    """As after a save whose answer got lost: the same paragraph came twice to the server."""
    mine = [*BASE, "<p>同一段</p>", "<p>我又添的</p>"]
    theirs = [*BASE, "<p>同一段</p>"]
    assert merge(BASE, mine, theirs).blocks == (*BASE, "<p>同一段</p>", "<p>我又添的</p>")


def test_a_paragraph_split_here_and_changed_there_is_asked_as_a_whole() -> None:
    base = ["<p>前半句在这里，后半句在那里。</p>"]
    mine = ["<p>前半句在这里。</p>", "<p>后半句在那里。</p>"]
    theirs = ["<p>前半句在这里，后半句也在那里。</p>"]
    assert merge(base, mine, theirs).conflicts == (
        Conflict((base[0],), tuple(mine), tuple(theirs)),
    )


def test_repeated_blocks_are_told_apart_by_place() -> None:
    base = ["<hr>", "<p>同上</p>", "<hr>", "<p>同上</p>", "<hr>"]
    mine = ["<hr>", "<p>同上</p>", "<hr>", "<p>同上，我改的</p>", "<hr>"]
    theirs = ["<hr>", "<p>同上，她改的</p>", "<hr>", "<p>同上</p>", "<hr>"]
    assert merge(base, mine, theirs).blocks == (
        "<hr>", "<p>同上，她改的</p>", "<hr>", "<p>同上，我改的</p>", "<hr>"
    )  # fmt: skip


def test_an_empty_base_takes_everything() -> None:
    assert merge([], ["我"], ["她"]).blocks == ("她", "我")
    assert merge([], [], []).blocks == ()


def _edited(blocks: list[str], who: str, dice: random.Random) -> list[str]:
    """A few random insertions, alterations, deletions and moves."""
    result = list(blocks)
    for _step in range(dice.randint(0, 4)):
        deed = dice.choice(["insert", "alter", "delete", "move"])
        place = dice.randrange(len(result)) if result else 0
        if deed == "insert" or not result:
            result.insert(place, dice.choice(["<hr>", f"<p>{who}新写的{dice.random()}</p>"]))
        elif deed == "alter":
            result[place] += who
        elif deed == "delete":
            del result[place]
        else:
            result.insert(dice.randrange(len(result)), result.pop(place))
    return result


@pytest.mark.parametrize("seed", range(300))
def test_of_any_edits_none_is_lost(seed: int) -> None:
    dice = random.Random(seed)
    stock = ["<hr>", "<p>同上</p>", *(f"<p>第{n}段的原文</p>" for n in range(6))]
    base = [dice.choice(stock) for _ in range(dice.randint(0, 9))]
    mine, theirs = _edited(base, "我", dice), _edited(base, "她", dice)
    assert merge(base, base, theirs).blocks == tuple(theirs)
    assert merge(base, mine, base).blocks == tuple(mine)
    assert merge(base, mine, mine).blocks == tuple(mine)
    held: set[str] = set()
    for block in merge(base, mine, theirs).blocks:
        held |= {block} if isinstance(block, str) else {*block.mine, *block.theirs}
    assert {*mine, *theirs} - {*base} <= held


def test_facts_take_both_sides_changes() -> None:
    base = {"headline": "旧题", "rubric": "栏目", "standfirst": ""}
    mine = {**base, "headline": "新题"}
    theirs = {**base, "standfirst": "导语"}
    assert three_way_values(base, mine, theirs) == (
        {"headline": "新题", "rubric": "栏目", "standfirst": "导语"},
        (),
    )


def test_a_fact_that_both_changed_keeps_theirs_and_is_named() -> None:
    base = {"headline": "旧题", "rubric": "栏目"}
    mine = {"headline": "我的题", "rubric": "同改"}
    theirs = {"headline": "她的题", "rubric": "同改"}
    assert three_way_values(base, mine, theirs) == (
        {"headline": "她的题", "rubric": "同改"},
        ("headline",),
    )


def test_a_fact_that_one_side_does_not_know_is_kept() -> None:
    assert three_way_values({}, {"a": 1}, {"b": 2}) == ({"b": 2, "a": 1}, ())
    assert three_way_values({"a": 1}, {}, {"a": 1}) == ({}, ())
    assert three_way_values({"a": 1}, {}, {"a": 2}) == ({"a": 2}, ("a",))
