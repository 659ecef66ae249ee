"""The metrics: there for whoever watches, invisible for everybody else."""

import pytest
from django.conf import LazySettings
from django.test import Client

from bailiwick.kernel.identity import operations as identity
from tests.cast import Cast


def lines(client: Client, **headers: str) -> dict[str, float]:
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    said = [line.rpartition(" ") for line in answer.content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in said}


def test_requests_are_counted_by_route_and_not_by_address(client: Client, cast: Cast) -> None:
    counted = 'bailiwick_requests_total{method="GET",route="sign-in/",status="200"}'
    before = lines(client).get(counted, 0)
    client.get("/sign-in/?next=/incidents/INC-4711/")
    said = lines(client)
    assert said[counted] == before + 1
    assert not any("4711" in name for name in said)


def test_the_ledgers_of_all_organizations_are_looked_at(client: Client, committed: None, cast: Cast) -> None:
    before = lines(client)["bailiwick_ledger_unsealed"]
    identity.add_team("Night watch", by=cast.ada)
    identity.add_team("Night watch", by=cast.zoe)
    said = lines(client)
    assert said["bailiwick_ledger_unsealed"] == before + 2
    assert 0 < said["bailiwick_ledger_sealing_lag_seconds"] < 600
    assert said['bailiwick_jobs{state="failed"}'] >= 0


@pytest.mark.django_db
def test_strangers_find_nothing(client: Client, settings: LazySettings) -> None:
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404
    settings.METRICS_TOKEN = "seen from outside"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    assert lines(client, Authorization="Bearer seen from outside")
