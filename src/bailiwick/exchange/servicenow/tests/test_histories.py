"""Histories: grouping, moves, our states, the log's counters, and what is kept."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from bailiwick.exchange.servicenow.columns import COLUMNS, EXTRAS, STATES
from bailiwick.exchange.servicenow.histories import IncidentHistory, histories, read_histories
from bailiwick.exchange.servicenow.malformed import MalformedLog
from bailiwick.exchange.servicenow.moves import Move, MoveKind
from bailiwick.exchange.servicenow.reader import read_rows
from bailiwick.resolution.incidents.operations.arranging import PROCESS_FILE

from .conftest import CLOSED, LIFE, PLAIN, RESOLVED, Row

HistoryFrom = Callable[..., IncidentHistory]


def moves_of(history: IncidentHistory, sequence: int) -> list[tuple[str, str, str | None, str | None]]:
    return [(move.kind, move.column, move.before, move.after) for move in history.updates[sequence - 1].moves]


def test_a_plain_life(history_from: HistoryFrom) -> None:
    history = history_from(*LIFE)
    assert [update.standing.state for update in history.updates] == ["new", "resolved", "closed"]
    assert moves_of(history, 1) == [("opened", "incident_state", None, "New")]
    assert moves_of(history, 2) == [("state", "incident_state", "New", "Resolved")]
    assert moves_of(history, 3) == [
        ("state", "incident_state", "Resolved", "Closed"),
        ("field", "active", "true", "false"),
    ]
    assert [update.occurred_at.hour for update in history.updates] == [1, 11, 12]
    assert (history.state, history.log_state, history.closed_code) == ("closed", "Closed", "code 5")
    assert (history.impact, history.urgency, history.priority) == (2, 2, 3)
    assert (history.team, history.person, history.resolved_by) == ("Group 5", "Resolver 1", "Resolved by 1")
    assert history.closed_at == datetime(2016, 3, 13, 12, 0, tzinfo=UTC)
    assert not history.is_reopened
    assert not history.is_reassigned


def test_rows_of_an_incident_may_stand_apart(log_of: Callable[..., Path]) -> None:
    other = {"number": "INC2"}
    path = log_of({}, other, RESOLVED, {**other, **CLOSED}, CLOSED)
    found = list(read_histories(path))
    assert [history.number for history in found] == ["INC2", "INC1"]
    assert [[update.row.line for update in history.updates] for history in found] == [[3, 5], [2, 4, 6]]
    assert [update.sequence for update in found[1].updates] == [1, 2, 3]


def test_a_file_that_shrank_between_readings_is_refused(log_of: Callable[..., Path]) -> None:
    with pytest.raises(MalformedLog, match="changed while"):
        list(histories(read_rows(log_of(*LIFE)), Counter(INC1=4)))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"assignment_group": "Group 6", "reassignment_count": "1"}, MoveKind.TEAM),
        ({"assigned_to": "Resolver 2"}, MoveKind.PERSON),
        ({"priority": "2 - High"}, MoveKind.PRIORITY),
        ({"impact": "1 - High"}, MoveKind.IMPACT),
        ({"urgency": "1 - High"}, MoveKind.URGENCY),
        *(
            ({column: "?"}, MoveKind.FIELD)
            for column in (*EXTRAS, "closed_code", "resolved_by", "resolved_at")
        ),
    ],
)
def test_each_column_has_its_move(history_from: HistoryFrom, change: Row, kind: MoveKind) -> None:
    history = history_from({}, change)
    column, text = next(iter(change.items()))
    after = None if text == "?" else text
    assert history.updates[1].moves == (Move(kind, column, PLAIN[column], after),)


def test_stamps_alone_are_a_touch(history_from: HistoryFrom) -> None:
    stamps = {"sys_mod_count": "1", "sys_updated_by": "Updated by 9", "sys_updated_at": "1/3/2016 00:00"}
    history = history_from({}, stamps)
    assert history.updates[1].kinds == {MoveKind.TOUCHED}
    assert history.updates[1].updated_by == "Updated by 9"


def test_every_column_is_a_move_a_count_or_a_stamp() -> None:
    told = {
        "number",
        "incident_state",
        "reassignment_count",
        "reopen_count",
        "sys_mod_count",
        "impact",
        "urgency",
    }
    told |= {"priority", "assignment_group", "assigned_to", "sys_updated_by", "sys_updated_at", "closed_code"}
    assert set(COLUMNS) == told | {"resolved_by", "resolved_at", "closed_at"} | set(EXTRAS)


def test_our_states_are_those_of_the_process() -> None:
    process = yaml.safe_load(PROCESS_FILE.read_text())
    assert set(STATES.values()) <= {state["name"] for state in process["states"]}


def test_the_weightiest_move_leads(history_from: HistoryFrom) -> None:
    change = {
        "category": "?",
        "priority": "2 - High",
        "assigned_to": "Resolver 2",
        "incident_state": "Active",
    }
    update = history_from({}, change).updates[1]
    assert [move.kind for move in update.moves] == ["state", "person", "priority", "field"]
    assert update.leading.kind == MoveKind.STATE


def test_an_unknown_state_keeps_ours_and_its_name(history_from: HistoryFrom) -> None:
    history = history_from(
        {"incident_state": "-100"}, {"incident_state": "Awaiting Vendor"}, {"incident_state": "-100"}
    )
    assert [update.standing.state for update in history.updates] == [
        "new",
        "awaiting_supplier",
        "awaiting_supplier",
    ]
    assert [update.log_state for update in history.updates] == ["-100", "Awaiting Vendor", "-100"]
    assert moves_of(history, 3) == [("state", "incident_state", "Awaiting Vendor", "-100")]
    assert (history.state, history.log_state) == ("awaiting_supplier", "-100")


@pytest.mark.parametrize("state", ["Active", "Awaiting User Info", "New"])
@pytest.mark.parametrize("ended", [RESOLVED, CLOSED], ids=["resolved", "closed"])
def test_leaving_resolved_or_closed_reopens(history_from: HistoryFrom, ended: Row, state: str) -> None:
    history = history_from({}, ended, {"incident_state": state, "active": ended.get("active", "true")})
    assert moves_of(history, 3) == [("reopened", "incident_state", ended["incident_state"], state)]
    assert not history.is_reopened, "the log did not count it"


def test_an_unknown_state_between_hides_no_reopening(history_from: HistoryFrom) -> None:
    history = history_from(RESOLVED, {"incident_state": "-100"}, {"incident_state": "Active"})
    assert history.updates[2].leading.kind == MoveKind.REOPENED


def test_a_counted_reopening_shows_without_a_change_of_state(history_from: HistoryFrom) -> None:
    history = history_from({}, {"reopen_count": "1"})
    assert moves_of(history, 2) == [("reopened", "reopen_count", "0", "1")]
    assert history.is_reopened


def test_the_counters_are_the_greatest_of_the_log(history_from: HistoryFrom) -> None:
    history = history_from(
        {"reassignment_count": "2"},
        {"reassignment_count": "3", "reopen_count": "2"},
        {"reassignment_count": "?", "reopen_count": "1"},
        {"reassignment_count": "1", "reopen_count": "1"},
    )
    assert [update.standing.reassignment_count for update in history.updates] == [2, 3, 3, 1]
    assert (history.reassignment_count, history.reopen_count) == (3, 2)
    assert moves_of(history, 2)[1] == ("team", "assignment_group", "Group 5", "Group 5")


def test_a_change_of_person_is_no_reassignment(history_from: HistoryFrom) -> None:
    history = history_from({}, {"assigned_to": "Resolver 2"})
    assert history.person == "Resolver 2"
    assert not history.is_reassigned


def test_final_values_and_what_they_fall_back_on(history_from: HistoryFrom) -> None:
    gone = dict.fromkeys(
        ("opened_at", "sys_created_at", "resolved_at", "priority", "assignment_group", "location"), "?"
    )
    history = history_from({"resolved_at": "1/3/2016 10:00"}, gone)
    assert history.opened_at == datetime(2016, 2, 29, 1, 16, tzinfo=UTC)
    assert history.resolved_at == datetime(2016, 3, 1, 10, 0, tzinfo=UTC)
    assert (history.priority, history.team) == (3, None)
    assert "location" not in history.extra
    assert history.extra["caller_id"] == "Caller 1"
    assert history.updates[0].extra["location"] == "Location 3"
    unopened = history_from({"opened_at": "?", "sys_created_at": "28/2/2016 05:00"})
    assert unopened.opened_at == datetime(2016, 2, 28, 5, 0, tzinfo=UTC)
    never = {"opened_at": "?", "sys_created_at": "?", "sys_updated_at": "2/3/2016 04:05"}
    assert history_from(never).opened_at == datetime(2016, 3, 2, 4, 5, tzinfo=UTC)
