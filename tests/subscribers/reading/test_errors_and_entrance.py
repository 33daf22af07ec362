"""Pages for what went wrong, and the pages of signing in, in the house's own dress."""

import pytest
from django.test import Client, override_settings
from django.urls import path
from django.views.defaults import bad_request, server_error

from neican.urls import urlpatterns as house
from tests import factories
from tests.subscribers.reading.pages import text_of

pytestmark = pytest.mark.django_db
urlpatterns = [*house, path("broken", server_error), path("bad", bad_request, {"exception": None})]
handler404 = "subscribers.reading.views.errors.not_found"
HOUSE = "neican/css/base.css"


def test_a_lost_reader_finds_a_way_on_and_his_page_is_his_alone(client: Client) -> None:
    page = text_of(client, "/nowhere/", status=404)
    assert "没有这一页" in page
    assert HOUSE in page
    client.force_login(factories.make_user())
    assert client.get("/nowhere/").headers["Cache-Control"] == "private, no-store"


@override_settings(ROOT_URLCONF="tests.subscribers.reading.test_errors_and_entrance")
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [("/broken", 500, "我们这边出错了"), ("/bad", 400, "这个请求读不懂")],
)
def test_pages_that_stand_alone_ask_no_table(
    address: str, status: int, words: str, django_assert_num_queries: object
) -> None:
    client = Client(raise_request_exception=False)
    with django_assert_num_queries(0):  # type: ignore[operator]
        page = text_of(client, address, status=status)
    assert words in page
    assert HOUSE in page
    assert 'href="/"' in page


def test_an_old_form_gets_words_and_not_djangos_page() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.make_user())
    response = client.post("/account/name/", {"display_name": "x"})
    assert response.status_code == 403
    assert "页面放得太久了" in response.content.decode()


@pytest.mark.parametrize("name", ["login", "signup", "login/code", "password/reset"])
def test_the_entrance_wears_the_houses_dress_and_names_its_fields(
    client: Client, name: str
) -> None:
    page = text_of(client, f"/accounts/{name}/")
    assert HOUSE in page
    assert '<label for="id_' in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_wrong_password_is_said_beside_the_form(client: Client) -> None:
    response = client.post("/accounts/login/", {"login": "x@neican.example", "password": "no"})
    assert 'role="alert"' in response.content.decode()


def test_the_language_can_be_changed_and_comes_back_to_the_same_page(client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "/columns/"})
    assert response.headers["Location"] == "/columns/"
    assert '<html lang="en">' in text_of(client, "/columns/")


def test_the_house_says_that_it_stands(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
