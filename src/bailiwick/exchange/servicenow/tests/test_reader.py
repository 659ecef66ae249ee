"""Typed rows: columns by name, values by column, every fault with its line and column."""

import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bailiwick.exchange.servicenow.cells import REPEATED, SKIPPED
from bailiwick.exchange.servicenow.columns import COLUMNS, display_key
from bailiwick.exchange.servicenow.malformed import MalformedLog
from bailiwick.exchange.servicenow.reader import LogRow, read_rows

from .conftest import PLAIN, line_of

BERLIN = ZoneInfo("Europe/Berlin")
LogOf = Callable[..., Path]


def only_row(path: Path, zone: ZoneInfo | None = None) -> LogRow:
    (row,) = read_rows(path, zone or UTC)
    return row


@pytest.mark.parametrize("columns", [COLUMNS, COLUMNS[::-1]], ids=["in order", "backwards"])
@pytest.mark.parametrize("packed", [False, True], ids=["csv", "gz"])
def test_columns_are_found_by_name(log_of: LogOf, columns: tuple[str, ...], packed: bool) -> None:
    row = only_row(log_of({}, columns=columns, packed=packed))
    assert (row.line, row.number, row.state) == (2, "INC1", "New")
    assert (row.reassignment_count, row.sys_mod_count, row.impact, row.priority) == (0, 0, 2, 3)
    assert row.opened_at == datetime(2016, 2, 29, 1, 16, tzinfo=UTC)
    assert row.occurred_at == row.updated_at == row.created_at == datetime(2016, 2, 29, 1, 23, tzinfo=UTC)
    assert row.resolved_at == datetime(2016, 2, 29, 11, 29, tzinfo=UTC)
    assert row.closed_at == datetime(2016, 3, 13, 12, 0, tzinfo=UTC)
    assert {column: row.value(column) for column in COLUMNS} == PLAIN


@pytest.mark.parametrize("missing", ["?", ""])
def test_what_is_missing_is_none(log_of: LogOf, missing: str) -> None:
    columns = ("caller_id", "priority", "reopen_count", "resolved_at", "sys_updated_at", "made_sla")
    row = only_row(log_of(dict.fromkeys(columns, missing)))
    assert (row.priority, row.reopen_count, row.resolved_at, row.updated_at) == (None, None, None, None)
    assert row.value("caller_id") is None
    assert row.occurred_at == row.opened_at


def test_names_are_kept_as_they_stand(log_of: LogOf) -> None:
    row = only_row(log_of({"opened_by": "Opened by  8"}))
    assert row.value("opened_by") == "Opened by  8"
    assert display_key("Opened by  8") == "Opened by 8"


@pytest.mark.parametrize(
    ("text", "instant", "odd"),
    [
        ("26/3/2016 02:30", "2016-03-26T01:30", ()),
        ("27/3/2016 02:30", "2016-03-27T01:30", (("opened_at", SKIPPED),)),
        ("27/3/2016 03:30", "2016-03-27T01:30", ()),
        ("30/10/2016 02:30", "2016-10-30T00:30", (("opened_at", REPEATED),)),
        ("30/10/2016 03:30", "2016-10-30T02:30", ()),
    ],
)
def test_local_times_of_a_zone(
    log_of: LogOf, text: str, instant: str, odd: tuple[tuple[str, str], ...]
) -> None:
    row = only_row(log_of({"opened_at": text}), BERLIN)
    assert row.opened_at == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert row.opened_at.tzinfo is UTC
    assert row.odd_times == odd


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("number", "?", "which incident"),
        ("opened_at", "31/2/2016 10:00", "no such day/month/year"),
        ("opened_at", "2/29/2016 10:00", "no such day/month/year"),
        ("opened_at", "2016-02-29 10:00", "not a date"),
        ("opened_at", "29/2/2016", "not a date"),
        ("opened_at", "29/2/2016 24:00", "no such"),
        ("closed_at", "29/2/0216 10:00", "the year"),
        ("sys_updated_at", "٢٩/2/2016 10:00", "not a date"),
        ("reopen_count", "-1", "not a whole number"),
        ("reopen_count", "1.0", "not a whole number"),
        ("sys_mod_count", "9" * 5000, "longer than"),
        ("reassignment_count", "9" * 10, "not a whole number"),
        ("priority", "Moderate", "not a rating"),
        ("impact", "7 - Low", "not a rating"),
        ("made_sla", "True", "neither true nor false"),
    ],
)
def test_a_bad_cell_is_named(log_of: LogOf, column: str, text: str, reason: str) -> None:
    path = log_of({}, {column: text})
    with pytest.raises(MalformedLog) as caught:
        list(read_rows(path))
    assert (caught.value.line, caught.value.column) == (3, column)
    assert reason in caught.value.reason
    assert str(caught.value).startswith(f"line 3, column {column}: ")
    assert len(str(caught.value)) < 200
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_a_row_without_any_time_is_refused(log_of: LogOf) -> None:
    path = log_of(dict.fromkeys(("sys_updated_at", "opened_at", "sys_created_at"), "?"))
    with pytest.raises(MalformedLog, match="line 2, column sys_updated_at: the row has no time"):
        list(read_rows(path))


def test_a_row_from_the_future_is_refused_in_the_zone_of_the_log(log_of: LogOf) -> None:
    soon = datetime.now(UTC) + timedelta(hours=2)
    path = log_of({}, {"sys_updated_at": f"{soon.day}/{soon.month}/{soon.year} {soon:%H:%M}"})
    with pytest.raises(
        MalformedLog, match="line 3, column sys_updated_at: the time lies in the future of UTC"
    ):
        list(read_rows(path))
    assert len(list(read_rows(path, ZoneInfo("Asia/Tokyo")))) == 2


HEADER = ",".join(COLUMNS)


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("", 1, "number", "empty"),
        ("\n", 1, "''", "no such column"),
        (HEADER + "\n", 2, "number", "no row"),
        (HEADER.replace(",rfc", "") + "\n", 1, "rfc", "missing from the header: rfc"),
        (HEADER + ",extra\n", 1, "'extra'", "no such column"),
        (HEADER.replace("vendor", "rfc") + "\n", 1, "'rfc'", "twice"),
        (HEADER.replace("number", "Number") + "\n", 1, "'Number'", "no such column"),
        (
            HEADER + "\n" + line_of({}) + "\n" + line_of({}).rsplit(",", 2)[0] + "\n",
            3,
            "resolved_at",
            "34 cells",
        ),
        (HEADER + "\n" + line_of({}) + ",more\n", 2, "37", "37 cells"),
        (HEADER + "\n" + line_of({}) + "\n\n", 3, "number", "the line is empty"),
        (HEADER.replace(",", ";") + "\n", 1, "'number;", "no such column"),
    ],
)
def test_a_wrong_shape_is_named(tmp_path: Path, text: str, line: int, column: str, reason: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text)
    with pytest.raises(MalformedLog) as caught:
        list(read_rows(path))
    assert caught.value.line == line
    assert caught.value.column.startswith(column)
    assert reason in caught.value.reason
