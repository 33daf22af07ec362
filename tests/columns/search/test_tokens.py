"""How words become index tokens, and queries phrases."""

import pytest

from columns.search.tokens import LONGEST_WORD, Phrase, phrases, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("美光禁令", ["美光", "光禁", "禁令", "令"]),
        ("光", ["光"]),
        ("美光（Micron）", ["美光", "光", "micron"]),
        ("ＧＰＴ－４ 发布", ["gpt", "4", "发布", "布"]),
        ("傻\u200b子", ["傻子", "子"]),
        ("第一行\n第二行", ["第一", "一行", "行", "第二", "二行", "行"]),
        ("カード・ゲーム", ["カー", "ード", "ド", "ゲー", "ーム", "ム"]),
        ("𠮷野家", ["𠮷野", "野家", "家"]),
        ("w" * 99, ["w" * LONGEST_WORD]),
        ("😀 %_'\"()*:^- \u200b\u3000", []),
    ],
)
def test_a_text_becomes_these_tokens(text: str, expected: list[str]) -> None:
    assert list(tokens(text)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("美光禁令", [Phrase(("美光", "光禁", "禁令"), is_prefix=False)]),
        ("美", [Phrase(("美",), is_prefix=True)]),
        ("NVIDIA", [Phrase(("nvidia",), is_prefix=True)]),
        ("A股", [Phrase(("a", "股"), is_prefix=True)]),
        ("5G手机", [Phrase(("5g", "手机"), is_prefix=False)]),
        ("美光A", [Phrase(("美光", "光", "a"), is_prefix=True)]),
        ("gpt-4", [Phrase(("gpt", "4"), is_prefix=True)]),
        (
            "阿里云 分拆",
            [Phrase(("阿里", "里云"), is_prefix=False), Phrase(("分拆",), is_prefix=False)],
        ),
        (
            "Anthropic融资",
            [Phrase(("anthropic",), is_prefix=True), Phrase(("融资",), is_prefix=False)],
        ),
        ("美光 美光", [Phrase(("美光",), is_prefix=False)]),
        ("", []),
        ("%_'\"()*:^-", []),
        ("😀\u200b\x00\ud800", []),
    ],
)
def test_a_query_becomes_these_phrases(query: str, expected: list[Phrase]) -> None:
    assert phrases(query) == expected


def test_a_query_of_many_words_stays_bounded() -> None:
    assert len(phrases(" ".join(chr(0x4E00 + i) for i in range(200)))) == 16


def test_what_stands_beyond_the_longest_query_is_not_asked_for() -> None:
    assert phrases("好" * 200 + " 尾巴") == phrases("好" * 200)
