"""Resolve, close, reopen and cancel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.work.links import DUPLICATES
from bailiwick.kernel.work.models import Comment
from bailiwick.kernel.work.operations import link
from bailiwick.kernel.work.relations.operations import refuse_over_open_parts
from bailiwick.kernel.work.steps import act
from bailiwick.kernel.work.texts import body, line
from bailiwick.resolution.incidents import holding
from bailiwick.resolution.incidents.events import IncidentClosed, IncidentReopened, IncidentResolved
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.operations.working import respond
from bailiwick.resolution.incidents.rules import IncidentFacts

CLOSURE_CODES: Mapping[str, str] = {
    "fixed": "Fixed for good",
    "workaround": "Restored by a workaround",
    "restored_itself": "Restored by itself",
    "no_fault_found": "No fault found",
    "user_guidance": "User shown how",
    "duplicate": "Duplicate",
    "not_an_incident": "Not an incident",
}


def resolve_incident(
    incident: Incident,
    *,
    by: Actor,
    resolution: str,
    closure_code: str,
    note: str = "",
    at: datetime | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> Incident:
    """Say how the service was restored (BR-20); `note` records the work when nothing was written before."""
    text = body(resolution, "resolution", needed=True)
    done = body(note, "note")
    brought = {"resolution": text, "closure_code": code(closure_code), "note": done}
    with act(
        "incident.resolve",
        incident,
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        facts=lambda found: IncidentFacts(found, brought),
    ) as doing:
        respond(doing)
        doing.set(resolution=text, closure_code=closure_code, resolved_at=doing.at)
        if done:
            noted = Comment.objects.create(
                item_id=incident.pk, at=doing.at, author_id=by.person_id, text=done
            )
            doing.op.facts["comment"] = noted.pk
        doing.op.publish(IncidentResolved(incident.pk))
    return doing.item


def close_incident(
    incident: Incident,
    *,
    by: Actor,
    is_confirmed: bool = False,
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Close it: the reporter confirms by closing, staff may note a confirmation, or the time to object passed."""
    confirmed = is_confirmed or by.person_id == incident.reporter_id is not None
    brought: dict[str, Any] = {"confirmed_or_timed_out": True} if confirmed else {}
    with act(
        "incident.close",
        incident,
        by=by,
        at=at,
        expected_version=expected_version,
        facts=lambda found: IncidentFacts(found, brought),
    ) as doing:
        holding.check(doing.item)
        refuse_over_open_parts(doing.item)
        doing.set(closed_at=doing.at, closed_by_timeout=not confirmed)
        if confirmed:
            doing.set(user_confirmed_at=doing.at)
        doing.op.publish(IncidentClosed(incident.pk))
    return doing.item


def reopen_incident(
    incident: Incident,
    *,
    by: Actor,
    reason: str,
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Take it up again within the time for that; later, a new incident that names this one."""
    why = body(reason, "reason", needed=True)
    with act(
        "incident.reopen",
        incident,
        by=by,
        at=at,
        reason=why,
        expected_version=expected_version,
        facts=lambda found: IncidentFacts(found, {"reason": why}),
    ) as doing:
        doing.set(
            reopen_count=doing.item.reopen_count + 1, resolved_at=None, closed_at=None, user_confirmed_at=None
        )
        doing.op.publish(IncidentReopened(incident.pk, why))
    return doing.item


def cancel_incident(
    incident: Incident,
    *,
    by: Actor,
    closure_code: str,
    reason: str,
    duplicate_of: Incident | None = None,
    was: str = "",
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Cancel a duplicate (naming what it repeats), or what is no incident (saying what it `was`, if known)."""
    if duplicate_of is not None and duplicate_of.pk == incident.pk:
        raise Invalid({"duplicate_of": "An incident does not repeat itself."})
    if was and (was not in Incident.Was.values or closure_code != "not_an_incident"):
        raise Invalid({"was": f"For what is no incident, one of {', '.join(Incident.Was.values)}."})
    why = body(reason, "reason", needed=True)
    brought = {
        "closure_code": code(closure_code),
        "reason": why,
        "duplicate_of": duplicate_of.pk if duplicate_of else None,
    }
    with act(
        "incident.cancel",
        incident,
        by=by,
        at=at,
        reason=why,
        expected_version=expected_version,
        facts=lambda found: IncidentFacts(found, brought),
    ) as doing:
        holding.check(doing.item)
        refuse_over_open_parts(doing.item)
        doing.set(closure_code=closure_code, was=was, closed_at=doing.at)
        if duplicate_of is not None:
            doing.op.facts["duplicate_of"] = duplicate_of.reference
            link(incident, DUPLICATES, duplicate_of)
    return doing.item


def code(closure_code: str) -> str:
    """A closure code, checked."""
    cleaned = line(closure_code, "closure_code")
    if cleaned not in CLOSURE_CODES:
        raise Invalid({"closure_code": f"One of {', '.join(CLOSURE_CODES)}."})
    return cleaned
