"""Major incidents as the programs of the customers see them whom they hit."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Query, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, PageQuery, json, page
from bailiwick.kernel.base.keyset import Sort
from bailiwick.major.incidents import concerning
from bailiwick.major.incidents.models import MajorIncident

router = Router(tags=["Portal"])
SORTS = {"newest": Sort("-declared_at")}


class UpdateOut(Schema):
    """What customers were told, and by when they hear again."""

    at: datetime
    text: str
    next_due_at: datetime | None


class ConcernOut(Schema):
    """A major incident that hits the actor's customer; `incidents` are those of it that the actor may see."""

    reference: str
    title: str
    state: str
    service: str | None
    opened_at: datetime
    restored_at: datetime | None
    incidents: list[str]
    updates: list[UpdateOut]


class ConcernPage(Schema):
    """A page of major incidents, each without its updates."""

    items: list[ConcernOut]
    after: str | None
    before: str | None


@router.get("", response={200: ConcernPage, **PROBLEMS})
def list_concerning(request: ApiRequest, at: Query[PageQuery]) -> HttpResponse:
    """The major incidents that hit the actor's customer, newest first, those that are over too; none for the staff."""

    def shown(one: MajorIncident) -> dict[str, Any]:
        return _shown(request, one, with_updates=False)

    return page(concerning.concerning(request.actor), sorts=SORTS, sort="newest", at=at, shown=shown)


@router.get("/{reference}", response={200: ConcernOut, **PROBLEMS})
def get_concern(request: ApiRequest, reference: str) -> HttpResponse:
    """One of them, with what customers were told."""
    return json(_shown(request, concerning.concern(request.actor, reference), with_updates=True))


def _shown(request: ApiRequest, one: MajorIncident, *, with_updates: bool) -> dict[str, Any]:
    own = concerning.incidents_of(request.actor, one)
    said = concerning.said_to_customers(one) if with_updates else []
    return {
        "reference": one.reference, "title": concerning.named(one, own), "state": one.state,
        "service": concerning.service_of(one) or None,
        "opened_at": one.incident.opened_at, "restored_at": one.restored_at,
        "incidents": [found.reference for found in own],
        "updates": [{"at": u.at, "text": u.text, "next_due_at": u.next_due_at} for u in said],
    }  # fmt: skip
