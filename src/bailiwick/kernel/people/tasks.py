"""What the worker clears away: people who were looked at and never imported are nobody's business."""

from datetime import timedelta

from procrastinate.contrib.django import app

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.jobs.everywhere import in_every_organization
from bailiwick.kernel.people.operations import forget_unconfirmed

KEPT = timedelta(days=1)


@app.periodic(cron="47 * * * *")
@app.task(name="people.forget_unconfirmed", queue="upkeep", queueing_lock="people.forget_unconfirmed")
def forget(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Forget imports that nobody confirmed within a day, in every organization."""
    in_every_organization(forget_of)


def forget_of(organization_id: int) -> int:
    """Forget one organization's; how many."""
    with tenant.scope(organization_id):
        return forget_unconfirmed(clock.now() - KEPT)
