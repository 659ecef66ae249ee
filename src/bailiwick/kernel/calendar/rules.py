"""Where the holidays of a calendar come from; their dates are drawn when the calendar is added or revised."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from bailiwick.kernel.calendar.holidays import from_country, from_feed, from_list

# Country rules are drawn to the end of this many years after the present one, and drawn further as time goes on.
YEARS_AHEAD = 3
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class CountryHolidays:
    """The public holidays of a country (ISO 3166-1, two capitals), or of a subdivision, from year to year."""

    country: str
    first_year: int
    last_year: int
    subdivision: str = ""

    def days(self) -> dict[date, str]:
        """Names by date; ValueError for what the holidays library does not know."""
        years = range(self.first_year, self.last_year + 1)
        return from_country(self.country, years, subdivision=self.subdivision or None)

    def through(self) -> date | None:
        """The last day of which it is known whether it is a holiday."""
        return date(self.last_year, 12, 31)

    def stored(self) -> dict[str, str]:
        """The rule as a calendar version keeps it."""
        return {
            "kind": "country",
            "country": self.country,
            "subdivision": self.subdivision,
            "first_year": str(self.first_year),
            "last_year": str(self.last_year),
        }


@dataclass(frozen=True, slots=True)
class ListedHolidays:
    """Single days with their names, typed in or once read from a feed; `label` says from where."""

    entries: Mapping[date, str]
    label: str = ""

    def days(self) -> dict[date, str]:
        """Names by date; ValueError for what is no date."""
        return from_list(self.entries.items())

    def through(self) -> date | None:
        """The last day that is listed; None for an empty list."""
        return max(self.entries, default=None)

    def stored(self) -> dict[str, str]:
        """The rule as a calendar version keeps it: one line for each day."""
        lines = [f"{on.isoformat()} {' '.join(name.split())}".strip() for on, name in self.days().items()]
        return {"kind": "list", "label": self.label, "days": "\n".join(lines)}


@dataclass(frozen=True, slots=True)
class FeedHolidays:
    """The whole-day events of an iCalendar feed at an address, as they were when it was read last."""

    url: str
    entries: Mapping[date, str]

    def days(self) -> dict[date, str]:
        """Names by date; ValueError for an address that can be none."""
        parts = urlsplit(self.url)
        if parts.scheme not in ("https", "http") or not parts.hostname or len(self.url) > LONGEST_ADDRESS:
            raise ValueError("The feed needs an address that begins with https://.")
        return from_list(self.entries.items())

    def through(self) -> date | None:
        """The last day that was listed; None before it was read."""
        return max(self.entries, default=None)

    def stored(self) -> dict[str, str]:
        """The rule as a calendar version keeps it."""
        lines = [f"{on.isoformat()} {' '.join(name.split())}".strip() for on, name in self.days().items()]
        return {"kind": "feed", "url": self.url, "days": "\n".join(lines)}


HolidayRule = CountryHolidays | ListedHolidays | FeedHolidays


def extended(rules: Iterable[HolidayRule], last_year: int) -> list[HolidayRule]:
    """The same rules with every country drawn to the end of `last_year` at least."""
    return [
        replace(rule, last_year=max(rule.last_year, last_year)) if isinstance(rule, CountryHolidays) else rule
        for rule in rules
    ]


def feed(text: str, first_year: int, last_year: int, label: str) -> ListedHolidays:
    """The whole-day events of an iCalendar feed from year to year; ValueError, naming the event, for any other."""
    return ListedHolidays(from_feed(text, range(first_year, last_year + 1)), label)


def read_rule(stored: Mapping[str, str]) -> HolidayRule:
    """The rule that a calendar version keeps."""
    if stored["kind"] == "country":
        first, last = int(stored["first_year"]), int(stored["last_year"])
        return CountryHolidays(stored["country"], first, last, stored["subdivision"])
    lines = (line.partition(" ") for line in stored["days"].splitlines())
    entries = {date.fromisoformat(on): name for on, _, name in lines}
    if stored["kind"] == "feed":
        return FeedHolidays(stored["url"], entries)
    return ListedHolidays(entries, stored["label"])
