"""The lexicon applies the longest term, minds case, and digests only what it touches."""

import pytest

from columns.audio.spoken import Entry, Lexicon, flaws, loops, speak


def alias(term: str, reading: str, *, case_sensitive: bool = False) -> Entry:
    return Entry(term, reading, "alias", case_sensitive)


def test_the_longest_term_wins_whatever_the_order() -> None:
    entries = [alias("Azure", "微软云"), alias("Azure AI Studio", "微软智能工作室")]
    for lexicon in (Lexicon.of(entries), Lexicon.of(reversed(entries))):
        assert speak("Azure AI Studio 与 Azure", lexicon).text == "微软智能工作室与微软云"


def test_a_latin_term_matches_whole_words_only() -> None:
    lexicon = Lexicon.of([alias("AI", "人工智能")])
    assert speak("AI 与 AIGC 和 OpenAI", lexicon).text == "人工智能与 AIGC 和 OpenAI"
    assert speak("用AI写作", lexicon).text == "用人工智能写作"


def test_case_is_minded_where_asked() -> None:
    strict = Lexicon.of([alias("Arm", "安谋", case_sensitive=True)])
    assert speak("Arm 与 ARM", strict).text == "安谋与 ARM"
    loose = Lexicon.of([alias("Arm", "安谋")])
    assert speak("Arm 与 ARM", loose).text == "安谋与安谋"


def test_of_equal_terms_the_one_with_its_case_wins() -> None:
    lexicon = Lexicon.of([alias("us", "我们"), alias("US", "美国", case_sensitive=True)])
    assert speak("US", lexicon).text == "美国"
    assert speak("us", lexicon).text == "我们"


def test_an_alias_is_replaced_before_its_numbers_are_read() -> None:
    lexicon = Lexicon.of([alias("4K", "超高清"), alias("满血版", "671B 版")])
    assert speak("4K 与满血版", lexicon).text == "超高清与六百七十一B 版"


def test_what_an_alias_says_is_not_replaced_again() -> None:
    lexicon = Lexicon.of([alias("甲", "乙"), alias("乙", "丙")])
    assert speak("甲乙", lexicon).text == "乙丙"


def test_readings_apply_to_what_an_alias_says() -> None:
    lexicon = Lexicon.of([alias("CATL", "宁德"), Entry("宁德", "ning4 de2")])
    assert speak("CATL", lexicon).pinyin == ("ning4", "de2")


def test_a_reading_does_not_match_words_made_from_numbers() -> None:
    lexicon = Lexicon.of([Entry("二三", "er4 sha1")])
    assert "sha1" not in speak("2023 年", lexicon).pinyin
    assert speak("二三线城市", lexicon).pinyin[:2] == ("er4", "sha1")


def test_a_reading_stays_where_it_was_written() -> None:
    lexicon = Lexicon.of([Entry("二三", "er4 sha1")])
    said = speak("2023 年的二三线城市", lexicon)
    assert said.text.startswith("二零二三年的二三")
    assert said.pinyin[:8] == ("er4", "ling2", "er4", "san1", "nian2", "de5", "er4", "sha1")
    assert [one.start for one in said.forced] == [6]


@pytest.mark.parametrize(
    ("term", "reading", "written", "spoken"),
    [
        ("A100", "A 一百", "用 A100 训练", "用 A一百训练"),
        ("A100", "英伟达卡", "用 A1000 训练", "用 A一千训练"),
        ("P/E", "市盈率", "P/E 与 P/S", "市盈率与 P S"),
        ("P/E", "市盈率", "Ｐ／Ｅ偏高", "市盈率偏高"),
        ("P/E", "市盈率", "12x P/E", "十二倍市盈率"),
        ("C++", "C 加加", "C++ 与 C", "C 加加与 C"),
        ("S&P 500", "标普五百指数", "S&P500 与 S&P  500", "标普五百指数与标普五百指数"),
        ("GPT-4", "GPT 四代", "GPT‑4 和 GPT-4o", "GPT 四代和 GPT 四o"),
        (".NET", "点 net", "用 .NET 写", "用点 net 写"),
    ],
)
def test_terms_with_figures_marks_and_spaces_apply(
    term: str, reading: str, written: str, spoken: str
) -> None:
    said = speak(written, Lexicon.of([alias(term, reading)])).text
    assert said.replace(" ", "") == spoken.replace(" ", "")


def test_removing_an_entry_restores_the_sentence() -> None:
    with_entry = Lexicon.of([Entry("重掌", "zhong4 zhang3")])
    assert speak("重掌", with_entry).pinyin == ("zhong4", "zhang3")
    assert speak("重掌", Lexicon()) == speak("重掌", Lexicon.of([]))
    assert speak("重掌", Lexicon()).pinyin == ("chong2", "zhang3")


def test_an_entry_changes_only_the_sentences_that_it_touches() -> None:
    before = Lexicon.of([alias("AWS", "亚马逊云")])
    after = Lexicon.of([alias("AWS", "亚马逊云"), Entry("王坚", "wang4 jian4")])
    assert speak("王坚回归", before) != speak("王坚回归", after)
    assert speak("AWS 的营收", before) == speak("AWS 的营收", after)


def test_the_order_of_the_entries_does_not_matter() -> None:
    one, two = alias("AWS", "亚马逊云"), Entry("王坚", "wang4 jian4")
    text = "王坚谈 AWS"
    assert speak(text, Lexicon.of([one, two])) == speak(text, Lexicon.of([two, one]))


def test_an_entry_hidden_by_a_longer_one_does_not_count() -> None:
    longer = alias("阿里云智能", "阿里云")
    lexicon = Lexicon.of([longer, alias("阿里云", "云公司")])
    assert lexicon.applying_to("阿里云智能") == (longer,)


def test_equal_entries_make_equal_lexicons() -> None:
    assert Lexicon.of([alias("a", "b")]) == Lexicon.of([alias("a", "b")])
    assert hash(Lexicon.of([alias("a", "b")])) == hash(Lexicon.of([alias("a", "b")]))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Entry("", "a1"), ("empty",)),
        (Entry("王坚", " "), ("empty",)),
        (Entry("王坚", "wang2 jian"), ("syllable",)),
        (Entry("王坚", "wang2"), ("length",)),
        (Entry("昇腾910", "sheng1 teng2"), ("figures",)),
        (Entry("女士", "nü3 shi4"), ()),
        (alias("A", "A B"), ("loop",)),
        (alias("OpenAI", "Open A I"), ()),
        (alias("昇腾910", "昇腾九幺零"), ()),
    ],
)
def test_an_entry_that_cannot_work_says_why(entry: Entry, expected: tuple[str, ...]) -> None:
    assert flaws(entry) == expected


def test_a_lexicon_refuses_an_entry_that_cannot_work() -> None:
    with pytest.raises(ValueError, match="王坚"):
        Lexicon.of([Entry("王坚", "wang2")])


def test_loops_are_found_through_other_entries() -> None:
    assert loops([alias("甲", "乙"), alias("乙", "甲")]) == ("甲", "乙")
    assert loops([alias("甲", "乙"), alias("乙", "丙")]) == ()


def test_loops_mind_spaces_and_case() -> None:
    assert loops([alias("Open AI", "甲"), alias("甲", "openai")]) == ("Open AI", "甲")
    strict = alias("US", "甲", case_sensitive=True)
    assert loops([strict, alias("甲", "us")]) == ()
