"""What happens to incidents when nobody does anything."""

from contextlib import suppress

from procrastinate.contrib.django import app

from bailiwick.kernel.base import clock as time
from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.jobs.everywhere import in_every_organization
from bailiwick.resolution.incidents import queries, rules
from bailiwick.resolution.incidents.holding import HeldBack
from bailiwick.resolution.incidents.operations.closing import close_incident
from bailiwick.resolution.incidents.operations.targets import note_clock

BATCH = 500


@app.periodic(cron="* * * * * */20")
@app.task(name="incidents.watch_clocks", queue="clocks", queueing_lock="incidents.watch_clocks")
def watch_clocks(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Raise warnings and note missed targets, in every organization."""
    in_every_organization(watch_clocks_of)


def watch_clocks_of(organization_id: int) -> int:
    """Warnings and missed targets of one organization; how many were noted. Each is a transaction of its own."""
    with tenant.scope(organization_id):
        due = queries.clocks_to_note(time.now(), BATCH)
    return sum(note_clock(item, metric, organization_id=organization_id) for item, metric in due)


@app.periodic(cron="*/15 * * * *")
@app.task(name="incidents.close_unanswered", queue="clocks", queueing_lock="incidents.close_unanswered")
def close_unanswered(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Close what was resolved and not objected to in time."""
    in_every_organization(close_unanswered_of)


def close_unanswered_of(organization_id: int) -> int:
    """Close one organization's resolved incidents whose time to object has passed; how many."""
    by = system_actor(organization_id)
    with tenant.scope(organization_id):
        waiting = queries.unanswered(time.now() - rules.CONFIRM_WITHIN, BATCH)
    closed = 0
    for incident in waiting:
        with suppress(HeldBack):
            close_incident(incident, by=by)
            closed += 1
    return closed
