"""Whether the calendars know their holidays far enough ahead for the deadlines that are counted by them."""

from datetime import timedelta

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.calendar.queries import calendars_in_use, holidays_through
from bailiwick.kernel.identity.actors import organizations
from bailiwick.site.cli.checks import Finding

AHEAD = timedelta(days=365)
SHOWN = 5


def holidays() -> Finding:
    """Every calendar in use that has holidays knows them for a year to come."""
    until, short = clock.now().date() + AHEAD, []
    for organization_id, slug, _ in organizations():
        with tenant.scope(organization_id):
            for calendar in calendars_in_use():
                assert calendar.current is not None
                through = holidays_through(calendar.current)
                if through is not None and through < until:
                    short.append(f"“{calendar}” of {slug} ({through.isoformat()})")
    if not short:
        return "ok", "Every calendar in use knows its holidays for a year to come."
    more = f" and {len(short) - SHOWN} more" if len(short) > SHOWN else ""
    return "warn", f"Holidays are known for less than a year: {', '.join(short[:SHOWN])}{more}."
