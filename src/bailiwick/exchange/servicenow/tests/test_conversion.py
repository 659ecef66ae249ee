"""Past incidents from a log: verbs, facts, and no value lost on the way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bailiwick.exchange.past.types import PastIncident
from bailiwick.exchange.servicenow.columns import COLUMNS, EXTRAS, OUTCOMES, RATINGS
from bailiwick.exchange.servicenow.conversion import (
    CHANNELS,
    FIELDS,
    STATED_FIRST,
    channel_of,
    past_incident,
)
from bailiwick.exchange.servicenow.histories import IncidentHistory, read_histories
from bailiwick.resolution.incidents.models import Incident

from .conftest import CLOSED, RESOLVED, Row
from .test_checks import ODD

HistoryFrom = Callable[..., IncidentHistory]
LATER = {"sys_updated_at": "1/3/2016 10:00", "sys_mod_count": "9"}
STORED_ELSEWHERE = {"sys_updated_at", *OUTCOMES}


def after(**changes: str) -> tuple[Row, Row]:
    """Two rows of an incident, the second with these changes."""
    return {"incident_state": "Active"}, {"incident_state": "Active", **LATER, **changes}


def last(history_from: HistoryFrom, *rows: Row) -> Any:
    return past_incident(history_from(*rows)).steps[-1]


@pytest.mark.parametrize(
    ("rows", "verb", "state"),
    [
        (({},), "incident.log", "new"),
        (({"incident_state": "Resolved"},), "incident.log", "resolved"),
        (({}, LATER | {"incident_state": "Active"}), "incident.start", "in_progress"),
        (({}, LATER | {"incident_state": "Awaiting Vendor"}), "incident.hold", "awaiting_supplier"),
        (after(incident_state="Awaiting User Info"), "incident.hold", "awaiting_user"),
        (({"incident_state": "Awaiting Problem"}, LATER | {"incident_state": "Active"}), "incident.resume",
         "in_progress"),
        (({"incident_state": "Awaiting Problem"}, LATER | {"incident_state": "New"}), "incident.resume", "new"),
        (({"incident_state": "Awaiting Problem"}, LATER | {"incident_state": "Awaiting Evidence"}),
         "incident.hold", "awaiting_evidence"),
        (after(incident_state="New"), "incident.amend", "new"),
        (after(incident_state="Resolved"), "incident.resolve", "resolved"),
        (after(incident_state="Closed"), "incident.close", "closed"),
        ((CLOSED, LATER | {"incident_state": "Resolved"}), "incident.resolve", "resolved"),
        ((RESOLVED, LATER | {"incident_state": "Active"}), "incident.reopen", "in_progress"),
        ((CLOSED, LATER | {"incident_state": "Awaiting User Info"}), "incident.reopen", "awaiting_user"),
        (after(reopen_count="1"), "incident.reopen", "in_progress"),
        (after(incident_state="-100"), "incident.amend", "in_progress"),
        (after(assignment_group="Group 6"), "incident.assign", "in_progress"),
        (after(reassignment_count="1"), "incident.assign", "in_progress"),
        (after(assigned_to="?", impact="1 - High"), "incident.assign", "in_progress"),
        (after(priority="1 - Critical"), "incident.prioritize", "in_progress"),
        (after(impact="1 - High", location="?"), "incident.prioritize", "in_progress"),
        (after(location="?"), "incident.amend", "in_progress"),
        (after(), "incident.amend", "in_progress"),
    ],
)  # fmt: skip
def test_the_verb_of_an_update(
    history_from: HistoryFrom, rows: tuple[Row, ...], verb: str, state: str
) -> None:
    step = last(history_from, *rows)
    assert (step.verb, step.state) == (verb, state)


def test_an_update_says_what_it_changed_and_where_it_stands_in_the_log(history_from: HistoryFrom) -> None:
    rows = after(
        assignment_group="Group  6", assigned_to="?", priority="1 - Critical", reassignment_count="2",
        category="Category 9", closed_code="code 6", sys_updated_by="Updated by  7",
    )  # fmt: skip
    step = last(history_from, *rows)
    assert step.facts == {
        "changes": {
            "team": ["Group 5", "Group  6"],
            "assignee": ["Resolver 1", None],
            "priority": [3, 1],
            "category": ["Category 5", "Category 9"],
            "closure_code": ["code 5", "code 6"],
            "reassignment_count": [0, 2],
        },
        "log_row": 3,
        "log_state": "Active",
        "log_by": "Updated by 7",
        "log_modification": 9,
    }
    assert last(history_from, *after(sys_updated_by="?", sys_mod_count="?")).facts == {
        "log_row": 3,
        "log_state": "Active",
    }


def test_the_first_update_says_how_the_incident_stood(history_from: HistoryFrom) -> None:
    facts = last(history_from, {"caller_id": "?", "reassignment_count": "2"}).facts
    assert facts["changes"] == {
        "impact": [None, 2], "urgency": [None, 2], "priority": [None, 3], "team": [None, "Group 5"],
        "assignee": [None, "Resolver 1"], "channel": [None, "Phone"], "category": [None, "Category 5"],
        "subcategory": [None, "Sub 1"], "reassignment_count": [None, 2],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ({}, "Symptom 7 (Category 5 / Sub 1)"),
        ({"u_symptom": "?"}, "Category 5 / Sub 1"),
        ({"u_symptom": "?", "subcategory": "?"}, "Category 5"),
        ({"category": "?", "subcategory": "?"}, "Symptom 7"),
        ({"category": "?", "subcategory": "?", "u_symptom": ""}, "Incident INC1"),
    ],
)
def test_the_title_is_made_of_what_there_is(history_from: HistoryFrom, told: Row, title: str) -> None:
    assert past_incident(history_from(told)).title == title


@pytest.mark.parametrize(
    ("contact_type", "channel"),
    [("Phone", "phone"), ("Self service", "portal"), ("Self-service", "portal"), ("Email", "mail"), ("IVR", "phone"),
     ("Direct opening", ""), ("", "")],
)  # fmt: skip
def test_channels(contact_type: str, channel: str) -> None:
    assert channel_of(contact_type) == channel
    assert set(CHANNELS.values()) <= set(Incident.Channel.values)


def told(past: PastIncident) -> list[dict[str, Any]]:
    """The rows that a past incident still tells, column by column."""
    first = past.steps[0].facts.get("changes", {})
    extra = past.origin.get("extra", {})
    row: dict[str, Any] = {column: extra.get(column) for column in EXTRAS}
    for step in reversed(past.steps):
        for column in EXTRAS:
            named = FIELDS.get(column, column)
            if step is not past.steps[0] and named in step.facts.get("changes", {}):
                row[column] = step.facts["changes"][named][0]
    for column in STATED_FIRST:
        row[column] = first.get(FIELDS.get(column, column), [None, 0 if column.endswith("_count") else None])[
            1
        ]
    rows = []
    for step in past.steps:
        if step is not past.steps[0]:
            for column in (*EXTRAS, *STATED_FIRST):
                changed = step.facts.get("changes", {}).get(FIELDS.get(column, column))
                row[column] = changed[1] if changed else row[column]
        stamps = {
            "incident_state": step.facts["log_state"],
            "sys_mod_count": step.facts.get("log_modification"),
            "sys_updated_by": step.by,
        }
        rows.append({**row, **stamps, "number": past.number})
    return rows


def said(history: IncidentHistory) -> list[dict[str, Any]]:
    """The rows of the log in the same form; a counter that is missing stands as it stood."""
    rows = []
    for update in history.updates:
        row: dict[str, Any] = {
            column: update.row.value(column) for column in COLUMNS if column not in STORED_ELSEWHERE
        }
        row |= {column: getattr(update.row, column) for column in RATINGS}
        row |= {"incident_state": update.log_state, "sys_mod_count": update.row.sys_mod_count}
        row["reassignment_count"] = update.standing.reassignment_count
        row["reopen_count"] = update.standing.reopen_count
        rows.append(row)
    return rows


@pytest.mark.parametrize("rows", [rows for rows, _ in ODD])
def test_every_value_of_every_row_can_be_told_again(
    log_of: Callable[..., Path], rows: tuple[Row, ...]
) -> None:
    (history,) = read_histories(log_of(*rows))
    assert told(past_incident(history)) == said(history)


def test_every_value_of_the_public_log_can_be_told_again(public_part: Path) -> None:
    for history in read_histories(public_part):
        past = past_incident(history)
        assert told(past) == said(history)
        assert [step.at for step in past.steps] == [update.occurred_at for update in history.updates]
        outcome = (
            past.resolved_at,
            past.closed_at,
            past.closure_code or None,
            past.origin.get("resolved_by"),
        )
        assert outcome == (history.resolved_at, history.closed_at, history.closed_code, history.resolved_by)
