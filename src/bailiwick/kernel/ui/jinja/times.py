"""Instants in the reader's zone, with the zone shown."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from django.utils import timezone
from markupsafe import Markup

from bailiwick.kernel.base import clock
from bailiwick.kernel.ui.jinja.numbers import DAY, HOUR, MINUS, MINUTE, NONE

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
JUST_NOW = 45
DAYS_IN_WORDS = 30


def _local(value: dt.datetime) -> dt.datetime:
    if value.tzinfo is None:
        message = "an instant without a zone cannot be shown"
        raise ValueError(message)
    return value.astimezone(timezone.get_current_timezone())


def _zone(local: dt.datetime) -> str:
    name = local.tzname() or ""
    return f"UTC{name.replace('-', MINUS)}" if name[:1] in "+-" else name


def zone_name() -> str:
    """Return the short name of the reader's zone now, for a column heading."""
    return _zone(_local(clock.now()))


def _day(day: dt.date, year: bool = True) -> str:
    short = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return f"{short} {day.year}" if year else short


def _full(local: dt.datetime) -> str:
    day = f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year}"
    offset = local.isoformat()[-6:]
    return f"{day}, {local.hour:02}:{local.minute:02}:{local.second:02} {_zone(local)} (UTC{offset})"


@lru_cache(8192)
def _attributes(second: dt.datetime, zone: dt.tzinfo) -> str:
    machine = second.replace(tzinfo=None).isoformat()
    return f'datetime="{machine}Z" title="{_full(second.astimezone(zone))}"'


def _element(value: dt.datetime, text: str, zone: dt.tzinfo, ticking: str = "") -> Markup:
    second = value.astimezone(dt.UTC).replace(microsecond=0)
    # Every part is made of numbers and names of our own and of the zone.
    return Markup(f"<time {_attributes(second, zone)}{ticking}>{text}</time>")  # noqa: S704


def time(value: dt.datetime | None, style: str = "short", zone: bool = True) -> Markup:
    """Return an aware instant as a `<time>` in the reader's zone; raises ValueError for a naive one.

    Styles: `short` (no year within this year), `long` (with the year), `clock` (hours and minutes).
    Leave the zone out only where a heading close by names it.
    """
    if value is None:
        return NONE
    local = _local(value)
    this_year = style == "short" and local.year == clock.now().astimezone(local.tzinfo).year
    day = "" if style == "clock" else _day(local, year=not this_year) + ", "
    suffix = f" {_zone(local)}" if zone else ""
    return _element(value, f"{day}{local.hour:02}:{local.minute:02}{suffix}", local.tzinfo or dt.UTC)


def date(value: dt.date | None) -> Markup:
    """Return a day; an instant is shown as its day in the reader's zone."""
    if value is None:
        return NONE
    day = _local(value).date() if isinstance(value, dt.datetime) else value
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), _day(day))


def day(value: dt.date) -> str:
    """Return a day in plain words, for a sentence."""
    return _day(value)


def relative(value: dt.datetime | None, past: str = "ago") -> Markup:
    """Return how far an instant is from now; the page keeps the words current while it is open.

    For a due time pass `past="late"`: `in 25 min`, `4 h late`.
    """
    return relatives(past)(value)


def relatives(past: str = "ago") -> Callable[[dt.datetime | None], Markup]:
    """Return `relative` for the instants of a whole list, which asks once for the time and the reader's zone."""
    now, zone, ticking = clock.now(), timezone.get_current_timezone(), f' data-relative="{past}"'

    def shown(value: dt.datetime | None) -> Markup:
        return NONE if value is None else _element(value, _distance(value, now, past), zone, ticking)

    return shown


def _distance(value: dt.datetime, now: dt.datetime, past: str) -> str:
    seconds = (value - now).total_seconds()
    size = abs(seconds)
    if size < JUST_NOW:
        return "just now"
    if size >= DAYS_IN_WORDS * DAY:
        return _day(_local(value))
    step, unit = (DAY, "day") if size >= DAY else (HOUR, "h") if size >= HOUR else (MINUTE, "min")
    amount = max(1, int(size // step))
    words = f"{amount} {unit}{'s' if unit == 'day' and amount > 1 else ''}"
    return f"in {words}" if seconds > 0 else f"{words} {past}"


def local_input(value: dt.datetime | dt.date | str | None) -> str:
    """Return what the value attribute of a date or datetime-local input takes, in the reader's zone."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, dt.datetime):
        local = _local(value) if value.tzinfo else value
        return f"{local:%Y-%m-%dT%H:%M}"
    return value.isoformat()


def instant(seconds: float) -> dt.datetime:
    """Return the instant of a number of seconds since 1970, as charts count."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
