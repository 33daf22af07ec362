"""Ten times the text takes ten times the work, whatever it is made of; so nobody can stop us."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import lxml.html
import pytest

from columns.richtext import building, inline, sanitise
from columns.richtext.shallows import DEEPEST, shallow

SHAPES: dict[str, Callable[[int], str]] = {
    "lines": lambda n: f"<p>{'a<br>' * n}</p>",
    "empty lines": lambda n: f"<p>{'<br>' * n}</p>",
    "lines at the end": lambda n: f"<p>a{' <br>' * n}</p>",
    "paragraphs by lines": lambda n: f"<p>{'a<br><br>' * n}</p>",
    "emphasis": lambda n: f"<p>{'<b>a</b>b' * n}</p>",
    "equal neighbours": lambda n: f"<p>{'<b>a</b>' * n}</p>",
    "spans": lambda n: f"<p>{'<span>a</span>' * n}</p>",
    "links": lambda n: f"<p>{'<a href=/a>a</a>b' * n}</p>",
    "notes": lambda n: f"<p>{'a<span class=note>b</span>' * n}</p>",
    "items": lambda n: f"<ul>{'<li>a</li>' * n}</ul>",
    "blocks in words": lambda n: f"<p>{'<b>a<div>b</div></b>' * n}",
    "Word's lists": lambda n: '<p style="mso-list:l0 level1">a</p><p>b</p>' * n,
    "a long style": lambda n: f"<p style='{'mso-list:' * n}'>a",
    "rows": lambda n: f"<table>{'<tr><td>a</td><td>b</td></tr>' * n}</table>",
    "lines in a cell": lambda n: f"<table><tr><td>{'a<br>' * n}</td><td>b</td></tr></table>",
    "pictures": lambda n: '<figure><img src="/media/a.webp"></figure>' * n,
    "deep boxes": lambda n: f"{'<div>' * n}a{'</div>' * n}",
    "deep quotes": lambda n: f"{'<blockquote><p>a</p>' * n}",
    "deep lists": lambda n: "<ul><li>a" * n,
    "deep items": lambda n: "<ul><li>" * 100 + "<li>a" * n,
    "deep tables": lambda n: "<table><tr><td>a" * n,
}


def _work(html: str) -> int:
    """How many calls cleaning takes, of Python and of C: unlike time, the same on every machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _about: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        sanitise(html)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_work_grows_as_the_text_does(shape: Callable[[int], str]) -> None:
    assert _work(shape(1200)) < 5 * _work(shape(300))


class _Counted(lxml.html.HtmlElement):  # type: ignore[misc]
    """Counts how often it was asked for its children: each answer takes time with their number."""

    asked = 0

    def __len__(self) -> int:
        type(self).asked += 1
        return int(super().__len__())


def test_a_parents_children_are_counted_once_however_many_words_come_between() -> None:
    parser = lxml.html.HTMLParser()
    parser.set_element_class_lookup(lxml.etree.ElementDefaultClassLookup(element=_Counted))
    parent = lxml.html.fragment_fromstring("<p>a</p>", parser=parser)
    _Counted.asked = 0
    items = [item for _ in range(100) for item in (building.element("br"), "a")]
    building.extend(parent, items)
    assert _Counted.asked == 1
    assert building.serialised(parent) == f"<p>a{'<br>a' * 100}</p>"


def test_a_paragraph_is_looked_through_once_however_many_lines_it_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked = 0
    is_blank = building.is_blank

    def counted(items: Any) -> bool:
        nonlocal looked
        looked += len(items)
        return is_blank(items)

    monkeypatch.setattr(inline, "is_blank", counted)
    breaks: list[building.Item] = [building.element("br") for _ in range(1000)]
    assert len(list(inline.paragraphs(["a", *breaks]))) == 2
    assert looked <= 1001


def test_an_element_is_opened_up_in_its_place() -> None:
    root = building.parsed("0<i>1</i>2<b>3<i>4</i>5<i>6</i>7</b>8<b>9</b>")
    for node in root.xpath("b"):
        building.opened_up(node)
    assert building.inner_html(root) == "0<i>1</i>23<i>4</i>5<i>6</i>789"
    first = building.parsed("<b>1<i>2</i></b>3")
    building.opened_up(first[0])
    assert building.inner_html(first) == "1<i>2</i>3"


def test_nothing_stands_deeper_than_the_bound_and_no_word_is_lost() -> None:
    deep = "".join(f"<div>字{number}" for number in range(5000)) + "</div>" * 5000 + "<p>尾</p>"
    assert shallow(deep).count("<div>") == DEEPEST
    cleaned = sanitise(deep)
    assert [f"字{number}" in cleaned for number in (0, 999, 1000, 4999)] == [True] * 4
    assert cleaned.endswith("<p>尾</p>")


def test_a_cut_is_never_lost_however_deep_it_stands() -> None:
    deep = f"<p>头</p>{'<ul><li>' * 2000}字<hr class=paywall-cut>尾"
    first, cut, rest = sanitise(deep).split("\n", 2)
    assert (first, cut) == ("<p>头</p>", '<hr class="paywall-cut">')
    assert "字" in rest
    assert "尾" in rest


def test_what_is_not_deep_is_left_as_it_is() -> None:
    flat = "<div><ul><li>a<li>b</ul><p>c<br></div>" * DEEPEST
    assert shallow(flat) == flat
    assert shallow("<div>" * DEEPEST) == "<div>" * DEEPEST
    # An end that nothing began lets nobody in deeper.
    assert shallow("<div></i>" * 2 * DEEPEST).count("<div>") == DEEPEST


def test_a_hundred_thousand_items_are_as_many() -> None:
    assert sanitise(f"<ul>{'<li>a</li>' * 100_000}</ul>").count("<li>") == 100_000
