"""Links between incidents through the API."""

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Field, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.resolution.incidents import operations, queries
from bailiwick.resolution.incidents.queries import Linked

router = Router(tags=["Incidents"])


class LinkIn(Schema):
    """A relation to another incident."""

    relation: str = Field(..., max_length=30, description="relates_to or caused_by.")
    to: str = Field(..., max_length=60, description="The other incident's reference.")


class LinkOut(Schema):
    """A relation; `direction` is out where it begins at this incident. `duplicates` is set by cancelling only."""

    id: int
    relation: str
    direction: Literal["out", "in"]
    reference: str
    title: str


@router.get("/{reference}/links", response={200: list[LinkOut], **PROBLEMS})
def list_links(request: ApiRequest, reference: str) -> HttpResponse:
    """The incident's links to others that the actor may see."""
    found = queries.incident(request.actor, reference)
    return json([_shown(one, found.pk) for one in queries.linked(request.actor, found)])


@router.post("/{reference}/links", response={201: LinkOut, **PROBLEMS})
def link_incident(request: ApiRequest, reference: str, data: LinkIn) -> HttpResponse:
    """Link the incident to another."""
    found = queries.incident(request.actor, reference)
    other = queries.incident(request.actor, data.to)
    made = operations.link_incident(found, by=request.actor, relation=data.relation, to=other)
    return json(_shown(queries.linked_by(request.actor, found, made.pk), found.pk), status=201)


@router.delete("/{reference}/links/{link_id}", response={204: None, **PROBLEMS})
def unlink_incident(request: ApiRequest, reference: str, link_id: int) -> HttpResponse:
    """Take a link back, from either end."""
    found = queries.incident(request.actor, reference)
    operations.unlink_incident(found, by=request.actor, link_id=link_id)
    return HttpResponse(status=204)


def _shown(one: Linked, here: int) -> dict[str, Any]:
    return {
        "id": one.link.pk,
        "relation": one.link.relation,
        "direction": "out" if one.link.from_id == here else "in",
        "reference": one.other.reference,
        "title": one.other.title,
    }
