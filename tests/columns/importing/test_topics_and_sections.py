"""Which section treats which topic: certain pairs are stored, doubtful ones left to the editor."""

import pytest

from columns.importing.page_text import parse
from columns.importing.parsed import Notes, ParsedTopic
from columns.importing.topics import Opening, kinship, map_to_sections
from tests.columns.importing.reading import page, with_head


def mapped(labels: list[str], sections: list[str]) -> list[str]:
    topics = tuple(ParsedTopic(label, "为什么?") for label in labels)
    opening = Opening(topics, None, tuple(range(1, len(labels) + 1)))
    return [topic.section for topic in map_to_sections(opening, sections, Notes()).topics]


@pytest.mark.parametrize(
    ("label", "heading", "degree"),
    [
        ("计算", "计算", 3),
        ("AI", "ai", 3),
        ("模型", "模型·市场", 2),
        ("云上", "云·新云", 1),
        ("中国", "中间", 1 - 1),
        ("水", "火", 0),
    ],
)
def test_kinship_of_a_label_and_a_heading(label: str, heading: str, degree: int) -> None:
    assert kinship(label, heading) == degree


def test_equal_names_pair_in_whatever_order_they_stand() -> None:
    assert mapped(["甲地", "乙地"], ["乙地", "甲地"]) == ["甲地", "乙地"]


def test_a_shared_character_pairs_where_the_order_leaves_one_section() -> None:
    assert mapped(["大模型", "算力", "云上"], ["大模型·市场", "算力", "云·新云"]) == [
        "大模型·市场",
        "算力",
        "云·新云",
    ]


def test_a_shared_character_out_of_order_is_not_trusted() -> None:
    assert mapped(["算力", "云上"], ["云·新云", "算力"]) == ["算力", ""]


def test_two_claims_on_one_section_leave_both_open() -> None:
    assert mapped(["河岸", "河心"], ["大河"]) == ["", ""]


def test_two_sections_for_one_topic_leave_it_open() -> None:
    assert mapped(["云上"], ["云之南", "云之北"]) == [""]


def test_one_section_may_treat_two_topics_that_it_names() -> None:
    assert mapped(["模型", "芯片"], ["模型与芯片"]) == ["模型与芯片", "模型与芯片"]


def test_open_topics_are_reported_with_their_line() -> None:
    issue = parse(page("unsure"))

    assert [topic.section for topic in issue.topics] == [
        "排水与沟渠",
        "",
        "",
        "",
        "短信与预警",
    ]
    open_lines = [found.line for found in issue.recognised if "没有对应的小节" in found.what]
    assert open_lines == [10, 12, 14]


def test_a_list_too_long_for_topics_stays_in_the_body() -> None:
    items = [f"• 项{number}:为什么?" for number in range(13)]

    issue = parse(with_head("本期要讲的话题:", *items, "说完了。"))

    assert issue.topics == ()
    assert issue.body_html.count("<li>") == 13
