"""Where evidence begins and ends in a comment."""

import pytest

from subscribers.comments.admin.highlighting import pieces


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [("一二三四五", False)]),
        ([(1, 3)], [("一", False), ("二三", True), ("四五", False)]),
        ([(0, 5)], [("一二三四五", True)]),
        ([(3, 5), (0, 1)], [("一", True), ("二三", False), ("四五", True)]),
        ([(0, 3), (1, 2), (2, 4)], [("一二三四", True), ("五", False)]),
        ([(0, 2), (2, 4)], [("一二三四", True), ("五", False)]),
        ([(3, 99)], [("一二三", False), ("四五", True)]),
        ([(7, 9)], [("一二三四五", False)]),
        ([(2, 2)], [("一二三四五", False)]),
    ],
)
def test_a_body_is_cut_where_evidence_begins_and_ends(
    spans: list[tuple[int, int]], expected: list[tuple[str, bool]]
) -> None:
    assert pieces("一二三四五", spans) == expected
