"""Why an archive is not written or not taken in, in words for the operator."""


class Refused(Exception):
    """Nothing was written; the message says what is wrong and what to do."""
