"""An issue as mail: as far as the gate opens, in what mail clients understand."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from columns.models import Image
from tests import factories
from tests.factories import CANARY
from tests.subscribers.newsletters.letters import FULL, PREVIEW, letter, shown, tree

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def test_without_access_no_paid_word_is_in_either_form() -> None:
    mail = letter(factories.make_published_issue(), PREVIEW)
    for form in (mail.html, mail.text, mail.subject):
        assert CANARY not in form
        assert "墙后的第一句" not in form
        assert "最后一段" not in form
    for form in (mail.html, mail.text):
        assert "开头这一段人人可读。第二句也在这里。" in form


def test_with_access_both_forms_hold_the_whole_text() -> None:
    mail = letter(factories.make_published_issue(), FULL)
    for form in (mail.html, mail.text):
        assert "开头这一段人人可读。第二句也在这里。" in form
        assert CANARY in form
        assert "最后一段" in form


def test_the_card_at_the_end_says_what_is_left() -> None:
    factories.make_plan(name="全部专栏·一年", price_fen=36500)
    issue = factories.make_published_issue()
    assert issue.live is not None
    left = issue.live.characters - issue.live.free_characters
    locked, whole = letter(issue, PREVIEW), letter(issue, FULL)
    assert f"后面还有 {left} 字" in shown(locked)
    for form in (shown(locked), locked.text):
        for word in ("试读到这里", "第一节", "第二节", "全部专栏·一年 ¥365", "订阅，接着读"):
            assert word in form
        assert "试读到这里" not in shown(whole)
    assert f"{SITE}/issues/{issue.pk}/#paywall" in locked.text
    assert "试读到这里" not in whole.text


def test_the_head_names_all_that_the_page_names() -> None:
    authors = (factories.make_author(name="赵甲"), factories.make_author(name="钱乙"))
    season = factories.make_season(
        column=factories.make_column(
            name="市声", tagline="一期一声", reproduction_notice="转载请联系本刊。"
        ),
        title="第二季",
    )
    issue = factories.make_published_issue(
        headline="抹零",
        rubric="摊头",
        standfirst="一句导语。",
        season=season,
        authors=authors,
        topics=[{"label": "秤", "question": "几斤几两？", "section": ""}],
        at=datetime(2026, 5, 26, 9, 19, tzinfo=UTC),
    )
    mail = letter(issue)
    assert mail.subject == "抹零|摊头"
    for form in (shown(mail), mail.text):
        for word in (
            "市声·一期一声 · 第二季",
            "抹零",
            "一句导语。",
            "赵甲、钱乙 · 摊头 · 2026-05-26 17:19",
            "秤",
            "几斤几两？",
            "转载请联系本刊。",
            "退订或管理邮件",
        ):
            assert word in form
    for place in (f"{SITE}/issues/{issue.pk}/#listen", f"{SITE}/account/"):
        assert place in mail.html
        assert place in mail.text


def test_the_subject_is_one_line() -> None:
    issue = factories.make_published_issue(headline="前\r\nBcc: x@neican.example")
    assert letter(issue).subject == "前 Bcc: x@neican.example|内参"


def test_words_cannot_become_mark_up() -> None:
    issue = factories.make_published_issue(
        headline="<b>&", standfirst="</td><script>", topics=[_topic("<i>")]
    )
    mail = letter(issue)
    assert "<script" not in mail.html
    assert "<b>&" not in mail.html
    assert "<b>&" in mail.text
    assert "&amp;" not in mail.text


def _topic(label: str) -> dict[str, str]:
    return {"label": label, "question": "？", "section": ""}


def test_a_letter_is_in_the_publications_language() -> None:
    issue = factories.make_published_issue()
    chinese = letter(issue, PREVIEW)
    with translation.override("en"):
        assert letter(issue, PREVIEW) == chinese


def test_every_element_carries_its_style_and_nothing_serves_the_page_alone() -> None:
    body = (
        "<p>一<strong>二</strong>。</p><h2>节</h2><blockquote><p>引。</p></blockquote>"
        "<ul><li>项。</li></ul><table><tbody><tr><td>格</td><td>子</td></tr></tbody></table><hr><p>完。</p>"
    )
    page = tree(letter(factories.make_published_issue(body=body)))
    for name in ("p", "h2", "blockquote", "ul", "li", "td", "hr"):
        found = list(page.iter(name))
        assert found, name
        assert all(node.get("style") for node in found), name
    for node in page.iter():
        assert not set(node.attrib) & {"id", "data-s", "srcset", "loading", "onclick"}
    assert not list(page.iter("script", "link", "iframe", "form", "span", "svg"))


def test_an_empty_cell_stays_one() -> None:
    body = (
        "<p>前。</p><h2>节</h2><table><tbody><tr><td></td><td>甲</td></tr>"
        "<tr><td>乙</td><td></td></tr></tbody></table><p>后。</p>"
    )
    mail = letter(factories.make_published_issue(body=body))
    (table,) = (one for one in tree(mail).iter("table") if one.get("role") != "presentation")
    rows = [[cell.text_content() for cell in row.iter("td")] for row in table.iter("tr")]
    assert rows == [["", "甲"], ["乙", ""]]


def test_a_note_is_read_in_the_letter_and_linked_to_on_the_page() -> None:
    body = '<p>前<span class="note">注的话</span>。</p><h2>节</h2><p>后。</p>'
    issue = factories.make_published_issue(body=body)
    mail = letter(issue)
    assert "注的话" in shown(mail)
    assert "前[1]。\n\n[1] 注的话" in mail.text
    assert "↩" not in mail.html
    marks = [a.get("href") for a in tree(mail).iter("a") if a.text_content() == "1"]
    assert marks == [f"{SITE}/issues/{issue.pk}/#note-1"]


def test_links_are_full_addresses_and_open_outside() -> None:
    body = (
        '<p><a href="/columns/">专栏</a><a href="https://a.example/?x=1&amp;y=2">外</a>'
        '<a href="mailto:a@neican.example">信</a></p><h2>节</h2><p>完。</p>'
    )
    page = tree(letter(factories.make_published_issue(body=body)))
    links = {a.text_content(): a for a in page.iter("a")}
    assert links["专栏"].get("href") == f"{SITE}/columns/"
    assert links["外"].get("href") == "https://a.example/?x=1&y=2"
    assert links["信"].get("href") == "mailto:a@neican.example"
    assert {a.get("target") for a in page.iter("a")} == {"_blank"}
    assert not [a for a in page.iter("a") if a.get("href", "").startswith(("/", "#"))]


def test_pictures_have_full_addresses_and_a_width_that_fits() -> None:
    image = Image(alt="秤", credit="本刊")
    image.file.save("scale.webp", ContentFile(b"x"), save=False)
    Image.objects.bulk_create([image])
    kept = Image.objects.get()
    body = (
        '<p>前。</p><h2>节</h2><figure><img src="/media/a.webp" alt="宽" width="1600" height="900">'
        '</figure><figure><img src="/media/b.webp" alt="窄" width="200" height="90"></figure>'
        "<p>后。</p>"
    )
    issue = factories.make_published_issue(body=body, head_image=kept.pk)
    mail = letter(issue)
    pictures = {node.get("alt"): node for node in tree(mail).iter("img")}
    assert pictures["秤"].get("src") == f"{SITE}{kept.file.url}"
    assert [pictures[name].get("width") for name in ("秤", "宽", "窄")] == ["536", "536", "200"]
    assert pictures["宽"].get("src") == f"{SITE}/media/a.webp"
    assert "max-width:200px" in pictures["窄"].get("style")
    assert not any(node.get("height") for node in pictures.values())
    assert "头图｜本刊" in shown(mail)
    assert "头图｜本刊" in mail.text


def test_corrections_are_told_in_both_forms(now: datetime) -> None:
    issue = factories.make_published_issue()
    again = factories.republish(
        issue, "<p>改。</p><h2>节</h2><p>完。</p>", at=now, correction="改了一个数。"
    )
    for mail in (letter(again), letter(again, PREVIEW)):
        assert "2026-05-26 17:19 改了一个数。" in shown(mail)
        assert "改了一个数。" in mail.text
    assert "更正" not in letter(factories.make_published_issue()).text


def test_the_plain_form_is_plain_and_says_what_was_written() -> None:
    body = "<p>比较 1 &lt; 2 &amp; 3：&lt;img src=x onerror=alert(1)&gt;</p>"
    mail = letter(factories.make_published_issue(body=body, headline="甲 & <b>乙</b>"), FULL)
    assert "比较 1 < 2 & 3：<img src=x onerror=alert(1)>" in mail.text
    assert "甲 & <b>乙</b>" in mail.text
    assert "甲 & <b>乙</b>" in mail.subject
    # Nothing that a template would print as it is.
    assert not hasattr(mail.text, "__html__")
    assert not hasattr(mail.subject, "__html__")
