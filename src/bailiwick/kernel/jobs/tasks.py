"""Jobs that look after jobs."""

from procrastinate.contrib.django import app

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


@app.task(name="ledger.deliver_again", queue="default", retry=8)
def deliver_again(organization_id: int, event_id: int) -> None:
    """Deliver an event whose subscriber failed."""
    delivery.deliver_again(organization_id, event_id)


def defer_again(organization_id: int, event_id: int) -> None:
    """Try a failed delivery later."""
    deliver_again.configure(schedule_in={"seconds": 20}).defer(
        organization_id=organization_id, event_id=event_id
    )
