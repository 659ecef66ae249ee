"""The checks that find what is odd in the history of one incident."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Final

from .cells import REMEMBERED
from .columns import COLUMNS, COUNTS, MISSING, OUTCOMES, STATES, TIMES
from .findings import Finding
from .histories import IncidentHistory, Update
from .moves import MoveKind, leaves_end

LAST_MONTH: Final = 12
_DAY_AND_MONTH: Final = re.compile(r"(\d{1,2})/(\d{1,2})/", re.ASCII)

Check = Callable[[IncidentHistory], Iterator[Finding]]


def findings_of(history: IncidentHistory) -> list[Finding]:
    """Everything odd in one incident, by check and then in the order of its rows."""
    return [finding for check in CHECKS for finding in check(history)]


def check_cells(history: IncidentHistory) -> Iterator[Finding]:
    """Missing values and double spaces by column, and dates that could be read month first."""
    updates = history.updates
    rows = len(updates)
    ambiguous, first = 0, rows
    columns = zip(*(update.row.cells for update in updates), strict=True)
    for column, cells in zip(COLUMNS, columns, strict=True):
        # Most columns say the same on every row of an incident, and most texts are not odd.
        same = cells.count(cells[0]) == rows
        for text in cells[:1] if same else dict.fromkeys(cells):
            kind = _oddities[text]
            if not kind or (kind == "ambiguous_date" and column not in TIMES):
                continue
            count, place = (rows, 0) if same else (cells.count(text), cells.index(text))
            if kind == "ambiguous_date":
                ambiguous, first = ambiguous + count, min(first, place)
                continue
            yield Finding(kind, history.number, updates[place].row.line, repr(text), column, count)
    if ambiguous:
        line = updates[first].row.line
        yield Finding("ambiguous_date", history.number, line, "day and month at most 12", times=ambiguous)


def check_clock_changes(history: IncidentHistory) -> Iterator[Finding]:
    """Local times that happened twice or not at all."""
    for update in history.updates:
        for column, kind in update.row.odd_times:
            yield _at(update, kind, f"{column} {update.row.value(column)}")


def check_states(history: IncidentHistory) -> Iterator[Finding]:
    """Unknown states, what follows Closed, and where the incident begins and ends."""
    if history.updates[0].log_state != "New":
        yield _at(history.updates[0], "first_row_not_new", history.updates[0].log_state)
    closed = False
    for update in history.updates:
        if update.log_state not in STATES:
            yield _at(update, "unknown_state", repr(update.log_state))
        if closed:
            yield _at(update, "row_after_closed", update.log_state)
        closed = closed or update.log_state == "Closed"
        active = update.row.value("active")
        if active is not None and (active == "true") == (update.log_state == "Closed"):
            yield _at(update, "active_disagrees", f"{update.log_state}, active {active}")
    if history.updates[-1].log_state != "Closed":
        yield _at(history.updates[-1], "not_closed_at_end", history.log_state)
    if closed and all(update.log_state != "Resolved" for update in history.updates):
        yield _at(history.updates[-1], "never_resolved_row", history.log_state)


def check_counters(history: IncidentHistory) -> Iterator[Finding]:
    """Counters that fall, and modifications that are missing or told twice."""
    start = history.updates[0].row.sys_mod_count
    if start:
        yield _at(history.updates[0], "sys_mod_count_late_start", f"starts at {start}")
    for before, after in pairwise(history.updates):
        for column in COUNTS:
            was, now = getattr(before.row, column), getattr(after.row, column)
            if was is not None and now is not None and now < was:
                yield _at(after, f"{column}_decreased", f"{was} to {now}")
        if before.row.sys_mod_count is None or after.row.sys_mod_count is None:
            continue
        step = after.row.sys_mod_count - before.row.sys_mod_count
        if step > 1:
            yield _at(after, "sys_mod_count_gap", f"{step - 1} missing before {after.row.sys_mod_count}")
        elif step == 0:
            yield _at(after, "sys_mod_count_repeated", str(after.row.sys_mod_count))


def check_counted_moves(history: IncidentHistory) -> Iterator[Finding]:
    """Reassignments and reopenings that the counters and the other columns tell differently."""
    for before, after in pairwise(history.updates):
        for move in after.moves:
            told = f"{move.before} to {move.after}"
            if move.kind == MoveKind.TEAM:
                if after.standing.reassignment_count <= before.standing.reassignment_count:
                    yield _at(after, "reassignment_not_counted", told)
                elif move.before == move.after:
                    yield _at(after, "reassignment_not_visible", str(move.after))
            elif move.kind == MoveKind.REOPENED:
                if after.standing.reopen_count <= before.standing.reopen_count:
                    yield _at(after, "reopen_not_counted", told)
                elif not leaves_end(before.standing, after.standing):
                    yield _at(after, "reopen_not_visible", told)


def check_order_of_times(history: IncidentHistory) -> Iterator[Finding]:
    """Times of which the later comes first."""
    for before, after in pairwise(history.updates):
        if after.occurred_at < before.occurred_at:
            yield _at(after, "updated_before_previous", f"{after.occurred_at} after {before.occurred_at}")
    for update in history.updates:
        if update.occurred_at < history.opened_at:
            yield _at(update, "updated_before_opened", f"{update.occurred_at}, opened {history.opened_at}")
    opened, resolved, closed = history.opened_at, history.resolved_at, history.closed_at
    first = history.updates[0]
    yield from _reversed_order(first, "created_before_opened", history.created_at, opened)
    yield from _reversed_order(first, "resolved_before_opened", resolved, opened)
    yield from _reversed_order(first, "closed_before_opened", closed, opened)
    yield from _reversed_order(first, "closed_before_resolved", closed, resolved)


def check_outcome(history: IncidentHistory) -> Iterator[Finding]:
    """Outcomes that are missing, that differ from row to row, or from what the rows themselves tell."""
    last = history.updates[-1]
    if history.resolved_at is None:
        yield _at(last, "no_resolved_at", history.log_state)
    for column in OUTCOMES:
        told = list(dict.fromkeys(update.row.value(column) for update in history.updates))
        if len(told) > 1:
            detail = f"{told[0]} … {told[-1]}"
            yield Finding("outcome_varies", history.number, last.row.line, detail, column)
    resolved = closed = None
    before = ""
    for update in history.updates:
        if update.log_state == "Resolved" and before != "Resolved":
            resolved = update.occurred_at
        elif update.log_state == "Closed":
            closed = update.occurred_at
        before = update.log_state
    if resolved and history.resolved_at and resolved != history.resolved_at:
        yield _at(last, "resolved_at_not_last", f"{history.resolved_at}, last moved there {resolved}")
    if closed and history.closed_at and closed != history.closed_at:
        yield _at(last, "closed_at_not_last", f"{history.closed_at}, last row {closed}")


CHECKS: Final[tuple[Check, ...]] = (
    check_cells,
    check_clock_changes,
    check_states,
    check_counters,
    check_counted_moves,
    check_order_of_times,
    check_outcome,
)


def _at(update: Update, kind: str, detail: str) -> Finding:
    return Finding(kind, update.row.number, update.row.line, detail)


def _reversed_order(
    first: Update, kind: str, earlier: datetime | None, later: datetime | None
) -> Iterator[Finding]:
    if earlier is not None and later is not None and earlier < later:
        yield _at(first, kind, f"{earlier} before {later}")


class _Oddities(dict[str, str]):
    """What is odd in a text by itself, each distinct text looked at once; "" where nothing is."""

    def __missing__(self, text: str) -> str:
        kind = ""
        if text in MISSING:
            kind = "missing_value"
        elif "  " in text:
            kind = "double_space"
        elif (date := _DAY_AND_MONTH.match(text)) and max(map(int, date.groups())) <= LAST_MONTH:
            kind = "ambiguous_date"
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = kind
        return kind


_oddities = _Oddities()
