"""Quoted passages, lists and headings: what is taken for one, and what is not."""

import pytest

from columns.importing.page_text import parse
from tests.columns.importing.reading import page, with_head


def body(*paragraphs: str) -> str:
    return parse(with_head(*paragraphs)).body_html


@pytest.mark.parametrize(
    "lead",
    ["海事局在通告里写道:", "老守塔人这样回答：", "他使用了一个比喻:", "船长说:"],
)
def test_reported_speech_after_a_colon_is_a_quotation(lead: str) -> None:
    assert body(lead, "灯不能灭,灭了就是另一片海。") == (
        f"<p>{lead}</p>\n<blockquote><p>灯不能灭,灭了就是另一片海。</p></blockquote>"
    )


@pytest.mark.parametrize(
    "lead",
    ["我的结论是:", "在我看来,还有一点要说:", "这件事有两面:", "他们说了很多。我们只记住一点:"],
)
def test_the_authors_own_words_after_a_colon_are_no_quotation(lead: str) -> None:
    assert "<blockquote>" not in body(lead, "灯不能灭,灭了就是另一片海。")


def test_a_lead_without_its_mark_needs_a_voice_in_the_first_person() -> None:
    lead = "风停之后,港务局长在码头上明确表示今年不会关灯"

    assert "<blockquote><p>我们会守到" in body(lead, "我们会守到最后一艘船进港。")
    assert "<blockquote>" not in body(lead, "这座港口已经守了八十年。")


def test_an_open_quotation_runs_to_the_paragraph_that_closes_it() -> None:
    html = parse(page("wide")).body_html

    assert (
        "<blockquote><p>“四点起床，六点到闸口，九点拿到箱子。</p>"
        "<p>“剩下的时间都在等，等的时候我看书，今年已经看完了十一本。”</p></blockquote>"
    ) in html


def test_indented_bullets_nest() -> None:
    assert (
        "<ul><li>赶潮水的船：<ul><li>吃水超过十二米；</li><li>一天只有两个窗口；</li></ul></li>"
        "<li>赶合同的船；</li><li>谁也不赶的船。</li></ul>"
    ) in parse(page("wide")).body_html


def test_a_bullet_that_turns_away_from_its_list_becomes_a_paragraph() -> None:
    html = body("守塔有两件事。", "• 擦灯;", "• 记账;", "• 不过还有一件更难:", "• 等人。")

    assert html == (
        "<p>守塔有两件事。</p>\n<ul><li>擦灯;</li><li>记账;</li></ul>\n"
        "<p>不过还有一件更难:</p>\n<ul><li>等人。</li></ul>"
    )


def test_a_bullet_that_claims_some_of_the_next_holds_them() -> None:
    html = body("一天的事。", "• 早上做两件事:", "• 擦灯;", "• 记账;", "• 晚上点灯。")

    assert html.endswith(
        "<ul><li>早上做两件事:<ul><li>擦灯;</li><li>记账;</li></ul></li><li>晚上点灯。</li></ul>"
    )


def test_a_bullet_that_does_not_say_what_it_claims_is_left() -> None:
    html = body("一天的事。", "• 早上:", "• 擦灯;", "• 晚上点灯。")

    assert html.endswith("<ul><li>早上:</li><li>擦灯;</li><li>晚上点灯。</li></ul>")


def test_indented_numbers_make_an_ordered_list() -> None:
    assert body("先后有序。", "  1. 擦灯", "  2. 点灯").endswith(
        "<ol><li>擦灯</li><li>点灯</li></ol>"
    )


def test_an_unpunctuated_sentence_is_no_heading() -> None:
    sentence = "今年春天守塔人第一次在日记里提到自己想要退休然后搬到镇上去"

    issue = parse(with_head("灯亮了。", sentence, "他没有走。"))

    assert issue.sections == ()
    assert f"<p>{sentence}</p>" in issue.body_html


def test_a_lead_in_above_a_list_is_no_heading() -> None:
    issue = parse(with_head("灯亮了。", "灯塔的几个数字", "• 高三十一米", "• 亮八十年", "完工。"))

    assert issue.sections == ()


def test_a_closing_line_heads_nothing() -> None:
    assert parse(with_head("灯亮了。", "下周见")).sections == ()


def test_a_list_nested_beyond_reason_is_flattened_below_the_fifth_level() -> None:
    items = "\n".join(" " * depth + f"• 第{depth}层" for depth in range(400))

    html = parse(with_head("越缩越深。", items)).body_html

    assert html.count("<li>") == 400
    assert html.count("<ul>") == 5
