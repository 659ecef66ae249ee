"""Resolve, close and answer a whole and its parts together; all or none."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.work.models import Comment
from bailiwick.kernel.work.relations.operations import Follow, follow, refuse_over_open_parts
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.relations.queries import service_of

CHOICES: tuple[Follow, ...] = ("refuse", "leave", "follow")


def resolve_with_parts(
    incident: Incident, *, by: Actor, parts: Follow = "leave", resolution: str, closure_code: str, **more: Any
) -> Incident:
    """Resolve an incident; its open parts stay open, or follow with the same resolution by choice."""

    def resolve(part: Any) -> None:
        judged = _judged(part, whole, by)
        note = f"Resolved with {incident.reference}."
        incidents.resolve_incident(judged, by=by, resolution=resolution, closure_code=closure_code, note=note)

    with _together(by, parts):
        whole = Incident.objects.get(pk=incident.pk)
        if parts == "follow":
            follow(incident, resolve, by=by)
        elif parts == "refuse":
            refuse_over_open_parts(incident)
        return incidents.resolve_incident(
            incident, by=by, resolution=resolution, closure_code=closure_code, **more
        )


def close_with_parts(
    incident: Incident,
    *,
    by: Actor,
    parts: Follow = "refuse",
    is_confirmed: bool = False,
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Close an incident: refused over open parts, unless they follow: resolved as it was, and closed with it."""

    def close(part: Any) -> None:
        found: Incident = part
        if found.is_live:
            found = incidents.resolve_incident(
                _judged(found, whole, by), by=by, resolution=whole.resolution,
                closure_code=whole.closure_code, note=f"Closed with {incident.reference}.",
            )  # fmt: skip
        incidents.close_incident(found, by=by, is_confirmed=True)

    with _together(by, parts):
        whole = Incident.objects.get(pk=incident.pk)
        if parts == "follow" and whole.category == "resolved":
            follow(incident, close, by=by, only_live=False)
        return incidents.close_incident(
            incident, by=by, is_confirmed=is_confirmed, at=at, expected_version=expected_version
        )


def comment_with_parts(
    incident: Incident, *, by: Actor, text: str, is_public: bool = True, pass_on: bool = False, **more: Any
) -> Comment:
    """Say something about an incident and, if it is passed on, about each of its open parts."""
    with _together(by, "leave"):
        said = incidents.comment_incident(incident, by=by, text=text, is_public=is_public, **more)
        if pass_on:
            follow(
                incident,
                lambda part: incidents.comment_incident(part, by=by, text=text, is_public=is_public),  # type: ignore[arg-type]
                by=by,
            )
    return said


@contextmanager
def _together(by: Actor, parts: str) -> Iterator[None]:
    if parts not in CHOICES:
        raise Invalid({"parts": f"One of {', '.join(CHOICES)}."})
    with tenant.scope(by.organization_id), transaction.atomic():
        yield


def _judged(part: Incident, whole: Incident, by: Actor) -> Incident:
    """A part that nobody classified or prioritized yet is taken to be like the whole."""
    if (part.service_id is None or part.classification_id is None) and whole.classification is not None:
        service = service_of(part, whole)
        if service is not None:
            part = incidents.classify_incident(
                part, by=by, service=service, classification=part.classification or whole.classification
            )
    if (part.impact is None or part.urgency is None) and whole.impact and whole.urgency:
        part = incidents.prioritize_incident(
            part, by=by, impact=part.impact or whole.impact, urgency=part.urgency or whole.urgency
        )
    return part
