"""The issue page for a visitor, a subscriber, a lapsed reader and the desk."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from columns import services as newsroom
from neican.accounts.roles import Role
from tests import factories
from tests.subscribers.reading.pages import text_of

pytestmark = pytest.mark.django_db
FREE = "开头这一段人人可读。"
PAID = "墙后的第一句。"
WALL = 'id="paywall"'


def test_a_visitor_reads_up_to_the_cut_and_sees_what_is_behind_it(client: Client) -> None:
    issue = factories.make_published_issue(headline="美光之后", rubric="内参")
    factories.make_plan(name="全部专栏·一年", price_fen=36500)
    page = text_of(client, issue.get_absolute_url())
    assert FREE in page
    assert PAID not in page
    assert WALL in page
    assert "第一节" in page
    assert "¥365" in page
    assert "登录，接着读" in page
    assert "登录后参与讨论" in page
    assert "<title>美光之后|内参 · 内参</title>" in page
    assert '<h1 data-s="headline">美光之后</h1>' in page


def test_the_wall_counts_what_is_left(client: Client) -> None:
    issue = factories.make_published_issue()
    assert issue.live is not None
    left = issue.live.characters - issue.live.free_characters
    percent = round(100 * left / issue.live.characters)
    page = text_of(client, issue.get_absolute_url())
    assert f"后面还有 <strong>{left}</strong> 字，占全文 <strong>{percent}%</strong>" in page


def test_a_subscriber_reads_all_and_meets_no_wall(client: Client) -> None:
    issue = factories.make_published_issue()
    client.force_login(factories.make_subscriber())
    page = text_of(client, issue.get_absolute_url())
    assert PAID in page
    assert factories.CANARY in page
    assert WALL not in page
    assert 'name="body"' in page


def test_a_lapsed_reader_is_told_so_and_offered_a_way(client: Client) -> None:
    issue = factories.make_published_issue()
    client.force_login(factories.make_subscriber(ends_at=timezone.now() - timedelta(days=1)))
    page = text_of(client, issue.get_absolute_url())
    assert PAID not in page
    assert "用兑换码开通" in page
    assert "登录，接着读" not in page
    assert "开通后参与讨论" in page
    assert 'name="body"' not in page


def test_the_desk_reads_without_a_subscription_and_finds_its_door(client: Client) -> None:
    issue = factories.make_published_issue()
    client.force_login(factories.make_staff(Role.EDITOR))
    page = text_of(client, issue.get_absolute_url())
    assert PAID in page
    assert 'href="/admin/"' in page


def test_a_trial_issue_is_open_to_all_but_comments_ask_for_a_name(client: Client) -> None:
    issue = factories.make_published_issue(is_trial=True)
    page = text_of(client, issue.get_absolute_url())
    assert PAID in page
    assert WALL not in page
    assert "登录后参与讨论" in page


def test_a_withdrawn_issue_is_gone_for_readers_and_marked_for_the_desk(client: Client) -> None:
    issue = factories.make_published_issue(headline="撤下来的一期")
    newsroom.withdraw_issue(issue_id=issue.pk, by=None, at=datetime(2026, 6, 1, tzinfo=UTC))
    assert "撤下来的一期" not in text_of(client, issue.get_absolute_url(), status=404)
    client.force_login(factories.make_staff(Role.EDITOR))
    assert "只有编辑部看得见" in text_of(client, issue.get_absolute_url())


def test_a_draft_has_no_page_even_for_the_desk(client: Client) -> None:
    issue = factories.make_issue()
    client.force_login(factories.make_staff(Role.CHIEF_EDITOR))
    text_of(client, issue.get_absolute_url(), status=404)


def test_times_are_shanghais_to_the_minute(client: Client) -> None:
    at = datetime(2026, 5, 26, 9, 19, tzinfo=UTC)
    page = text_of(client, factories.make_published_issue(at=at).get_absolute_url())
    assert '<time datetime="2026-05-26T17:19:00+08:00">2026-05-26 17:19</time>' in page
    assert "更正于" not in page


def test_topics_are_counted_in_words_and_lead_to_their_sections(client: Client) -> None:
    topics = [
        {"label": "开头", "question": "从哪里说起？", "section": "第一节"},
        {"label": "后来", "question": "怎么收场？", "section": "没有这一节"},
    ]
    issue = factories.make_published_issue(topics=topics)
    live = issue.live
    assert live is not None
    page = text_of(client, issue.get_absolute_url())
    assert "本期重点探讨两个话题" in page
    assert f'<a href="#{live.topics[0]["section_id"]}">' in page
    assert page.count('class="topics-question"') == 2


def test_two_authors_stand_in_their_order(client: Client) -> None:
    first, second = factories.make_author(name="赵甲"), factories.make_author(name="钱乙")
    issue = factories.make_published_issue(authors=(first, second))
    page = text_of(client, issue.get_absolute_url())
    assert page.index(">赵甲</a>") < page.index(">钱乙</a>")


def test_neighbours_of_the_season_skip_what_is_not_public(client: Client) -> None:
    season = factories.make_season()
    first = factories.make_published_issue(season=season, headline="第一期")
    factories.make_issue(season=season, headline="还没发的")
    third = factories.make_published_issue(season=season, headline="第三期")
    page = text_of(client, first.get_absolute_url())
    assert f'rel="next" href="{third.get_absolute_url()}"' in page
    assert 'rel="prev"' not in page
    assert "还没发的" not in page


def test_foot_lines_stand_below_the_text_with_their_address_as_a_link(client: Client) -> None:
    column = factories.make_column(
        reproduction_notice="转载请先来信。", complaint_notice="有异议请写 ask@neican.example。"
    )
    issue = factories.make_published_issue(season=factories.make_season(column=column))
    page = text_of(client, issue.get_absolute_url())
    assert "转载请先来信。" in page
    assert '<a href="mailto:ask@neican.example">ask@neican.example</a>。' in page


def test_a_credit_is_shown_as_it_was_written_and_never_as_mark_up(client: Client) -> None:
    author = factories.make_author(name="A&B<i>")
    page = text_of(client, factories.make_published_issue(authors=(author,)).get_absolute_url())
    assert "A&amp;B&lt;i&gt;</a>" in page
    assert "&amp;amp;" not in page
    assert "B<i>" not in page
