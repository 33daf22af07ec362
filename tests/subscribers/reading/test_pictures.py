"""Pictures on the readers' pages: the width that is needed, the words that belong to them."""

from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image as Picture

from columns import services
from columns.freezing import freeze
from columns.models import Image, Issue
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    """Where the files go."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def make_image(*, size: tuple[int, int] = (1600, 900), **words: Any) -> Image:
    content = BytesIO()
    Picture.new("RGB", size, "#a8301f").save(content, format="JPEG")
    content.seek(0)
    return services.keep_image(upload=content, by=None, at=timezone.now(), **words).image


def _parsed(html: str | bytes) -> Any:
    return lxml.html.fromstring(html)


def _all(client: Client, address: str, path: str) -> Any:
    return _parsed(client.get(address).content).xpath(path)


def _seen(client: Client, address: str, path: str) -> Any:
    (found,) = _all(client, address, path)
    return found


def _issue(image: Image, **extra: Any) -> Issue:
    return factories.make_published_issue(head_image=image.pk, is_trial=True, **extra)


def test_the_head_image_comes_in_the_width_that_is_needed(client: Client) -> None:
    image = make_image(alt="一条河", credit="作者自摄")
    shown = _seen(client, _issue(image).get_absolute_url(), "//*[@class='head-image']//img")
    stem = f"/media/images/{image.stem}"
    assert dict(shown.attrib) == {
        "src": f"{stem}-960.webp",
        "srcset": f"{stem}-480.webp 480w, {stem}-960.webp 960w, {stem}-1440.webp 1440w,"
        f" {stem}.webp 1600w",
        "sizes": "(min-width: 48rem) 40.5rem, 100vw",
        "alt": "一条河",
        "width": "1600",
        "height": "900",
        "fetchpriority": "high",
    }


def test_words_beside_a_picture_are_said_as_they_are_written(client: Client) -> None:
    image = make_image(alt='"><script>alert(1)</script>', credit="A & B <i>", caption="甲 & 乙")
    answer = client.get(_issue(image).get_absolute_url())
    assert b"<script>alert(1)" not in answer.content
    assert b"&amp;amp;" not in answer.content
    page = _parsed(answer.content)
    (figure,) = page.find_class("head-image")
    assert figure.find(".//img").get("alt") == '"><script>alert(1)</script>'
    words = [line.strip() for line in figure.find("figcaption").itertext()]
    assert words == ["甲 & 乙", "头图｜A & B <i>"]


def test_without_credit_there_is_no_empty_line(client: Client) -> None:
    image = make_image(alt="一条河", credit="作者自摄")
    issue = _issue(image)
    services.describe_image(image_id=image.pk, words={"credit": ""}, by=None)
    path = "//*[@class='head-image']//figcaption"
    assert _all(client, issue.get_absolute_url(), path) == []


def test_a_crop_keeps_the_focus_in_sight(client: Client) -> None:
    image = make_image(credit="作者自摄", alt="图", focal_x=12, focal_y=50)
    issue = _issue(image)
    lead = _seen(client, "/", "//*[@class='lead-picture']/img")
    assert (lead.get("class"), lead.get("fetchpriority")) == ("focus-x-10 focus-y-50", "high")
    card = _seen(client, issue.season.column.get_absolute_url(), "//*[@class='card-picture']/img")
    assert card.get("class") == "focus-x-10 focus-y-50"
    assert (card.get("loading"), card.get("fetchpriority")) == ("lazy", None)


def test_every_focus_has_its_rule() -> None:
    styles = Path("neican/static/neican/css/lists.css").read_text()
    for percent in range(0, 101, 5):
        for side in "xy":
            rule = f".focus-{side}-{percent} {{"
            assert (rule in styles) == (percent != 50)


def test_share_cards_show_the_crop(client: Client) -> None:
    image = make_image(credit="作者自摄", alt="图", focal_x=12)
    told = {
        one.get("property"): one.get("content")
        for one in _all(client, _issue(image).get_absolute_url(), "//meta[@property]")
    }
    assert told["og:image"].endswith(f"/media/images/{image.stem}-share-12x50.jpg")
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")


def _body(image: Image, alt: str = "图") -> str:
    return (
        "<p>开头。</p>"
        f'<figure><img src="{image.file.url}" alt="{alt}" width="1600" height="900"'
        f' data-image="{image.pk}"><figcaption>图说 &amp; 别的<cite>A &amp; B</cite></figcaption>'
        "</figure><p>结尾。</p>"
    )


def test_a_picture_in_the_text_comes_in_every_width(client: Client) -> None:
    image = make_image()
    issue = factories.make_published_issue(body=_body(image), is_trial=True)
    shown = _seen(client, issue.get_absolute_url(), "//*[@data-issue-text]//img")
    assert shown.get("srcset") == image.srcset
    assert shown.get("sizes") == "(min-width: 48rem) 40.5rem, calc(100vw - 2.5rem)"
    assert (shown.get("width"), shown.get("height")) == ("1600", "900")
    assert shown.get("loading") == "lazy"
    caption = _seen(client, issue.get_absolute_url(), "//*[@data-issue-text]//figcaption")
    assert caption.text_content() == "图说 & 别的A & B"


def test_freezing_the_same_text_again_gives_the_same(django_assert_num_queries: Any) -> None:
    body = _body(make_image()) + _body(make_image(size=(700, 400)))
    with django_assert_num_queries(1):
        once = freeze(body, [])
    assert freeze(body, []) == once
    with django_assert_num_queries(0):
        freeze(factories.BODY, [])


def test_a_body_may_not_name_other_files_itself() -> None:
    hostile = (
        '<figure><img src="/media/images/a.webp" alt="图"'
        ' srcset="https://evil.example/x 480w" sizes="1px" onload="alert(1)"></figure>'
        '<figure><img src="https://evil.example/x.png" alt="图"></figure>'
        '<figure><img src="/media/../audio/x.mp3" alt="图"></figure>'
        '<figure><img src="data:image/png;base64,AAAA" alt="图"></figure>'
    )
    (shown,) = _parsed(freeze(f"<p>文。</p>{hostile}", [])["full_html"]).iter("img")
    assert dict(shown.attrib) == {
        "src": "/media/images/a.webp",
        "alt": "图",
        "loading": "lazy",
        "decoding": "async",
    }


def test_a_stored_file_is_a_picture_and_never_a_page(client: Client, store: Path) -> None:
    (store / "images").mkdir(parents=True)
    (store / "images" / "x.html").write_text("<script>alert(1)</script>")
    answer = client.get("/media/images/x.html")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_older_pictures_get_their_widths_once(now: datetime, store: Path) -> None:
    image = make_image()
    whole = {one: (store / one).read_bytes() for one in image.file_names}
    for name in image.file_names[:-1]:
        (store / name).unlink()
    Image.objects.update(renditions=[], share="", digest="")
    said = StringIO()
    assert services.render_image(image_id=image.pk)
    image.refresh_from_db()
    assert sorted(image.file_names) == sorted(whole)
    assert [row["width"] for row in image.renditions] == [480, 960, 1440]
    # Found again, should somebody bring it once more.
    assert make_image().pk == image.pk
    assert not services.render_image(image_id=image.pk)
    call_command("render_images", stdout=said)
    assert said.getvalue() == "补做了 0 张，打不开 0 张。\n"
