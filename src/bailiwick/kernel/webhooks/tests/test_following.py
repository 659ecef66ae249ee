"""Sealed events are queued for webhooks, from the time one was added."""

import os
from collections.abc import Iterator

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.ledger.sealing import Sequencer
from bailiwick.kernel.webhooks import operations, tasks
from bailiwick.kernel.webhooks.models import WebhookDelivery
from bailiwick.resolution.incidents import operations as incidents
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def sequencer(committed: None) -> Iterator[Sequencer]:
    made = Sequencer(os.environ["BAILIWICK_SEALER_URL"])
    yield made
    made.close()


def log(cast: Cast, title: str) -> None:
    incidents.log_incident(incidents.Report(title=title), by=cast.sam)


def follow(cast: Cast) -> int:
    """How many messages it queued."""

    def queued() -> int:
        with tenant.scope(cast.organization.id):
            return WebhookDelivery.objects.count()

    before = queued()
    while tasks.follow(cast.organization.id):
        pass
    return queued() - before


def test_it_hears_of_what_is_sealed_after_it_was_added(sequencer: Sequencer, cast: Cast) -> None:
    log(cast, "Before")
    sequencer.seal_all(quiet=True)
    assert follow(cast) == 0, "without a webhook there is nothing to follow"
    operations.add_webhook(
        by=cast.ada, name="Board", url="https://receiver.example/", kinds=["incident.logged"]
    )
    log(cast, "After")
    assert follow(cast) == 0, "nothing is sent before it is sealed"
    sequencer.seal_all(quiet=True)
    assert follow(cast) == 1
    assert follow(cast) == 0
    with tenant.scope(cast.organization.id):
        (one,) = WebhookDelivery.objects.all()
    assert "After" in one.body
