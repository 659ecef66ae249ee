"""A receiver on this machine, which the operator allows."""

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest

from bailiwick.kernel.webhooks.tests.receiving import Receiver, receiving


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_ALLOW = [ip_network("127.0.0.0/8")]
    with receiving() as one:
        yield one
