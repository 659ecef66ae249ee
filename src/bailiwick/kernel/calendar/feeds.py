"""Whole-day events of an iCalendar feed (RFC 5545), read as holidays; the text may be hostile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Any

from icalendar import Calendar, Event

from bailiwick.kernel.calendar.recurrence import YearlyRule, yearly_rule

_MOST_CHARACTERS = 2_000_000
_MOST_EVENTS = 5_000
_MOST_YEARS = 10_000  # looked at for recurring events, all together
_MOST_DAYS = 100_000
_LONGEST_EVENT = 366

# The parser refuses with ValueErrors, but some broken parameters make it stumble in other ways.
_PARSER_FAILURES = (ValueError, AttributeError, TypeError, LookupError, ArithmeticError)


@dataclass(frozen=True)
class FeedEvent:
    """A whole-day event, or the series of them, that a feed lists."""

    uid: str
    name: str
    start: date
    days: int
    rule: YearlyRule | None
    added: frozenset[date]
    removed: frozenset[date]
    replaces: date | None
    is_cancelled: bool

    def starts(self, first: date, last: date) -> set[date]:
        """The dates from first to last on which the event begins."""
        dates = self.rule.dates(first, last) if self.rule else (self.start,)
        return {on for on in chain(dates, self.added) if first <= on <= last} - self.removed


def feed_holidays(text: str, first: date, last: date) -> list[tuple[date, str]]:
    """(date, name) of every day from first to last that an event of the feed covers.

    Cancelled events are left out; an event that replaces one date of a series (RECURRENCE-ID) does so.
    ValueError, naming the event, for text that is no calendar, for events that are not whole days, last over
    a year or recur other than yearly, and for feeds too large.
    """
    events = list(feed_events(text))
    years = sum(len(event.rule.years(first, last)) for event in events if event.rule)
    if years > _MOST_YEARS:
        raise ValueError(f"the events of the feed recur over more than {_MOST_YEARS} years together")
    replaced = {(event.uid, event.replaces) for event in events if event.replaces}
    found: list[tuple[date, str]] = []
    for event in (event for event in events if not event.is_cancelled):
        earliest = date.fromordinal(max(first.toordinal() - event.days + 1, 1))
        for start in event.starts(earliest, last):
            if event.replaces is None and (event.uid, start) in replaced:
                continue
            ordinals = range(start.toordinal(), start.toordinal() + event.days)
            covered = range(max(ordinals[0], first.toordinal()), min(ordinals[-1], last.toordinal()) + 1)
            found += [(date.fromordinal(ordinal), event.name) for ordinal in covered]
            if len(found) > _MOST_DAYS:
                raise ValueError(f"the events of the feed cover more than {_MOST_DAYS} days")
    return found


def feed_events(text: str) -> Iterator[FeedEvent]:
    """The events of a feed; ValueError for text that is no calendar and events that cannot be holidays."""
    if not isinstance(text, str) or len(text) > _MOST_CHARACTERS:
        raise ValueError(f"a feed must be text of at most {_MOST_CHARACTERS} characters")
    try:
        # With a line break at the end: given a text without any, icalendar would open the file of that name.
        calendar = Calendar.from_ical(text.encode(errors="replace").decode() + "\r\n")
    except _PARSER_FAILURES as error:
        raise ValueError(f"the feed is not an iCalendar: {str(error)[:200]}") from None
    if not isinstance(calendar, Calendar):
        raise ValueError("the feed is not an iCalendar: it does not begin with VCALENDAR")
    events = calendar.events
    if len(events) > _MOST_EVENTS:
        raise ValueError(f"the feed has {len(events)} events, more than {_MOST_EVENTS}")
    for event in events:
        name = _text(event, "SUMMARY") or _text(event, "UID") or "without a name"
        try:
            yield _feed_event(event, name)
        except ValueError as error:
            raise ValueError(f"event {name!r}: {str(error)[:200]}") from None


def _feed_event(event: Event, name: str) -> FeedEvent:
    if event.errors:
        raise ValueError(event.errors[0][1])
    start = _day(_only(event, "DTSTART"))
    rule = _only(event, "RRULE")
    if rule is not None and not isinstance(rule, Mapping):
        raise ValueError("it has an RRULE that is not a recurrence rule")
    replaced = _only(event, "RECURRENCE-ID")
    return FeedEvent(
        uid=_text(event, "UID"),
        name=name,
        start=start,
        days=_days(event, start),
        rule=yearly_rule(start, rule) if rule is not None else None,
        added=_listed(event, "RDATE"),
        removed=_listed(event, "EXDATE"),
        replaces=None if replaced is None else _day(replaced),
        is_cancelled=_text(event, "STATUS").upper() == "CANCELLED",
    )


def _days(event: Event, start: date) -> int:
    end, duration = _only(event, "DTEND"), _only(event, "DURATION")
    length: object = timedelta(days=1)
    if end is not None:
        length = _day(end) - start
    elif duration is not None:
        length = getattr(duration, "dt", None)
    if not isinstance(length, timedelta) or length % timedelta(days=1):
        raise ValueError("a holiday must last whole days")
    # Some calendars write the day itself, not the next one, as the end of a single day.
    days = length.days or 1
    if not 1 <= days <= _LONGEST_EVENT:
        raise ValueError(f"a holiday must last from 1 to {_LONGEST_EVENT} days, not {days}")
    return days


def _only(event: Event, name: str) -> Any:
    value = event.get(name)
    if isinstance(value, list):
        raise ValueError(f"it has more than one {name}")
    return value


def _text(event: Event, name: str) -> str:
    value = event.get(name, "")
    return " ".join(str(value[0] if isinstance(value, list) else value).split())[:200]


def _listed(event: Event, name: str) -> frozenset[date]:
    value = event.get(name, [])
    lists = value if isinstance(value, list) else [value]
    return frozenset(_day(entry) for dates in lists for entry in dates.dts)


def _day(value: Any) -> date:
    """The date of a parsed value: a DATE, or a DATE-TIME at midnight, as some calendars write whole days."""
    moment = getattr(value, "dt", None)
    if isinstance(moment, datetime):
        if moment.time() != time():
            raise ValueError(f"a holiday must be whole days, not begin or end at {moment:%H:%M}")
        return moment.date()
    if not isinstance(moment, date):
        raise ValueError("it has no date of its own" if value is None else "it has a time that is not a date")
    return moment
