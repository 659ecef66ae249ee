"""Follow the ledger, send what is due, forget what is old."""

import time

from django.db import connection
from procrastinate.contrib.django import app

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.jobs.everywhere import in_every_organization
from bailiwick.kernel.ledger import delivery
from bailiwick.kernel.webhooks import operations, queries, sending, signing
from bailiwick.kernel.webhooks.later import QUEUE, SEND, send_later
from bailiwick.kernel.webhooks.operations.arranging import FOLLOWER

# How long one job goes on with one webhook before it makes room for others.
TURN = 30.0


def follow(organization_id: int) -> int:
    """Queue the next sealed events for the webhooks that want them; how many sealed entries wait after that.

    Nothing here waits for a receiver.
    """
    with tenant.scope(organization_id):
        if not queries.has_any():
            return 0
    return delivery.deliver_batch(
        organization_id, on_failure=_again, follower=FOLLOWER, hand=operations.announce
    )


@app.task(name="webhooks.announce_again", queue="default", retry=8)
def announce_again(organization_id: int, event_id: int) -> None:
    """Queue an event that could not be queued."""
    delivery.deliver_again(organization_id, event_id, hand=operations.announce)


@app.task(name=SEND, queue=QUEUE)
def send(organization_id: int, webhook_id: int) -> None:
    """Send what a webhook has to send, one after the other; after one that fails, the others have their turn later.

    No connection to the database is held while a receiver takes its time.
    """
    until = time.monotonic() + TURN
    while time.monotonic() < until:
        if not _send_next(organization_id, webhook_id):
            return
    with tenant.scope(organization_id):
        send_later(webhook_id)


@app.periodic(cron="* * * * * */15")
@app.task(name="webhooks.send_due", queue="upkeep", queueing_lock="webhooks.send_due")
def send_due(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Send what is to be tried again, in every organization."""
    in_every_organization(send_due_of)


def send_due_of(organization_id: int) -> int:
    """Begin to send what one organization has due; to how many addresses."""
    with tenant.scope(organization_id):
        due = queries.due_webhooks()
        for webhook_id in due:
            send_later(webhook_id)
    return len(due)


@app.periodic(cron="37 3 * * *")
@app.task(name="webhooks.forget", queue="upkeep", queueing_lock="webhooks.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Forget messages whose time is over, in every organization."""
    in_every_organization(forget_of)


def forget_of(organization_id: int) -> int:
    """Forget one organization's messages whose time is over; how many."""
    with tenant.scope(organization_id):
        return operations.forget_old()


def _again(organization_id: int, event_id: int) -> None:
    announce_again.configure(schedule_in={"seconds": 20}).defer(
        organization_id=organization_id, event_id=event_id
    )


def _send_next(organization_id: int, webhook_id: int) -> bool:
    with tenant.scope(organization_id):
        message = queries.next_due(webhook_id)
    if message is None:
        return False
    if not connection.in_atomic_block:
        connection.close()
    answer = _sent(message)
    with tenant.scope(organization_id):
        operations.note_attempt(message.delivery_id, answer)
    return answer.is_good


def _sent(message: queries.Message) -> sending.Answer:
    if not message.keys:
        return sending.Answer(0, error="The secret cannot be read any more: rotate it.")
    headers = signing.headers(message.keys, message.message_id, int(clock.now().timestamp()), message.body)
    described = {"content-type": "application/json", "user-agent": "Bailiwick-Webhooks/1", **headers}
    return sending.post(message.url, message.body, described)
