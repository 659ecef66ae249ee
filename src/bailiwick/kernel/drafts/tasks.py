"""Forget old drafts."""

from procrastinate.contrib.django import app

from bailiwick.kernel.base import tenant
from bailiwick.kernel.drafts import operations
from bailiwick.kernel.identity.actors import organizations


@app.periodic(cron="23 3 * * *")
@app.task(name="drafts.forget", queue="upkeep", queueing_lock="drafts.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Forget what nobody came back to, in every organization."""
    for organization_id, *_ in organizations():
        with tenant.scope(organization_id):
            operations.forget_drafts()
