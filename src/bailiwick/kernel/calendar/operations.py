"""Every change to service calendars: a revision makes a new version, and none ever changes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.calendar.hours import ServiceHours
from bailiwick.kernel.calendar.models import CalendarVersion, FeedState, ServiceCalendar
from bailiwick.kernel.calendar.queries import holiday_rules
from bailiwick.kernel.calendar.rules import FeedHolidays, HolidayRule, extended
from bailiwick.kernel.calendar.written import WEEKDAYS, Hours
from bailiwick.kernel.identity.fields import (
    Rule,
    checked,
    given,
    line,
    refuse_retired,
    retire,
    unique,
    write,
    zone,
)
from bailiwick.kernel.ledger.operation import operation

NAME = ("calendar_name", "name", "Another calendar has this name.")
DEFINITION = ("zone", "week", "holidays", "overrides", "rules")
MOST_DAYS = 5000
ERROR_LENGTH = 500


class CalendarFields(TypedDict, total=False):
    """What can be changed of a calendar; `holidays` are all its rules, `overrides` all its dates with own hours."""

    name: str
    zone: str
    week: Mapping[str, Hours]
    holidays: Iterable[HolidayRule]
    overrides: Mapping[date, Hours]


def add_calendar(
    name: str,
    *,
    by: Actor,
    zone: str,
    week: Mapping[str, Hours],
    holidays: Iterable[HolidayRule] = (),
    overrides: Mapping[date, Hours] | None = None,
) -> ServiceCalendar:
    """Make a calendar with its first version (8.3.3: the hours that targets count in)."""
    with operation("calendar.add", by=by) as op:
        fields: CalendarFields = {
            "name": name,
            "zone": zone,
            "week": week,
            "holidays": holidays,
            "overrides": overrides or {},
        }
        values = _checked(fields)
        with unique(*NAME):
            calendar = ServiceCalendar.objects.create(name=values.pop("name"))
        calendar.current = _version(calendar, 1, values)
        calendar.save(update_fields=["current"])
        op.about(calendar)
    return calendar


def revise_calendar(
    calendar: ServiceCalendar,
    *,
    by: Actor,
    expected_version: int | None = None,
    **changes: Unpack[CalendarFields],
) -> ServiceCalendar:
    """Change a calendar from now on; what was computed by an older version stays as it was."""
    with operation("calendar.revise", by=by, subject=calendar, expected_version=expected_version) as op:
        refuse_retired(op)
        calendar = op.subject
        assert calendar.current is not None
        values = _checked(changes)
        named = {key: values.pop(key) for key in ("name",) if key in values}
        before = {key: getattr(calendar.current, key) for key in DEFINITION}
        after = before | values
        if after != before:
            named["current"] = _version(calendar, calendar.current.number + 1, after)
        with unique(*NAME):
            write(calendar, named)
    return calendar


def extend_holidays(calendar: ServiceCalendar, *, by: Actor, last_year: int) -> ServiceCalendar:
    """Draw a calendar's country holidays to the end of `last_year`; Invalid when they are drawn that far already."""
    with operation("calendar.extend", by=by, subject=calendar) as op:
        refuse_retired(op)
        calendar = op.subject
        assert calendar.current is not None
        present = holiday_rules(calendar.current)
        wanted = extended(present, last_year)
        if wanted == present:
            raise Invalid({"last_year": f"The holidays are drawn to the end of {last_year} already."})
        before = {key: getattr(calendar.current, key) for key in DEFINITION}
        after = before | _checked({"holidays": wanted})
        write(calendar, {"current": _version(calendar, calendar.current.number + 1, after)})
        op.facts["last_year"] = last_year
    return calendar


def take_feed(calendar: ServiceCalendar, *, by: Actor, url: str, days: Mapping[date, str]) -> bool:
    """Take over what a calendar's feed lists now; False, without an entry, when that is what the calendar says."""
    if _fed(calendar, url, days) is None:
        return False
    with operation("calendar.feed", by=by, subject=calendar) as op:
        refuse_retired(op)
        calendar = op.subject
        rules = _fed(calendar, url, days)
        if rules is None or calendar.current is None:
            raise Invalid({"url": "The calendar has changed meanwhile."})
        before = {key: getattr(calendar.current, key) for key in DEFINITION}
        after = before | _checked({"holidays": rules})
        was, now = set(before["holidays"]), set(after["holidays"])
        op.facts = {"url": url, "added": sorted(now - was), "removed": sorted(was - now)}
        write(calendar, {"current": _version(calendar, calendar.current.number + 1, after)})
    return True


def note_feed(calendar: ServiceCalendar, *, url: str, error: str) -> None:
    """Keep how asking a calendar's feed went; what it listed before stays when it went wrong."""
    now = clock.now()
    state: dict[str, Any] = {"url": url, "asked_at": now, "error": error[:ERROR_LENGTH]}
    if not error:
        state["good_at"] = now
    FeedState.objects.update_or_create(calendar=calendar, defaults=state)


def retire_calendar(
    calendar: ServiceCalendar, *, by: Actor, reason: str, expected_version: int | None = None
) -> ServiceCalendar:
    """Take a calendar out of use for new agreements; those that have it keep it."""
    why = given(reason)
    with operation(
        "calendar.retire", by=by, subject=calendar, reason=why, expected_version=expected_version
    ) as op:
        retire(op)
    return op.subject


def _checked(fields: CalendarFields) -> dict[str, Any]:
    """The columns of a calendar and its version that the fields mean."""
    rules: dict[str, Rule] = {
        "name": line,
        "zone": zone,
        "week": _week,
        "holidays": _holidays,
        "overrides": _overrides,
    }
    values = checked(fields, rules)
    if "holidays" in values:
        values["holidays"], values["rules"] = values["holidays"]
    return values


def _fed(calendar: ServiceCalendar, url: str, days: Mapping[date, str]) -> list[HolidayRule] | None:
    """The calendar's rules with what its feed lists; None when it has no such feed or nothing differs."""
    assert calendar.current is not None
    rules = holiday_rules(calendar.current)
    fed: list[HolidayRule] = [
        FeedHolidays(url, days) if isinstance(one, FeedHolidays) and one.url == url else one for one in rules
    ]
    same = [one.stored() for one in fed] == [one.stored() for one in rules]
    return None if same else fed


def _version(calendar: ServiceCalendar, number: int, definition: Mapping[str, Any]) -> CalendarVersion:
    _refuse_never_open(definition)
    return CalendarVersion.objects.create(calendar=calendar, number=number, **definition)


def _refuse_never_open(definition: Mapping[str, Any]) -> None:
    if not any(definition["week"].values()) and not any(definition["overrides"].values()):
        raise Invalid({"week": "With these hours the service would never be open."})


def _week(week: Mapping[str, Hours]) -> dict[str, list[list[str]]]:
    ServiceHours("UTC", week)
    return {day: _sorted(week[day]) for day in WEEKDAYS if week.get(day)}


def _overrides(overrides: Mapping[date, Hours]) -> dict[str, list[list[str]]]:
    ServiceHours("UTC", {}, overrides=overrides)
    _refuse_many(len(overrides))
    return {on.isoformat(): _sorted(overrides[on]) for on in sorted(overrides)}


def _holidays(rules: Iterable[HolidayRule]) -> tuple[list[str], list[dict[str, str]]]:
    kept = list(rules)
    days = {on.isoformat() for rule in kept for on in rule.days()}
    _refuse_many(len(days))
    return sorted(days), [rule.stored() for rule in kept]


def _refuse_many(days: int) -> None:
    if days > MOST_DAYS:
        raise ValueError(f"These are {days:,} days; {MOST_DAYS:,} are possible.")


def _sorted(hours: Hours) -> list[list[str]]:
    return sorted([start, end] for start, end in hours)
