"""Declare an incident a major one, name its lead, withdraw the declaration; propose it, and say why not."""

from datetime import datetime

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import BailiwickError, Invalid, NotAllowedNow
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger import races
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.numbers import reserve
from bailiwick.kernel.work.texts import body
from bailiwick.major.incidents import queries
from bailiwick.major.incidents.events import (
    MajorIncidentDeclared,
    MajorIncidentEnded,
    MajorIncidentLeadNamed,
    MajorIncidentProposed,
)
from bailiwick.major.incidents.models import (
    CriterionVersion,
    MajorIncident,
    MajorIncidentProcedure,
    Milestone,
    Proposal,
)
from bailiwick.major.incidents.operations.acting import RUNNING, act, remind
from bailiwick.resolution.incidents.models import Incident

ALREADY = "This incident is a major one already."


class NothingToPropose(BailiwickError):
    """Between the look and the lock somebody decided, or it reaches no criterion any more."""

    code = "nothing_to_propose"


def declare_major_incident(
    incident: Incident,
    *,
    by: Actor,
    reason: str,
    lead: Person,
    criterion: CriterionVersion | None = None,
    at: datetime | None = None,
) -> MajorIncident:
    """Declare it (BR-21): with a named lead, the procedure in force, and the clock until top management knows."""
    why = body(reason, "reason", needed=True)
    _check_lead(lead)
    with operation("major_incident.declare", by=by, subject=incident, reason=why, at=at) as op:
        incident = op.subject
        if not incident.is_live:
            raise NotAllowedNow("major_incident.declare", incident.state)
        if at is not None and at < incident.opened_at:
            raise Invalid({"at": "That was before the incident was opened."})
        if queries.open_major_of(incident) is not None:
            raise Invalid({"": ALREADY})
        with races.lost_to("resolution_majorincident_once", Invalid({"": ALREADY})):
            major = _declared(incident, by, why, lead, criterion, at or clock.now())
        _decide(incident, by, Proposal.State.DECLARED, why)
        op.facts |= {"incident": incident.reference, "lead": lead.name, "criterion": str(criterion or "")}
        op.publish(MajorIncidentDeclared(major.pk))
        op.about(major)
    return major


def _declared(
    incident: Incident, by: Actor, why: str, lead: Person, criterion: CriterionVersion | None, at: datetime
) -> MajorIncident:
    major = MajorIncident(
        incident=incident,
        reference=f"MAJ-{reserve(queries.KIND)[0]}",
        criterion=criterion,
        procedure=_procedure(),
        reason=why,
        declared_at=at,
        declared_by_id=by.person_id,
        lead=lead,
        lead_named_at=at,
    )
    major.save()
    for name, value in remind(major).items():
        setattr(major, name, value)
    major.save(update_fields=["due_at", "due_what"])
    lines = (
        ("declared", f"declared {incident.reference} a major incident: {why}"),
        ("lead", f"named {lead.name} as lead"),
    )
    Milestone.objects.bulk_create(
        Milestone(major=major, at=at, kind=kind, text=text, by_id=by.person_id) for kind, text in lines
    )
    return major


def _procedure() -> MajorIncidentProcedure:
    found = queries.procedure_in_force()
    if found is None:
        raise Invalid({"": "Publish the major incident procedure first: it is under Setup."})
    return found


def _check_lead(lead: Person) -> None:
    if lead.party_id is not None or lead.is_disabled:
        raise Invalid({"lead": f"{lead} cannot lead: it has to be somebody of the staff."})


def name_lead(
    major: MajorIncident, *, by: Actor, lead: Person, reason: str = "", expected_version: int | None = None
) -> MajorIncident:
    """Hand the lead to somebody else."""
    _check_lead(lead)
    why = body(reason, "reason")
    with act("major_incident.lead", major, by=by, reason=why, expected_version=expected_version) as doing:
        if doing.major.lead_id == lead.pk:
            raise Invalid({"lead": f"{lead} leads it already."})
        doing.set(lead=lead, lead_named_at=doing.at)
        doing.milestone("lead", f"named {lead.name} as lead" + (f": {why}" if why else ""))
        doing.op.publish(MajorIncidentLeadNamed(major.pk))
    return doing.major


def withdraw_major_incident(
    major: MajorIncident, *, by: Actor, reason: str, expected_version: int | None = None
) -> MajorIncident:
    """Take the declaration back: it does not reach the criteria (any more); the incident goes on as an ordinary one."""
    why = body(reason, "reason", needed=True)
    with act(
        "major_incident.withdraw", major, by=by, within=RUNNING, reason=why, expected_version=expected_version
    ) as doing:
        doing.set(state=MajorIncident.State.WITHDRAWN, closed_at=doing.at, ending=why)
        doing.milestone("withdrawn", f"withdrew the declaration: {why}")
        doing.op.publish(MajorIncidentEnded(major.pk))
    return doing.major


def propose_major_incident(incident: Incident, *, by: Actor) -> Proposal | None:
    """Note that an incident reaches a criterion, so that somebody decides; None when it does not, or was decided."""
    try:
        with operation("major_incident.propose", by=by, subject=incident) as op:
            rows = Incident.objects.filter(pk=incident.pk, is_live=True)
            criteria = {one.pk: one for one in queries.criteria_in_force()}
            found = queries.reaching(rows, criteria.values()).first()
            is_known = Proposal.objects.filter(incident=incident).exists()
            if found is None or is_known or queries.open_major_of(incident) is not None:
                raise NothingToPropose("Nothing is to be proposed.")
            criterion = criteria[found.reached]  # type: ignore[attr-defined]  # annotated
            proposal = Proposal.objects.create(
                incident=incident, criterion=criterion, proposed_at=clock.now()
            )
            op.facts["criterion"] = str(criterion)
            op.publish(MajorIncidentProposed(incident.pk, criterion.criterion.name))
    except NothingToPropose:
        return None
    return proposal


def dismiss_proposal(proposal: Proposal, *, by: Actor, reason: str) -> None:
    """Say why an incident that reached a criterion is not declared a major one."""
    why = body(reason, "reason", needed=True)
    with operation("major_incident.dismiss", by=by, subject=proposal, reason=why) as op:
        if op.subject.state != Proposal.State.OPEN:
            raise NotAllowedNow("major_incident.dismiss", op.subject.get_state_display())
        _decide(op.subject.incident, by, Proposal.State.DISMISSED, why)


def _decide(incident: Incident, by: Actor, state: str, why: str) -> None:
    Proposal.objects.filter(incident=incident, state=Proposal.State.OPEN).update(
        state=state, decided_at=clock.now(), decided_by_id=by.person_id, reason=why
    )
