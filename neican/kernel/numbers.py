"""Numbers out of what stands in an address or a form."""

LONGEST = 18  # digits; more do not fit a primary key


def number_in(text: str, digits: int = LONGEST) -> int | None:
    """The whole number that the text is, in plain digits and at most so many; else None."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) if is_number else None
