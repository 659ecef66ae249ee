"""Deliver published events: the ledger is the queue, each follower has its place in it, nothing is lost."""

import json
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.db import connection, transaction

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.together import together
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
    """Hand the next sealed events of an organization on, in order; how many sealed entries wait after that.

    The place moves on in the same transaction as what subscribers write. A subscriber that fails is undone alone, and
    `on_failure(organization_id, event_id)` is called in the transaction, to try again later.
    """
    with tenant.scope(organization_id), together():
        place = _place(follower)
        with connection.cursor() as cursor:
            cursor.execute("select size from ledger_tree where organization_id = %s", [organization_id])
            row = cursor.fetchone()
            size = row[0] if row else 0
            end = min(size, place.next_index + BATCH)
            if end <= place.next_index:
                return 0
            cursor.execute(_SEALED, [organization_id, place.next_index, end])
            rows = cursor.fetchall()
        gone = _deliver_together(organization_id, rows, hand)
        if gone is None:
            gone = _deliver_one_by_one(organization_id, rows, hand, on_failure)
        place.next_index = end if gone == len(rows) else rows[gone][0]
        place.save(update_fields=["next_index"])
    return int(size - place.next_index)


def _place(follower: str) -> Follower:
    found = Follower.objects.select_for_update().filter(name=follower).first()
    if found is None:
        Follower.objects.get_or_create(name=follower)
        found = Follower.objects.select_for_update().get(name=follower)
    return found


def _deliver_together(organization_id: int, rows: list[Any], hand: Subscriber) -> int | None:
    """How many entries were handed on before the time was over; None, and nothing was written, when one failed."""
    try:
        with transaction.atomic():
            return _handed_on(rows, lambda row: _hand_on(organization_id, row, hand))
    except Exception:
        log.exception("a delivery failed: each entry is tried alone", organization=organization_id)
        return None


def _deliver_one_by_one(
    organization_id: int, rows: list[Any], hand: Subscriber, on_failure: Callable[[int, int], None]
) -> int:
    def deliver(row: Any) -> None:
        try:
            with transaction.atomic():
                _hand_on(organization_id, row, hand)
        except Exception:
            log.exception("delivery failed", organization=organization_id, entry=row[1])
            on_failure(organization_id, row[1])

    return _handed_on(rows, deliver)


def _handed_on(rows: list[Any], deliver: Callable[[Any], None]) -> int:
    began = time.monotonic()
    for gone, row in enumerate(rows, 1):
        deliver(row)
        if time.monotonic() - began > WITHIN:
            return gone
    return len(rows)


def _hand_on(organization_id: int, row: Any, hand: Subscriber) -> None:
    for delivery in _deliveries(organization_id, row):
        hand(delivery)


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
        if row:
            _hand_on(organization_id, row, hand)


def _deliveries(organization_id: int, row: Any) -> list[Delivery]:
    _, event_id, verb, actor_id, occurred_at, actor_name, published = row
    found = [events.read(content) for content in json.loads(published or "[]")]
    return [
        Delivery(organization_id, event_id, verb, actor_id, actor_name or "", occurred_at, event)
        for event in found
        if event is not None
    ]
