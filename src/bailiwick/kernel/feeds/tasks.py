"""Ask the feeds of calendars once a day, and again an hour after a failure."""

from datetime import timedelta

from django.db import connection
from procrastinate.contrib.django import app

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.base.errors import BailiwickError
from bailiwick.kernel.calendar import operations, queries
from bailiwick.kernel.calendar.models import ServiceCalendar
from bailiwick.kernel.calendar.rules import YEARS_AHEAD, feed
from bailiwick.kernel.feeds.fetching import NotFetched, fetch
from bailiwick.kernel.jobs.everywhere import in_every_organization

AGAIN, AFTER_FAILURE = timedelta(days=1), timedelta(hours=1)


@app.periodic(cron="*/5 * * * *")
@app.task(name="feeds.ask", queue="upkeep", queueing_lock="feeds.ask")
def ask(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Ask what is due, in every organization."""
    in_every_organization(ask_of)


def ask_of(organization_id: int) -> int:
    """Ask one organization's feeds that are due; how many."""
    with tenant.scope(organization_id):
        due = _due()
    for calendar, url in due:
        if not connection.in_atomic_block:
            # No connection to the database is held while an address takes its time.
            connection.close()
        _take_over(organization_id, calendar, url)
    return len(due)


def _due() -> list[tuple[ServiceCalendar, str]]:
    now, due = clock.now(), []
    for calendar in queries.calendars_in_use():
        source = queries.feed_of(calendar.current) if calendar.current else None
        if source is None:
            continue
        state = queries.feed_state(calendar, source.url)
        if state is None or now - state.asked_at >= (AFTER_FAILURE if state.error else AGAIN):
            due.append((calendar, source.url))
    return due


def _take_over(organization_id: int, calendar: ServiceCalendar, url: str) -> None:
    """What it lists becomes the calendar's; what goes wrong is noted, and what it listed before stays."""
    error = ""
    try:
        first = clock.now().year - 1
        days = feed(fetch(url), first, first + YEARS_AHEAD + 1, url).entries
        with tenant.scope(organization_id):
            operations.take_feed(calendar, by=system_actor(organization_id, "Feed"), url=url, days=days)
    except (NotFetched, ValueError) as problem:
        error = str(problem)
    except BailiwickError as refused:
        error = refused.message
    with tenant.scope(organization_id):
        operations.note_feed(calendar, url=url, error=error)
