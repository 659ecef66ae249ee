"""The public conformance tester of SCIM 2.0 finds nothing to object to."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.operations import issue_token
from bailiwick.site.wsgi import application
from tests.cast import Cast

SCOPES = ("person.*", "group.*", "organization.read")


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests leave the test's connection open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_tester_passes_whole(cast: Cast, one_connection: None) -> None:
    # These take seconds to load, which those who run other tests are spared.
    from scim2_client.engines.wsgi import WSGISCIMClient
    from scim2_tester import Status, check_server

    issued = issue_token("Directory", by=cast.ada, scopes=SCOPES, expires_at=clock.now() + timedelta(days=1))
    client = WSGISCIMClient(
        application,
        "http://localhost:8000/scim/v2",
        headers={"Authorization": f"Bearer {issued.secret}"},
    )
    results = check_server(client)
    wrong = [
        f"{one.title}: {one.reason}"
        for one in results
        if one.status in (Status.ERROR, Status.CRITICAL, Status.DEVIATION)
    ]
    assert wrong == []
    assert len(results) > 50
