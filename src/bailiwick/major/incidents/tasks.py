"""What is seen to in major incidents when nobody does anything."""

from procrastinate.contrib.django import app

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.jobs.everywhere import in_every_organization
from bailiwick.major.incidents import operations, queries

BATCH = 100


@app.periodic(cron="* * * * * */20")
@app.task(name="major_incidents.watch", queue="clocks", queueing_lock="major_incidents.watch")
def watch(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Propose what reaches a criterion and note what is late, in every organization."""
    in_every_organization(watch_of)


def watch_of(organization_id: int) -> int:
    """Proposals and lateness of one organization; how many were noted. Each is a transaction of its own."""
    by = system_actor(organization_id)
    with tenant.scope(organization_id):
        reaching = queries.to_propose(BATCH)
        late = queries.late(clock.now(), BATCH)
        proposed = sum(operations.propose_major_incident(one, by=by) is not None for one in reaching)
    return proposed + sum(
        operations.warn_of_deadline(one.pk, organization_id=organization_id) for one in late
    )
