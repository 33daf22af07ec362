"""Home, columns, seasons and authors: what is new, what is free, what is locked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.subscribers.reading.pages import text_of

pytestmark = pytest.mark.django_db


def test_an_empty_house_still_has_a_front_page(client: Client) -> None:
    page = text_of(client, "/")
    assert "第一期正在编辑部里" in page
    assert page.count("<h1") == 1


def test_the_newest_issue_leads_and_todays_is_called_so(client: Client) -> None:
    factories.make_published_issue(headline="旧的一期", at=datetime(2026, 1, 1, tzinfo=UTC))
    assert "最新一期" in text_of(client, "/")
    factories.make_published_issue(headline="新的一期", at=timezone.now())
    page = text_of(client, "/")
    assert page.index("新的一期") < page.index("旧的一期")
    assert '<span class="flag">今日</span>' in page


def test_what_is_free_to_try_is_listed(client: Client) -> None:
    factories.make_published_issue(headline="付费的一期")
    assert "不订阅也能读完" not in text_of(client, "/")
    factories.make_published_issue(headline="免费的一期", is_trial=True)
    page = text_of(client, "/")
    assert "免费的一期" in page.split("不订阅也能读完")[1]


def test_drafts_and_scheduled_issues_are_nowhere(client: Client) -> None:
    issue = factories.make_issue(headline="未来的一期")
    column = issue.season.column
    for path in ("/", column.get_absolute_url(), issue.season.get_absolute_url()):
        assert "未来的一期" not in text_of(client, path)


def test_a_column_shows_its_newest_season_and_the_way_to_the_others(client: Client) -> None:
    column = factories.make_column(name="市声", about="写小店的账本。")
    first = factories.make_season(column=column, number=1, title="第一季", state="finished")
    second = factories.make_season(column=column, number=2, title="第二季")
    factories.make_published_issue(season=first, headline="去年的")
    factories.make_published_issue(season=second, headline="今年的")
    factories.make_plan(name="一季永久", months=None, price_fen=14900)
    page = text_of(client, column.get_absolute_url())
    assert "写小店的账本。" in page
    assert "今年的" in page
    assert "去年的" not in page
    assert f'<a href="{second.get_absolute_url()}" aria-current="true">第二季</a>' in page
    assert f'<a href="{first.get_absolute_url()}">第一季</a>' in page
    assert "去年的" in text_of(client, first.get_absolute_url())
    assert "¥149" in page
    assert "永久" in page


def test_a_list_says_what_this_reader_may_read(client: Client) -> None:
    season = factories.make_season()
    factories.make_published_issue(season=season)
    factories.make_published_issue(season=season, is_trial=True)
    path = season.get_absolute_url()
    visitor = text_of(client, path)
    assert (visitor.count("可试读"), visitor.count(">免费<")) == (1, 1)
    client.force_login(factories.make_subscriber(season=season))
    subscriber = text_of(client, path)
    assert (subscriber.count("可试读"), subscriber.count("可读全文")) == (0, 1)


def test_a_long_season_is_turned_page_by_page(client: Client) -> None:
    season = factories.make_season()
    for _ in range(21):
        factories.make_published_issue(season=season)
    first = text_of(client, season.get_absolute_url())
    second = text_of(client, f"{season.get_absolute_url()}?page=2")
    assert (first.count('class="card"'), second.count('class="card"')) == (20, 1)


def test_a_chinese_name_in_an_address_leads_to_its_column(client: Client) -> None:
    column = factories.make_column(slug="市声", name="市声")
    assert "市声" in text_of(client, column.get_absolute_url())


def test_an_authors_page_lists_what_he_wrote_once(client: Client) -> None:
    author = factories.make_author(name="赵甲", bio="写过很多。")
    factories.make_published_issue(authors=(author, factories.make_author()), headline="合写的")
    factories.make_published_issue(headline="别人的")
    page = text_of(client, author.get_absolute_url())
    assert "写过很多。" in page
    assert page.count("合写的") == 1
    assert "别人的" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/columns/none/",
        "/columns/none/seasons/1/",
        "/authors/none/",
        "/columns/%00/",
        f"/issues/{'9' * 40}/",
        f"/columns/none/seasons/{'9' * 40}/",
    ],
)
def test_unknown_names_get_the_houses_own_page(client: Client, path: str) -> None:
    page = text_of(client, path, status=404)
    assert "没有这一页" in page
    assert "回首页" in page


def test_the_guidelines_number_their_clauses_and_say_what_follows(client: Client) -> None:
    guidelines = factories.make_guidelines(version=7, title="社区公约", preamble="好好说话。")
    guidelines.clauses.filter(number=2).update(ladder=["delete", "mute_7d", "suspend"])
    factories.make_guidelines(version=8, valid_from=timezone.now() + timedelta(days=1))
    page = text_of(client, "/guidelines/")
    assert "第 7 版" in page
    assert "自 2020-01-01 起生效" in page
    assert "<span>第二次</span>禁言 7 天" in page
    assert "<span>第三次</span>封停账户" in page
    assert "第 8 版" not in page
