"""Searching on whichever database the tests run."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from columns import services as newsroom
from columns.models import Issue
from columns.search import services
from columns.search.indexes.postgres import POSITIONS
from columns.search.services import Hit, find
from tests.factories import CANARY, make_author, make_published_issue, republish

pytestmark = pytest.mark.django_db

TOPIC_BODY = "<p>开头。</p><h2>英伟达（NVIDIA）的反击</h2><p>阿里云也要分拆，详见下文。</p>"


def indexed(**extra: Any) -> Issue:
    issue = make_published_issue(**extra)
    services.index_issue(issue.pk)
    return issue


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("美光禁令", "如何理解美光禁令？"),
        ("英伟达", "英伟达的反击"),
        ("NVIDIA", "英伟达（ＮＶＩＤＩＡ）的反击"),
        ("nvid", "NVIDIA 的反击"),
        ("阿里云 分拆", "分拆之后的阿里云"),
        ("A股", "看A股的人"),
        ("gpt-4", "GPT-4 来了"),
        ("测试 in 这是一个测试文档", "这是一个测试文档 in 这里"),
        ("光", "美光"),
        ("美", "美光"),
        ("美\u200b光", "美光"),
        ("美光", "美\u200b光"),
        ("𠮷野", "𠮷野家涨价"),
    ],
)
def test_a_word_of_the_headline_finds_the_issue(query: str, text: str) -> None:
    issue = indexed(headline=text)
    indexed(headline="毫无关系的一期")
    assert find(query) == [Hit(issue.pk, in_public=True)]


@pytest.mark.parametrize("query", ["禁令光", "光美", "美光 英伟达", "股A", "VIDIA", "光禁美"])
def test_what_does_not_stand_so_is_not_found(query: str) -> None:
    indexed(headline="美光禁令与A股、NVIDIA")
    assert find(query) == []


def test_every_public_word_is_found_as_public() -> None:
    issue = indexed(
        body=TOPIC_BODY, standfirst="导语里的彩虹", authors=(make_author(name="欧阳不二"),)
    )
    column = issue.season.column
    for query in ("彩虹", "欧阳不二", column.name, "每周一读", "英伟达的反击 开头", "内参"):
        query = query.replace("英伟达的反击", "英伟达")
        assert find(query) == [Hit(issue.pk, in_public=True)], query


def test_words_behind_the_wall_are_found_but_not_as_public() -> None:
    issue = indexed()
    assert find(CANARY) == [Hit(issue.pk, in_public=False)]
    assert find("第七号矿井 第一节") == [Hit(issue.pk, in_public=False)]
    assert find("第一节") == [Hit(issue.pk, in_public=True)]


def test_a_find_in_a_headline_comes_first() -> None:
    in_text = indexed(body="<p>这里提到了美光。</p><h2>节</h2><p>完。</p>")
    in_headline = indexed(headline="美光怎么了")
    behind_wall = indexed(body="<p>开头。</p><h2>节</h2><p>墙后提到了美光。</p>")
    assert [hit.issue_id for hit in find("美光")] == [in_headline.pk, in_text.pk, behind_wall.pk]


def test_of_equals_the_newer_comes_first(now: datetime) -> None:
    older = indexed(headline="美光", season=None, at=now - timedelta(days=7))
    newer = indexed(headline="美光", season=older.season, at=now)
    assert [hit.issue_id for hit in find("美光")] == [newer.pk, older.pk]


def test_the_limit_keeps_the_best() -> None:
    for _ in range(3):
        indexed(headline="美光")
    assert len(find("美光", limit=2)) == 2


def test_a_withdrawn_issue_vanishes_at_once(now: datetime) -> None:
    issue = indexed(headline="美光禁令")
    newsroom.withdraw_issue(issue_id=issue.pk, by=None, at=now)
    assert find("美光禁令") == []


def test_a_new_text_replaces_the_old_words(now: datetime) -> None:
    issue = indexed(body="<p>关于美光。</p><h2>节</h2><p>完。</p>")
    republish(issue, "<p>关于英伟达。</p><h2>节</h2><p>完。</p>", at=now)
    services.index_issue(issue.pk)
    assert find("美光") == []
    assert find("英伟达") == [Hit(issue.pk, in_public=True)]


ODD = ["", " ", "的" * 200, "a" * 200, "%_'\"()*:^-", "AND OR NOT NEAR", "headline:美", "😀"]
ODD += ["\u200b", "\u3164", "\x00", "\ud800", "'; DROP TABLE search_entry; --", "\\"]
ODD += ["美:*A", "a' | 'b", "𰀀"]


@pytest.mark.parametrize("query", ODD)
def test_an_odd_query_finds_nothing_and_fails_nothing(query: str) -> None:
    indexed(headline="美光禁令")
    assert find(query) == []


def test_noise_around_a_word_does_not_hide_it() -> None:
    issue = indexed(headline="美光禁令")
    for query in ("《美光》", "'美光'", "美光%", "😀美光😀", '"美光" (禁令)', "*美光:^"):
        assert find(query) == [Hit(issue.pk, in_public=True)], query


def test_a_phrase_is_found_anywhere_in_a_very_long_text() -> None:
    """Longer than a tsvector can count: the phrase stands beyond position 16,383."""
    han = Random(7)
    noise = "".join(chr(han.randrange(0x4E00, 0x9000)) for _ in range(3 * POSITIONS))
    issue = indexed(body=f"<p>开头。</p><h2>节</h2><p>{noise}金丝雀在矿井里唱歌。</p>")
    assert find("金丝雀在矿井里唱歌") == [Hit(issue.pk, in_public=False)]
    assert find("开头") == [Hit(issue.pk, in_public=True)]


def test_the_longest_text_can_be_indexed() -> None:
    """Every token another one, four bytes a character: the most that a vector must hold."""
    noise = "".join(chr(0x20000 + i % 40_000) for i in range(60_000))
    noise += "".join(chr(0x20000 + (i * 3) % 40_000) for i in range(60_000))
    issue = indexed(headline="无尽", body=f"<p>开头。</p><h2>节</h2><p>{noise}</p>")
    assert find("无尽") == [Hit(issue.pk, in_public=True)]
