"""The history of each incident in the log: its rows in order, what each changed, and how it ended."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import NamedTuple, TypeVar

from .columns import EXTRAS, STATES
from .malformed import MalformedLog
from .moves import Move, MoveKind, Standing, moves_between
from .reader import LogRow, read_rows

Value = TypeVar("Value")


class Update(NamedTuple):
    """One row of the log as a step of its incident's history.

    `sequence` counts from 1 within the incident. `standing` holds our state and the log's counters after
    the step; a state the log names but we do not know leaves our state as it was (first of all "new"),
    while `log_state` keeps its name.
    """

    sequence: int
    row: LogRow
    standing: Standing
    moves: tuple[Move, ...]

    @property
    def occurred_at(self) -> datetime:
        """When the log says the update was made."""
        return self.row.occurred_at

    @property
    def log_state(self) -> str:
        """The state by the log's name, known to us or not."""
        return self.row.state

    @property
    def kinds(self) -> frozenset[MoveKind]:
        """The kinds of its moves."""
        return frozenset(move.kind for move in self.moves)

    @property
    def leading(self) -> Move:
        """The weightiest of its moves, by which an event may be named."""
        return self.moves[0]

    @property
    def updated_by(self) -> str | None:
        """Who made the update, as the log writes the name."""
        return self.row.value("sys_updated_by")

    @property
    def extra(self) -> dict[str, str]:
        """What the row says in the columns that have no field of their own, without missing values."""
        return extra_facts(self.row)


@dataclass(frozen=True, slots=True)
class IncidentHistory:
    """One incident as the log tells it: every update in the order of the file, and the final values.

    State, team and person are those of the last row. The ratings, opening and outcome (resolved, closed,
    by whom, code) are the last that are not missing; opened_at falls back on sys_created_at, then on the
    first update. The two counters are the greatest the log gives on any row, which is how it counts;
    `extra` is the last row's.
    """

    number: str
    updates: tuple[Update, ...]
    opened_at: datetime
    created_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    closed_code: str | None
    resolved_by: str | None
    state: str
    log_state: str
    impact: int | None
    urgency: int | None
    priority: int | None
    team: str | None
    person: str | None
    reassignment_count: int
    reopen_count: int
    extra: dict[str, str]

    @property
    def is_reopened(self) -> bool:
        """Whether the log counts at least one reopening."""
        return self.reopen_count > 0

    @property
    def is_reassigned(self) -> bool:
        """Whether the log counts at least one reassignment from team to team."""
        return self.reassignment_count > 0


def read_histories(path: Path, zone: tzinfo = UTC) -> Iterator[IncidentHistory]:
    """Each incident of the log, in the order in which their last rows stand; the same at every reading.

    Reads the file twice and holds only the incidents that are under way. The whole file has been found well
    formed before the first incident is given; MalformedLog otherwise.
    """
    yield from histories(read_rows(path, zone), sizes_of(path, zone))


def sizes_of(path: Path, zone: tzinfo = UTC) -> Counter[str]:
    """How many rows each incident of the log has; the whole file has been found well formed then."""
    return Counter(row.number for row in read_rows(path, zone))


def histories(
    rows: Iterable[LogRow], sizes: Mapping[str, int], known: Container[str] = ()
) -> Iterator[IncidentHistory]:
    """Group rows into incidents, but for those that are `known` already.

    `sizes` tells how many rows each number has, wherever they stand.
    """
    under_way: dict[str, list[LogRow]] = {}
    line = 1
    for row in rows:
        line = row.line
        if row.number in known:
            continue
        gathered = under_way.setdefault(row.number, [])
        gathered.append(row)
        if len(gathered) == sizes.get(row.number):
            yield history_of(under_way.pop(row.number))
    if under_way:
        raise MalformedLog(line, "number", "the file changed while it was being read")


def history_of(rows: list[LogRow]) -> IncidentHistory:
    """The history that the rows of one incident tell, in their order."""
    updates = tuple(_updates(rows))
    last = rows[-1]
    created_at = _last(row.created_at for row in rows)
    return IncidentHistory(
        number=last.number,
        updates=updates,
        opened_at=_last(row.opened_at for row in rows) or created_at or updates[0].occurred_at,
        created_at=created_at,
        resolved_at=_last(row.resolved_at for row in rows),
        closed_at=_last(row.closed_at for row in rows),
        closed_code=_last(row.value("closed_code") for row in rows),
        resolved_by=_last(row.value("resolved_by") for row in rows),
        state=updates[-1].standing.state,
        log_state=last.state,
        impact=_last(row.impact for row in rows),
        urgency=_last(row.urgency for row in rows),
        priority=_last(row.priority for row in rows),
        team=last.value("assignment_group"),
        person=last.value("assigned_to"),
        reassignment_count=max(update.standing.reassignment_count for update in updates),
        reopen_count=max(update.standing.reopen_count for update in updates),
        extra=extra_facts(last),
    )


def extra_facts(row: LogRow) -> dict[str, str]:
    """The row's values in the columns without a field of their own, as they stand, without missing ones."""
    return {column: value for column in EXTRAS if (value := row.value(column)) is not None}


def _updates(rows: list[LogRow]) -> Iterator[Update]:
    before: LogRow | None = None
    was = Standing("new", 0, 0)
    for sequence, row in enumerate(rows, start=1):
        now = Standing(
            STATES.get(row.state, was.state),
            was.reassignment_count if row.reassignment_count is None else row.reassignment_count,
            was.reopen_count if row.reopen_count is None else row.reopen_count,
        )
        if before is None:
            moves: tuple[Move, ...] = (
                Move(MoveKind.OPENED, "incident_state", None, row.value("incident_state")),
            )
        else:
            moves = tuple(moves_between(before, row, was, now))
        yield Update(sequence, row, now, moves)
        before, was = row, now


def _last(values: Iterable[Value | None]) -> Value | None:
    found: Value | None = None
    for value in values:
        if value is not None:
            found = value
    return found
