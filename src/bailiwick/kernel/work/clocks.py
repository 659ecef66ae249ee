"""Keep the cached readings of an item's clocks in step with its history; called inside an operation."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bailiwick.kernel.base import clock as time
from bailiwick.kernel.base.kept import Given, KeptQuery
from bailiwick.kernel.calendar.queries import hours
from bailiwick.kernel.work import history
from bailiwick.kernel.work.models import Clock, Transition, WorkItem
from bailiwick.kernel.work.reading import ENDED_STATES, Moment, Reading, read_resolution, read_response
from bailiwick.kernel.work.types import ClockTerms

RESPONSE, RESOLUTION = "response", "resolution"
# What a reading and the terms it is read under may change of a clock.
READ = (
    "agreement_id", "agreement_version", "calendar_id", "target_minutes", "warn_percent", "state", "started_at",
    "due_at", "warn_at", "stopped_at", "elapsed_seconds", "warned_at", "breached_at",
)  # fmt: skip


class Read(NamedTuple):
    """Clocks that were read and are not saved: new ones, and those that now say something else."""

    new: Sequence[Clock]
    changed: Sequence[Clock]


def prepare(item: WorkItem, terms: Iterable[ClockTerms]) -> list[Clock]:
    """The clocks of a new item that has its key and is not saved yet, unsaved too; sets its `due_at`."""
    moment = Moment(item.opened_at, item.state, item.category)
    clocks = [make(item, one, [moment]) for one in terms]
    mark(item, clocks)
    return clocks


def make(item: WorkItem, terms: ClockTerms, moments: Sequence[Moment]) -> Clock:
    """A clock under its terms, read from a history; not saved."""
    clock = Clock(
        item_id=item.pk,
        metric=terms.metric,
        agreement_id=terms.agreement_id,
        agreement_version=terms.agreement_version,
        calendar_id=terms.calendar_id,
        target_minutes=terms.target_minutes,
        warn_percent=terms.warn_percent,
    )
    take(clock, read(clock, item, moments))
    return clock


def read(clock: Clock, item: WorkItem, moments: Sequence[Moment]) -> Reading:
    """What the clock says, from the history alone."""
    service_hours = hours(clock.calendar_id)
    target = timedelta(minutes=clock.target_minutes)
    if clock.metric == RESOLUTION:
        return read_resolution(moments, service_hours, target, clock.warn_percent)
    ended_at = moments[-1].at if moments[-1].state in ENDED_STATES else None
    return read_response(
        item.opened_at, item.responded_at, ended_at, service_hours, target, clock.warn_percent
    )


def take(clock: Clock, reading: Reading) -> None:
    """Cache a reading; a breach noted earlier stays only if the history still has it."""
    clock.state = reading.standing.value
    clock.started_at = reading.started_at
    clock.due_at = reading.due_at
    clock.warn_at = reading.warn_at
    clock.stopped_at = reading.stopped_at
    clock.elapsed_seconds = int(reading.elapsed.total_seconds())
    is_past = reading.stopped_at is not None or reading.standing.value == Clock.State.PAUSED
    was_noted = clock.breached_at is not None
    clock.breached_at = None
    if reading.reached_at is not None and (is_past or (was_noted and reading.reached_at <= time.now())):
        clock.breached_at = reading.reached_at


def read_again(
    item: WorkItem, moves: Sequence[Transition], terms: Iterable[ClockTerms] | None = None
) -> Read:
    """Read the clocks of the item from its history and the moves that are not saved yet; sets its `due_at`.

    With `terms`, the item is put under them first (priority, service or customer changed): due instants count from the
    start, and a clock that they do not name ends.
    """
    found = {clock.metric: clock for clock in _of(item)}
    if not found and not terms:
        return Read([], [])
    before = {metric: _values(clock) for metric, clock in found.items()}
    if terms is not None:
        _retarget(found, item, terms)
    moments = [*history.moments(item), *(Moment(one.at, one.to_state, one.to_category) for one in moves)]
    for clock in found.values():
        if clock.state != Clock.State.ENDED:
            take(clock, read(clock, item, moments))
    mark(item, found.values())
    return Read(
        [clock for metric, clock in found.items() if metric not in before],
        [clock for metric, clock in found.items() if metric in before and _values(clock) != before[metric]],
    )


def _of(item: WorkItem) -> list[Clock]:
    return KeptQuery(Clock, "of", lambda: Clock.objects.filter(item_id=Given("item"))).rows(item=item.pk)


def _values(clock: Clock) -> list[object]:
    return [getattr(clock, name) for name in READ]


def _retarget(found: dict[str, Clock], item: WorkItem, terms: Iterable[ClockTerms]) -> None:
    wanted = {one.metric: one for one in terms}
    for metric, one in wanted.items():
        clock = found[metric] = found.get(metric) or Clock(item_id=item.pk, metric=metric)
        clock.agreement_id, clock.agreement_version = one.agreement_id, one.agreement_version
        clock.calendar_id, clock.target_minutes = one.calendar_id, one.target_minutes
        clock.warn_percent, clock.warned_at = one.warn_percent, None
        clock.state = Clock.State.RUNNING
    for metric in found.keys() - wanted.keys():
        clock = found[metric]
        clock.state = Clock.State.ENDED
        clock.due_at = clock.warn_at = clock.warned_at = clock.breached_at = None


def mark(item: WorkItem, clocks: Iterable[Clock]) -> None:
    """Cache on the item the nearest due instant of its running clocks, and whether any was missed."""
    clocks = list(clocks)
    running = [clock.due_at for clock in clocks if clock.state == Clock.State.RUNNING and clock.due_at]
    item.due_at = min(running, default=None)
    item.is_breached = any(_is_missed(clock) for clock in clocks)


def _is_missed(clock: Clock) -> bool:
    return clock.breached_at is not None or clock.state == Clock.State.MISSED


def reached(clock: Clock, at: datetime) -> bool:
    """Whether a running clock's target is used up at an instant."""
    return clock.state == Clock.State.RUNNING and clock.due_at is not None and clock.due_at <= at
