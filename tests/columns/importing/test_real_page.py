"""The real page beside the project, row by row."""

import re
from datetime import UTC, datetime, timedelta

from columns.importing.lines import read_lines
from columns.importing.page_text import parse
from columns.richtext import sanitise


def test_the_masthead_of_the_real_page_is_read(real_page: str) -> None:
    issue = parse(real_page)

    assert (issue.column_name, issue.column_tagline) == ("全球科技纵览", "趋势必读")
    assert (issue.season_number, issue.season_title) == (2, "第二季")
    assert (issue.headline, issue.rubric) == ("如何理解美光禁令?", "AI内参")
    assert issue.published_at == datetime(2023, 5, 26, 9, 19, tzinfo=UTC)
    assert issue.published_at.utcoffset() == timedelta(hours=8)
    assert issue.authors == ("赵赛坡",)
    assert issue.head_image_credit == "视觉中国"


def test_the_three_topics_of_the_real_page_find_their_sections(real_page: str) -> None:
    issue = parse(real_page)

    assert issue.topics_count_claimed == 3
    assert {topic.label: topic.section for topic in issue.topics} == {
        "大模型": "大模型·市场",
        "计算": "计算",
        "云上": "云·阿里云",
    }
    assert issue.sections == ("大模型·市场", "计算", "云·阿里云")


def test_lists_quotes_and_the_stray_bullet_of_the_real_page(real_page: str) -> None:
    body = parse(real_page).body_html

    assert body.count("<li>") == 16  # 20 bullets, less three topics and the stray one
    assert [quote[:2] for quote in re.findall("<blockquote><p>([^<]+)", body)] == [
        "美光",
        "如果",
        "鉴于",
    ]
    assert re.search("<p>[^<]+两大难题:</p>\n<ul><li>前期[^<]+</li><li>模型[^<]+</li></ul>", body)


def test_notices_stay_out_of_the_body_and_furniture_is_dropped_with_a_reason(
    real_page: str,
) -> None:
    issue = parse(real_page)

    assert issue.reproduction_notice.endswith("miaotou515")
    assert issue.complaint_contact == "tougao@huxiu.com"
    assert [loss.line for loss in issue.dropped] == [1, 2, 6, 9, 10, 17, 206, 207, 208, 209]
    assert all(loss.reason for loss in issue.dropped)
    furniture = [loss.text for loss in issue.dropped if loss.text != "评论"]
    outside = [*furniture, "miaotou515", "tougao", "赵赛坡", "视觉中国", "2023-05-26"]
    assert not [text for text in outside if text in issue.body_html]


def test_every_line_of_the_real_page_has_one_fate(real_page: str) -> None:
    issue = parse(real_page)
    noted = {found.line for found in issue.recognised}
    lost = {loss.line for loss in issue.dropped}

    assert not noted - {17} & lost
    unseen = [
        line.number
        for line in read_lines(real_page)
        if line.number not in noted | lost and f">{line.text}<" not in issue.body_html
    ]
    assert unseen == []


def test_the_words_of_the_real_page_stay_and_only_invisible_ones_go(real_page: str) -> None:
    body = parse(real_page).body_html

    assert "\u00a0" in real_page
    assert "\u00a0" not in body
    assert "," in body  # typed so; full-width ones are the editor's to put
    assert "，" not in body


def test_the_body_passes_the_door_for_rich_text_unchanged(real_page: str) -> None:
    body = parse(real_page).body_html

    assert sanitise(body) == body


def test_lost_pictures_and_links_are_pointed_out(real_page: str) -> None:
    notes = [(found.line, found.what) for found in parse(real_page).recognised]

    assert [line for line, what in notes if "图片" in what] == [51, 79]
    assert [line for line, what in notes if "链接" in what] == [97]
