"""What a clock says: computed from the history of states, a target and a calendar, and from nothing else.

Time counts while the state's category is open, stands still while it is paused, resolved or closed, and goes on after
a reopening (domain rules of the business clock, 16).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bailiwick.kernel.calendar.hours import ServiceHours

ENDED_STATES = frozenset({"cancelled"})


class Standing(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Moment:
    """From `at` on, the item was in `state`, whose category is `category`."""

    at: datetime
    state: str
    category: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the history between two moments; `end` is None for the one that lasts."""

    start: datetime
    end: datetime | None
    state: str
    category: str

    @property
    def is_running(self) -> bool:
        return self.category == "open"


@dataclass(frozen=True, slots=True)
class Reading:
    """A clock at rest or in motion.

    `due_at` is the instant at which the target is used up if nothing changes (None while paused with time left);
    `reached_at` the instant at which it was used up; `elapsed` open time up to `stopped_at` or to the last moment.
    """

    standing: Standing
    started_at: datetime
    due_at: datetime | None
    warn_at: datetime | None
    reached_at: datetime | None
    stopped_at: datetime | None
    elapsed: timedelta


def spans(history: Sequence[Moment]) -> list[Span]:
    """The history as stretches in order of time; moments at one instant leave the last of them."""
    ordered = sorted(history, key=lambda moment: moment.at)
    ends = [*(moment.at for moment in ordered[1:]), None]
    return [
        Span(moment.at, end, moment.state, moment.category)
        for moment, end in zip(ordered, ends, strict=True)
        if end is None or end > moment.at
    ]


def read_resolution(
    history: Sequence[Moment], hours: ServiceHours, target: timedelta, warn_percent: int
) -> Reading:
    """The resolution clock of a history that begins with the opening."""
    stretches = spans(history)
    last = stretches[-1]
    running = [span for span in stretches if span.is_running]
    elapsed = sum((_open_time(hours, span) for span in running), timedelta())
    reached = _instant_of(hours, running, target)
    if last.category == "open":
        return Reading(
            Standing.RUNNING,
            stretches[0].start,
            reached,
            _instant_of(hours, running, target * warn_percent / 100),
            reached,
            None,
            elapsed,
        )
    if last.category == "paused":
        return Reading(Standing.PAUSED, stretches[0].start, reached, None, reached, None, elapsed)
    missed = elapsed > target
    standing = Standing.MISSED if missed else Standing.MET
    if last.state in ENDED_STATES and not missed:
        standing = Standing.ENDED
    due = reached if missed else _would_be_due(hours, running, target)
    return Reading(
        standing, stretches[0].start, due, None, reached if missed else None, last_stop(stretches), elapsed
    )


def read_response(
    opened_at: datetime,
    responded_at: datetime | None,
    ended_at: datetime | None,
    hours: ServiceHours,
    target: timedelta,
    warn_percent: int,
) -> Reading:
    """The response clock: from the opening to the first answer or act, without pauses.

    `ended_at` is when the item came to rest without an answer (cancelled).
    """
    due = hours.add(opened_at, target)
    stopped = responded_at or ended_at
    if stopped is None:
        warn = hours.add(opened_at, target * warn_percent / 100)
        return Reading(Standing.RUNNING, opened_at, due, warn, due, None, timedelta())
    elapsed = max(hours.between(opened_at, stopped), timedelta())
    missed = elapsed > target
    standing = Standing.MISSED if missed else Standing.MET if responded_at else Standing.ENDED
    return Reading(standing, opened_at, due, None, due if missed else None, stopped, elapsed)


def last_stop(stretches: Sequence[Span]) -> datetime:
    """When the item came to rest: the start of the unbroken run of resolved and closed stretches at the end."""
    resting = None
    for span in reversed(stretches):
        if span.category not in ("resolved", "closed"):
            break
        resting = span.start
    return resting or stretches[-1].start


def _open_time(hours: ServiceHours, span: Span) -> timedelta:
    return hours.between(span.start, span.end) if span.end is not None else timedelta()


def _instant_of(hours: ServiceHours, running: Iterable[Span], amount: timedelta) -> datetime | None:
    """When `amount` of running time was or will be used up; None if the spans end before."""
    for span, before in _with_time_before(hours, running):
        left = amount - before
        if span.end is None or left < _open_time(hours, span) or (left == _open_time(hours, span) and left):
            return hours.add(span.start, left)
    return None


def _would_be_due(hours: ServiceHours, running: Sequence[Span], target: timedelta) -> datetime | None:
    """The due instant as it stood in the last running stretch."""
    if not running:
        return None
    before = sum((_open_time(hours, span) for span in running[:-1]), timedelta())
    return hours.add(running[-1].start, target - before)


def _with_time_before(hours: ServiceHours, running: Iterable[Span]) -> Iterator[tuple[Span, timedelta]]:
    before = timedelta()
    for span in running:
        yield span, before
        before += _open_time(hours, span)
