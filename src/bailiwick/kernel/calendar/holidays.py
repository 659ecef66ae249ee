"""Holidays of a country, of a list or of an iCalendar feed, as names by date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, date, datetime

import holidays
from holidays.registry import COUNTRIES

from bailiwick.kernel.calendar.feeds import feed_holidays

_COUNTRY = re.compile(r"[A-Z]{2}")
_MOST_YEARS = 200


def from_country(
    country: str, years: range, *, subdivision: str | None = None, language: str | None = None
) -> dict[date, str]:
    """Public holidays of a country (ISO 3166-1, two capitals) or of one of its subdivisions, in some years.

    Observed days are included. Names are in the country's own language unless another one is asked for.
    ValueError for countries, subdivisions and languages that the holidays library does not know.
    """
    _check_years(years)
    entity = (
        getattr(holidays, country, None) if isinstance(country, str) and _COUNTRY.fullmatch(country) else None
    )
    if entity is None:
        raise ValueError(f"no holidays are known for the country {country!r}")
    if subdivision is not None and subdivision not in (*entity.subdivisions, *entity.subdivisions_aliases):
        raise ValueError(f"no holidays are known for the subdivision {subdivision!r} of {country}")
    if language is not None and language not in entity.supported_languages:
        raise ValueError(f"the holidays of {country} have no names in the language {language!r}")
    # Left to itself, the library takes the language from the environment of the process.
    found = entity(years=years, subdiv=subdivision, language=language or entity.default_language)
    return {on: str(name) for on, name in sorted(found.items())}


def from_list(entries: Iterable[tuple[date | str, str]]) -> dict[date, str]:
    """Holidays from (date, name), dates as such or as ISO 8601 text; ValueError for any other."""
    return _named((_date(on), name) for on, name in entries)


def from_feed(text: str, years: range) -> dict[date, str]:
    """Holidays from the whole-day events of an iCalendar feed in some years.

    Yearly recurrence is followed. ValueError, naming the event, for text that is no calendar or too
    large, and for events that are not whole days or recur in another way.
    """
    _check_years(years)
    days = feed_holidays(text, date(min(years), 1, 1), date(max(years), 12, 31))
    return _named((on, name) for on, name in days if on.year in years)


def _named(entries: Iterable[tuple[date, str]]) -> dict[date, str]:
    names: dict[date, list[str]] = {}
    for on, name in entries:
        if name not in names.setdefault(on, []):
            names[on].append(name)
    return {on: "; ".join(names[on]) for on in sorted(names)}


def _date(on: date | str) -> date:
    if isinstance(on, str):
        try:
            return date.fromisoformat(on)
        except ValueError:
            raise ValueError(f"a holiday must be a date like 2025-12-24, got {on[:40]!r}") from None
    if not isinstance(on, date) or isinstance(on, datetime):
        raise ValueError(f"a holiday must be a date, got {on!r}")
    return on


def _check_years(years: range) -> None:
    if not isinstance(years, range) or not 1 <= len(years) <= _MOST_YEARS:
        raise ValueError(f"years must be a range of 1 to {_MOST_YEARS} years, got {years!r}")
    if min(years) < MINYEAR or max(years) > MAXYEAR:
        raise ValueError(f"years must lie between {MINYEAR} and {MAXYEAR}, got {years!r}")


def country_name(code: str) -> str:
    """What a country is called; its code when the holidays library does not know it."""
    names = (words[0] for words in COUNTRIES.values() if words[1] == code)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", next(names, code))
