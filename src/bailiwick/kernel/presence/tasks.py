"""Forget pages that were closed without a word."""

from procrastinate.contrib.django import app

from bailiwick.kernel.base import tenant
from bailiwick.kernel.identity.actors import organizations
from bailiwick.kernel.presence import operations


@app.periodic(cron="*/10 * * * *")
@app.task(name="presence.forget", queue="upkeep", queueing_lock="presence.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Forget them in every organization."""
    for organization_id, *_ in organizations():
        with tenant.scope(organization_id):
            operations.forget_gone()
