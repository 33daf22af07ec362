"""What is found before an issue goes out, and what is not."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from columns import checklist, services
from columns.models import Image, Issue, Term
from tests import factories

pytestmark = pytest.mark.django_db
CUT = '<hr class="paywall-cut">'
WHOLE = f"<p>开头。</p>{CUT}<h2>第一节</h2><p>后文。</p>"


def _found(body: str = WHOLE, **facts: Any) -> list[tuple[str, str, str]]:
    """Weight, field and words of the findings on a text with these facts."""
    issue = factories.make_issue(body=body)
    if facts:
        services.save_revision(issue_id=issue.pk, facts=facts, by=None, at=issue.created_at)
    return _of(Issue.objects.get(pk=issue.pk))


def _of(issue: Issue) -> list[tuple[str, str, str]]:
    text = issue.revisions.first()
    assert text is not None
    return [(one.weight.value, one.field, one.text) for one in checklist.findings(issue, text)]


def _image(**extra: Any) -> int:
    whole = {"file": "images/a.webp", "width": 8, "height": 8, "credit": "本刊", "alt": "灯"}
    return Image.objects.create(**{**whole, **extra}).pk


def test_a_whole_issue_has_nothing_to_be_said_of() -> None:
    assert _found(head_image=_image()) == []


def test_text_headline_and_author_are_asked_for() -> None:
    assert _found("<p>……</p>", headline=" ", authors=[], is_trial=True) == [
        ("blocking", "body", "正文还是空的，请先写正文并保存"),
        ("blocking", "headline", "还没有标题"),
        ("blocking", "authors", "还没有署名，请至少选一位作者"),
    ]


@pytest.mark.parametrize(
    ("image", "found"),
    [
        ({"credit": " "}, ("blocking", "head_image", "头图缺少图源，请补上")),
        ({"alt": ""}, ("blocking", "head_image", "头图没有替代文字，请写一句图里有什么")),
        ({"file": "", "alt": ""}, ("warning", "head_image", "头图只写了图源，还没有图片")),
    ],
)
def test_a_head_image_is_whole(image: dict[str, str], found: tuple[str, str, str]) -> None:
    assert _found(head_image=_image(**image)) == [found]


def test_the_picture_without_a_description_is_named_by_its_place() -> None:
    pictures = "".join(
        f'<figure><img src="/media/images/{name}.webp" alt="{alt}" data-image="1"></figure>'
        for name, alt in (("a", "一盏灯"), ("b", ""))
    )
    assert _found(pictures + WHOLE) == [
        ("blocking", "body", "正文第 2 张图没有替代文字，请写一句图里有什么")
    ]


def test_pictures_that_say_what_they_show_pass() -> None:
    picture = '<figure><img src="/media/images/a.webp" alt="灯" data-image="1"></figure>'
    assert _found(picture + WHOLE) == []


def test_without_a_cut_the_default_is_named() -> None:
    body = "<p>开头六个字。</p><h2>节</h2><p>后文四字。</p>"
    said = "没有放付费墙：按默认，话题和开头 6 字免费，后面 6 字付费"
    assert _found(body) == [("warning", "body", said)]


def test_a_cut_in_a_trial_issue_has_no_effect() -> None:
    said = "这是试读期，全文开放，正文里的付费墙不起作用"
    assert _found(is_trial=True) == [("warning", "body", said)]
    assert _found("<p>开头。</p>", is_trial=True) == []


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("/issues/999999/", "没有这一期"),
        ("/columns/none/", "没有这个专栏"),
        ("/columns/none/seasons/1/", "没有这一季"),
        ("/authors/none/", "没有这位作者"),
        ("/nowhere/", "没有这个地址"),
        ("#nowhere", "正文里没有它指的地方"),
        ("http://127.0.0.1:8000/issues/999999/", "没有这一期"),
    ],
)
def test_a_link_within_the_house_that_leads_nowhere_is_named(link: str, problem: str) -> None:
    body = f'<p><a href="{link}">看这里</a>。</p>{WHOLE}'
    assert _found(body) == [("warning", "body", f"链接 {link}：{problem}")]


def test_a_link_to_what_is_not_out_is_named_and_one_to_what_is_passes() -> None:
    draft, out = factories.make_issue(), factories.make_published_issue()
    hidden = f'<p><a href="/issues/{draft.pk}/">看</a>。</p>{WHOLE}'
    said = f"链接 /issues/{draft.pk}/：那一期没有公开，读者打不开"
    assert _found(hidden) == [("warning", "body", said)]
    assert _found(f'<p><a href="/issues/{out.pk}/">看</a>。</p>{WHOLE}') == []


@pytest.mark.parametrize("link", ["https://elsewhere.example/issues/999999/", "/", "/columns/"])
def test_other_links_are_not_asked(link: str) -> None:
    assert _found(f'<p><a href="{link}">看</a>。</p>{WHOLE}') == []


def test_many_links_ask_the_database_as_often_as_one() -> None:
    def asked(count: int) -> int:
        links = "".join(f'<a href="/issues/{900 + number}/">看</a>' for number in range(count))
        issue = factories.make_issue(body=f"<p>{links}。</p>{WHOLE}")
        with CaptureQueriesContext(connection) as queries:
            assert len(_of(issue)) == count
        return len(queries)

    assert asked(20) == asked(1)


def test_a_link_to_a_block_of_the_text_passes(now: datetime) -> None:
    issue = factories.make_published_issue(body=WHOLE, at=now)
    assert issue.live is not None
    section = issue.live.sections[0]["id"]
    assert _found(f'<p><a href="#{section}">看</a>。</p>{WHOLE}') == []


def _topics(count: int, section: str = "") -> list[dict[str, str]]:
    return [
        {"label": f"话题{number}", "question": "为什么？", "section": section}
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("words", "count", "said"),
    [
        ("本期重点探讨三个话题：", 2, 3),
        ("本期谈两个话题。", 3, 2),
        ("这一期有 3 个议题。", 0, 3),
        ("今天聊十个话题。", 9, 10),
    ],
)
def test_fewer_topics_than_the_text_promises_are_noticed(words: str, count: int, said: int) -> None:
    body = f"<p>{words}</p>{WHOLE}"
    expected = f"文中说有 {said} 个话题，本期话题里写了 {count} 个"
    assert _found(body, topics=_topics(count)) == [("warning", "topics", expected)]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("本期重点探讨三个话题：", 3),
        ("其中两个话题最热。", 1),
        ("本期的第三个话题。", 1),
        ("话题涉及三个领域。", 1),
    ],
)
def test_what_counts_something_else_is_left_alone(words: str, count: int) -> None:
    assert _found(f"<p>{words}</p>{WHOLE}", topics=_topics(count)) == []


def test_the_section_of_a_topic_is_a_heading_of_the_text() -> None:
    assert _found(topics=_topics(1, "第一节")) == []
    said = "话题“话题0”对应的小节“第九节”不在正文里"
    assert _found(topics=_topics(1, "第九节")) == [("warning", "topics", said)]


def test_known_misspellings_are_counted_where_they_stand() -> None:
    Term.objects.create(wrong="Anthroic", right="Anthropic")
    body = f"<p>Anthroic 说，Anthroic 不说。</p>{WHOLE}"
    assert _found(body, headline="Anthroic 在做什么") == [
        ("warning", "headline", "“Anthroic”应作“Anthropic”（1 处）"),
        ("warning", "body", "“Anthroic”应作“Anthropic”（2 处）"),
    ]


def test_a_columns_own_word_goes_before_the_houses_and_stays_in_the_column() -> None:
    issue = factories.make_issue(body=f"<p>英特尓。</p>{WHOLE}")
    Term.objects.create(wrong="英特尓", right="英特尔")
    Term.objects.create(wrong="英特尓", right="Intel", column=issue.season.column)
    assert _of(issue) == [("warning", "body", "“英特尓”应作“Intel”（1 处）")]
    other = _found(f"<p>英特尓。</p>{WHOLE}")
    assert other == [("warning", "body", "“英特尓”应作“英特尔”（1 处）")]


def test_a_remark_that_waits_is_counted_and_a_settled_one_is_not(now: datetime) -> None:
    issue = factories.make_issue(body=WHOLE)
    remark = services.add_remark(issue_id=issue.pk, body="出处？", by=None, at=now)
    services.add_remark(issue_id=issue.pk, body="补了。", by=None, at=now, parent=remark)
    assert _of(issue) == [("warning", "remarks", "还有 1 条批注没有解决")]
    services.resolve_remark(remark=remark, by=None, at=now)
    assert _of(issue) == []


def test_what_was_typed_after_the_text_was_kept_is_pointed_out(now: datetime) -> None:
    issue = factories.make_issue(body=WHOLE)
    draft = issue.draft
    draft.body = f"{WHOLE}<p>没存。</p>"
    draft.save()
    assert _of(Issue.objects.get(pk=issue.pk)) == [
        ("warning", "body", "工作稿里有改动还没存为修订，不会跟着这一稿出去")
    ]


def test_what_blocks_comes_first() -> None:
    weights = [weight for weight, *_rest in _found("<p>一。</p><p>二。</p>", authors=[])]
    assert weights == ["blocking", "warning"]
