"""The 36 columns of the log, the roles they play, and what its state names mean here."""

from typing import Final

COLUMNS: Final = (
    "number", "incident_state", "active", "reassignment_count", "reopen_count", "sys_mod_count", "made_sla",
    "caller_id", "opened_by", "opened_at", "sys_created_by", "sys_created_at", "sys_updated_by",
    "sys_updated_at", "contact_type", "location", "category", "subcategory", "u_symptom", "cmdb_ci",
    "impact", "urgency", "priority", "assignment_group", "assigned_to", "knowledge",
    "u_priority_confirmation", "notify", "problem_id", "rfc", "vendor", "caused_by", "closed_code",
    "resolved_by", "resolved_at", "closed_at",
)  # fmt: skip
POSITION: Final = {column: position for position, column in enumerate(COLUMNS)}

COUNTS: Final = ("reassignment_count", "reopen_count", "sys_mod_count")
RATINGS: Final = ("impact", "urgency", "priority")
TIMES: Final = ("opened_at", "sys_created_at", "sys_updated_at", "resolved_at", "closed_at")
FLAGS: Final = ("active", "made_sla", "knowledge", "u_priority_confirmation")

OUTCOMES: Final = ("closed_code", "resolved_by", "resolved_at", "closed_at")
"""Added to the log afterwards and repeated on every row: results, not what was known at the time."""

STAMPS: Final = ("sys_mod_count", "sys_updated_by", "sys_updated_at")
"""They tell of the update itself, so a difference in them alone changes nothing of the incident."""

_HAS_OWN_FIELD: Final = {
    "number", "incident_state", "assignment_group", "assigned_to", *COUNTS, *RATINGS, *STAMPS, *OUTCOMES,
}  # fmt: skip
EXTRAS: Final = tuple(column for column in COLUMNS if column not in _HAS_OWN_FIELD)
"""Columns without a field of their own in an incident's history; every value of them is kept as a fact."""

MISSING: Final = frozenset({"?", ""})

STATES: Final = {
    "New": "new",
    "Active": "in_progress",
    "Awaiting User Info": "awaiting_user",
    "Awaiting Vendor": "awaiting_supplier",
    "Awaiting Problem": "awaiting_problem",
    "Awaiting Evidence": "awaiting_evidence",
    "Resolved": "resolved",
    "Closed": "closed",
}
ENDED: Final = frozenset({"resolved", "closed"})


def display_key(name: str) -> str:
    """The name with each run of white space made one blank: "Opened by  8" and "Opened by 8" are one key."""
    return " ".join(name.split())
