"""Jobs that keep tallies in step with the records, and look whether they are."""

import structlog
from procrastinate.contrib.django import app

from bailiwick.kernel.base import tenant
from bailiwick.kernel.figures import rollups
from bailiwick.kernel.jobs.everywhere import in_every_organization

# A round every quarter of a minute: all days of a large organization must not take the database from who works.
MOST_DAYS = 30
log = structlog.get_logger()


@app.periodic(cron="* * * * * */15")
@app.task(name="figures.roll_up", queue="upkeep", queueing_lock="figures.roll_up", lock="figures.roll_up")
def roll_up(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Count again the days that changed, in every organization."""
    in_every_organization(roll_up_of)


def roll_up_of(organization_id: int) -> int:
    """Count again one organization's days that changed; how many."""
    return sum(
        rollups.bring_up_to_date(one, organization_id, most_days=MOST_DAYS) for one in rollups.rollups()
    )


@app.periodic(cron="41 3 * * *")
@app.task(name="figures.examine", queue="upkeep", queueing_lock="figures.examine")
def examine(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Every night, compare tallies of some days with the records; what differs is logged and counted again."""
    in_every_organization(examine_of)


def examine_of(organization_id: int) -> list[str]:
    """Compare some days of one organization; the days that differed."""
    found = []
    for one in rollups.rollups():
        with tenant.scope(organization_id):
            rollups.follow(one)
            _, wrong = rollups.wrong_days(one)
        if wrong:
            log.error("tallies differ from the records", kind=one.kind, days=[str(day) for day in wrong])
        found += [f"{one.kind} {day.isoformat()}" for day in wrong]
    return found
