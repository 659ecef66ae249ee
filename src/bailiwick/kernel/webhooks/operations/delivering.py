"""Messages: made from events, tried until they arrive or are given up, sent again on request."""

import hashlib
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.conf import settings

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotAllowedNow
from bailiwick.kernel.identity.queries import organization_name
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.webhooks import kinds
from bailiwick.kernel.webhooks.later import send_later
from bailiwick.kernel.webhooks.models import Webhook, WebhookDelivery
from bailiwick.kernel.webhooks.operations.arranging import switch_off
from bailiwick.kernel.webhooks.sending import GONE, Answer

# After the first attempt, in seconds: the last one is made a day later.
WAITS = (10, 300, 1800, 7200, 18000, 28800, 30290)
KEPT_TRIES = 20
State = WebhookDelivery.State


def announce(delivery: Delivery) -> None:
    """Queue an event for the webhooks that want it; doing it again queues nothing twice."""
    kind = kinds.kind_of(type(delivery.event))
    if kind is None:
        return
    wanting = list(Webhook.objects.filter(disabled_at=None, kinds__contains=[kind.name]).order_by("id"))
    data = kind.data(delivery.event) if wanting else None
    if data is None:
        return
    body = _body(kind.name, delivery.occurred_at, data)
    facts = orjson.dumps([delivery.event_id, kind.name, asdict(delivery.event)], default=str)
    WebhookDelivery.objects.bulk_create(
        [
            WebhookDelivery(webhook=one, message_id=_message_id(one, facts), kind=kind.name, body=body)
            for one in wanting
        ],
        ignore_conflicts=True,
    )
    for one in wanting:
        send_later(one.pk)


def send_test(webhook: Webhook, *, by: Actor) -> WebhookDelivery:
    """Send a message that says nothing but that it is a test."""
    with operation("webhook.test", by=by, subject=webhook) as op:
        if op.subject.disabled_at is not None:
            raise NotAllowedNow(op.verb, "disabled", ["webhook.enable"])
        body = _body(kinds.TEST, clock.now(), {"text": f"A test, asked for by {by.name}."})
        made = WebhookDelivery.objects.create(
            webhook=op.subject,
            message_id=_message_id(op.subject, str(op.id).encode()),
            kind=kinds.TEST,
            body=body,
        )
        send_later(op.subject.pk)
    return made


def replay_message(delivery: WebhookDelivery, *, by: Actor) -> WebhookDelivery:
    """Send a message once more, with the id that it had: its receiver can tell that it knows it."""
    with operation("webhook.replay", by=by, subject=delivery.webhook) as op:
        if op.subject.disabled_at is not None:
            raise NotAllowedNow(op.verb, "disabled", ["webhook.enable"])
        one = WebhookDelivery.objects.select_for_update().get(pk=delivery.pk)
        one.state, one.attempts = State.WAITING, 0
        one.queued_at = one.next_try_at = clock.now()
        one.save(update_fields=["state", "attempts", "queued_at", "next_try_at"])
        op.facts["message"] = one.message_id
        send_later(one.webhook_id)
    return one


def note_attempt(delivery_id: int, answer: Answer) -> None:
    """Note how an attempt went: delivered, to be tried again later, or given up."""
    one = (
        WebhookDelivery.objects.select_for_update(of=("self",)).select_related("webhook").get(pk=delivery_id)
    )
    now = clock.now()
    one.attempts += 1
    one.status, one.milliseconds = answer.status, answer.milliseconds
    one.tries = [*one.tries, _told(answer, now)][-KEPT_TRIES:]
    if answer.is_good:
        one.state, one.delivered_at, one.next_try_at = State.DELIVERED, now, None
    elif answer.status == GONE or one.attempts > len(WAITS):
        one.state, one.next_try_at = State.GIVEN_UP, None
    else:
        one.next_try_at = now + timedelta(seconds=WAITS[one.attempts - 1])
    one.save()
    if one.state == State.GIVEN_UP and (why := _hopeless(one, answer)):
        switch_off(one.webhook, why=why)


def forget_old() -> int:
    """Forget the current organization's messages whose time is over; how many."""
    before = clock.now() - timedelta(days=settings.WEBHOOKS_LOG_DAYS)
    return WebhookDelivery.objects.filter(created_at__lt=before).delete()[0]


def _hopeless(one: WebhookDelivery, answer: Answer) -> str:
    """Why nothing more should be sent; nothing as long as something arrives."""
    if answer.status == GONE:
        return "The receiver says that it is gone (410)."
    arrived = WebhookDelivery.objects.filter(webhook=one.webhook, delivered_at__gte=one.queued_at)
    if arrived.exists():
        return ""
    last = answer.error or f"The last answer was {answer.status}."
    return f"Nothing was accepted for a day. {last}"


def _told(answer: Answer, at: datetime) -> dict[str, Any]:
    return {
        "at": at.isoformat(timespec="seconds"),
        "status": answer.status,
        "ms": answer.milliseconds,
        "answer": answer.text,
        "error": answer.error,
    }


def _body(kind: str, at: datetime, data: dict[str, Any]) -> str:
    content = {
        "type": kind,
        "timestamp": at,
        "organization": {"id": tenant.current(), "name": organization_name()},
        "data": data,
    }
    return orjson.dumps(content, default=str, option=orjson.OPT_UTC_Z).decode()


def _message_id(webhook: Webhook, about: bytes) -> str:
    seed = f"{tenant.current()} {webhook.pk} ".encode() + about
    return f"msg_{hashlib.sha256(seed).hexdigest()[:32]}"
