"""`manage.py spoken` answers every line with one line of JSON, in order."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.conf import settings

from columns.audio.spoken.han import HAN
from tests.columns.audio.sentences import SENTENCES

MANAGE = str(Path(settings.BASE_DIR) / "manage.py")


def run(*texts: str, written: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, MANAGE, "spoken", *texts]
    return subprocess.run(command, input=written, capture_output=True, check=False)


def answers(*texts: str, written: bytes = b"") -> Sequence[dict[str, object]]:
    done = run(*texts, written=written)
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_each_text_gets_its_words_and_readings_in_order() -> None:
    assert answers("涨了 5%", "A100", "女儿") == [
        {
            "text": "涨了 5%",
            "spoken": "涨了百分之五",
            "pinyin": ["zhang3", "le5", "bai3", "fen1", "zhi1", "wu3"],
        },
        {"text": "A100", "spoken": "A一百", "pinyin": ["yi4", "bai3"]},
        {"text": "女儿", "spoken": "女儿", "pinyin": ["nv3", "er2"]},
    ]


def test_standard_input_is_answered_line_by_line_and_empty_lines_too() -> None:
    told = answers("-", written="第一\r\n\n 第 2 行".encode())
    assert [one["text"] for one in told] == ["第一", "", " 第 2 行"]
    assert [one["spoken"] for one in told] == ["第一", "", "第二行"]
    assert told[1]["pinyin"] == []


def test_every_han_has_one_reading() -> None:
    for told in answers("-", written="\n".join(one for one, _ in SENTENCES).encode()):
        assert len(list(told["pinyin"])) == len(re.findall(HAN, str(told["spoken"])))  # type: ignore[call-overload]


def test_chinese_is_written_as_it_is() -> None:
    assert "百分之五".encode() in run("5%").stdout


def test_an_answer_comes_before_the_next_line_is_written() -> None:
    command = [sys.executable, MANAGE, "spoken", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for written, spoken in (("3 家", "三家"), ("5 家", "五家")):
            process.stdin.write(f"{written}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["spoken"] == spoken


def test_input_that_is_no_utf8_is_named_by_its_line() -> None:
    done = run("-", written=b"abc\n\xff\xfe\n")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "第 2 行不是 UTF-8 文字，请把输入另存为 UTF-8 后再试。" in done.stderr.decode()


def test_nothing_to_say_is_refused() -> None:
    assert run().returncode == 2


@pytest.mark.parametrize("written", ["-5", "2-3 个"])
def test_a_text_may_begin_with_a_figure_or_a_sign(written: str) -> None:
    assert answers("--", written)[0]["text"] == written
