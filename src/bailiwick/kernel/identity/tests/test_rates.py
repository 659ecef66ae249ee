"""One token asks so often a minute, and no more; another is not slowed by it."""

import multiprocessing
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import TooMany
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity import rates
from tests.cast import Cast


def client(cast: Cast) -> Client:
    expires_at = clock.now() + timedelta(days=1)
    issued = ops.issue_token("t", by=cast.ada, scopes=["*"], expires_at=expires_at)
    return Client(headers={"Authorization": f"Bearer {issued.secret}"})


def test_a_token_that_asks_too_often_waits(cast: Cast, settings: Any) -> None:
    settings.API_RATE = 3
    eager, other = client(cast), client(cast)
    assert [eager.get("/api/v1/teams").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = eager.get("/api/v1/teams")
    assert refused.json()["type"] == "urn:bailiwick:problem:too_many"
    assert 10 < int(refused["Retry-After"]) <= 20
    assert eager.get("/scim/v2/Users").status_code == 429
    assert other.get("/api/v1/teams").status_code == 200


def test_it_is_served_again_evenly(settings: Any) -> None:
    settings.API_RATE = 3
    for at in (0.0, 0.0, 0.0, 20.0, 40.0):
        rates.take("bw_even", at=at)
    with pytest.raises(TooMany) as refused:
        rates.take("bw_even", at=50.0)
    assert refused.value.retry_after == 10
    rates.take("bw_even", at=60.0)
    settings.API_RATE = 0
    rates.take("bw_even", at=60.0)


def test_processes_that_are_forked_count_together(settings: Any) -> None:
    settings.API_RATE = 2
    rates.take("bw_shared", at=0.0)
    child = multiprocessing.get_context("fork").Process(
        target=rates.take, args=("bw_shared",), kwargs={"at": 0.0}
    )
    child.start()
    child.join()
    with pytest.raises(TooMany):
        rates.take("bw_shared", at=0.0)


def test_many_tokens_do_not_slow_each_other(settings: Any) -> None:
    settings.API_RATE = 1
    for number in range(1_000):
        rates.take(f"bw_many{number}", at=0.0)
    with pytest.raises(TooMany):
        rates.take("bw_many0", at=1.0)
