"""Publishing: who comes second is told so, whether one after the other or at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Stale
from bailiwick.kernel.identity.tests.waiting import wait_until_all_wait
from bailiwick.kernel.process import queries
from bailiwick.kernel.process.operations import publish_process
from bailiwick.resolution.incidents.operations.arranging import shipped_process
from tests.cast import Cast


def test_a_version_is_published_only_over_the_one_that_was_read(cast: Cast) -> None:
    wanted = replace(shipped_process(), title="Disturbances")
    assert publish_process(wanted, by=cast.ada, expected_number=1).number == 2
    with pytest.raises(Stale) as refused:
        publish_process(wanted, by=cast.ada, expected_number=1)
    assert (refused.value.expected, refused.value.actual) == (1, 2)


@pytest.mark.usefixtures("committed")
def test_of_two_at_once_exactly_one_publishes(cast: Cast) -> None:
    with ThreadPoolExecutor(1) as pool:
        with tenant.scope(cast.organization.id):
            publish_process(replace(shipped_process(), title="First"), by=cast.ada)
            second = pool.submit(publish_elsewhere, cast.ada)
            wait_until_all_wait(1)
        outcome = second.result(timeout=30)
    assert outcome == (1, 2)
    with tenant.scope(cast.organization.id):
        assert list(queries.versions("incident").values_list("number", flat=True)) == [2, 1]


def publish_elsewhere(by: Actor) -> tuple[int, int] | None:
    """In a connection of its own, whose reader cannot see what is not committed; expected and actual when refused."""
    try:
        publish_process(replace(shipped_process(), title="Second"), by=by)
    except Stale as refused:
        return refused.expected, refused.actual
    finally:
        connection.close()
    return None
