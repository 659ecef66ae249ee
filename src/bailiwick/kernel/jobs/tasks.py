"""Jobs that look after jobs, and after what the kernel has to do by itself."""

from procrastinate.contrib.django import app

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.calendar import queries as calendars
from bailiwick.kernel.calendar.operations import extend_holidays
from bailiwick.kernel.calendar.rules import YEARS_AHEAD, extended
from bailiwick.kernel.identity.operations import end_support
from bailiwick.kernel.identity.queries import overdue_support
from bailiwick.kernel.jobs.bulk import running as bulk_running  # noqa: F401 - it declares its job
from bailiwick.kernel.jobs.everywhere import in_every_organization
from bailiwick.kernel.jobs.exporting import files as exported_files
from bailiwick.kernel.jobs.exporting import writing  # noqa: F401 - it declares its job
from bailiwick.kernel.ledger import delivery

STALLED_AFTER = 60
KEEP_DONE_HOURS = 48


@app.periodic(cron="* * * * *")
@app.task(name="jobs.retry_stalled", queue="upkeep", queueing_lock="jobs.retry_stalled", pass_context=True)
async def retry_stalled(context: object, timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Take up what a killed worker left: jobs whose worker gave no sign of life for a minute."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await app.job_manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="jobs.tidy", queue="upkeep", queueing_lock="jobs.tidy", pass_context=True)
async def tidy(context: object, timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Forget jobs that were done two days ago; failed ones stay to be looked at."""
    await app.job_manager.delete_old_jobs(nb_hours=KEEP_DONE_HOURS)


@app.periodic(cron="23 * * * *")
@app.task(name="exports.forget", queue="upkeep", queueing_lock="exports.forget")
def forget_exports(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Remove the files of exports whose time is over."""
    exported_files.remove_expired()


@app.periodic(cron="29 3 * * *")
@app.task(name="calendar.extend_holidays", queue="upkeep", queueing_lock="calendar.extend_holidays")
def extend_all_holidays(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Draw the holidays of countries further ahead; it looks every night and has something to do once a year."""
    in_every_organization(extend_holidays_of)


@app.periodic(cron="*/5 * * * *")
@app.task(name="identity.end_support", queue="upkeep", queueing_lock="identity.end_support")
def end_all_support(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Write into the ledger that the time of somebody's support access is over; the access ended by itself."""
    in_every_organization(end_support_of)


def end_support_of(organization_id: int) -> int:
    """Note the consents of one organization whose time is over; how many there were."""
    by = system_actor(organization_id)
    with tenant.scope(organization_id):
        overdue = overdue_support()
    for access in overdue:
        end_support(access, by=by)
    return len(overdue)


def extend_holidays_of(organization_id: int) -> int:
    """Draw one organization's holidays to the end of the third year from now; how many calendars were changed."""
    by, last_year = system_actor(organization_id), clock.now().year + YEARS_AHEAD
    with tenant.scope(organization_id):
        short = [
            calendar
            for calendar in calendars.calendars_in_use()
            if calendar.current
            and (rules := calendars.holiday_rules(calendar.current)) != extended(rules, last_year)
        ]
    for calendar in short:
        extend_holidays(calendar, by=by, last_year=last_year)
    return len(short)


@app.task(name="ledger.deliver_again", queue="default", retry=8)
def deliver_again(organization_id: int, event_id: int) -> None:
    """Deliver an event whose subscriber failed."""
    delivery.deliver_again(organization_id, event_id)


def defer_again(organization_id: int, event_id: int) -> None:
    """Try a failed delivery later."""
    deliver_again.configure(schedule_in={"seconds": 20}).defer(
        organization_id=organization_id, event_id=event_id
    )
