"""A reader's own page: the ledger in words, codes, names, comments."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from neican.accounts.models import User
from subscribers import services
from subscribers.models import Entitlement
from subscribers.reading.ledger import Standing, lines
from tests import factories
from tests.subscribers.reading.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> User:
    """Signed in, without any right."""
    reader = factories.make_user(display_name="老读者", email="old@neican.example")
    client.force_login(reader)
    return reader


def _code() -> str:
    return services.make_codes(plan=factories.make_plan(), count=1, batch="测试", by=None)[0]


def test_a_visitor_is_asked_to_sign_in_first(client: Client) -> None:
    response = client.get("/account/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/accounts/login/?next=/account/"


def test_it_names_the_reader_and_what_the_ledger_says(client: Client, reader: User) -> None:
    season = factories.make_season(column=factories.make_column(name="市声"), title="第二季")
    factories.make_entitlement(reader=reader, season=season, reason="年会赠送")
    page = text_of(client, "/account/")
    assert "老读者" in page
    assert "old@neican.example" in page
    assert "市声 第二季" in page
    assert "永久" in page
    assert "来源：人工授予" in page
    assert "年会赠送" in page
    assert "生效中" in page


def test_each_row_stands_as_its_hours_say(reader: User, now: datetime) -> None:
    day = timedelta(days=1)
    factories.make_entitlement(reader=reader, starts_at=now - day, ends_at=now + day)
    factories.make_entitlement(reader=reader, starts_at=now - 2 * day, ends_at=now)
    factories.make_entitlement(reader=reader, starts_at=now + day)
    gone = factories.make_entitlement(reader=reader, starts_at=now - day)
    services.revoke(entitlement_id=gone.pk, reason="退款", at=now, by=None)
    found = lines(Entitlement.objects.filter(reader=reader).order_by("pk"), now)
    assert [line.standing for line in found] == [
        Standing.RUNNING,
        Standing.OVER,
        Standing.COMING,
        Standing.REVOKED,
    ]
    assert found[3].revocation is not None
    assert found[3].revocation.reason == "退款"


def test_a_code_opens_the_issue_one_came_from(client: Client, reader: User) -> None:
    issue = factories.make_published_issue()
    path = issue.get_absolute_url()
    response = client.post("/account/redeem/", {"code": _code().lower(), "next": path})
    assert response.headers["Location"] == path
    assert factories.CANARY in text_of(client, path)


def test_a_code_leads_nobody_to_another_site(client: Client, reader: User) -> None:
    response = client.post("/account/redeem/", {"code": _code(), "next": "//evil.example/"})
    assert response.headers["Location"] == "/account/"


def test_a_wrong_code_is_refused_in_words_and_stays_in_its_box(
    client: Client, reader: User
) -> None:
    response = client.post("/account/redeem/", {"code": "NOPE-NOPE"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "没有这个兑换码" in page
    assert 'value="NOPE-NOPE"' in page
    assert not Entitlement.objects.filter(reader=reader).exists()


def test_a_reader_changes_the_name_that_others_see(client: Client, reader: User) -> None:
    assert client.post("/account/name/", {"display_name": "新名字"}).status_code == 302
    reader.refresh_from_db()
    assert reader.display_name == "新名字"
    assert client.post("/account/name/", {"display_name": ""}).status_code == 422
    reader.refresh_from_db()
    assert reader.display_name == "新名字"


def test_only_ones_own_comments_are_listed_with_their_state(client: Client, reader: User) -> None:
    factories.make_comment(author=reader, body="我的话")
    factories.make_comment(body="别人的话", state="visible")
    page = text_of(client, "/account/")
    assert "我的话" in page
    assert "审核中，目前只有您看得见" in page
    assert "别人的话" not in page


def test_redeeming_needs_a_session_and_a_post(client: Client) -> None:
    assert client.post("/account/redeem/", {"code": _code()}).status_code == 302
    assert client.get("/account/redeem/").status_code == 405
    assert Entitlement.objects.count() == 0
