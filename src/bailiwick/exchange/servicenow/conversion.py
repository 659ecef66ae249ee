"""From the history that a log tells to a past incident of ours, without losing a value on the way."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bailiwick.exchange.past.types import PastIncident, PastStep
from bailiwick.exchange.servicenow.checks import findings_of
from bailiwick.exchange.servicenow.columns import RATINGS, display_key
from bailiwick.exchange.servicenow.findings import anomaly_counts
from bailiwick.exchange.servicenow.histories import IncidentHistory, Update
from bailiwick.exchange.servicenow.moves import MoveKind
from bailiwick.exchange.servicenow.reader import LogRow

SYSTEM: Final = "servicenow"

FIELDS: Final = {
    "assignment_group": "team",
    "assigned_to": "assignee",
    "caller_id": "reporter",
    "contact_type": "channel",
    "closed_code": "closure_code",
}
"""Columns by the names of our fields; the other columns keep theirs."""
STATED_FIRST: Final = (
    "impact", "urgency", "priority", "assignment_group", "assigned_to", "caller_id", "contact_type", "category",
    "subcategory", "reassignment_count", "reopen_count",
)  # fmt: skip
"""What the entry of an incident's first row says of it; of the other columns, entries tell the changes."""
SEARCHED: Final = ("location", "cmdb_ci", "vendor", "problem_id", "rfc", "caused_by")
"""Columns whose last values can be searched for, beside those of the title."""
CHANNELS: Final = {
    "phone": "phone", "ivr": "phone", "email": "mail", "selfservice": "portal", "chat": "chat", "walkin": "in_person",
    "monitoring": "monitoring", "event": "monitoring", "api": "api", "webservice": "api",
}  # fmt: skip
"""Contact types, written in small letters alone; a type that is none of these ("Direct opening") is no channel."""


_NO_CHANGE: Final = frozenset({"incident_state", "sys_updated_at"})
"""Columns of moves that an entry tells by its state and its time."""


def past_incident(history: IncidentHistory) -> PastIncident:
    """The incident with a step for each row of the log."""
    extra = history.extra
    return PastIncident(
        system=SYSTEM,
        number=history.number,
        title=title_of(history),
        opened_at=history.opened_at,
        opened_by=extra.get("opened_by") or history.updates[0].updated_by,
        steps=tuple(_steps(history)),
        channel=channel_of(extra.get("contact_type", "")),
        reporter=extra.get("caller_id"),
        category=extra.get("category"),
        subcategory=extra.get("subcategory"),
        impact=history.impact,
        urgency=history.urgency,
        priority=history.priority,
        team=history.team,
        assignee=history.person,
        resolved_at=history.resolved_at,
        closed_at=history.closed_at,
        closure_code=history.closed_code or "",
        reopen_count=history.reopen_count,
        reassignment_count=history.reassignment_count,
        origin=_origin(history),
        words=" ".join(extra[column] for column in SEARCHED if column in extra),
    )


def title_of(history: IncidentHistory) -> str:
    """What the incident may be called, as the log has no titles: its symptom and class, else its number."""
    extra = history.extra
    named = [extra[column] for column in ("category", "subcategory") if column in extra]
    group, symptom = " / ".join(named), extra.get("u_symptom")
    if symptom:
        return f"{symptom} ({group})" if group else symptom
    return group or f"Incident {history.number}"


def channel_of(contact_type: str) -> str:
    """Our channel for a contact type; "" where there is none like it."""
    letters = "".join(character for character in contact_type.lower() if character.isalpha())
    return CHANNELS.get(letters, "")


def verb_of(update: Update, before: str) -> str:
    """The verb of the incident process that says most of what an update did; `before` is our state before it."""
    kind, after = update.leading.kind, update.standing.state
    if kind == MoveKind.OPENED:
        return "incident.log"
    if kind == MoveKind.REOPENED:
        return "incident.reopen"
    if after != before:
        return _verb_into(after, before)
    if kinds := update.kinds:
        if kinds & {MoveKind.TEAM, MoveKind.PERSON}:
            return "incident.assign"
        if kinds & {MoveKind.PRIORITY, MoveKind.IMPACT, MoveKind.URGENCY}:
            return "incident.prioritize"
    return "incident.amend"


def _verb_into(after: str, before: str) -> str:
    was_waiting = before.startswith("awaiting_")
    if after.startswith("awaiting_"):
        return "incident.hold"
    if after in ("resolved", "closed"):
        return "incident.resolve" if after == "resolved" else "incident.close"
    if was_waiting:
        return "incident.resume"
    return "incident.start" if after == "in_progress" else "incident.amend"


def _steps(history: IncidentHistory) -> Iterator[PastStep]:
    state, before = "new", None
    for update in history.updates:
        verb, after = verb_of(update, state), update.standing.state
        yield PastStep(update.occurred_at, verb, after, update.updated_by, _facts(update, before))
        state, before = after, update


def _facts(update: Update, before: Update | None) -> dict[str, Any]:
    changes = _first_values(update.row) if before is None else _changes(before, update)
    facts: dict[str, Any] = {"changes": changes} if changes else {}
    facts |= {"log_row": update.row.line, "log_state": update.log_state}
    if update.updated_by is not None:
        facts["log_by"] = display_key(update.updated_by)
    if update.row.sys_mod_count is not None:
        facts["log_modification"] = update.row.sys_mod_count
    return facts


def _first_values(row: LogRow) -> dict[str, list[Any]]:
    return {
        FIELDS.get(column, column): [None, value]
        for column in STATED_FIRST
        if (value := _value(row, column)) not in (None, 0)
    }


def _changes(before: Update, after: Update) -> dict[str, list[Any]]:
    changes = {
        FIELDS.get(move.column, move.column): [
            _value(before.row, move.column),
            _value(after.row, move.column),
        ]
        for move in after.moves
        if move.before != move.after and move.column not in _NO_CHANGE
    }
    for counter in ("reassignment_count", "reopen_count"):
        was, now = getattr(before.standing, counter), getattr(after.standing, counter)
        if was != now:
            changes[counter] = [was, now]
    return changes


def _value(row: LogRow, column: str) -> Any:
    """A number for a rating or a counter, else the text as it stands; None where it is missing."""
    typed = column in RATINGS or column.endswith("_count")
    return getattr(row, column) if typed else row.value(column)


def _origin(history: IncidentHistory) -> Mapping[str, Any]:
    last = history.updates[-1].row
    told = {
        "system": SYSTEM,
        "number": history.number,
        "state": history.log_state,
        "resolved_by": history.resolved_by,
        "sys_mod_count": last.sys_mod_count,
        "extra": history.extra,
        "anomalies": anomaly_counts(findings_of(history)),
    }
    return {name: value for name, value in told.items() if value not in (None, {})}
