"""The article editor by itself: what it opens, changes and gives back."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route
from pytest_django.live_server_helper import LiveServer

from columns.richtext import BodyField, sanitise

PASTE = Path(__file__).parents[1] / "columns" / "paste"
# A grey square of one pixel; what matters is that it loads.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763606060"
    "00000004000127342709000000004945"
    "4e44ae426082"
)
ARTICLE = """
<p>开头的一段，说的是<strong>电</strong>和<em>水</em><span class="note">出处在此</span>。</p>
<hr class="paywall-cut">
<h2>第一节</h2>
<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>
<ol start="3"><li>三</li></ol>
<blockquote><p>话是这么说的。</p><p class="source">——某人，《某书》</p></blockquote>
<figure><img src="/media/images/a.webp" alt="厂房" width="800" height="450" data-image="7">\
<figcaption>厂房<cite>某社</cite></figcaption></figure>
<table><caption>表一</caption><thead><tr><th scope="col">年</th><th>价</th></tr></thead>\
<tbody><tr><td>2023</td><td>4.5<br>元</td></tr></tbody></table>
<p>H<sub>2</sub>O 与 m<sup>2</sup>，见\
<a href="https://a.example/?x=1&amp;y=2" rel="noopener noreferrer">原文</a>和\
<code>code</code>；a &lt; b &amp; c。<br>第二行<s>旧</s>。</p>
<hr>
<pre>a = 1
  b = 2</pre>
<h3>小标题</h3>
<p>最后一段<span class="note"><a href="/x" rel="noopener noreferrer">注二</a></span></p>
""".strip()

Opened = Callable[[str], Page]


@pytest.fixture
def opened(page: Page, live_server: LiveServer) -> Opened:
    """Open the editor with a text, on a page that holds nothing else."""

    def open_with(body: str) -> Page:
        field = BodyField(required=False)
        html = (
            f"<!doctype html><html lang='zh'><head>{field.widget.media}</head><body><form>"
            f"{field.widget.render('body', body, {'id': 'id_body'})}</form></body></html>"
        )
        page.route("**/desk-alone/", _answer(html))
        page.route("**/media/**", lambda route: route.fulfill(body=PICTURE))
        page.goto(f"{live_server.url}/desk-alone/")
        page.wait_for_function("window.CKEDITOR?.instances.id_body?.status === 'ready'")
        page.wait_for_selector(".cke_wysiwyg_div")
        return page

    return open_with


def _answer(html: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")


def data(page: Page) -> str:
    """What the form would send."""
    return str(page.evaluate("CKEDITOR.instances.id_body.getData()"))


def paste(page: Page, html: str) -> None:
    """Paste a fragment where the caret is."""
    page.evaluate(
        """html => { const editor = CKEDITOR.instances.id_body; editor.focus();
        const transfer = new CKEDITOR.plugins.clipboard.dataTransfer();
        editor.fire('paste', {type: 'html', dataValue: html, method: 'paste',
          dataTransfer: transfer}); }""",
        html,
    )
    page.wait_for_timeout(300)


def caret_in(page: Page, selector: str) -> None:
    """Put the caret at the end of an element of the text."""
    page.evaluate(
        """selector => { const editor = CKEDITOR.instances.id_body; editor.focus();
        const range = editor.createRange();
        range.moveToElementEditEnd(editor.editable().findOne(selector)); range.select(); }""",
        selector,
    )


def test_opening_and_saving_changes_no_byte(opened: Opened) -> None:
    assert sanitise(ARTICLE) == ARTICLE
    assert sanitise(data(opened(ARTICLE))) == ARTICLE


@pytest.mark.parametrize("source", ["word", "wechat", "google_docs", "web_page", "libreoffice"])
def test_a_cleaned_paste_opens_and_saves_unchanged(opened: Opened, source: str) -> None:
    clean = (PASTE / f"{source}.clean.html").read_text().removesuffix("\n")
    assert sanitise(data(opened(clean))) == clean


def test_the_cut_goes_where_the_caret_is_and_there_is_one(opened: Opened) -> None:
    page = opened("<p>一</p><p>二</p><p>三</p>")
    caret_in(page, "p:nth-of-type(1)")
    page.click(".cke_button__paywallcut")
    cut = '<hr class="paywall-cut">'
    assert sanitise(data(page)) == f"<p>一</p>\n{cut}\n<p>二</p>\n<p>三</p>"
    caret_in(page, "p:nth-of-type(3)")
    page.click(".cke_button__paywallcut")
    assert sanitise(data(page)) == f"<p>一</p>\n<p>二</p>\n<p>三</p>\n{cut}"


def test_the_cut_moves_by_its_buttons_and_by_keys_and_goes(opened: Opened) -> None:
    page = opened('<p>一</p><hr class="paywall-cut"><ul><li>二</li></ul><p>三</p>')
    cut = '<hr class="paywall-cut">'
    page.click(".nc-cut-down")
    assert sanitise(data(page)) == f"<p>一</p>\n<ul><li>二</li></ul>\n{cut}\n<p>三</p>"
    page.keyboard.press("Alt+ArrowUp")
    assert sanitise(data(page)) == f"<p>一</p>\n{cut}\n<ul><li>二</li></ul>\n<p>三</p>"
    page.keyboard.press("Delete")
    assert sanitise(data(page)) == "<p>一</p>\n<ul><li>二</li></ul>\n<p>三</p>"


def test_the_cut_is_drawn_to_another_place(opened: Opened) -> None:
    page = opened('<p>一</p><hr class="paywall-cut"><p>二</p><p>三</p><p>四</p>')
    page.hover(".nc-cut-bar span")
    page.mouse.down()
    box = page.locator(".cke_wysiwyg_div p:has-text('三')").bounding_box()
    assert box is not None
    for step in range(1, 6):
        page.mouse.move(box["x"] + 40 + step, box["y"] + box["height"] - 6 + step)
        page.wait_for_timeout(120)
    page.mouse.up()
    page.wait_for_timeout(300)
    assert sanitise(data(page)) == (
        '<p>一</p>\n<p>二</p>\n<p>三</p>\n<hr class="paywall-cut">\n<p>四</p>'
    )


def test_a_move_of_the_cut_can_be_undone(opened: Opened) -> None:
    page = opened('<p>一</p><hr class="paywall-cut"><p>二</p><p>三</p>')
    before = sanitise(data(page))
    page.click(".nc-cut-down")
    assert sanitise(data(page)) != before
    page.click(".cke_button__undo")
    assert sanitise(data(page)) == before
    page.click(".nc-cut-down")
    assert sanitise(data(page)) != before


def test_characters_are_counted_without_blanks_on_both_sides_of_the_cut(opened: Opened) -> None:
    page = opened('<p>一 二。</p><hr class="paywall-cut"><p>三 four</p>')
    page.wait_for_function("document.querySelector('.nc-count')?.textContent !== ''")
    assert page.inner_text(".nc-count") == "8 字 · 试读 3"
    page.click(".nc-cut-remove")
    page.wait_for_function("document.querySelector('.nc-count').textContent.includes('未放')")
    assert page.inner_text(".nc-count") == "8 字 · 未放付费墙"


def test_a_source_is_added_to_a_quote_and_only_there(opened: Opened) -> None:
    page = opened("<blockquote><p>话</p></blockquote><p>外</p>")
    caret_in(page, "blockquote p")
    page.click(".cke_button__quotesource")
    page.keyboard.type("某人")
    assert sanitise(data(page)) == (
        '<blockquote><p>话</p><p class="source">——某人</p></blockquote>\n<p>外</p>'
    )
    caret_in(page, "blockquote + p")
    page.click(".cke_button__quotesource")
    assert "请先把光标放进一段引文里" in page.inner_text(".cke_notification_message")


def test_a_note_is_written_in_a_dialogue(opened: Opened) -> None:
    page = opened("<p>正文</p>")
    caret_in(page, "p")
    page.click(".cke_button__note")
    page.fill(".cke_dialog textarea", "某书第 3 页")
    page.fill(".cke_dialog input[type=text]", "https://a.example/")
    page.click(".cke_dialog_ui_button_ok")
    assert sanitise(data(page)) == (
        '<p>正文<span class="note"><a href="https://a.example/" rel="noopener noreferrer">'
        "某书第 3 页</a></span></p>"
    )


PICKED: dict[str, Any] = {
    "id": 7,
    "src": "/media/images/a.webp",
    "width": 800,
    "height": 450,
    "alt": "",
    "caption": "厂房",
    "credit": "某社 <b>",
}


def test_a_picked_picture_has_caption_credit_and_asks_for_its_alt(opened: Opened) -> None:
    page = opened("<p>正文</p>")
    page.evaluate("given => { window.NeicanImages = {pick: take => take(given)} }", PICKED)
    caret_in(page, "p")
    page.click(".cke_button__neicanimage")
    assert page.inner_text(".nc-alt") == "请写替代文字"
    page.click(".nc-alt")
    page.fill(".cke_dialog textarea", "夜里的厂房")
    page.click(".cke_dialog_ui_button_ok")
    assert page.inner_text(".nc-alt") == "替代文字：夜里的厂房"
    assert sanitise(data(page)) == (
        '<p>正文</p>\n<figure><img src="/media/images/a.webp" alt="夜里的厂房" width="800"'
        ' height="450" data-image="7"><figcaption>厂房<cite>某社 &lt;b&gt;</cite></figcaption>'
        "</figure>"
    )


def test_a_picture_from_elsewhere_is_not_taken(opened: Opened) -> None:
    page = opened("<p>正文</p>")
    foreign = {**PICKED, "src": "https://evil.example/x.png"}
    page.evaluate("given => { window.NeicanImages = {pick: take => take(given)} }", foreign)
    page.click(".cke_button__neicanimage")
    assert sanitise(data(page)) == "<p>正文</p>"


UPLOAD = """
([outcome, given]) => {
  window.NeicanImages = {upload: () => new Promise((done, fail) => {
    window.settle = () => outcome === 'done' ? done(given) : fail(new Error('太大了')); })};
  const editor = CKEDITOR.instances.id_body; editor.focus();
  const native = new DataTransfer();
  native.items.add(new File(['x'], '截图.png', {type: 'image/png'}));
  const event = new ClipboardEvent('paste', {clipboardData: native, bubbles: true,
    cancelable: true});
  editor.editable().$.dispatchEvent(event);
}
"""


def test_a_pasted_picture_file_is_uploaded_and_set_in(opened: Opened) -> None:
    page = opened("<p>正文</p>")
    caret_in(page, "p")
    page.evaluate(UPLOAD, ["done", PICKED])
    page.wait_for_selector(".nc-upload")
    assert sanitise(data(page)) == "<p>正文</p>"
    page.evaluate("window.settle()")
    page.wait_for_selector(".nc-figure")
    assert page.locator(".nc-upload").count() == 0
    assert sanitise(data(page)).startswith('<p>正文</p>\n<figure><img src="/media/images/a.webp"')


def test_a_failed_upload_says_why_and_leaves_nothing(opened: Opened) -> None:
    page = opened("<p>正文</p>")
    caret_in(page, "p")
    page.evaluate(UPLOAD, ["fail", None])
    page.wait_for_selector(".nc-upload")
    page.evaluate("window.settle()")
    page.wait_for_selector(".cke_notification_message")
    assert "“截图.png”没有传上去：太大了" in page.inner_text(".cke_notification_message")
    assert page.locator(".nc-upload").count() == 0
    assert sanitise(data(page)) == "<p>正文</p>"


def test_lost_pictures_of_a_paste_are_named_with_their_place(opened: Opened) -> None:
    page = opened("<p></p>")
    paste(page, (PASTE / "wechat.html").read_text())
    said = page.inner_text(".cke_notification_message")
    assert "从微信粘贴的 1 张图没有带过来" in said
    assert "不是一天能建成的。”之后" in said
    assert "<img" not in data(page)


@pytest.mark.parametrize("source", ["word", "wechat", "google_docs", "libreoffice"])
def test_a_paste_through_the_editor_keeps_the_words(opened: Opened, source: str) -> None:
    page = opened("<p></p>")
    paste(page, (PASTE / f"{source}.html").read_text())
    expected = (PASTE / f"{source}.clean.html").read_text()
    result = sanitise(data(page))
    assert _words(result) == _words(expected)
    assert result.count("<li>") == expected.count("<li>")
    assert result.count("<h2>") == expected.count("<h2>")


def _words(html: str) -> str:
    return "".join(re.sub("<[^>]*>", "", html).split())


def test_punctuation_is_asked_of_the_desk(opened: Opened) -> None:
    page = opened("<p>甲,乙</p>")
    page.evaluate("document.addEventListener('neican:punctuation', e => window.asked = e.detail)")
    page.click(".cke_button__punctuation")
    assert page.evaluate("window.asked") == {"editor": "id_body", "html": "<p>甲,乙</p>\n"}


def test_nothing_is_fetched_from_elsewhere(opened: Opened, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(ARTICLE)
    paste(page, (PASTE / "web_page.html").read_text())
    own = page.url.split("/desk-alone/")[0]
    assert asked
    assert [url for url in asked if not url.startswith((own, "data:"))] == []
    assert len([url for url in asked if "/neican/ckeditor/" in url and "plugin.js" in url]) == 7
