"""The numbers of a log, on a small one worked out by hand and on percentiles of the standard library."""

import statistics
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.exchange.servicenow.facts import percentile
from bailiwick.exchange.servicenow.moves import MoveKind
from bailiwick.exchange.servicenow.survey import Referred, survey_log

from .conftest import CLOSED, LIFE, RESOLVED

SAMPLE = st.lists(st.integers(0, 10**6), min_size=2, max_size=40).map(sorted)


@given(sample=SAMPLE)
def test_percentiles_are_linear_between_neighbours(sample: list[float]) -> None:
    deciles = statistics.quantiles(sample, n=10, method="inclusive")
    assert percentile(sample, 0.5) == pytest.approx(statistics.median(sample))
    assert percentile(sample, 0.9) == pytest.approx(deciles[8])


def test_percentiles_of_little() -> None:
    assert percentile([], 0.9) is None
    assert percentile([7.0], 0.9) == 7.0
    assert percentile([1.0, 2.0], 1.0) == 2.0


def test_a_small_log(log_of: Callable[..., Path]) -> None:
    second = {
        "number": "INC2", "opened_at": "31/3/2016 23:30", "sys_created_at": "31/3/2016 23:30",
        "resolved_at": "1/4/2016 00:30", "priority": "1 - Critical", "reassignment_count": "4",
        "reopen_count": "1",
    }  # fmt: skip
    third = {
        "number": "INC3",
        "resolved_at": "?",
        "opened_at": "?",
        "sys_created_at": "28/1/2016 05:00",
        "incident_state": "-100",
        "priority": "?",
    }
    path = log_of(*LIFE, second, second | RESOLVED | {"resolved_at": "1/4/2016 00:30"}, third)
    survey = survey_log(path, ZoneInfo("America/New_York"))
    anomalies = survey.facts["anomalies"]
    assert survey.facts == {
        "incidents": 3,
        "updates": 6,
        "final_states": {"-100": 1, "Closed": 1, "Resolved": 1},
        "update_states": {"-100": 1, "Closed": 1, "New": 2, "Resolved": 2},
        "priorities": {"1": 1, "2": 0, "3": 1, "4": 0},
        "reopened_incidents": 1,
        "reassigned_incidents": 1,
        "max_reassignments": 4,
        "with_resolved_at": 2,
        "resolution_minutes": {"p50": 336.5, "p90": 557.7},
        "opened_by_month": {"2016-01": 1, "2016-02": 1, "2016-03": 1},
        "anomalies": anomalies,
    }
    assert anomalies["unknown_state"] == 1
    assert anomalies["missing_value.resolved_at"] == 1
    assert survey.sizes == {"INC1": 3, "INC2": 2, "INC3": 1}
    assert survey.moves == {MoveKind.OPENED: 3, MoveKind.STATE: 3, MoveKind.FIELD: 1}
    assert survey.referred == Referred(
        staff=frozenset({"Opened by 8", "Resolver 1", "Updated by 2"}),
        users=frozenset({"Caller 1"}),
        teams=frozenset({"Group 5"}),
        classes=frozenset({("Category 5", "Sub 1")}),
    )


def test_without_checks_the_same_is_counted_and_nothing_found(log_of: Callable[..., Path]) -> None:
    path = log_of(*LIFE[:2])
    thorough, quick = survey_log(path), survey_log(path, checks=False)
    assert thorough.facts["anomalies"] == {"not_closed_at_end": 1}
    assert quick.facts == thorough.facts | {"anomalies": {}}
    assert (quick.sizes, quick.referred) == (thorough.sizes, thorough.referred)


def test_minutes_are_elapsed_time_over_a_clock_change(log_of: Callable[..., Path]) -> None:
    path = log_of(CLOSED | {"opened_at": "27/3/2016 01:00", "resolved_at": "27/3/2016 04:00"})
    minutes = {
        zone: survey_log(path, ZoneInfo(zone)).facts["resolution_minutes"]["p50"]
        for zone in ("UTC", "Europe/Berlin")
    }
    assert minutes == {"UTC": 180.0, "Europe/Berlin": 120.0}
