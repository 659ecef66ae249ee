"""Major incidents through the API: every verb of the pages."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from ninja import Query, Router

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, Page, PageQuery, expected_version, json, page
from bailiwick.kernel.api.named import records
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger import policies
from bailiwick.major.api import schemas as s
from bailiwick.major.incidents import operations, queries
from bailiwick.major.incidents.deadlines import deadlines
from bailiwick.major.incidents.models import Communication, MajorIncident, Milestone, Proposal
from bailiwick.resolution.incidents import queries as incidents

router = Router(tags=["Major incidents"])
SORTS = {"newest": Sort("-declared_at"), "oldest": Sort("declared_at")}
Done = Callable[[MajorIncident], object]


def _row(one: MajorIncident) -> dict[str, Any]:
    return {
        "reference": one.reference, "incident": one.incident.reference, "title": one.incident.title,
        "state": one.state, "lead": one.lead.name, "lead_id": one.lead_id, "declared_at": one.declared_at,
        "restored_at": one.restored_at, "closed_at": one.closed_at, "due_at": one.due_at, "due": one.due_what,
        "version": one.version,
    }  # fmt: skip


def _answer(request: ApiRequest, reference: str, *, status: int = 200) -> HttpResponse:
    one = queries.major(request.actor, reference)
    review = queries.review(one)
    due = deadlines(one, queries.last_of_each(one), review.held_at if review else None)
    content = {
        **_row(one),
        "reason": one.reason,
        "criterion": str(one.criterion) if one.criterion else None,
        "procedure": one.procedure.number,
        "management_informed_at": one.management_informed_at,
        "customers_informed_at": one.customers_informed_at,
        "ending": one.ending,
        "deadlines": [{"what": d.what, "due_at": d.due_at, "done_at": d.done_at} for d in due],
        "review": _review(review) if review else None,
    }
    location = f"/api/v1/major-incidents/{one.reference}" if status == 201 else ""
    return json(content, status=status, version=one.version, location=location)


def _review(review: Any) -> dict[str, Any]:
    names = ("held_at", "participants", "causes", "helped", "hindered", "improvements")
    return {name: getattr(review, name) for name in names}


def _do(request: ApiRequest, reference: str, done: Done, *, status: int = 200) -> HttpResponse:
    done(queries.major(request.actor, reference))
    return _answer(request, reference, status=status)


@router.get("", response={200: Page[s.MajorIncidentRow], **PROBLEMS})
def list_major_incidents(request: ApiRequest, at: Query[PageQuery], sort: str = "newest") -> HttpResponse:
    """Major incidents, those that run and those that are over."""
    policies.require(request.actor, "major_incident.read")
    return page(queries.visible(request.actor), sorts=SORTS, sort=sort, at=at, shown=_row)


@router.post("", response={201: s.MajorIncidentOut, **PROBLEMS})
def declare_major_incident(request: ApiRequest, data: s.DeclarationIn) -> HttpResponse:
    """Declare an incident a major one."""
    found = incidents.incident(request.actor, data.incident)
    lead = records(lead_id=(Person, data.lead_id))["lead_id"]
    criterion = queries.criterion_in_force(data.criterion_id) if data.criterion_id is not None else None
    made = operations.declare_major_incident(
        found, by=request.actor, reason=data.reason, lead=lead, criterion=criterion, at=data.declared_at
    )
    return _answer(request, made.reference, status=201)


@router.get("/proposals", response={200: list[s.ProposalOut], **PROBLEMS})
def list_proposals(request: ApiRequest) -> HttpResponse:
    """Incidents that reached a criterion, while nobody decided about them."""
    policies.require(request.actor, "major_incident.read")
    return json([_proposal(one) for one in queries.proposals(request.actor)])


def _proposal(one: Proposal) -> dict[str, Any]:
    return {
        "incident": one.incident.reference,
        "title": one.incident.title,
        "criterion": str(one.criterion),
        "proposed_at": one.proposed_at,
    }


@router.put("/proposals/{incident}/dismissal", response={204: None, **PROBLEMS})
def dismiss_proposal(request: ApiRequest, incident: str, data: s.MajorReasonIn) -> HttpResponse:
    """Say why an incident that reached a criterion is no major one."""
    found = incidents.incident(request.actor, incident)
    operations.dismiss_proposal(queries.open_proposal(found), by=request.actor, reason=data.reason)
    return HttpResponse(status=204)


@router.get("/{reference}", response={200: s.MajorIncidentOut, **PROBLEMS})
def get_major_incident(request: ApiRequest, reference: str) -> HttpResponse:
    """One major incident, with what is due and its review."""
    return _answer(request, reference)


@router.get("/{reference}/timeline", response={200: list[s.MilestoneOut], **PROBLEMS})
def get_timeline(request: ApiRequest, reference: str) -> HttpResponse:
    """Its milestones, the oldest first."""
    found = queries.major(request.actor, reference)
    return json([_milestone(one) for one in queries.milestones(found)])


def _milestone(one: Milestone) -> dict[str, Any]:
    by = one.by.name if one.by else None
    voided = one.voided_at is not None
    return {"at": one.at, "kind": one.kind, "text": one.text, "by": by, "step": one.step, "is_voided": voided}


@router.get("/{reference}/communications", response={200: list[s.CommunicationOut], **PROBLEMS})
def list_communications(request: ApiRequest, reference: str) -> HttpResponse:
    """Who was told what, the newest first."""
    found = queries.major(request.actor, reference)
    return json([_communication(one) for one in queries.communications(found)])


def _communication(one: Communication) -> dict[str, Any]:
    return {
        "id": one.pk, "audience": one.audience, "at": one.at, "by": one.by.name if one.by else None,
        "told": one.told, "means": one.means, "text": one.text, "next_due_at": one.next_due_at,
    }  # fmt: skip


@router.post("/{reference}/communications", response={201: s.MajorIncidentOut, **PROBLEMS})
def communicate(request: ApiRequest, reference: str, data: s.UpdateIn) -> HttpResponse:
    """Tell audiences how it goes, and when they hear again."""
    version = expected_version(request)
    done: Done = lambda one: operations.communicate(  # noqa: E731
        one, by=request.actor, expected_version=version, **data.dict()
    )
    return _do(request, reference, done, status=201)


@router.put("/{reference}/information", response={200: s.MajorIncidentOut, **PROBLEMS})
def inform_management(request: ApiRequest, reference: str, data: s.InformationIn) -> HttpResponse:
    """Note how top management was informed."""
    version = expected_version(request)
    done: Done = lambda one: operations.inform_management(  # noqa: E731
        one, by=request.actor, expected_version=version, **data.dict()
    )
    return _do(request, reference, done)


@router.put("/{reference}/lead", response={200: s.MajorIncidentOut, **PROBLEMS})
def name_lead(request: ApiRequest, reference: str, data: s.LeadIn) -> HttpResponse:
    """Hand the lead to somebody else."""
    lead = records(lead_id=(Person, data.lead_id))["lead_id"]
    version = expected_version(request)
    done: Done = lambda one: operations.name_lead(  # noqa: E731
        one, by=request.actor, lead=lead, reason=data.reason, expected_version=version
    )
    return _do(request, reference, done)


@router.put("/{reference}/steps/{number}", response={200: s.MajorIncidentOut, **PROBLEMS})
def complete_step(request: ApiRequest, reference: str, number: int, data: s.StepIn) -> HttpResponse:
    """Note that a step of the procedure was done; 1 is the first."""
    done: Done = lambda one: operations.complete_step(  # noqa: E731
        one, by=request.actor, step=number, text=data.text, at=data.at
    )
    return _do(request, reference, done)


@router.delete("/{reference}/steps/{number}", response={200: s.MajorIncidentOut, **PROBLEMS})
def retract_step(request: ApiRequest, reference: str, number: int) -> HttpResponse:
    """Take back that a step was done."""
    return _do(request, reference, lambda one: operations.retract_step(one, by=request.actor, step=number))


@router.post("/{reference}/notes", response={201: s.MajorIncidentOut, **PROBLEMS})
def note(request: ApiRequest, reference: str, data: s.TimelineNoteIn) -> HttpResponse:
    """Write into the timeline."""
    done: Done = lambda one: operations.note(one, by=request.actor, text=data.text, at=data.at)  # noqa: E731
    return _do(request, reference, done, status=201)


@router.put("/{reference}/restoration", response={200: s.MajorIncidentOut, **PROBLEMS})
def restore_major_incident(request: ApiRequest, reference: str, data: s.TimelineNoteIn) -> HttpResponse:
    """Say that the service works again."""
    version = expected_version(request)
    done: Done = lambda one: operations.restore_major_incident(  # noqa: E731
        one, by=request.actor, text=data.text, at=data.at, expected_version=version
    )
    return _do(request, reference, done)


@router.delete("/{reference}/restoration", response={200: s.MajorIncidentOut, **PROBLEMS})
def resume_major_incident(request: ApiRequest, reference: str, data: s.MajorReasonIn) -> HttpResponse:
    """Take it up again: the service does not work after all."""
    version = expected_version(request)
    done: Done = lambda one: operations.resume_major_incident(  # noqa: E731
        one, by=request.actor, reason=data.reason, expected_version=version
    )
    return _do(request, reference, done)


@router.put("/{reference}/withdrawal", response={200: s.MajorIncidentOut, **PROBLEMS})
def withdraw_major_incident(request: ApiRequest, reference: str, data: s.MajorReasonIn) -> HttpResponse:
    """Take the declaration back; the incident goes on as an ordinary one."""
    version = expected_version(request)
    done: Done = lambda one: operations.withdraw_major_incident(  # noqa: E731
        one, by=request.actor, reason=data.reason, expected_version=version
    )
    return _do(request, reference, done)


@router.put("/{reference}/review", response={200: s.MajorIncidentOut, **PROBLEMS})
def review_major_incident(request: ApiRequest, reference: str, data: s.ReviewIn) -> HttpResponse:
    """Write down what the review found; writing it again corrects it."""
    version = expected_version(request)
    done: Done = lambda one: operations.review_major_incident(  # noqa: E731
        one, by=request.actor, expected_version=version, **data.dict()
    )
    return _do(request, reference, done)


@router.put("/{reference}/closure", response={200: s.MajorIncidentOut, **PROBLEMS})
def close_major_incident(request: ApiRequest, reference: str, data: s.MajorClosureIn) -> HttpResponse:
    """Close it after its review."""
    version = expected_version(request)
    done: Done = lambda one: operations.close_major_incident(  # noqa: E731
        one, by=request.actor, summary=data.summary, expected_version=version
    )
    return _do(request, reference, done)
