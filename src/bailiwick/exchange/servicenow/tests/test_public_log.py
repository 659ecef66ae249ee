"""The public log: what the dry run says of it, exactly, and that histories and rows of a part agree."""

from collections import Counter
from pathlib import Path

import pytest

from bailiwick.exchange.servicenow.histories import read_histories
from bailiwick.exchange.servicenow.survey import Survey, survey_log

MISSING = {
    "assigned_to": 27496, "assignment_group": 14213, "caller_id": 29, "category": 78, "caused_by": 141689,
    "closed_code": 714, "cmdb_ci": 141267, "location": 76, "opened_by": 4835, "problem_id": 139417,
    "resolved_at": 3141, "resolved_by": 226, "rfc": 140721, "subcategory": 111, "sys_created_at": 53076,
    "sys_created_by": 53076, "u_symptom": 32964, "vendor": 141468,
}  # fmt: skip
ANOMALIES = {f"missing_value.{column}": count for column, count in MISSING.items()} | {
    "double_space.opened_by": 136877, "double_space.problem_id": 2295, "ambiguous_date": 277664,
    "unknown_state": 5, "first_row_not_new": 8521, "sys_mod_count_late_start": 5,
    "sys_mod_count_gap": 14892,
    "sys_mod_count_repeated": 1, "sys_mod_count_decreased": 4, "reassignment_not_visible": 93,
    "updated_before_previous": 1, "updated_before_opened": 5, "created_before_opened": 6,
    "no_resolved_at": 1556, "resolved_at_not_last": 295, "never_resolved_row": 13,
    "row_after_closed": 183,
    "active_disagrees": 1,
}  # fmt: skip


@pytest.mark.long
def test_the_whole_as_the_dry_run_tells_it(public_log: Path) -> None:
    survey = survey_log(public_log)
    facts = survey.facts
    assert (facts["incidents"], facts["updates"], facts["final_states"]) == (24918, 141712, {"Closed": 24918})
    assert facts["update_states"] == {
        "-100": 5, "Active": 38716, "Awaiting Evidence": 38, "Awaiting Problem": 461,
        "Awaiting User Info": 14642, "Awaiting Vendor": 707, "Closed": 24985, "New": 36407, "Resolved": 25751,
    }  # fmt: skip
    assert facts["priorities"] == {"1": 270, "2": 408, "3": 23466, "4": 774}
    assert (facts["reopened_incidents"], facts["reassigned_incidents"]) == (275, 11369)
    assert (facts["max_reassignments"], facts["with_resolved_at"]) == (27, 23362)
    assert facts["resolution_minutes"] == {"p50": 1326.0, "p90": pytest.approx(22892.9)}
    assert facts["opened_by_month"] == {
        "2016-02": 207, "2016-03": 8995, "2016-04": 7934, "2016-05": 7508, "2016-06": 5, "2016-07": 14,
        "2016-08": 15, "2016-09": 12, "2016-10": 16, "2016-11": 26, "2016-12": 37, "2017-01": 94,
        "2017-02": 55,
    }  # fmt: skip
    assert facts["anomalies"] == ANOMALIES
    assert survey.moves == {
        "opened": 24918, "state": 63702, "reopened": 331, "team": 23414, "person": 14006, "priority": 436,
        "impact": 354, "urgency": 325, "field": 59423, "touched": 28428,
    }  # fmt: skip


def test_the_part_is_odd_in_every_way_that_the_whole_is(survey_of_part: Survey) -> None:
    assert survey_of_part.facts["anomalies"].keys() == ANOMALIES.keys()


def test_the_histories_agree_with_the_rows(public_part: Path, survey_of_part: Survey) -> None:
    facts = survey_of_part.facts
    incidents, states, moves, months = 0, Counter[str](), Counter[str](), Counter[str]()
    reopened = reassigned = resolved = 0
    for history in read_histories(public_part):
        incidents += 1
        states.update(update.log_state for update in history.updates)
        moves.update(move.kind for update in history.updates for move in update.moves)
        months[f"{history.opened_at:%Y-%m}"] += 1
        reopened += history.is_reopened
        reassigned += history.is_reassigned
        resolved += history.resolved_at is not None
    assert (incidents, states, months) == (
        facts["incidents"],
        facts["update_states"],
        facts["opened_by_month"],
    )
    assert (reopened, reassigned) == (facts["reopened_incidents"], facts["reassigned_incidents"])
    assert resolved == facts["with_resolved_at"]
    assert moves == survey_of_part.moves
