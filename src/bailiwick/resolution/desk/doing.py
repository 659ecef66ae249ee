"""How each verb is done on a page: its address, its form and its operation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.resolution.desk import forms
from bailiwick.resolution.incidents import operations, queries
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.reading.verbs import Verb
from bailiwick.resolution.relations import operations as together

Perform = Callable[[Incident, Actor, dict[str, Any], int | None], object]


@dataclass(frozen=True, slots=True)
class Doing:
    """How one verb is done: the form that asks, the operation that it is given to, and what is said afterwards."""

    form: type[forms.IncidentForm]
    perform: Perform
    done: str


def address(verb: Verb, incident: Incident) -> str:
    """Where the verb's form is."""
    route = "incident-verb-undo" if verb.undoes else "incident-verb"
    return reverse(route, args=[incident.reference, verb.resource])


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
        incident, by=by, kind=data["kind"], team=data["team"], person=data["person"], reason=data["reason"],
        expected_version=version,
    )  # fmt: skip


def _resolve(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return together.resolve_with_parts(
        incident, by=by, parts="follow" if data.get("parts") else "leave", resolution=data["resolution"],
        closure_code=data["closure_code"], note=data["note"], expected_version=version,
    )  # fmt: skip


def _reopen(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return operations.reopen_incident(incident, by=by, reason=data["reason"], expected_version=version)


def _close(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    return together.close_with_parts(
        incident, by=by, parts="follow" if data.get("parts") else "refuse",
        is_confirmed=data.get("is_confirmed", False), expected_version=version,
    )  # fmt: skip


def _cancel(incident: Incident, by: Actor, data: dict[str, Any], version: int | None) -> object:
    if data["closure_code"] == "not_an_incident" and data["was"]:
        return together.convert_incident(
            incident, by=by, was=data["was"], reason=data["reason"], expected_version=version
        )
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


DOINGS: Mapping[str, Doing] = {
    "incident.start": Doing(forms.WorkForm, _start, "Work has begun."),
    "incident.resume": Doing(forms.EmptyForm, _resume, "It goes on."),
    "incident.resolve": Doing(forms.ResolutionForm, _resolve, "Resolved."),
    "incident.close": Doing(forms.ConfirmationForm, _close, "Closed."),
    "incident.reopen": Doing(forms.ReasonForm, _reopen, "Open again."),
    "incident.assign": Doing(forms.AssignmentForm, _assign, "Assigned."),
    "incident.classify": Doing(forms.ClassificationForm, _classify, "Classified."),
    "incident.prioritize": Doing(forms.PriorityForm, _prioritize, "Prioritised."),
    "incident.hold": Doing(forms.WaitingForm, _hold, "It waits."),
    "incident.escalate": Doing(forms.EscalationForm, _escalate, "Escalated."),
    "incident.amend": Doing(forms.DetailsForm, _amend, "Saved."),
    "incident.cancel": Doing(forms.CancellationForm, _cancel, "Cancelled."),
}
