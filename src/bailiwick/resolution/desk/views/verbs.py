"""What can be done with an incident, as resources: each verb's address, form and operation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.process import interpreter
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.work.steps import roles_of
from bailiwick.resolution.desk import forms
from bailiwick.resolution.incidents import operations, queries
from bailiwick.resolution.incidents.models import Incident

Perform = Callable[[Incident, Actor, dict[str, Any], int | None], object]


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: `resource` is the last part of its address, `undoes` that it is the resource's DELETE."""

    name: str
    label: str
    resource: str
    form: type[forms.IncidentForm]
    perform: Perform
    done: str
    icon: str
    undoes: bool = False

    @property
    def path_name(self) -> str:
        return "incident-verb-undo" if self.undoes else "incident-verb"


def _classify(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return operations.classify_incident(
        incident,
        by=by,
        service=data["service"],
        classification=data["classification"],
        expected_version=version,
    )


def _prioritize(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return operations.prioritize_incident(
        incident, by=by, impact=int(data["impact"] or 0), urgency=int(data["urgency"] or 0),
        priority=int(data["priority"]) if data["priority"] else None,
        override_reason=data["override_reason"], expected_version=version,
    )  # fmt: skip


def _assign(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return operations.assign_incident(
        incident,
        by=by,
        team=data["team"],
        assignee=data["assignee"],
        reason=data["reason"],
        expected_version=version,
    )


def _start(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return operations.start_incident(incident, by=by, assignee=data["assignee"], expected_version=version)


def _hold(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return operations.hold_incident(
        incident, by=by, state=data["state"], reason=data["reason"], expected_version=version
    )


def _resume(incident: Incident, by: Actor, _data: dict[str, Any], version: int | None) -> object:
    return operations.resume_incident(incident, by=by, expected_version=version)


def _escalate(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return operations.escalate_incident(
        incident, by=by, kind=data["kind"], to=data["to"], reason=data["reason"], expected_version=version
    )


def _resolve(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return operations.resolve_incident(
        incident, by=by, resolution=data["resolution"], closure_code=data["closure_code"], note=data["note"],
        expected_version=version,
    )  # fmt: skip


def _reopen(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return operations.reopen_incident(incident, by=by, reason=data["reason"], expected_version=version)


def _close(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return operations.close_incident(
        incident, by=by, is_confirmed=data.get("is_confirmed", False), expected_version=version
    )


def _cancel(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    duplicate_of = None
    if data["duplicate_of"].strip():
        try:
            duplicate_of = queries.incident(by, data["duplicate_of"].strip())
        except NotFound as error:
            raise Invalid({"duplicate_of": error.message}) from error
    return operations.cancel_incident(
        incident, by=by, closure_code=data["closure_code"], reason=data["reason"], duplicate_of=duplicate_of,
        expected_version=version,
    )  # fmt: skip


def _amend(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return operations.amend_incident(
        incident, by=by, title=data["title"], description=data["description"], expected_version=version
    )


VERBS = (
    Verb("incident.start", "Start work", "work", forms.WorkForm, _start, "Work has begun.", "player-play"),
    Verb(
        "incident.resume",
        "Resume",
        "waiting",
        forms.EmptyForm,
        _resume,
        "It goes on.",
        "player-play",
        undoes=True,
    ),
    Verb(
        "incident.resolve",
        "Resolve",
        "resolution",
        forms.ResolutionForm,
        _resolve,
        "Resolved.",
        "circle-check",
    ),
    Verb("incident.close", "Close", "closure", forms.ConfirmationForm, _close, "Closed.", "circle-minus"),
    Verb(
        "incident.reopen",
        "Reopen",
        "resolution",
        forms.ReasonForm,
        _reopen,
        "Open again.",
        "history",
        undoes=True,
    ),
    Verb("incident.assign", "Assign", "assignment", forms.AssignmentForm, _assign, "Assigned.", "user-check"),
    Verb(
        "incident.classify",
        "Classify",
        "classification",
        forms.ClassificationForm,
        _classify,
        "Classified.",
        "tag",
    ),
    Verb(
        "incident.prioritize",
        "Prioritise",
        "priority",
        forms.PriorityForm,
        _prioritize,
        "Prioritised.",
        "flame",
    ),
    Verb("incident.hold", "Put on hold", "waiting", forms.WaitingForm, _hold, "It waits.", "player-pause"),
    Verb(
        "incident.escalate",
        "Escalate",
        "escalations",
        forms.EscalationForm,
        _escalate,
        "Escalated.",
        "arrow-up",
    ),
    Verb("incident.amend", "Edit", "details", forms.DetailsForm, _amend, "Saved.", "pencil"),
    Verb("incident.cancel", "Cancel", "cancellation", forms.CancellationForm, _cancel, "Cancelled.", "x"),
)
BY_NAME: Mapping[str, Verb] = {verb.name: verb for verb in VERBS}


def find(resource: str, *, undoes: bool) -> Verb:
    """The verb of an address; raises NotFound."""
    for verb in VERBS:
        if verb.resource == resource and verb.undoes == undoes:
            return verb
    raise NotFound("There is no such page.")


def offered(incident: Incident, actor: Actor, of: Definition) -> list[dict[str, Any]]:
    """What the actor can do next, as the process's own version and the policies say, most usual first."""
    moves = interpreter.offered(of, incident.state, roles_of(actor, incident, of))
    possible = {move.verb for move in moves if policies.allows(actor, move.verb, incident)}
    return [
        {
            "verb": verb.name,
            "label": verb.label,
            "icon": verb.icon,
            "url": reverse(verb.path_name, args=[incident.reference, verb.resource]),
        }
        for verb in VERBS
        if verb.name in possible
    ]
