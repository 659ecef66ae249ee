"""The calendars somebody may see, and the hours that a version of one means."""

from datetime import date
from functools import lru_cache

from django.db.models import QuerySet
from django.db.models.functions import Lower

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.calendar.hours import ServiceHours, shared_hours
from bailiwick.kernel.calendar.models import CalendarVersion, FeedState, ServiceCalendar
from bailiwick.kernel.calendar.rules import FeedHolidays, HolidayRule, read_rule
from bailiwick.kernel.identity.queries import found


def visible_calendars(actor: Actor) -> QuerySet[ServiceCalendar]:
    """Staff who may read the organization see its calendars, by name, retired ones included."""
    calendars = ServiceCalendar.objects.select_related("current").order_by(Lower("name"), "id")
    if actor.is_outsider or not actor.may("organization.read"):
        return calendars.none()
    return calendars


def calendar(actor: Actor, pk: int) -> ServiceCalendar:
    """One calendar with its current version; raises NotFound when there is none for the actor."""
    return found(visible_calendars(actor), pk)


def versions(actor: Actor, of: ServiceCalendar) -> QuerySet[CalendarVersion]:
    """The versions of a visible calendar, newest first."""
    return CalendarVersion.objects.filter(calendar__in=visible_calendars(actor).filter(pk=of.pk)).order_by(
        "-number"
    )


def holiday_rules(version: CalendarVersion) -> list[HolidayRule]:
    """Where the version's holidays were drawn from, fit for revising the calendar with them."""
    return [read_rule(stored) for stored in version.rules]


def calendars_in_use() -> list[ServiceCalendar]:
    """The organization's calendars that are not retired, with their current versions; whoever asks."""
    return list(
        ServiceCalendar.objects.select_related("current").filter(retired_at=None, current__isnull=False)
    )


def feed_of(version: CalendarVersion) -> FeedHolidays | None:
    """The feed that the version's holidays come from, if any."""
    return next((rule for rule in holiday_rules(version) if isinstance(rule, FeedHolidays)), None)


def feed_state(calendar: ServiceCalendar, url: str) -> FeedState | None:
    """How asking the feed at an address went last; None before it was asked."""
    return FeedState.objects.filter(calendar=calendar, url=url).first()


def coming_holidays(version: CalendarVersion, since: date) -> list[tuple[date, str]]:
    """The version's holidays from a day on, for two years (the year it lies in and the next whole one), with names."""
    names: dict[date, str] = {}
    for rule in holiday_rules(version):
        names |= rule.days()
    days = (date.fromisoformat(text) for text in version.holidays)
    return sorted((on, names.get(on, "")) for on in days if since <= on <= date(since.year + 1, 12, 31))


def holidays_through(version: CalendarVersion) -> date | None:
    """The last day of which the version knows whether it is a holiday; None for a calendar without holidays."""
    known = [rule.through() for rule in holiday_rules(version)]
    return max((on for on in known if on is not None), default=None)


def hours(version_id: int) -> ServiceHours:
    """The hours of a calendar version of the current organization; raises NotFound when there is none.

    A version never changes, so each process reads it once.
    """
    return _hours(tenant.current(), version_id)


def hours_of(version: CalendarVersion) -> ServiceHours:
    """The hours that a version at hand means."""
    return shared_hours(
        version.zone,
        version.week,
        map(date.fromisoformat, version.holidays),
        overrides={date.fromisoformat(on): spans for on, spans in version.overrides.items()},
    )


@lru_cache(maxsize=4096)
def _hours(_organization_id: int, version_id: int) -> ServiceHours:
    version = CalendarVersion.objects.filter(pk=version_id).first()
    if version is None:
        raise NotFound("There is no such calendar version.")
    return hours_of(version)


def forget_hours() -> None:
    """Read every version anew: for a process whose database was exchanged under it."""
    _hours.cache_clear()
