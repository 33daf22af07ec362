"""A sentence gets its readings, and its phonetic form can be read by espeak."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from columns.audio.spoken import Entry, Lexicon, Polyphone, polyphones, speak
from columns.audio.spoken.han import HAN
from tests.columns.audio.sentences import POLYPHONES, SENTENCES

PLAIN = Lexicon()


@pytest.mark.parametrize(("sentence", "word", "syllables"), POLYPHONES)
def test_a_word_with_several_readings_gets_the_right_one(
    sentence: str, word: str, syllables: str
) -> None:
    said = speak(sentence, PLAIN)
    start = len(re.findall(HAN, said.text[: said.text.index(word)]))
    assert said.pinyin[start : start + len(word)] == tuple(syllables.split())


@pytest.mark.parametrize("written", [written for written, _ in SENTENCES])
def test_each_han_has_one_syllable(written: str) -> None:
    said = speak(written, PLAIN)
    assert len(said.pinyin) == len(re.findall(HAN, said.text))
    assert all(re.fullmatch(r"[a-zv]{1,6}[1-5]", one) for one in said.pinyin)


@pytest.mark.parametrize("written", [written for written, _ in SENTENCES])
def test_the_phonetic_form_holds_nothing_espeak_would_misread(written: str) -> None:
    phonetic = speak(written, PLAIN).phonetic
    assert phonetic.isascii()
    outside = re.sub(r"\[\[[^\]]*\]\]", "", phonetic)
    assert re.findall(r"\b(?:[xqj]iong|wong|hm|hng|m|n|ng)[1-5]", outside) == []
    assert re.findall(r"(?<![a-z])\d|[^\w\s,;.?!']", outside) == []


def test_syllables_are_joined_per_word_and_marks_become_pauses() -> None:
    assert speak("阿里云,“独立”了。", PLAIN).phonetic == "a1li3 yun2, du2li4 le5."


def test_the_iong_syllables_go_round_the_rules_of_espeak() -> None:
    phonetic = speak("英雄穷困", PLAIN).phonetic
    assert phonetic == "ying1 [[S;j'ong35]] [[tS;hj'ong35]] kun4"


def test_an_article_cannot_speak_phonemes_of_its_own() -> None:
    assert "[[" not in speak("[[h@l'oU]]你好[[", PLAIN).phonetic


def test_short_capitals_are_spelled_and_words_are_not() -> None:
    assert speak("AWS 与 Azure", PLAIN).phonetic == "ei1 W S yu3 Azure"
    assert speak("A100", PLAIN).phonetic == "ei1 yi4bai3"
    assert speak("EBITA", PLAIN).phonetic == "EBITA"


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("GDP", "G D P"),
        ("CEOs", "C E O"),
        ("ETF 与 REITs", "E T F yu3 REITs"),
        ("AIGC", "ei1 I G C"),
        ("TSMC", "T S M C"),
        ("FOMC", "F O M C"),
        ("CATL", "C ei1 T L"),
        ("HTML", "H T M L"),
        ("MSCI", "M S C I"),
        ("IEEE", "I E E E"),
        ("NATO 与 DRAM", "NATO yu3 DRAM"),
        ("NASDAQ", "NASDAQ"),
        ("EBITDA", "EBITDA"),
        ("NVIDIA", "NVIDIA"),
        ("CUDA 与 NAND", "CUDA yu3 NAND"),
        ("ChatGPT", "ChatGPT"),
        ("OpenAI 与 DeepSeek", "OpenAI yu3 DeepSeek"),
        ("SaaS", "sass"),
        ("AIoT", "ei1 I O T"),
        ("Xiaomi", "xiao3mi3"),
        ("iPhone", "iPhone"),
        ("AIoTs", "AIoTs"),
    ],
)
def test_letters_are_spelled_or_said_as_their_trade_does(written: str, heard: str) -> None:
    assert speak(written, PLAIN).phonetic == heard


def test_the_ends_of_quotations_make_one_pause() -> None:
    assert speak("他说“好(真的)。”", PLAIN).phonetic == "ta1 shuo1 hao3, zhen1de5."


def test_one_and_not_change_their_tone_across_words() -> None:
    assert speak("一万一千一百一十一", PLAIN).pinyin == (
        "yi2", "wan4", "yi4", "qian1", "yi4", "bai3", "yi1", "shi2", "yi1",
    )  # fmt: skip
    assert speak("2011年一月一日", PLAIN).pinyin == (
        "er4", "ling2", "yi1", "yi1", "nian2", "yi1", "yue4", "yi1", "ri4",
    )  # fmt: skip


def test_a_forced_reading_wins_over_dictionary_and_tone_change() -> None:
    lexicon = Lexicon.of([Entry("一行", "yi1 hang2")])
    assert speak("一行人", lexicon).pinyin == ("yi1", "hang2", "ren2")
    assert speak("一行人", lexicon).phonetic == "yi1hang2 ren2"


def test_a_latin_word_may_be_given_syllables() -> None:
    said = speak("Anthropic 融资", Lexicon.of([Entry("Anthropic", "an1 si1 luo2 pi3 ke4")]))
    assert said.text == "Anthropic 融资"
    assert said.pinyin == ("rong2", "zi1")
    assert said.phonetic == "an1si1luo2pi3ke4 rong2zi1"


def test_the_real_page_leaves_no_figure_and_no_sign_unread() -> None:
    page = Path(settings.BASE_DIR).parent / "shared/seed/page.txt"
    if not page.exists():
        pytest.skip("The real page lies outside the repository and is not on this machine.")
    for line in page.read_text(encoding="utf-8").splitlines():
        said = speak(line, PLAIN).text
        assert re.findall(r"[0-9%$/&+=<>~#*@_^|`\[\]{}(),:;?!\"-]", said) == []


@pytest.mark.parametrize("written", [written for written, _ in SENTENCES])
def test_words_join_to_the_text_and_hold_all_readings(written: str) -> None:
    said = speak(written, PLAIN)
    assert "".join(word.text for word in said.words) == said.text
    assert all(said.text.startswith(word.text, word.start) for word in said.words)
    assert tuple(one for word in said.words for one in word.syllables) == said.pinyin


def test_han_with_several_readings_are_told_with_the_others() -> None:
    assert polyphones(speak("AWS 银行有长尺。", PLAIN)) == (
        Polyphone(5, "行", "hang2", ("xing2",)),
        Polyphone(7, "长", "chang2", ("zhang3",)),
        Polyphone(8, "尺", "chi3", ("che3",)),
    )
    assert polyphones(speak("我们写书", PLAIN)) == ()


def test_a_forced_reading_is_told_with_its_place() -> None:
    lexicon = Lexicon.of([Entry("王坚", "wang4 jian4"), Entry("李四", "li3 si4")])
    said = speak("Q1 王坚说", lexicon)
    assert [(one.start, one.end, one.entry.term) for one in said.forced] == [(4, 6, "王坚")]
    assert said.text[4:6] == "王坚"
    assert Polyphone(4, "王", "wang4", ()) in polyphones(said)
    assert speak("Q1", lexicon).forced == ()
