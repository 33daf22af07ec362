"""`manage.py import_issue` as its user meets it: words, JSON, exit codes."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from columns.models import Column, Issue
from tests.columns.importing.ghosts import export, post
from tests.columns.importing.reading import PAGES, page
from tests.factories import make_column, make_season

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("import_issue", *arguments, stdout=out)
    return out.getvalue()


def test_the_report_names_what_was_recognised_dropped_and_made() -> None:
    words = run(str(PAGES / "wide.txt"))

    assert "第 4 行　标题：为什么港口先学会了等待？" in words
    assert "第 12 行　“00:00 / 12:41”：播放器的时间" in words
    assert "新建：作者 沈砚秋" in words
    assert "已建立新的一期" in words
    assert words.endswith("现在是草稿，读者看不到。\n")


def test_a_second_run_says_that_nothing_changed() -> None:
    run(str(PAGES / "wide.txt"))

    words = run(str(PAGES / "wide.txt"))

    assert words.endswith("没有变化。\n")
    assert "新建" not in words


def test_json_is_one_object() -> None:
    content = json.loads(run(str(PAGES / "wide.txt"), "--publish", "--json"))

    issue = Issue.objects.get()
    assert (content["outcome"], content["issue_id"]) == ("created", issue.pk)
    assert (content["revision"], content["is_public"]) == (1, True)
    assert content["page"]["published_at"] == "2024-03-08T07:05:00+08:00"
    assert content["page"]["topics"][1]["section"] == "闸口前的白天"
    assert {"line": 2, "text": "搜索", "reason": "搜索框"} in content["page"]["dropped"]


def test_a_refusal_exits_with_one_and_names_line_and_reason() -> None:
    with pytest.raises(CommandError, match=r"没有导入。第 9 行：.*试读") as refusal:
        run(str(PAGES / "trial-only.txt"))

    assert refusal.value.returncode == 1
    assert not Column.objects.exists()


def test_a_refusal_in_json_is_one_object_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError):
        call_command("import_issue", str(PAGES / "no-such-day.txt"), "--json")

    content = json.loads(capsys.readouterr().out)
    assert (content["outcome"], content["line"]) == ("refused", 3)
    assert "2023-02-30" in content["reason"]


def test_a_missing_author_stops_publication_and_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(page("wide").replace("作者｜沈砚秋、Ben Holloway", ""))

    with pytest.raises(CommandError, match="没有署名"):
        run(str(file), "--publish")

    assert not Column.objects.exists()


def test_gb18030_is_converted_and_said(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(page("wide").encode("gb18030"))

    words = run(str(file))

    assert words.startswith("文件编码：GB18030，已转换。\n")
    assert Issue.objects.get().headline == "为什么港口先学会了等待？"


def test_the_same_page_in_another_encoding_is_the_same_page(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(page("wide").replace("\n", "\r\n").encode("utf-8-sig"))
    run(str(PAGES / "wide.txt"))

    assert "没有变化" in run(str(file))


def test_a_rehearsal_writes_nothing_and_says_so() -> None:
    words = run(str(PAGES / "wide.txt"), "--dry-run")

    assert words.endswith("会建立新的一期。\n这是试运行，什么也没有写入。\n")
    assert not Column.objects.exists()


def test_a_site_is_reported_issue_by_issue(tmp_path: Path) -> None:
    file = tmp_path / "site.json"
    file.write_bytes(export(post(1), post(2, html=None), post(3, type="page")))

    words = run(str(file))

    assert "《第1盏灯》\n" in words
    assert "没有导入：\n  第2盏灯：文件里没有这一篇的 HTML 正文" in words
    assert words.endswith("不是期，跳过：\n  第3盏灯：这是独立页面，不是文章\n")
    content = json.loads(run(str(file), "--json", "--dry-run"))
    assert (content["format"], content["is_dry_run"]) == ("ghost", True)
    assert [one["outcome"] for one in content["done"]] == ["unchanged"]
    assert [row["title"] for row in content["refused"]] == ["第2盏灯"]


def test_the_options_say_where_it_goes(tmp_path: Path) -> None:
    season = make_season(column=make_column(slug="sea"), number=3)
    file = tmp_path / "a.md"
    file.write_text("# 灯\n\n字。\n")

    run(str(file), "--column", "sea", "--season", "3")

    assert Issue.objects.get().season == season


def test_a_missing_file_a_folder_and_a_huge_file_are_each_one_sentence(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    huge.write_bytes(b"\n" * 2_000_001)

    for path, words in [
        (tmp_path / "none.txt", "找不到文件"),
        (tmp_path, "读不了文件"),
        (huge, "太大"),
    ]:
        with pytest.raises(CommandError, match=words):
            run(str(path))
