"""The one place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_past: ContextVar[datetime | None] = ContextVar("bailiwick_past", default=None)


def now() -> datetime:
    """The current instant, aware, in UTC; inside `at`, the instant that is told."""
    return _past.get() or datetime.now(UTC)


def told() -> datetime | None:
    """The instant that `at` tells here, or None where time is not told."""
    return _past.get()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Tell a past: what is done inside happens at that instant, for the acts of this context only.

    The ledger still records when it really was written, so that a told past is never mistaken for one that was
    recorded as it happened. Raises ValueError for an instant without a zone or in the future.
    """
    if instant.tzinfo is None or instant > datetime.now(UTC):
        raise ValueError("What is told lies in the past and names its zone.")
    token = _past.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _past.reset(token)
