"""Every rule of reading does what its examples say."""

import re

import pytest

from columns.audio.spoken.normalising import normalise
from columns.audio.spoken.numerals import call, count, digits, model, scaled
from columns.audio.spoken.rules import AFTER, BEFORE, Rule
from columns.audio.spoken.tidying import tidy
from tests.columns.audio.sentences import SENTENCES

EXAMPLES = [
    pytest.param(rule, written, spoken, id=f"{rule.name}: {written}")
    for rule in (*BEFORE, *AFTER)
    for written, spoken in rule.examples
]


@pytest.mark.parametrize(("rule", "written", "spoken"), EXAMPLES)
def test_an_example_is_read_as_it_says(rule: Rule, written: str, spoken: str) -> None:
    assert normalise(written) == spoken


@pytest.mark.parametrize("rule", BEFORE, ids=lambda rule: rule.name)
def test_a_rule_is_used_by_one_of_its_examples(rule: Rule) -> None:
    """Each example is taken through the rules before this one, as in a sentence."""
    reached = []
    for written, _ in rule.examples:
        text = tidy(written)
        for earlier in BEFORE[: BEFORE.index(rule)]:
            text = earlier.apply(text)
        reached.append(rule.matches(text))
    assert any(reached)


def test_no_two_rules_share_a_name() -> None:
    names = [rule.name for rule in (*BEFORE, *AFTER)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("written", "spoken"), SENTENCES)
def test_a_sentence_is_said_in_these_words(written: str, spoken: str) -> None:
    assert normalise(written) == spoken


@pytest.mark.parametrize(("written", "_spoken"), SENTENCES)
def test_saying_twice_says_the_same(written: str, _spoken: str) -> None:
    assert normalise(normalise(written)) == normalise(written)


@pytest.mark.parametrize("written", ["", "   ", "😀👍", "***", "\u200b\ufeff", "[[ ]]"])
def test_what_has_no_sound_becomes_nothing(written: str) -> None:
    assert normalise(written) == ""


@pytest.mark.parametrize(
    "written",
    [
        "1" * 40,
        "٣٤",
        "A" * 5000,
        "1-2-3-4-5",
        "((((1))))",
        "2^10%$#@!~`",
        "-",
        "%",
        "9" * 17 + "元",
    ],
)
def test_strange_input_leaves_no_figure_and_no_sign(written: str) -> None:
    said = normalise(written)
    assert not any(mark.isdecimal() for mark in said)
    assert re.findall(r"[^\w\s，。、：；！？（）“”《》…—.']", said) == []


@pytest.mark.parametrize(
    ("before", "behind"), [("", ""), ("", "元"), ("占", "%"), ("3.", "元"), ("A", ""), ("-", "℃")]
)
def test_figures_without_end_are_said_one_by_one(before: str, behind: str) -> None:
    """Five thousand are more than Python turns into one number."""
    assert "二三" * 2500 in normalise(f"{before}{'23' * 2500}{behind}")


def test_numbers_are_said_in_each_of_their_ways() -> None:
    assert digits("2023") == "二零二三"
    assert call("110") == "幺幺零"
    assert [count(one) for one in ("0", "10", "12", "110", "1001", "10010", "3.50")] == [
        "零", "十", "十二", "一百一十", "一千零一", "一万零一十", "三点五零",
    ]  # fmt: skip
    assert count("100000001") == "一亿零一"
    assert count("12345678") == "一千二百三十四万五千六百七十八"
    assert [model(one) for one in ("4", "20", "35", "100", "200", "910", "4090", "007")] == [
        "四", "二十", "三十五", "一百", "二百", "九一零", "四零九零", "零零七",
    ]  # fmt: skip
    assert [scaled(one) for one in ("45B", "1.5M", "2.5 trillion", "3亿", "500K")] == [
        "450亿", "150万", "2.5万亿", "3亿", "50万",
    ]  # fmt: skip


def test_tidying_drops_what_is_unseen_and_keeps_what_is_said() -> None:
    assert tidy("a\u200bb\u00a0c\u3000d\ufeff") == "ab c d"
    assert tidy("３５％ＡＢ") == "35%AB"
    assert tidy("[[x]] [y] ]]") == "x [y]"
    assert tidy("好🔥的❤️") == "好的"
