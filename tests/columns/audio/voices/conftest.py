"""A vendor's server for each test."""

from collections.abc import Iterator

import pytest

from tests.columns.audio.voices.vendor import Vendor, vendor_server


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    with vendor_server() as running:
        yield running
