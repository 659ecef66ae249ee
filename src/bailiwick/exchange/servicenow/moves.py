"""What one update of an incident changed, found by comparing its row with the row before."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from .columns import ENDED, EXTRAS, OUTCOMES, POSITION
from .reader import LogRow


class MoveKind(StrEnum):
    """Kinds of change, the weightiest first; the moves of an update come in this order."""

    OPENED = "opened"
    REOPENED = "reopened"
    STATE = "state"
    TEAM = "team"
    PERSON = "person"
    PRIORITY = "priority"
    IMPACT = "impact"
    URGENCY = "urgency"
    FIELD = "field"
    TOUCHED = "touched"


class Move(NamedTuple):
    """One change: the column it shows in and its values, None where missing; names are those of the log."""

    kind: MoveKind
    column: str
    before: str | None
    after: str | None


_COMPARED: Final = (
    (MoveKind.PERSON, "assigned_to"),
    (MoveKind.PRIORITY, "priority"),
    (MoveKind.IMPACT, "impact"),
    (MoveKind.URGENCY, "urgency"),
    *((MoveKind.FIELD, column) for column in (*EXTRAS, *OUTCOMES)),
)
_TEAM: Final = POSITION["assignment_group"]
_COMPARED_AT: Final = tuple((kind, column, POSITION[column]) for kind, column in _COMPARED)


class Standing(NamedTuple):
    """How an incident stands after an update: our state and the log's counters, carried where missing."""

    state: str
    reassignment_count: int
    reopen_count: int


def moves_between(before: LogRow, after: LogRow, was: Standing, now: Standing) -> Iterator[Move]:
    """The changes from one row of an incident to its next one, the weightiest first; never none.

    Reopened: our state went from resolved or closed to one that is neither, or the log's reopen_count
    rose (then without a change of state, the move shows the counter). Team: the assignment group differs,
    or the log's reassignment_count rose although the group reads the same before and after, as when it
    went away and came back between two rows. A change of person alone is no reassignment, as in the log's
    own counting.
    """
    found = False
    counted = now.reopen_count > was.reopen_count
    if before.state != after.state:
        found = True
        reopened = counted or leaves_end(was, now)
        yield _move(MoveKind.REOPENED if reopened else MoveKind.STATE, "incident_state", before, after)
    elif counted:
        found = True
        yield _move(MoveKind.REOPENED, "reopen_count", before, after)
    if before.cells[_TEAM] != after.cells[_TEAM] or now.reassignment_count > was.reassignment_count:
        found = True
        yield _move(MoveKind.TEAM, "assignment_group", before, after)
    for kind, column, position in _COMPARED_AT:
        if before.cells[position] != after.cells[position]:
            found = True
            yield _move(kind, column, before, after)
    if not found:
        yield _move(MoveKind.TOUCHED, "sys_updated_at", before, after)


def leaves_end(was: Standing, now: Standing) -> bool:
    """Whether an incident that was resolved or closed is neither any more."""
    return was.state in ENDED and now.state not in ENDED


def _move(kind: MoveKind, column: str, before: LogRow, after: LogRow) -> Move:
    return Move(kind, column, before.value(column), after.value(column))
