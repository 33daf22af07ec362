"""One rule for cleaning and counting, in Python and in the browser."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from neican.kernel.counting import CEILING, LIMIT, BadText, clean, count, is_blank

ROOT: Final = Path(__file__).parents[2]
VECTORS: Final[list[dict[str, Any]]] = json.loads(
    (ROOT / "tests/vectors/comment_length.json").read_text(encoding="ascii")
)
EVERY_VECTOR = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])

# The module is imported from a data: address, so that node needs no package.json to believe it.
RUNNER: Final = """
const [source, texts] = JSON.parse(require("fs").readFileSync(0));
import("data:text/javascript," + encodeURIComponent(source)).then((rule) => {
  const ask = (text) => {
    try { return rule.clean(text); }
    catch (error) { if (error instanceof rule.BadText) return null; throw error; }
  };
  const rows = texts.map((text) => [rule.count(text), rule.isBlank(text), ask(text)]);
  console.log(JSON.stringify({ limit: rule.LIMIT, ceiling: rule.CEILING, rows }));
});
"""


def typed(vector: dict[str, Any]) -> str:
    return str(vector["input"] * vector.get("times", 1))


def stored(vector: dict[str, Any]) -> str | None:
    if vector.get("bad"):
        return None
    return str(vector["clean"] * vector.get("times", 1))


def answer(text: str) -> list[Any]:
    """What the server says, in the shape of the runner's rows."""
    try:
        return [count(text), is_blank(text), clean(text)]
    except BadText:
        return [count(text), is_blank(text), None]


def in_browser(texts: list[str]) -> dict[str, Any]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    source = (ROOT / "neican/static/neican/js/counting.js").read_text(encoding="utf-8")
    done = subprocess.run(
        [node, "-e", RUNNER],
        input=json.dumps([source, texts]),
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_there_are_enough_vectors_and_their_names_differ() -> None:
    assert len({vector["name"] for vector in VECTORS}) == len(VECTORS) >= 40


@EVERY_VECTOR
def test_the_server_counts_and_cleans(vector: dict[str, Any]) -> None:
    assert answer(typed(vector)) == [vector["count"], vector["blank"], stored(vector)]


@EVERY_VECTOR
def test_cleaning_twice_changes_nothing_more(vector: dict[str, Any]) -> None:
    text = stored(vector)
    if text is None:
        with pytest.raises(BadText):
            clean(typed(vector))
    else:
        assert answer(text) == [vector["count"], vector["blank"], text]


def test_the_browser_counts_and_cleans_alike() -> None:
    said = in_browser([typed(vector) for vector in VECTORS])
    assert (said["limit"], said["ceiling"]) == (LIMIT, CEILING)
    for vector, row in zip(VECTORS, said["rows"], strict=True):
        assert row == [vector["count"], vector["blank"], stored(vector)], vector["name"]


def test_the_browser_agrees_on_shuffled_pieces() -> None:
    """Indic conjuncts are left out: there ICU and the server's tables still differ."""
    pieces = "a中𠮷评1\u0301\u0323\u200d\u200c\u200b\u2060\ufe0f\u20e3👩❤🏽🚀🏴🇨🇳\n\r\u3000"
    pieces += "\u2800\u3164\u034fｶﾞ\U000e0067\U000e007f\U000e0100\u1100\u1161\u11a8각\u202e\u061c"
    dice = random.Random(500)
    texts = ["".join(dice.choices(pieces, k=dice.randint(1, 14))) for _ in range(3000)]
    assert in_browser(texts)["rows"] == [answer(text) for text in texts]


def test_the_limit_stands_between_500_and_501() -> None:
    assert count("评" * 500) <= LIMIT < count("评" * 501)


def test_the_worst_pile_of_accents_is_refused_before_it_costs_anything() -> None:
    pile = "a" + "\u0315\u0300" * CEILING
    assert count(pile) == len(pile)
    with pytest.raises(BadText, match="code points"):
        clean(pile)
