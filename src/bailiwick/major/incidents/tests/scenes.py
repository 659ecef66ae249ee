"""Incidents that are major, for the tests."""

from typing import Any

from bailiwick.kernel.base import tenant
from bailiwick.major.incidents import operations, queries
from bailiwick.major.incidents.models import MajorIncident
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast

LEARNED: dict[str, Any] = {
    "participants": "Mia, Sam",
    "causes": "A switch lost its power.",
    "helped": "The spare switch stood ready.",
    "improvements": ["A second power supply for the switch (Mia, in May)"],
}


def logged(cast: Cast, **known: Any) -> Incident:
    """An incident of Quay Foods, priority 1."""
    report = {
        "title": "All scales are dark", "service": cast.weighing, "classification": cast.hardware, "impact": 1,
        "urgency": 1, "channel": "phone", "reporter": cast.people["cora"], **known,
    }  # fmt: skip
    return incidents.log_incident(incidents.Report(**report), by=cast.sam)


def declared(cast: Cast, **more: Any) -> MajorIncident:
    """A major incident that Sam declared and Mia leads."""
    given = {"reason": "Nothing can be weighed.", "lead": cast.people["mia"], **more}
    return operations.declare_major_incident(logged(cast), by=cast.sam, **given)


def restored(cast: Cast) -> MajorIncident:
    """One that is over, with its incident resolved, top management informed and every needed step done."""
    major = declared(cast)
    operations.inform_management(major, by=cast.mia, told="Ada", means="phone")
    for number, step in enumerate(major.procedure.steps, 1):
        if step["is_needed"]:
            operations.complete_step(major, by=cast.mia, step=number)
    incidents.resolve_incident(
        major.incident, by=cast.sam, resolution="New switch", closure_code="fixed", note="Replaced it."
    )
    operations.restore_major_incident(major, by=cast.mia, text="All scales show weights again.")
    return now(cast, major)


def now(cast: Cast, major: MajorIncident) -> MajorIncident:
    with tenant.scope(cast.organization.id):
        return queries.major(cast.ada, major.reference)
