"""Deliver published events: the ledger is the queue, each follower has its place in it, nothing is lost."""

import json
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.db import connection, transaction

from bailiwick.kernel.base import tenant
from bailiwick.kernel.ledger import events
from bailiwick.kernel.ledger.events import Delivery, Subscriber
from bailiwick.kernel.ledger.models import Follower

FOLLOWER = "subscribers"
BATCH = 200
# Nothing newer than an open transaction can be sealed, so that a batch ends early enough to hold sealing up unnoticed.
WITHIN = 0.2

log = structlog.get_logger()

_SEALED = """
select l.index, e.id, e.verb, e.actor_id, e.occurred_at, e.payload -> 'by' #>> '{}', (e.payload -> 'events')::text
from ledger_leaf l join ledger_event e on e.id = l.event_id
where l.organization_id = %s and l.index >= %s and l.index < %s and e.payload ? 'events'
order by l.index
"""


def deliver_batch(
    organization_id: int,
    *,
    on_failure: Callable[[int, int], None],
    follower: str = FOLLOWER,
    hand: Subscriber = events.deliver,
) -> int:
    """Hand the next sealed events of an organization on, in order; how many entries were gone through.

    The place moves on in the same transaction as what subscribers write. A subscriber that fails is undone alone, and
    `on_failure(organization_id, event_id)` is called in the transaction, to try again later.
    """
    with tenant.scope(organization_id):
        place, _ = Follower.objects.get_or_create(name=follower)
        place = Follower.objects.select_for_update().get(pk=place.pk)
        first = place.next_index
        with connection.cursor() as cursor:
            cursor.execute("select size from ledger_tree where organization_id = %s", [organization_id])
            row = cursor.fetchone()
            end = min(row[0] if row else 0, first + BATCH)
            if end <= first:
                return 0
            cursor.execute(_SEALED, [organization_id, first, end])
            rows = cursor.fetchall()
        began = time.monotonic()
        for row in rows:
            _deliver(organization_id, row, hand, on_failure)
            if time.monotonic() - began > WITHIN:
                end = row[0] + 1
                break
        place.next_index = end
        place.save(update_fields=["next_index"])
    return end - first


def deliver_again(organization_id: int, event_id: int, *, hand: Subscriber = events.deliver) -> None:
    """Hand one event on once more; raises what its subscriber raises."""
    with tenant.scope(organization_id):
        with connection.cursor() as cursor:
            cursor.execute(
                "select 0, id, verb, actor_id, occurred_at, payload -> 'by' #>> '{}', (payload -> 'events')::text "
                "from ledger_event where organization_id = %s and id = %s and payload is not null",
                [organization_id, event_id],
            )
            row = cursor.fetchone()
        for delivery in _deliveries(organization_id, row) if row else ():
            hand(delivery)


def _deliver(
    organization_id: int, row: Any, hand: Subscriber, on_failure: Callable[[int, int], None]
) -> None:
    try:
        with transaction.atomic():
            for delivery in _deliveries(organization_id, row):
                hand(delivery)
    except Exception:
        log.exception("delivery failed", organization=organization_id, entry=row[1])
        on_failure(organization_id, row[1])


def _deliveries(organization_id: int, row: Any) -> list[Delivery]:
    _, event_id, verb, actor_id, occurred_at, actor_name, published = row
    found = [events.read(content) for content in json.loads(published or "[]")]
    return [
        Delivery(organization_id, event_id, verb, actor_id, actor_name or "", occurred_at, event)
        for event in found
        if event is not None
    ]
