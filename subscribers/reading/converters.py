"""What may stand in an address."""

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter


class NameConverter(StringConverter):
    """Letters of any script, digits, hyphens: what a SlugField that allows Chinese holds."""

    regex = r"[-\w]+"


class Sha256Converter(StringConverter):
    """Sixty-four lower-case hexadecimal digits: no path leads out of the storage."""

    regex = "[0-9a-f]{64}"


class IssueIdConverter(IntConverter):
    """At most as many digits as a key can have."""

    regex = "[0-9]{1,18}"


register_converter(NameConverter, "name")
register_converter(Sha256Converter, "sha256")
register_converter(IssueIdConverter, "issue_id")
