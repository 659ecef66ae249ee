"""Instants and durations as whole microseconds, the unit of all calendar arithmetic."""

from datetime import UTC, datetime, timedelta, tzinfo

MICROSECONDS_PER_DAY = 86_400_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_instant(at: datetime) -> int:
    """Microseconds since 1970-01-01T00:00Z of an aware datetime; ValueError for anything else."""
    try:
        since = at - EPOCH
        return since.days * MICROSECONDS_PER_DAY + since.seconds * 1_000_000 + since.microseconds
    except (TypeError, AttributeError):
        raise ValueError(f"an instant must be a datetime with a time zone, got {at!r}") from None


def to_datetime(instant: int, zone: tzinfo | None) -> datetime:
    """The aware datetime of an instant (microseconds) in `zone`; ValueError outside years 1 to 9999."""
    try:
        return (EPOCH + timedelta(microseconds=instant)).astimezone(zone)
    except OverflowError:
        raise ValueError("the resulting instant lies outside the years 1 to 9999") from None


def to_microseconds(duration: timedelta) -> int:
    """A timedelta in microseconds; ValueError for anything else."""
    if not isinstance(duration, timedelta):
        raise ValueError(f"an amount of open time must be a timedelta, got {duration!r}")
    return duration.days * MICROSECONDS_PER_DAY + duration.seconds * 1_000_000 + duration.microseconds
