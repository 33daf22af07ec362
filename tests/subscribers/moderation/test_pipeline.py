"""
All checks together.

Of the obfuscations that must be held, the contact and evasion cases are asserted here. The plain
insults (傻子, ｓｂ, s*b and their spaced forms) belong to the site's own word list and its learner
and are not judged by these checks; 傻 with something unseen inside is.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

from neican.kernel.counting import clean, count
from subscribers.comments.moderation import pipeline
from subscribers.comments.moderation.candidate import Candidate
from subscribers.comments.moderation.checks import MOST, Check
from subscribers.comments.moderation.patterns import Patterns, SearchFailed
from subscribers.comments.moderation.reading import Reading
from tests.subscribers.moderation.asking import ALLOW, HOLD, NOW, REMOVE, ask

VECTORS: Final = Path(__file__).parents[2] / "vectors"
HARMLESS: Final = (VECTORS / "harmless.txt").read_text(encoding="utf-8").splitlines()
CLAUSES: Final = frozenset(
    "ad_contact stock_tip attack hate porn_gamble_illegal politics_law privacy flood copyright"
    " rumour off_topic_vulgar evasion".split()
)
EVIL: Final[dict[str, Callable[[int], str]]] = {
    "one account after another": lambda n: "加微信abc88888 "[:12] * (n // 12),
    "telephone numbers": lambda n: "13812345678 " * (n // 12),
    "single digits": lambda n: "1 " * (n // 2),
    "near repetitions": lambda n: ("甲乙丙丁" * 6 + "戊") * (n // 25),
    "near runs": lambda n: ("哈" * 14 + "嘿") * (n // 15),
    "addresses": lambda n: "他住在幸福路12号" * (n // 9),
    "entities": lambda n: "&#24494;" * (n // 8),
    "unseen": lambda n: "傻\u200b" * (n // 2),
    "ligatures": lambda n: "\ufdfa" * n,
    "openings only": lambda n: "微信" * (n // 2),
    "separators": lambda n: "微" + "." * (n - 2) + "信",
    "digits": lambda n: "6" * n,
    "dots": lambda n: "a." * (n // 2),
    "split characters": lambda n: "亻言" * (n // 2),
}


def lines_run(body: str) -> int:
    """How many lines of Python it takes to judge a comment."""
    total = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal total
        total += event == "line"
        return trace

    ask(body)  # fills the caches
    former = sys.gettrace()
    sys.settrace(trace)
    try:
        pipeline.judge(Candidate(body, NOW))
    finally:
        sys.settrace(former)
    return total


@pytest.mark.parametrize(
    "body",
    "加微信|加v|加薇信|➕V|vx123|微 信|加微信號|傻\u200b子|раураl|加̶微̶信̶|加&#24494;信|弓虽".split(
        "|"
    ),
)
def test_an_obfuscated_comment_is_held(body: str) -> None:
    assert ask(body).outcome >= HOLD


def test_there_are_two_hundred_different_harmless_sentences() -> None:
    assert len(set(HARMLESS)) == len(HARMLESS) >= 200
    assert {"傻瓜相机评测", "加微软仓位", "加 V100 集群", "干货", "交易所"} <= set(HARMLESS)


@pytest.mark.parametrize("body", HARMLESS)
def test_a_harmless_sentence_meets_no_objection(body: str) -> None:
    assert ask(body).verdicts == ()


def test_every_sentence_of_the_real_page_passes_but_the_contacts_of_its_foot(
    real_page: str,
) -> None:
    sentences = [part for part in re.split(r"(?<=[。！？!?；])|\n", real_page) if part.strip()]
    objections = [verdict for each in sentences for verdict in ask(each).verdicts]
    own = frozenset(
        account for each in objections for account in re.findall("[a-z0-9.@]+$", each.evidence)
    )
    assert len(sentences) > 80
    assert [(each.check, each.outcome) for each in objections] == [("contact", HOLD)] * 2
    assert [each for each in sentences if ask(each, allowed=own).verdicts] == []


def test_the_worst_outcome_wins_and_leads() -> None:
    judged = ask("首充送88，傻\u200b子，加V:abc8888")
    assert judged.outcome is REMOVE
    assert {verdict.outcome for verdict in judged.verdicts} == {HOLD, REMOVE}
    assert judged.leading is not None
    assert judged.leading.outcome is REMOVE


def test_without_objection_nothing_leads() -> None:
    judged = ask("写得好")
    assert (judged.outcome, judged.verdicts, judged.leading) == (ALLOW, (), None)


def test_every_check_cites_a_known_clause_under_its_own_name() -> None:
    assert {check.clause for check in pipeline.CHECKS} <= CLAUSES
    assert len({check.name for check in pipeline.CHECKS}) == len(pipeline.CHECKS)
    assert all(check.version >= 1 and str(check.title) for check in pipeline.CHECKS)


def test_a_failing_check_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(reading: Reading) -> Any:
        raise ZeroDivisionError

    checks: tuple[Check, ...] = (
        *pipeline.CHECKS[:-1],
        replace(pipeline.CHECKS[-1], question=broken),
    )
    monkeypatch.setattr(pipeline, "CHECKS", checks)
    with pytest.raises(ZeroDivisionError):
        ask("写得好")


def test_a_pattern_engine_that_gives_up_is_not_taken_for_silence() -> None:
    patterns = Patterns({"a": "a"})
    assert [found.name for found in patterns.find("ba")] == ["a"]
    assert list(patterns.find("b")) == []
    patterns._all = type("Exhausted", (), {"Match": lambda self, text: None})()
    with pytest.raises(SearchFailed):
        patterns.occur("b")


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL.keys())
def test_the_work_grows_no_faster_than_the_text(evil: Callable[[int], str]) -> None:
    short, long = lines_run(evil(500)), lines_run(evil(2000))
    assert long < 5 * short
    assert len(ask(evil(500)).verdicts) <= MOST * len(pipeline.CHECKS)


def test_what_the_counter_lets_through_is_judged_whole() -> None:
    body = clean("x" + "\u0323" * 15) * 499 + "加"
    assert count(body) == 500
    assert ask(body[:-1] + "加v").outcome is HOLD
