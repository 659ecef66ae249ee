"""Small hand-made logs, and the public one where it is there."""

import gzip
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path

import pytest

from bailiwick.exchange.servicenow.columns import COLUMNS
from bailiwick.exchange.servicenow.histories import IncidentHistory, read_histories
from bailiwick.exchange.servicenow.survey import Survey, survey_log

Row = Mapping[str, str]

PUBLIC_LOG = Path("shared", "data", "servicenow_incident_log.csv.gz")
EACH = 16
# Odd in ways in which no other incident of the part is.
ODD_ONES = (
    *("INC0000130", "INC0000137", "INC0000358", "INC0001287"),
    *("INC0005927", "INC0018594", "INC0028089", "INC0035024"),
)

PLAIN = {
    "number": "INC1", "incident_state": "New", "active": "true", "reassignment_count": "0",
    "reopen_count": "0", "sys_mod_count": "0", "made_sla": "true", "caller_id": "Caller 1",
    "opened_by": "Opened by 8", "opened_at": "29/2/2016 01:16", "sys_created_by": "Created by 6",
    "sys_created_at": "29/2/2016 01:23", "sys_updated_by": "Updated by 2",
    "sys_updated_at": "29/2/2016 01:23",
    "contact_type": "Phone", "location": "Location 3", "category": "Category 5", "subcategory": "Sub 1",
    "u_symptom": "Symptom 7", "cmdb_ci": "cmdb_ci 1", "impact": "2 - Medium", "urgency": "2 - Medium",
    "priority": "3 - Moderate", "assignment_group": "Group 5", "assigned_to": "Resolver 1",
    "knowledge": "true", "u_priority_confirmation": "false", "notify": "Do Not Notify",
    "problem_id": "Problem 1", "rfc": "CHG1", "vendor": "Vendor 1", "caused_by": "CHG2",
    "closed_code": "code 5", "resolved_by": "Resolved by 1", "resolved_at": "29/2/2016 11:29",
    "closed_at": "13/3/2016 12:00",
}  # fmt: skip
RESOLVED = {"incident_state": "Resolved", "sys_mod_count": "1", "sys_updated_at": "29/2/2016 11:29"}
CLOSED = {
    "incident_state": "Closed", "active": "false", "sys_mod_count": "2", "sys_updated_at": "13/3/2016 12:00",
}  # fmt: skip
LIFE: tuple[Row, ...] = ({}, RESOLVED, CLOSED)
"""An incident of three rows with nothing odd about it."""


def line_of(row: Row, columns: Iterable[str] = COLUMNS) -> str:
    """The row as a line of the file, with the plain values where it says nothing else."""
    return ",".join({**PLAIN, **row}[column] for column in columns)


@pytest.fixture
def log_of(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows, given as their differences from a plain one, into a log and gives its path."""

    def write(*rows: Row, columns: tuple[str, ...] = COLUMNS, packed: bool = False) -> Path:
        text = "\n".join([",".join(columns), *(line_of(row, columns) for row in rows)]) + "\n"
        path = tmp_path / ("log.csv.gz" if packed else "log.csv")
        path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
        return path

    return write


@pytest.fixture
def history_from(log_of: Callable[..., Path]) -> Callable[..., IncidentHistory]:
    """The one history that a log of these rows holds."""

    def read(*rows: Row) -> IncidentHistory:
        (history,) = read_histories(log_of(*rows))
        return history

    return read


@pytest.fixture(scope="session")
def public_log(pytestconfig: pytest.Config) -> Path:
    """The log of the UCI repository beside the project; it is not part of it."""
    path = pytestconfig.rootpath.parent / PUBLIC_LOG
    if not path.exists():
        pytest.skip(f"the public incident log is not at ../{PUBLIC_LOG}")
    return path


@pytest.fixture(scope="session")
def public_part(public_log: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each sixteenth incident of the public log, and others that make it as odd as the whole."""
    with gzip.open(public_log, "rt", newline="") as log:
        header, *lines = log
    numbers = [line.partition(",")[0] for line in lines]
    chosen = {*islice(dict.fromkeys(numbers), 0, None, EACH), *ODD_ONES}
    part = tmp_path_factory.mktemp("log") / "part.csv"
    with part.open("w", newline="") as written:
        written.writelines(
            [header, *(line for number, line in zip(numbers, lines, strict=True) if number in chosen)]
        )
    return part


@pytest.fixture(scope="session")
def survey_of_part(public_part: Path) -> Survey:
    """What the dry run says of the part."""
    return survey_log(public_part)
