"""What the worker erases at night."""

from procrastinate.contrib.django import app

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.jobs.everywhere import in_every_organization
from bailiwick.kernel.retention import queries, running


@app.periodic(cron="11 2 * * *")
@app.task(name="retention.begin", queue="upkeep", queueing_lock="retention.begin")
def begin(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Begin a run in every organization with rules."""
    in_every_organization(begin_of)


def begin_of(organization_id: int) -> int:
    """Begin one organization's run where something is due; how many rules are in force."""
    with tenant.scope(organization_id):
        rules = queries.rules_in_force()
        if any(queries.due(queries.kind_of(one), one.days).count for one in rules):
            running.ask_for(None, by=system_actor(organization_id, "Retention"))
    return len(rules)
