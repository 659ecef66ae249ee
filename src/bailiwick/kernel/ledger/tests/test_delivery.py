"""Events reach their subscribers once, in order, and a failing subscriber holds nobody up."""

import os
from collections.abc import Iterator

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.jobs.tasks import defer_again
from bailiwick.kernel.ledger import delivery, events
from bailiwick.kernel.ledger.sealing import Sequencer
from bailiwick.kernel.notifications.models import Notification
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.events import IncidentLogged
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def sequencer(committed: None) -> Iterator[Sequencer]:
    made = Sequencer(os.environ["BAILIWICK_SEALER_URL"])
    yield made
    made.close()


def deliver_all(cast: Cast) -> list[tuple[int, int]]:
    failed: list[tuple[int, int]] = []
    while delivery.deliver_batch(cast.organization.id, on_failure=lambda o, e: failed.append((o, e))):
        pass
    return failed


def test_the_reporter_hears_that_the_incident_is_resolved_and_only_once(
    sequencer: Sequencer, cast: Cast
) -> None:
    incident = incidents.log_incident(
        incidents.Report(
            title="Scale shows zero", service=cast.weighing, classification=cast.hardware, impact=2, urgency=2,
            reporter=cast.people["cora"], channel="mail",
        ),
        by=cast.sam,
    )  # fmt: skip
    incidents.resolve_incident(
        incident, by=cast.sam, resolution="Reset", closure_code="fixed", note="Tried reset"
    )
    assert deliver_all(cast) == []
    with tenant.scope(cast.organization.id):
        assert not Notification.objects.exists(), "nothing is delivered before it is sealed"
    sequencer.seal_all(quiet=True)
    for _ in range(2):
        assert deliver_all(cast) == []
    with tenant.scope(cast.organization.id):
        told = list(Notification.objects.order_by("id").values_list("person__name", "text"))
    assert told == [
        ("Cora", "INC-1 logged: Scale shows zero"),
        ("Cora", "INC-1 is resolved: Scale shows zero"),
    ]


def test_a_failing_subscriber_is_undone_alone_and_tried_again(
    sequencer: Sequencer, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:

    def fail(_delivery: events.Delivery) -> None:
        raise RuntimeError("mail merge")

    monkeypatch.setitem(events._subscribers, IncidentLogged, [fail])
    incident = incidents.log_incident(incidents.Report(title="Scale shows zero"), by=cast.cora)
    incidents.comment_incident(incident, by=cast.sam, text="Which scale?")
    sequencer.seal_all(quiet=True)
    failed = deliver_all(cast)
    assert len(failed) == 1
    with tenant.scope(cast.organization.id):
        assert Notification.objects.count() == 1
    monkeypatch.setitem(events._subscribers, IncidentLogged, [])
    defer_again(*failed[0])
    delivery.deliver_again(*failed[0])


def test_a_batch_ends_early_and_the_next_goes_on_where_it_ended(
    sequencer: Sequencer, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setitem(events._subscribers, IncidentLogged, [lambda one: told.append(one.event_id)])
    monkeypatch.setattr(delivery, "WITHIN", 0)
    for title in ("First", "Second", "Third"):
        incidents.log_incident(incidents.Report(title=title), by=cast.cora)
    sequencer.seal_all(quiet=True)
    seen = []
    while delivery.deliver_batch(cast.organization.id, on_failure=lambda *_: None):
        seen.append(len(told))
    assert seen[-2:] == [1, 2]
    assert len(told) == 3
    assert len(set(told)) == 3
