"""Incidents through the API: every verb of the pages."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpResponse
from ninja import File, Form, Query, Router, UploadedFile

from bailiwick.kernel.api.answers import (
    PROBLEMS,
    ApiRequest,
    Page,
    PageQuery,
    expected_version,
    json,
    not_modified,
    page,
)
from bailiwick.kernel.api.named import records
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.base.ids import LARGEST
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.identity.models import Party, Person, Team
from bailiwick.kernel.ledger import reading
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.work.files import store
from bailiwick.kernel.work.models import Comment
from bailiwick.portfolio.services.models import Service
from bailiwick.resolution.api import schemas as s
from bailiwick.resolution.incidents import operations, queries
from bailiwick.resolution.incidents.models import Category, Incident
from bailiwick.resolution.reading import lists, story, verbs
from bailiwick.resolution.relations import operations as together

router = Router(tags=["Incidents"])
COMPUTED = ("allowed", "duplicate_of")
COMMENT_SORTS = {"at": Sort("at", "id")}


class Filters(PageQuery):
    """Which incidents, in which order."""

    view: str = "open"
    state: list[str] = []
    priority: list[int] = []
    team: list[int] = []
    service: list[int] = []
    assignee: list[int] = []
    q: str = ""
    sort: str = "due"


def shown(request: ApiRequest, incident: Incident, *, status: int = 200) -> HttpResponse:
    """One incident as the API gives it, with its ETag."""
    content = {name: getattr(incident, name) for name in s.IncidentOut.model_fields if name not in COMPUTED}
    of = definition(incident.process_id)
    kept = queries.repeated(request.actor, incident) if incident.category == "closed" else None
    content["duplicate_of"] = kept.reference if kept else None
    content["allowed"] = [one.name for one in verbs.offered(incident, request.actor, of)]
    location = f"/api/v1/incidents/{incident.reference}" if status == 201 else ""
    return json(content, status=status, version=incident.version, location=location)


def carried_out(
    request: ApiRequest, reference: str, operation: Callable[..., Incident], **given: Any
) -> HttpResponse:
    """The incident after an operation on the version that the program has seen."""
    incident, expected = found(request, reference), expected_version(request)
    return shown(request, operation(incident, by=request.actor, expected_version=expected, **given))


def found(request: ApiRequest, reference: str) -> Incident:
    """The incident, if it is there for the actor."""
    return queries.incident(request.actor, reference)


@router.get("", response={200: Page[s.IncidentRow], **PROBLEMS})
def list_incidents(request: ApiRequest, filters: Query[Filters]) -> HttpResponse:
    """Incidents that the actor may see."""
    params: dict[str, Any] = filters.dict()
    rows = lists.queue(request.actor, lists.Parameters(params))
    return page(rows, sorts=lists.SORTS, sort=filters.sort, at=filters, shown=_row)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "number": row["number"],
        "reference": row["reference"],
        "title": row["title"],
        "state": row["state"],
        "category": row["category"],
        "priority": row["priority"],
        "due_at": row["due_at"],
        "is_breached": row["is_breached"],
        "opened_at": row["opened_at"],
        "updated_at": row["updated_at"],
        "assignee": row["assignee__name"],
        "team": row["team__name"],
        "service": row["service_name"],
    }


@router.post("", response={201: s.IncidentOut, **PROBLEMS})
def log_incident(request: ApiRequest, report: s.IncidentIn) -> HttpResponse:
    """Log an incident."""
    named = records(
        service_id=(Service, report.service_id),
        classification_id=(Category, report.classification_id),
        reporter_id=(Person, report.reporter_id),
        party_id=(Party, report.party_id),
        team_id=(Team, report.team_id),
        assignee_id=(Person, report.assignee_id),
    )
    made = operations.log_incident(
        operations.Report(
            title=report.title,
            description=report.description,
            channel=report.channel,
            impact=report.impact,
            urgency=report.urgency,
            **{name.removesuffix("_id"): record for name, record in named.items()},
        ),
        by=request.actor,
        at=report.occurred_at,
        reason=report.reason,
    )
    return shown(request, made, status=201)


@router.get("/{reference}", response={200: s.IncidentOut, **PROBLEMS})
def get_incident(request: ApiRequest, reference: str) -> HttpResponse:
    """One incident."""
    incident = found(request, reference)
    return not_modified(request, incident.version) or shown(request, incident)


@router.patch("/{reference}", response={200: s.IncidentOut, **PROBLEMS})
def amend_incident(request: ApiRequest, reference: str, details: s.DetailsIn) -> HttpResponse:
    """Correct title and description; what is not sent stays."""
    amended = operations.amend_incident(
        found(request, reference),
        by=request.actor,
        title=details.title,
        description=details.description,
        expected_version=expected_version(request),
    )
    return shown(request, amended)


@router.put("/{reference}/classification", response={200: s.IncidentOut, **PROBLEMS})
def classify_incident(request: ApiRequest, reference: str, data: s.ClassificationIn) -> HttpResponse:
    """Name service and category."""
    named = records(
        service_id=(Service, data.service_id), classification_id=(Category, data.classification_id)
    )
    return carried_out(
        request,
        reference,
        operations.classify_incident,
        service=named["service_id"],
        classification=named["classification_id"],
    )


@router.put("/{reference}/priority", response={200: s.IncidentOut, **PROBLEMS})
def prioritize_incident(request: ApiRequest, reference: str, data: s.PriorityIn) -> HttpResponse:
    """Judge impact and urgency."""
    return carried_out(request, reference, operations.prioritize_incident, **dict(data))


@router.put("/{reference}/assignment", response={200: s.IncidentOut, **PROBLEMS})
def assign_incident(request: ApiRequest, reference: str, data: s.AssignmentIn) -> HttpResponse:
    """Give it to a team or a person."""
    named = records(team_id=(Team, data.team_id), assignee_id=(Person, data.assignee_id))
    return carried_out(
        request,
        reference,
        operations.assign_incident,
        team=named["team_id"],
        assignee=named["assignee_id"],
        reason=data.reason,
    )


@router.put("/{reference}/work", response={200: s.IncidentOut, **PROBLEMS})
def start_incident(request: ApiRequest, reference: str, data: s.WorkIn) -> HttpResponse:
    """Begin to work."""
    named = records(assignee_id=(Person, data.assignee_id or request.actor.person_id or 0))
    return carried_out(request, reference, operations.start_incident, assignee=named["assignee_id"])


@router.put("/{reference}/waiting", response={200: s.IncidentOut, **PROBLEMS})
def hold_incident(request: ApiRequest, reference: str, data: s.WaitingIn) -> HttpResponse:
    """Put it on hold."""
    return carried_out(request, reference, operations.hold_incident, **dict(data))


@router.delete("/{reference}/waiting", response={200: s.IncidentOut, **PROBLEMS})
def resume_incident(request: ApiRequest, reference: str) -> HttpResponse:
    """Go on after waiting."""
    return carried_out(request, reference, operations.resume_incident)


@router.put("/{reference}/resolution", response={200: s.IncidentOut, **PROBLEMS})
def resolve_incident(request: ApiRequest, reference: str, data: s.ResolutionIn) -> HttpResponse:
    """Say how the service was restored."""
    return carried_out(request, reference, together.resolve_with_parts, **dict(data))


@router.delete("/{reference}/resolution", response={200: s.IncidentOut, **PROBLEMS})
def reopen_incident(request: ApiRequest, reference: str, data: s.ReasonIn) -> HttpResponse:
    """Take it up again."""
    return carried_out(request, reference, operations.reopen_incident, reason=data.reason)


@router.put("/{reference}/closure", response={200: s.IncidentOut, **PROBLEMS})
def close_incident(request: ApiRequest, reference: str, data: s.ClosureIn) -> HttpResponse:
    """Close it."""
    return carried_out(
        request, reference, together.close_with_parts, parts=data.parts, is_confirmed=data.is_confirmed
    )


@router.put("/{reference}/cancellation", response={200: s.IncidentOut, **PROBLEMS})
def cancel_incident(request: ApiRequest, reference: str, data: s.CancellationIn) -> HttpResponse:
    """Cancel a duplicate, or what is no incident: it goes on as what it was where that is kept here."""
    if data.was and data.closure_code == "not_an_incident":
        converted = together.convert_incident(
            found(request, reference), by=request.actor, was=data.was, reason=data.reason,
            expected_version=expected_version(request),
        )  # fmt: skip
        return shown(request, converted)
    return carried_out(
        request,
        reference,
        operations.cancel_incident,
        closure_code=data.closure_code,
        reason=data.reason,
        was=data.was,
        duplicate_of=found(request, data.duplicate_of) if data.duplicate_of else None,
    )


@router.get("/{reference}/comments", response={200: Page[s.CommentOut], **PROBLEMS})
def list_comments(request: ApiRequest, reference: str, at: Query[PageQuery]) -> HttpResponse:
    """What was said, oldest first; a customer sees what is public."""
    said = queries.comments(request.actor, found(request, reference))
    return page(said, sorts=COMMENT_SORTS, sort="at", at=at, shown=_comment)


def _comment(comment: Comment) -> dict[str, Any]:
    author = comment.author.name if comment.author else None
    return {
        "id": comment.pk,
        "at": comment.at,
        "author": author,
        "text": comment.text,
        "is_public": comment.is_public,
    }


@router.post("/{reference}/comments", response={201: s.CommentOut, **PROBLEMS})
def comment_incident(request: ApiRequest, reference: str, data: s.CommentIn) -> HttpResponse:
    """Say something."""
    comment = together.comment_with_parts(found(request, reference), by=request.actor, **dict(data))
    return json(_comment(comment), status=201)


@router.get("/{reference}/watchers", response={200: list[s.WatcherOut], **PROBLEMS})
def list_watchers(request: ApiRequest, reference: str) -> HttpResponse:
    """Who hears of it, by name."""
    watchers = queries.watchers(found(request, reference))
    return json([{"id": pk, "name": name} for pk, name in watchers])


@router.put("/{reference}/watchers/{person_id}", response={204: None, **PROBLEMS})
def watch_incident(request: ApiRequest, reference: str, person_id: int) -> HttpResponse:
    """Let somebody hear of it."""
    person = records(person_id=(Person, person_id))["person_id"]
    operations.watch_incident(found(request, reference), by=request.actor, person=person)
    return HttpResponse(status=204)


@router.delete("/{reference}/watchers/{person_id}", response={204: None, **PROBLEMS})
def unwatch_incident(request: ApiRequest, reference: str, person_id: int) -> HttpResponse:
    """Let somebody hear of it no more."""
    person = records(person_id=(Person, person_id))["person_id"]
    operations.unwatch_incident(found(request, reference), by=request.actor, person=person)
    return HttpResponse(status=204)


@router.get("/{reference}/clocks", response={200: list[s.ClockOut], **PROBLEMS})
def list_clocks(request: ApiRequest, reference: str) -> HttpResponse:
    """The incident's clocks as they stand."""
    clocks = queries.clocks(found(request, reference))
    return json([{name: getattr(clock, name) for name in s.ClockOut.model_fields} for clock in clocks])


@router.get("/{reference}/similar", response={200: list[s.IncidentRow], **PROBLEMS})
def list_similar(request: ApiRequest, reference: str) -> HttpResponse:
    """Incidents that read alike."""
    incident = found(request, reference)
    alike = queries.similar(request.actor, incident.title, besides=incident.pk)
    rows = lists.queue(request.actor, {"view": "all"}).filter(pk__in=[one.pk for one in alike])
    return json([_row(row) for row in rows])


@router.get("/{reference}/history", response={200: list[s.EntryOut], **PROBLEMS})
def list_history(request: ApiRequest, reference: str, before: int | None = None) -> HttpResponse:
    """The ledger's entries about the incident, newest first, 50 at a time; for the staff."""
    incident = found(request, reference)
    if request.actor.is_outsider:
        raise NotFound("There is no such incident.")
    entries = reading.entries_about(
        "incident", incident.pk, before=min(before, LARGEST) if before is not None else None, limit=50
    )
    return json([{name: getattr(entry, name) for name in s.EntryOut.model_fields} for entry in entries])


@router.get("/{reference}/files", response={200: list[s.FileOut], **PROBLEMS})
def list_files(request: ApiRequest, reference: str) -> HttpResponse:
    """The incident's files."""
    files = story.attachments(request.actor, found(request, reference))
    return json([{name: getattr(one, name) for name in s.FileOut.model_fields} for one in files])


@router.post("/{reference}/files", response={201: s.FileOut, **PROBLEMS})
def attach_file(
    request: ApiRequest, reference: str, file: File[UploadedFile], is_public: Form[bool] = True
) -> HttpResponse:
    """Put a file beside it, for everybody who sees the incident or for the staff only."""
    made = operations.attach_file(
        found(request, reference),
        by=request.actor,
        name=file.name or "file",
        chunks=file.chunks(),
        is_public=is_public,
    )
    return json({name: getattr(made, name) for name in s.FileOut.model_fields}, status=201)


@router.get("/{reference}/files/{file_id}", response={200: bytes, **PROBLEMS})
def get_file(request: ApiRequest, reference: str, file_id: int) -> FileResponse:
    """The bytes of a file."""
    files = story.attachments(request.actor, found(request, reference))
    one = next((file for file in files if file.pk == file_id), None)
    if one is None:
        raise NotFound("There is no such file.")
    stream = store.open_stored(request.actor.organization_id, one.sha256)
    return FileResponse(stream, as_attachment=True, filename=one.name, content_type=one.media_type)
