"""Numbers that somebody typed into an address."""

import pytest

from neican.kernel.numbers import number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("", None),
        ("-1", None),
        (" 1", None),
        ("1.0", None),
        ("１２", None),
        ("一", None),
    ],
)
def test_only_plain_digits_that_fit_are_a_number(text: str, number: int | None) -> None:
    assert number_in(text) == number


def test_fewer_digits_may_be_asked_for() -> None:
    assert (number_in("99", 2), number_in("100", 2)) == (99, None)
