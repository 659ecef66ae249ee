"""Calendars: weekly hours, holidays and exceptions."""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.calendar import operations, queries
from bailiwick.kernel.calendar.holidays import country_name
from bailiwick.kernel.calendar.models import CalendarVersion, ServiceCalendar
from bailiwick.kernel.calendar.rules import (
    YEARS_AHEAD,
    CountryHolidays,
    FeedHolidays,
    HolidayRule,
    ListedHolidays,
    feed,
)
from bailiwick.kernel.ui.jinja import times
from bailiwick.kernel.ui.registers.declaration import (
    Action,
    Column,
    Part,
    ReasonForm,
    Register,
    RegisterForm,
    declare,
    with_reason,
)
from bailiwick.kernel.webhooks.addresses import checked_url

DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_INTERVAL = re.compile(r"\s*(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})\s*")


class CalendarForm(RegisterForm):
    """Hours by day as "09:00-12:30, 13:30-17:00"; empty is closed."""

    name = forms.CharField(label="Name", max_length=200)
    zone = forms.CharField(label="Time zone", help_text="For example Europe/Lisbon.")

    def arrange(self) -> None:
        for day, label in DAYS.items():
            self.fields[f"hours_{day}"] = forms.CharField(label=label, required=False)
        self.fields["hours_mon"].help_text = "Such as 09:00-12:30, 13:30-17:00; a day left empty is closed."
        self.fields["country"] = forms.CharField(
            label="Holidays of a country",
            required=False,
            max_length=2,
            help_text="Two letters such as PT; empty for none.",
        )
        self.fields["subdivision"] = forms.CharField(
            label="… and of its region", required=False, max_length=10
        )
        self.fields["listed"] = forms.CharField(
            label="Other holidays",
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="One a line: 2026-12-24 Christmas Eve. These days stay closed.",
        )
        self.fields["feed"] = forms.CharField(
            label="Holidays from an iCalendar feed",
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Paste the text of the .ics file.",
        )
        self.fields["feed_url"] = forms.CharField(
            label="Holidays from the address of an iCalendar feed",
            required=False,
            max_length=2000,
            help_text="Beginning with https://; it is read every day. Private networks are refused.",
        )
        self.fields["overrides"] = forms.CharField(
            label="Other hours on single days",
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="One a line: 2026-12-31 09:00-12:00",
        )
        if self.record is not None and self.record.current is not None:
            self._fill()

    def _fill(self) -> None:
        calendar = self.record
        version = calendar.current
        self.initial.update({"name": calendar.name, "zone": version.zone})
        for day, intervals in version.week.items():
            self.initial[f"hours_{day}"] = ", ".join(f"{start}-{end}" for start, end in intervals)
        lines = [
            f"{day} {', '.join(f'{a}-{b}' for a, b in hours)}"
            for day, hours in sorted(version.overrides.items())
        ]
        self.initial["overrides"] = "\n".join(lines)
        for rule in queries.holiday_rules(version):
            if isinstance(rule, CountryHolidays):
                self.initial.update({"country": rule.country, "subdivision": rule.subdivision})
            elif isinstance(rule, FeedHolidays):
                self.initial["feed_url"] = rule.url
            else:
                listed = "\n".join(f"{on} {name}".strip() for on, name in sorted(rule.days().items()))
                self.initial["listed"] = "\n".join(filter(None, (self.initial.get("listed"), listed)))


def _intervals(text: str, field: str) -> list[list[str]]:
    found = []
    for part in filter(str.strip, text.split(",")):
        match = _INTERVAL.fullmatch(part)
        if match is None:
            raise Invalid({field: f"“{part.strip()}” is no time such as 09:00-17:00."})
        found.append([match[1].zfill(5), match[2].zfill(5)])
    return found


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid({field: f"“{text}” is no day such as 2026-12-24."}) from None


def _rules(data: dict[str, Any], first_year: int, now: CalendarVersion | None) -> list[HolidayRule]:
    rules: list[HolidayRule] = []
    if data["country"]:
        rules.append(
            CountryHolidays(
                data["country"].upper(), first_year, first_year + YEARS_AHEAD + 1, data["subdivision"].upper()
            )
        )
    listed = [line.partition(" ") for line in data["listed"].splitlines() if line.strip()]
    if listed:
        rules.append(ListedHolidays({_day(on, "listed"): name for on, _, name in listed}, "typed in"))
    if data["feed"].strip():
        try:
            rules.append(feed(data["feed"], first_year, first_year + YEARS_AHEAD, "pasted feed"))
        except ValueError as error:
            raise Invalid({"feed": str(error)}) from error
    if data["feed_url"].strip():
        rules.append(_fed(data["feed_url"], now))
    return rules


def _fed(typed: str, now: CalendarVersion | None) -> FeedHolidays:
    """The feed at an address; what it listed until now stays until it is read again."""
    try:
        url = checked_url(typed)
    except ValueError as error:
        raise Invalid({"feed_url": str(error)}) from error
    known = queries.feed_of(now) if now is not None else None
    return known if known is not None and known.url == url else FeedHolidays(url, {})


def _given(data: dict[str, Any], now: CalendarVersion | None = None) -> dict[str, Any]:
    overrides = [line.partition(" ") for line in data["overrides"].splitlines() if line.strip()]
    return {
        "zone": data["zone"],
        "week": {
            day: _intervals(data[f"hours_{day}"], f"hours_{day}")
            for day in DAYS
            if data[f"hours_{day}"].strip()
        },
        "holidays": _rules(data, date.today().year - 1, now),  # noqa: DTZ011 - a year, whatever the zone
        "overrides": {_day(on, "overrides"): _intervals(hours, "overrides") for on, _, hours in overrides},
    }


def _add(by: Actor, data: dict[str, Any]) -> ServiceCalendar:
    return operations.add_calendar(data["name"], by=by, **_given(data))


def _source(calendar: ServiceCalendar, rule: HolidayRule) -> tuple[str, str, str]:
    if isinstance(rule, FeedHolidays):
        return f"Feed {rule.url}", "", _feed_state(calendar, rule)
    through = rule.through()
    known = f"known to {times.day(through)}" if through else "none listed"
    if isinstance(rule, CountryHolidays):
        region = f", region {rule.subdivision}" if rule.subdivision else ""
        return (
            f"Public holidays of {country_name(rule.country)}{region}",
            "",
            f"{known}, drawn further every night",
        )
    return rule.label or "Listed days", "", f"{len(rule.days()):,} days, {known}"


def _feed_state(calendar: ServiceCalendar, rule: FeedHolidays) -> str:
    state = queries.feed_state(calendar, rule.url)
    if state is None:
        return "not read yet; it is read within some minutes"
    days = f"{len(rule.days()):,} days"
    good = f"read {_when(state.good_at)}" if state.good_at else "never read well"
    if not state.error:
        return f"{days}, {good}"
    return f"{days}, {good}; failed {_when(state.asked_at)}: {state.error} What it listed before stays."


def _when(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{times.day(local.date())}, {local:%H:%M}"


def _parts(actor: Actor, calendar: ServiceCalendar) -> list[Part]:
    if calendar.current is None:
        return []
    current = calendar.current
    hours = [
        (label, "", ", ".join(f"{a} to {b}" for a, b in current.week.get(day, [])) or "closed")
        for day, label in DAYS.items()
    ]
    return [
        Part("Weekly hours", hours),
        Part(
            "Where its holidays come from",
            [_source(calendar, rule) for rule in queries.holiday_rules(current)],
        ),
        Part(
            "Holidays of two years",
            [
                (f"{on:%A}, {on.day} {on:%B %Y}", "", name)
                for on, name in queries.coming_holidays(current, timezone.localdate())
            ],
        ),
        Part("Versions", [(str(one), "", one.zone) for one in queries.versions(actor, calendar)[:50]]),
    ]


CALENDARS = declare(
    Register(
        name="calendars",
        title="Calendars",
        singular="calendar",
        lead="When the organization promises to be at work. Targets count only these hours.",
        icon="calendar-time",
        group="Services",
        order=30,
        read="organization.read",
        rows=lambda actor: queries.visible_calendars(actor).select_related("current"),
        columns=(Column("name", "Name", "main", sort="name"), Column("zone", "Time zone"), Column("state", "State")),
        shown=lambda one: {
            "name": one.name,
            "zone": one.current.zone if one.current else "",
            "state": "Retired" if one.retired_at else "In use",
        },
        sorts={"name": Sort("name")},
        default="name",
        facts=lambda one: [
            ("Time zone", one.current.zone if one.current else None),
            ("Version", one.current.number if one.current else None),
            ("Holidays known until", queries.holidays_through(one.current) if one.current else None),
            ("State", "Retired" if one.retired_at else "In use"),
        ],
        add_verb="calendar.add",
        add_form=CalendarForm,
        add=_add,
        actions=(
            Action(
                "revise", "Edit", "calendar.revise", CalendarForm,
                lambda one, by, data, version: operations.revise_calendar(
                    one, by=by, expected_version=version, name=data["name"], **_given(data, one.current)
                ),
            ),
            Action(
                "retire", "Retire", "calendar.retire", ReasonForm,
                with_reason(operations.retire_calendar),
                icon="x", when=lambda one: one.retired_at is None, done="Retired.",
            ),
        ),
        parts=_parts,
    )
)  # fmt: skip
