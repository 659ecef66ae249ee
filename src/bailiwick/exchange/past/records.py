"""From a past incident to the rows that keep it: the incident, its transitions, its clocks, its ledger entries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from bailiwick.agreements.levels.queries import Agreed, agreed
from bailiwick.exchange.past.names import Names, called
from bailiwick.exchange.past.types import PastIncident
from bailiwick.kernel.base import clock as time
from bailiwick.kernel.ledger.operation import Entry
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.work import clocks
from bailiwick.kernel.work.models import Clock
from bailiwick.kernel.work.reading import Moment
from bailiwick.portfolio.services.models import Service
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident, PriorityMatrix

FIRST: Final = "new"
OVERRIDE: Final = "As in the imported log"
LEVELS: Final = (1, 2, 3)
TRANSITION: Final = ("item_id", "at", "verb", "from_state", "to_state", "to_category", "by_id")


class Move(NamedTuple):
    """A change of state: the moment it led to, the state before it, and who did what."""

    moment: Moment
    before: str
    verb: str
    by_id: int | None


@dataclass(slots=True)
class Rows:
    """What a chunk of past incidents becomes; transitions are values of TRANSITION, clocks have no keys yet."""

    incidents: list[Incident] = field(default_factory=list)
    transitions: list[tuple[Any, ...]] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    searchable: list[tuple[int, int | None, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rows of a chunk refer to: names, the process and matrix in force, agreements, and the time."""

    names: Names
    process_id: int
    process: Definition
    matrix: PriorityMatrix
    agreed: dict[int | None, Agreed]
    service: Service | None
    now: datetime

    @classmethod
    def of(
        cls, names: Names, process_id: int, process: Definition, service: Service | None
    ) -> "Surroundings":
        """As they are now in the current organization; `names` must have learned the chunk's."""
        service_id = service.pk if service else None
        by_party = {party_id: agreed(service_id, party_id) for party_id in (None, names.party_id)}
        return cls(names, process_id, process, queries.current_matrix(), by_party, service, time.now())


def add(rows: Rows, past: PastIncident, key: int, number: int, around: Surroundings) -> None:
    """Add the rows of one past incident under its primary key and its number here."""
    incident = _incident(past, key, number, around)
    moves = list(_moves(past, around))
    last = moves[-1]
    incident.state, incident.category = last.moment.state, last.moment.category
    incident.updated_at = last.moment.at
    incident.responded_at = next((move.moment.at for move in moves if move.moment.state != FIRST), None)
    read = _clocks(incident, [move.moment for move in moves], around)
    clocks.mark(incident, read)
    rows.incidents.append(incident)
    rows.transitions += [_transition(key, move) for move in moves]
    rows.clocks += read
    rows.entries += _entries(past, key)
    title = f"{incident.reference} {incident.title}"
    rows.searchable.append((key, incident.party_id, title, f"{past.number} {past.words}"))


def _incident(past: PastIncident, key: int, number: int, around: Surroundings) -> Incident:
    impact = past.impact if past.impact in LEVELS else None
    urgency = past.urgency if past.urgency in LEVELS else None
    matrix = around.matrix if impact and urgency else None
    by_matrix = matrix.priority(impact, urgency) if matrix and impact and urgency else past.priority
    names = around.names
    reporter_id = names.user_id(past.reporter)
    return Incident(
        id=key,
        workitem_ptr_id=key,
        kind=queries.KIND,
        number=number,
        reference=f"INC-{number}",
        title=called(past.title) or queries.KIND.title(),
        priority=past.priority,
        process_id=around.process_id,
        service_id=around.service.pk if around.service else None,
        party_id=names.party_id if reporter_id else None,
        reporter_id=reporter_id,
        assignee_id=names.staff_id(past.assignee),
        team_id=names.team_id(past.team),
        opened_at=past.opened_at,
        resolved_at=past.resolved_at,
        closed_at=past.closed_at,
        channel=past.channel,
        classification_id=names.category_id(past),
        impact=impact,
        urgency=urgency,
        matrix_id=matrix.pk if matrix else None,
        override_reason=OVERRIDE if past.priority is not None and past.priority != by_matrix else "",
        closure_code=past.closure_code,
        reopen_count=past.reopen_count,
        reassignment_count=past.reassignment_count,
        origin=dict(past.origin),
        origin_system=past.system,
        origin_number=past.number,
    )


def _moves(past: PastIncident, around: Surroundings) -> Iterator[Move]:
    """The opening, and each change of state; none is put before the one it follows, whatever the log says."""
    states, names = around.process.state_by_name, around.names
    state, at = FIRST, past.opened_at
    opening = Moment(at, FIRST, states[FIRST].category.value)
    yield Move(opening, "", past.steps[0].verb, names.staff_id(past.opened_by))
    for step in past.steps:
        at = max(at, step.at)
        if step.state != state:
            moment = Moment(at, step.state, states[step.state].category.value)
            yield Move(moment, state, step.verb, names.staff_id(step.by))
            state = step.state


def _transition(key: int, move: Move) -> tuple[Any, ...]:
    moment = move.moment
    return key, moment.at, move.verb, move.before, moment.state, moment.category, move.by_id


def _clocks(incident: Incident, moments: Sequence[Moment], around: Surroundings) -> list[Clock]:
    """The clocks of the agreement that held when it was opened; what ran out before now is noted, not announced."""
    terms = queries.clock_terms(around.agreed[incident.party_id].at(incident.opened_at), incident.priority)
    if not terms:
        return []
    made = [clocks.make(incident, one, moments) for one in terms]
    for clock in made:
        if clock.warn_at is not None and clock.warn_at <= around.now:
            clock.warned_at = around.now
        if clocks.reached(clock, around.now):
            clock.breached_at, clock.warned_at = clock.due_at, around.now
    return made


def _entries(past: PastIncident, key: int) -> Iterator[Entry]:
    state = FIRST
    for step in past.steps:
        facts = dict(step.facts)
        if step.state != state:
            facts = {"state": [state, step.state], **facts}
            state = step.state
        yield Entry(step.verb, Incident.subject_type(), key, step.at, facts)
