"""Forget answers that were kept for repetitions."""

from datetime import timedelta

from procrastinate.contrib.django import app

from bailiwick.kernel.api.models import IdempotentAnswer
from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity.actors import organizations

KEPT = timedelta(days=2)


@app.periodic(cron="41 3 * * *")
@app.task(name="api.forget_answers", queue="upkeep", queueing_lock="api.forget_answers")
def forget_answers(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Forget answers older than two days, in every organization."""
    for organization_id, *_ in organizations():
        with tenant.scope(organization_id):
            IdempotentAnswer.objects.filter(created_at__lt=clock.now() - KEPT).delete()
