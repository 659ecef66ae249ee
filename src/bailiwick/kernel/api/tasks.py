"""Forget answers that were kept for repetitions."""

from procrastinate.contrib.django import app

from bailiwick.kernel.api import operations
from bailiwick.kernel.base import tenant
from bailiwick.kernel.identity.actors import organizations


@app.periodic(cron="41 3 * * *")
@app.task(name="api.forget_answers", queue="upkeep", queueing_lock="api.forget_answers")
def forget_answers(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Forget answers older than two days, in every organization."""
    for organization_id, *_ in organizations():
        with tenant.scope(organization_id):
            operations.forget_answers()
