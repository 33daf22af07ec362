"""Pages of other shapes than the first one: marks, blanks, breaks and parts that are missing."""

import pytest

from columns.importing.labelled import split_names
from columns.importing.lines import read_lines
from columns.importing.numerals import read_numeral
from columns.importing.page_text import parse
from tests.columns.importing.reading import page, with_head


def test_full_width_marks_two_authors_and_a_titled_season_are_read() -> None:
    issue = parse(page("wide"))

    assert (issue.column_name, issue.column_tagline) == ("潮汐观察", "海边的账")
    assert (issue.season_number, issue.season_title) == (12, "第十二季 北方港")
    assert (issue.headline, issue.rubric) == ("为什么港口先学会了等待？", "码头笔记")
    assert str(issue.published_at) == "2024-03-08 07:05:00+08:00"
    assert issue.authors == ("沈砚秋", "Ben Holloway")
    assert issue.head_image_credit == "作者自摄"
    assert issue.complaint_contact == "desk@tides.example"
    assert [topic.section for topic in issue.topics] == ["锚地里的九天", "闸口前的白天"]


def test_readers_comments_and_recommendations_do_not_enter_the_body() -> None:
    issue = parse(page("wide"))

    assert issue.body_html.endswith(
        "<p>他看的书可以在这里查看。他也承认，读书改变不了排队的长度。</p>"
    )
    dropped = {loss.text: loss.reason for loss in issue.dropped}
    assert dropped["第一次知道等待也要记账。"] == "评论区，不属于本期内容"
    assert dropped["一座灯塔的退休金"] == "推荐内容，不属于本期内容"
    assert dropped["编辑 ｜ 柳七"].startswith("“编辑”没有对应的位置")
    assert "补图" in dropped["图｜锚地的清晨"]


def test_a_page_without_column_topics_or_blank_lines_is_read() -> None:
    issue = parse(page("tight"))

    assert (issue.column_name, issue.season_number, issue.rubric) == ("", None, "")
    assert (issue.topics, issue.topics_count_claimed) == ((), None)
    assert issue.authors == ("卢一帆",)
    assert issue.sections == ("谷电与峰电", "一度电换多少个面包")
    assert "<ul><li>预热要四十分钟</li><li>第一炉在三点二十出炉</li></ul>" in issue.body_html
    assert issue.reproduction_notice == "本文未经授权不得转载"


def test_a_label_broken_over_lines_and_the_site_name_in_the_title_are_understood() -> None:
    issue = parse(page("broken-label"))

    assert (issue.headline, issue.rubric) == ("山路上的第二块电池", "")
    assert (issue.column_name, issue.season_number) == ("换挡", 2)
    assert issue.authors == ("欧阳若水", "纪南")
    assert issue.head_image_credit == "图虫·授权"
    assert [(topic.label, topic.section) for topic in issue.topics] == [("换电", "换电站的账")]
    assert issue.sections == ("换电站的账", "电从哪里来", "写在最后")


def test_a_miscounted_topic_list_is_taken_whole_and_reported() -> None:
    issue = parse(page("unsure"))

    assert (issue.topics_count_claimed, len(issue.topics)) == (4, 5)
    assert ("话题数不符，请核对", "写着 4 个，实际 5 个") in [
        (found.what, found.value) for found in issue.recognised
    ]


def test_a_list_without_labels_stays_in_the_body() -> None:
    issue = parse(with_head("本期有两个话题:", "• 海雾从哪里来", "• 谁在擦灯", "灯下说话。"))

    assert issue.topics == ()
    assert issue.body_html.startswith("<p>本期有两个话题:</p>\n<ul><li>海雾从哪里来</li>")


def test_a_standfirst_above_the_byline_is_kept_as_a_paragraph() -> None:
    text = with_head("守塔人每晚擦两遍镜片。").replace(
        "作者 |", "这一期写给所有在夜里还开着灯等人回家的人。\n\n作者 |"
    )

    issue = parse(text)

    assert issue.authors == ("陆遥",)
    assert issue.body_html == (
        "<p>这一期写给所有在夜里还开着灯等人回家的人。</p>\n<p>守塔人每晚擦两遍镜片。</p>"
    )


def test_markup_in_the_text_is_escaped() -> None:
    body = parse(with_head("他写下 1 < 2 & <script>alert(1)</script>。")).body_html

    assert body == "<p>他写下 1 &lt; 2 &amp; &lt;script&gt;alert(1)&lt;/script&gt;。</p>"


def test_a_word_that_is_furniture_at_the_edges_heads_a_section_in_the_middle() -> None:
    issue = parse(with_head("灯亮了。", "评论", "评论家们不同意这束光的颜色。", "灯灭了。"))

    assert issue.sections == ("评论",)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("赵一、钱二、孙三", ("赵一", "钱二", "孙三")),
        ("赵一，钱二", ("赵一", "钱二")),
        ("赵一 钱二", ("赵一", "钱二")),
        ("赵一 Ada Lovelace", ("赵一", "Ada Lovelace")),
        ("Ada Lovelace / 钱二", ("Ada Lovelace", "钱二")),
        ("阿卜杜拉·买买提", ("阿卜杜拉·买买提",)),
        ("赵一、赵一", ("赵一",)),
    ],
)
def test_a_byline_is_parted_into_names(byline: str, names: tuple[str, ...]) -> None:
    assert split_names(byline) == names


@pytest.mark.parametrize(
    ("written", "number"),
    [("2", 2), ("２", 2), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103)],
)
def test_numbers_are_read_as_pages_write_them(written: str, number: int) -> None:
    assert read_numeral(written) == number


@pytest.mark.parametrize("written", ["", "某", "十百", "1.5"])
def test_what_is_no_number_is_not_guessed(written: str) -> None:
    assert read_numeral(written) is None


def test_invisible_characters_go_but_emoji_stay_whole() -> None:
    family = "👩\u200d👧"

    (line,) = read_lines(f"\ufeff　　海\u200b上\u00a0的光{family}\n")

    assert line.text == f"海上 的光{family}"


def test_a_column_label_repeated_at_the_end_keeps_the_season() -> None:
    issue = parse(with_head("灯亮了。", "文章所属专栏 海上的光"))

    assert (issue.column_name, issue.season_number) == ("海上的光", 1)
    assert issue.dropped[-1].reason == "专栏又出现一次，只存一次"
