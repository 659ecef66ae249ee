"""Two people convert one incident, or merge two of them crosswise, at the same moment: one of them wins."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import BailiwickError, Invalid, NotAllowedNow
from bailiwick.kernel.work.relations.operations import merge_item
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.relations import targets
from bailiwick.resolution.relations.operations import convert_incident
from tests.cast import Cast
from tests.routes.incidents import logged

pytestmark = pytest.mark.usefixtures("committed")


def at_once(acts: list[Callable[[], object]]) -> list[type[BailiwickError] | None]:
    """By what each was refused, all begun at the same moment in threads of their own."""
    together = threading.Barrier(len(acts))

    def one(act: Callable[[], object]) -> type[BailiwickError] | None:
        try:
            together.wait(timeout=10)
            act()
        except BailiwickError as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result(timeout=30) for done in [pool.submit(one, act) for act in acts]]


def test_two_people_convert_one_incident(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(incident: Incident, by: Actor) -> Incident:
        return incidents.log_incident(incidents.Report(title=f"Order by {by.name}"), by=by)

    monkeypatch.setitem(targets._targets, "change", targets.Target("change", "change", make))
    found = logged(cast)
    refused = at_once(
        [
            lambda: convert_incident(found, by=cast.sam, was="change", reason="A new scale"),
            lambda: convert_incident(found, by=cast.mia, was="change", reason="A new scale"),
        ]
    )
    assert set(refused) == {None, NotAllowedNow}
    with tenant.scope(cast.organization.id):
        assert Incident.objects.filter(title__startswith="Order by").count() == 1


def test_two_incidents_are_merged_crosswise(cast: Cast) -> None:
    first, second = logged(cast), logged(cast)
    refused = at_once(
        [
            lambda: merge_item(first, by=cast.sam, into=second, reason="Same"),
            lambda: merge_item(second, by=cast.mia, into=first, reason="Same"),
        ]
    )
    assert set(refused) == {None, Invalid}
    with tenant.scope(cast.organization.id):
        assert Incident.objects.filter(category="closed").count() == 1
