"""Keep the cached readings of an item's clocks in step with its history; called inside an operation."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bailiwick.kernel.base import clock as time
from bailiwick.kernel.base.kept import Given, KeptQuery
from bailiwick.kernel.calendar.queries import hours
from bailiwick.kernel.work import history
from bailiwick.kernel.work.models import Clock, WorkItem
from bailiwick.kernel.work.reading import ENDED_STATES, Moment, Reading, read_resolution, read_response
from bailiwick.kernel.work.types import ClockTerms

RESPONSE, RESOLUTION = "response", "resolution"


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


def refresh(item: WorkItem, moments: Sequence[Moment] | None = None) -> list[Clock]:
    """Read every clock of the item again and save what changed; sets the item's `due_at` in memory."""
    clocks = _of(item)
    if not clocks:
        return []
    moments = history.moments(item) if moments is None else moments
    for clock in clocks:
        if clock.state != Clock.State.ENDED:
            take(clock, read(clock, item, moments))
            clock.save()
    mark(item, clocks)
    return clocks


def _of(item: WorkItem) -> list[Clock]:
    return KeptQuery(Clock, "of", lambda: Clock.objects.filter(item_id=Given("item"))).rows(item=item.pk)


def retarget(item: WorkItem, terms: Iterable[ClockTerms]) -> list[Clock]:
    """Put the item under other terms (priority, service or customer changed): due instants count from the start."""
    wanted = {one.metric: one for one in terms}
    moments = history.moments(item)
    clocks = {clock.metric: clock for clock in _of(item)}
    for metric, one in wanted.items():
        clock = clocks.get(metric) or Clock(item_id=item.pk, metric=metric)
        clock.agreement_id, clock.agreement_version = one.agreement_id, one.agreement_version
        clock.calendar_id, clock.target_minutes = one.calendar_id, one.target_minutes
        clock.warn_percent, clock.warned_at = one.warn_percent, None
        take(clock, read(clock, item, moments))
        clock.save()
        clocks[metric] = clock
    for metric in clocks.keys() - wanted.keys():
        clocks[metric].state = Clock.State.ENDED
        clocks[metric].due_at = clocks[metric].warn_at = clocks[metric].warned_at = clocks[
            metric
        ].breached_at = None
        clocks[metric].save()
    mark(item, clocks.values())
    return list(clocks.values())


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
