"""Fifty incidents of the public log: what they hold was counted by other means than the product's."""

from collections import Counter
from pathlib import Path

from bailiwick.exchange.servicenow.survey import survey_log
from bailiwick.kernel.base import tenant
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast

from .imported import agree, bring_in, counts

CUT = Path(__file__).parent / "public_log_cut.csv.gz"
FACTS = {
    "incidents": 50, "updates": 433, "final_states": {"Closed": 50},
    "update_states": {
        "-100": 5, "Active": 101, "Awaiting Evidence": 2, "Awaiting Problem": 13, "Awaiting User Info": 84,
        "Awaiting Vendor": 5, "Closed": 57, "New": 108, "Resolved": 58,
    },
    "priorities": {"1": 2, "2": 3, "3": 36, "4": 9}, "reopened_incidents": 4, "reassigned_incidents": 26,
    "max_reassignments": 10, "with_resolved_at": 47, "resolution_minutes": {"p50": 3343.0, "p90": 61428.4},
    "opened_by_month": {"2016-02": 42, "2016-03": 6, "2016-05": 2},
}  # fmt: skip
MISSING = {
    "sys_created_by": 98, "sys_created_at": 98, "location": 5, "category": 5, "subcategory": 5, "u_symptom": 85,
    "cmdb_ci": 433, "assignment_group": 17, "assigned_to": 127, "problem_id": 387, "rfc": 415, "vendor": 433,
    "caused_by": 433, "resolved_at": 6,
}  # fmt: skip
ODD = {"unknown_state": 5, "row_after_closed": 7, "no_resolved_at": 3, "created_before_opened": 2}


def test_the_dry_run_counts_what_is_there() -> None:
    facts = survey_log(CUT).facts
    assert {name: facts[name] for name in FACTS} == FACTS  # type: ignore[literal-required]
    anomalies = facts["anomalies"]
    missing = {
        name.partition(".")[2]: n for name, n in anomalies.items() if name.startswith("missing_value.")
    }
    assert missing == MISSING
    assert {name: anomalies[name] for name in ODD} == ODD


def test_the_database_holds_what_was_counted(cast: Cast) -> None:
    agree(cast)
    before = counts(cast)
    assert bring_in(cast, CUT) == survey_log(CUT).facts
    made = {table: count - before[table] for table, count in counts(cast).items()}
    assert (made["work_item"], made["work_clock"], made["ledger_event"]) == (50, 100, 434)
    with tenant.scope(cast.organization.id):
        assert Incident.objects.filter(state="closed").count() == 50
        priorities = Counter(Incident.objects.values_list("priority", flat=True))
    assert {str(priority): count for priority, count in priorities.items()} == FACTS["priorities"]
