"""A Ghost export: every post on its own, none of them trusted."""

import json
from typing import Any

import pytest

from columns.importing.formats import read_file
from columns.importing.parsed import NotUnderstood, ParsedFile
from tests.columns.importing.ghosts import export, post


def read(data: bytes) -> ParsedFile:
    return read_file("site.json", data)


def test_a_post_brings_title_date_authors_rubric_and_summary() -> None:
    tables: dict[str, list[dict[str, Any]]] = {
        "users": [{"id": "a1", "name": "陆遥"}, {"id": "a2", "name": "沈砚秋"}],
        "posts_authors": [
            {"post_id": "p1", "author_id": "a1", "sort_order": 1},
            {"post_id": "p1", "author_id": "a2", "sort_order": 0},
        ],
        "tags": [
            {"id": "t0", "name": "#内部", "visibility": "internal"},
            {"id": "t1", "name": "海岸线"},
            {"id": "t2", "name": "旧闻"},
        ],
        "posts_tags": [{"post_id": "p1", "tag_id": f"t{n}", "sort_order": n} for n in (2, 1, 0)],
        "posts_meta": [{"post_id": "p1", "feature_image_caption": "图：<a>陆遥</a>&amp;帆"}],
    }

    issue = read(
        export(post(1, custom_excerpt="守灯的人。", feature_image="__GHOST_URL__/a.png"), **tables)
    ).issues[0]

    assert (issue.headline, issue.rubric, issue.column_name) == ("第1盏灯", "海岸线", "海上的光")
    assert issue.authors == ("沈砚秋", "陆遥")
    assert (issue.standfirst, issue.head_image_credit) == ("守灯的人。", "图：陆遥&帆")
    assert f"{issue.published_at:%Y-%m-%d %H:%M %z}" == "2024-01-01 09:30 +0800"
    assert issue.source_key == "ghost:u1"
    assert [loss.text for loss in issue.dropped] == ["旧闻", "/a.png"]


@pytest.mark.parametrize(
    ("visibility", "status", "is_trial", "is_draft"),
    [
        ("public", "published", True, False),
        ("paid", "published", False, False),
        ("members", "sent", False, False),
        ("paid", "draft", False, True),
        ("public", "scheduled", True, True),
    ],
)
def test_who_may_read_it_and_whether_it_was_out(
    visibility: str, status: str, is_trial: bool, is_draft: bool
) -> None:
    issue = read(export(post(1, visibility=visibility, status=status))).issues[0]

    assert (issue.is_trial, issue.is_draft) == (is_trial, is_draft)


def test_the_cut_cards_bookmarks_and_inner_links() -> None:
    html = (
        "<p>免费。</p><!--members-only--><p>见<a href='__GHOST_URL__/x/'>旧文</a>。</p>"
        "<!--kg-card-begin: html--><div>卡片</div><!--kg-card-end: html-->"
        "<figure class='kg-bookmark-card'><a href='https://sea.example/'><div>书签</div></a>"
        "</figure>"
    )

    assert read(export(post(1, html=html))).issues[0].body_html == (
        '<p>免费。</p>\n<hr class="paywall-cut">\n<p>见旧文。</p>\n<p>卡片</p>\n'
        '<p><a href="https://sea.example/">书签</a></p>'
    )


def test_posts_come_by_date_and_drafts_last() -> None:
    found = read(export(post(3), post(9, status="draft", published_at=None), post(1))).issues

    assert [issue.headline for issue in found] == ["第1盏灯", "第3盏灯", "第9盏灯"]


def test_bad_posts_are_listed_and_the_others_read() -> None:
    found = read(
        export(
            post(1),
            post(2, html=None),
            post(3, html="<p></p>"),
            post(4, html="<div>" * 300 + "字"),
            post(5, title=None),
            post(6, published_at="2024-02-30"),
            post(7, type="page"),
            members=[{"email": "a@b.example"}],
        )
    )

    assert [issue.headline for issue in found.issues] == ["第1盏灯", "（没有标题）"]
    assert [row.title for row in found.refused] == ["第2盏灯", "第3盏灯", "第4盏灯", "第6盏灯"]
    assert [row.title for row in found.skipped] == ["第7盏灯", "会员名单（1 人）"]
    assert "HTML 正文" in found.refused[0].reason


@pytest.mark.parametrize(
    "value",
    ["[]", "3", '{"a":1}', '{"db":[]}', '{"db":[{"data":[]}]}', '{"data":{"posts":{}}}'],
)
def test_another_json_file_is_refused(value: str) -> None:
    with pytest.raises(NotUnderstood, match="不是 Ghost 导出的"):
        read(value.encode())


def test_a_torn_file_is_refused_with_its_line() -> None:
    with pytest.raises(NotUnderstood, match="没有下载完整") as refusal:
        read(b'{"db":\n[{"data":')

    assert refusal.value.line == 2


def test_values_of_the_wrong_kind_do_no_harm() -> None:
    rows = [
        None,
        3,
        {"id": ["x"], "title": {"a": 1}, "html": 7, "published_at": 5, "custom_excerpt": []},
        {**post(1), "visibility": None, "status": None, "published_at": 12, "uuid": None},
    ]
    data = {"posts": rows, "users": "x", "posts_tags": [7], "settings": {}, "tags": [None]}

    found = read(json.dumps({"data": data}).encode())

    assert [issue.source_key for issue in found.issues] == ["ghost:lamp-1"]
    assert [row.title for row in found.refused] == ["（没有标题）"]


def test_characters_that_no_table_holds_are_left_out() -> None:
    bad = post(1, title="灯\ud800\u0000塔\u200b", html="<p>字\u0000。</p>")

    issue = read(export(bad)).issues[0]

    assert (issue.headline, "\0" in issue.body_html) == ("灯 塔", False)
