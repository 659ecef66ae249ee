"""Numbers, shares, sizes and durations as a reader wants to see them."""

from datetime import timedelta
from decimal import Decimal
from math import isnan

from markupsafe import Markup

NONE = Markup(
    '<span class="bw-none" aria-hidden="true">&ndash;</span><span class="visually-hidden">none</span>'
)
MINUS = "\N{MINUS SIGN}"
NARROW = "\N{NARROW NO-BREAK SPACE}"
MINUTE, HOUR, DAY = 60, 3_600, 86_400
KIBI = 1024

Amount = int | float | Decimal


def _signed(negative: bool, text: str) -> str:
    return f"{MINUS}{text}" if negative else text


def number(value: Amount | None, digits: int | None = None) -> str:
    """Return a number with grouped thousands; without digits, as many as it has up to two."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return NONE
    text = f"{abs(value):,.{2 if digits is None else digits}f}"
    if digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return _signed(value < 0, text)


def percent(ratio: Amount | None, digits: int = 1) -> str:
    """Return a ratio (0.953) as a share (95.3 %)."""
    if ratio is None:
        return NONE
    return f"{number(ratio * 100, digits)}{NARROW}%"


def size(octets: int | None) -> str:
    """Return a size in bytes in the largest binary unit that keeps it above one."""
    if octets is None:
        return NONE
    amount = float(octets)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if amount < KIBI:
            return f"{number(amount, 0 if unit == 'B' else 1)}{NARROW}{unit}"
        amount /= KIBI
    return f"{number(amount, 1)}{NARROW}TiB"


def duration(value: timedelta | Amount | None, largest: str = "d") -> str:
    """Return a duration (or seconds) in its two largest units: `2 d 4 h`, `3 h 05 min`, `45 s`.

    Elapsed service time is not counted in days of 24 hours: pass `largest="h"` for it.
    """
    if value is None:
        return NONE
    seconds = round(value.total_seconds() if isinstance(value, timedelta) else float(value))
    return _signed(seconds < 0, _units(abs(seconds), largest))


def _units(seconds: int, largest: str) -> str:
    if largest == "d" and seconds >= DAY:
        days, hours = seconds // DAY, seconds % DAY // HOUR
        return f"{days}{NARROW}d {hours}{NARROW}h" if hours else f"{days}{NARROW}d"
    if seconds >= HOUR:
        hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
        return f"{hours:,}{NARROW}h {minutes:02}{NARROW}min" if minutes else f"{hours:,}{NARROW}h"
    if seconds >= MINUTE or seconds == 0:
        return f"{seconds // MINUTE}{NARROW}min"
    return f"{seconds}{NARROW}s"
