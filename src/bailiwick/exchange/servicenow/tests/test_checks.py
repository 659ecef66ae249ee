"""Every kind of finding from a small log that shows it, and none from a log that does not."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bailiwick.exchange.servicenow.checks import findings_of
from bailiwick.exchange.servicenow.findings import KINDS, Finding, Tally, anomaly_counts
from bailiwick.exchange.servicenow.histories import read_histories

from .conftest import CLOSED, LIFE, RESOLVED, Row

ACTIVE = {"incident_state": "Active"}
LATER = {"sys_mod_count": "3", "sys_updated_at": "14/3/2016 12:00"}


def life(**everywhere: str) -> tuple[Row, ...]:
    """The plain life with these values on every row."""
    return tuple({**row, **everywhere} for row in LIFE)


def life_with(at: int, **here: str) -> tuple[Row, ...]:
    """The plain life with these values on one row."""
    return tuple({**row, **here} if place == at else row for place, row in enumerate(LIFE))


ODD: list[tuple[tuple[Row, ...], dict[str, int]]] = [
    (life(), {}),
    (life(location="?"), {"missing_value.location": 3}),
    (life_with(0, vendor="", rfc="?"), {"missing_value.vendor": 1, "missing_value.rfc": 1}),
    (life_with(1, opened_by="Opened by  8"), {"double_space.opened_by": 1}),
    (life(opened_at="12/2/2016 01:16"), {"ambiguous_date": 3}),
    (life_with(0, sys_created_at="29/2/2016 01:16", sys_updated_at="?"), {"missing_value.sys_updated_at": 1}),
    (life(opened_at="27/3/2016 02:30", sys_created_at="?", resolved_at="28/3/2016 00:00",
          closed_at="29/3/2016 00:00"),
     {"skipped_local_time": 3, "missing_value.sys_created_at": 3, "updated_before_opened": 3,
      "resolved_at_not_last": 1, "closed_at_not_last": 1}),
    (life(closed_at="30/10/2016 02:30"), {"repeated_local_time": 3, "closed_at_not_last": 1}),
    ((LIFE[0], {"incident_state": "-100", "sys_mod_count": "1"}, RESOLVED | {"sys_mod_count": "2"},
      CLOSED | {"sys_mod_count": "3"}), {"unknown_state": 1}),
    (({**LIFE[0], **ACTIVE}, RESOLVED, CLOSED), {"first_row_not_new": 1}),
    (life_with(0, sys_mod_count="1"), {"sys_mod_count_late_start": 1, "sys_mod_count_repeated": 1}),
    (life_with(2, sys_mod_count="9"), {"sys_mod_count_gap": 1}),
    (life_with(1, sys_mod_count="3"), {"sys_mod_count_gap": 1, "sys_mod_count_decreased": 1}),
    (life_with(1, sys_mod_count="?"), {"missing_value.sys_mod_count": 1}),
    (life_with(1, reassignment_count="2", reopen_count="1"),
     {"reassignment_not_visible": 1, "reassignment_count_decreased": 1,
      "reopen_not_visible": 1, "reopen_count_decreased": 1}),
    (life_with(2, assignment_group="Group 6"), {"reassignment_not_counted": 1}),
    (life_with(2, assignment_group="Group 6", reassignment_count="1"), {}),
    ((*LIFE[:2], ACTIVE | {"sys_mod_count": "2", "sys_updated_at": "1/3/2016 00:00"},
      RESOLVED | LATER | {"sys_updated_at": "1/3/2016 01:00"}, CLOSED | {"sys_mod_count": "4"}),
     {"reopen_not_counted": 1, "resolved_at_not_last": 1, "ambiguous_date": 2}),
    (life_with(1, sys_updated_at="29/2/2016 01:20"),
     {"updated_before_previous": 1, "resolved_at_not_last": 1}),
    (life(opened_at="29/2/2016 01:24"), {"updated_before_opened": 1, "created_before_opened": 1}),
    (life(opened_at="29/2/2016 11:30"),
     {"updated_before_opened": 2, "created_before_opened": 1, "resolved_before_opened": 1}),
    (life(closed_at="28/2/2016 00:00"),
     {"closed_before_opened": 1, "closed_before_resolved": 1, "closed_at_not_last": 1}),
    (life(resolved_at="?"), {"missing_value.resolved_at": 3, "no_resolved_at": 1}),
    (life_with(2, closed_code="code 6"), {"outcome_varies.closed_code": 1}),
    ((LIFE[0], CLOSED | {"sys_mod_count": "1"}), {"never_resolved_row": 1}),
    ((*LIFE, CLOSED | LATER), {"row_after_closed": 1, "closed_at_not_last": 1}),
    (life_with(1, active="false"), {"active_disagrees": 1}),
    (life_with(2, active="true"), {"active_disagrees": 1}),
    (LIFE[:2], {"not_closed_at_end": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), ODD)
def test_what_is_odd(log_of: Callable[..., Path], rows: tuple[Row, ...], expected: dict[str, int]) -> None:
    (history,) = read_histories(log_of(*rows), ZoneInfo("Europe/Berlin"))
    assert anomaly_counts(findings_of(history)) == expected


def test_every_kind_is_shown_above_and_described() -> None:
    shown = {key.partition(".")[0] for _, expected in ODD for key in expected}
    assert shown == set(KINDS)


def test_a_finding_says_where(log_of: Callable[..., Path]) -> None:
    (history,) = read_histories(log_of(*LIFE[:2], {**CLOSED, "sys_mod_count": "9"}))
    assert findings_of(history) == [Finding("sys_mod_count_gap", "INC1", 4, "7 missing before 9")]


def test_a_tally_counts_times_and_incidents_and_keeps_some() -> None:
    tally = Tally(examples_kept=2)
    for number in range(4):
        missing = Finding("missing_value", f"INC{number}", number, "'?'", "rfc", times=10)
        tally.add([Finding("row_after_closed", "INC", line, "Closed") for line in range(number)] + [missing])
    assert tally.as_anomalies() == {"missing_value.rfc": 40, "row_after_closed": 6}
    assert list(tally.as_anomalies()) == ["missing_value.rfc", "row_after_closed"]
    assert tally.incidents == {"missing_value.rfc": 4, "row_after_closed": 3}
    assert [finding.number for finding in tally.examples["missing_value.rfc"]] == ["INC0", "INC1"]
