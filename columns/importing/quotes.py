"""Passages that are clearly the words of someone else: announced by the line above them."""

from __future__ import annotations

import re

from columns.importing.lines import Line

SAYING = re.compile(
    r"(说道?|称|表示|指出|认为|写道|写下|提到|谈到|讲到|强调|透露|坦言|直言|回应|回答|解释|评价|形容"
    r"|类比|比喻|结论|原话|原文|声明|宣布|通报|公告|引述|引用|总结道?|提醒|承认|补充道)"
)
# 我 as the one who speaks: what follows is the author's own opinion.
OWN_VOICE = re.compile(
    r"(我们?|笔者|本文|本期)[^，,。“”]{0,6}"
    r"(看|认为|觉得|观点|说|想|理解|结论|判断|总结|解释|补充|宣布|声明|强调|提醒)"
)
FIRST_PERSON = re.compile(r"我们|我(?!国)|本公司|我司|本人")
ENDS = "。！？!?；;…”』」）)"
SENTENCES = re.compile(r"[。！？!?；;]")
AT_MOST = 12  # paragraphs of one quotation; a mark open for longer was forgotten
OPEN, CLOSE = "“", "”"


def announces(line: Line) -> bool:
    """A colon line that reports someone else's speech in its last sentence."""
    last = _last_sentence(line.text.rstrip(":："))
    return line.opens_more and bool(SAYING.search(last)) and not OWN_VOICE.search(last)


def announces_unpunctuated(lead: Line, passage: Line) -> bool:
    """
    A line whose closing mark was lost in copying, then a passage in the first person or in marks.

    Both signs are asked for: a lost mark alone is common below emphasised sentences.
    """
    if lead.text.endswith((*ENDS, ":", "：", "，", ",")):
        return False
    last = _last_sentence(lead.text)
    is_reported = bool(SAYING.search(last)) and not OWN_VOICE.search(last)
    is_voice = passage.text.startswith(OPEN) or bool(FIRST_PERSON.search(passage.text))
    return is_reported and is_voice and not announces(passage)


def is_enclosed(line: Line) -> bool:
    """Whether one pair of quotation marks holds the whole paragraph."""
    text = line.text
    return text.startswith(OPEN) and text.endswith(CLOSE) and text.count(OPEN) == 1


def length(lines: list[Line]) -> int:
    """
    How many of `lines`, the first being quoted, the quotation takes: mostly one.

    A mark that stays open runs on to the paragraph that closes it, each in between opening anew.
    """
    if not lines[0].text.startswith(OPEN) or CLOSE in lines[0].text:
        return 1
    for at, line in enumerate(lines[1:], start=2):
        if line.mark or not line.text.startswith(OPEN):
            return 1
        if line.text.endswith(CLOSE):
            return at
    return 1


def _last_sentence(text: str) -> str:
    return SENTENCES.split(text)[-1]
