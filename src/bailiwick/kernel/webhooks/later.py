"""Have what a webhook has to send sent, by a job."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from bailiwick.kernel.base import tenant

QUEUE = "webhooks"
SEND = "webhooks.send"


def send_later(webhook_id: int) -> None:
    """One job of a webhook waits at a time, and one works at a time: a receiver that hangs holds no other up."""
    one = f"webhook {webhook_id}"
    job = app.configure_task(SEND, queue=QUEUE, queueing_lock=one, lock=one)
    try:
        with transaction.atomic():
            job.defer(organization_id=tenant.current(), webhook_id=webhook_id)
    except AlreadyEnqueued:
        return
