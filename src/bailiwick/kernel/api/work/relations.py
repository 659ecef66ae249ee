"""Parts, merges, splits and escalations through the API."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Field, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, expected_version, json
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.kinds import Find
from bailiwick.kernel.work.models import Escalation, WorkItem
from bailiwick.kernel.work.relations import operations, queries


class ParentIn(Schema):
    """The whole."""

    parent: str = Field(..., max_length=60, description="Its reference.")


class MergeIn(Schema):
    """What it is merged into, and why."""

    into: str = Field(..., max_length=60, description="Its reference.")
    reason: str = Field(..., max_length=1000)


class Why(Schema):
    """Why."""

    reason: str = Field(..., max_length=1000)


class SplitIn(Schema):
    """What is split off; the comments named are quoted."""

    title: str = Field(..., max_length=250)
    description: str = ""
    comments: list[int] = Field([], max_length=50)
    reason: str = ""


class ItemOut(Schema):
    """A work item in short."""

    reference: str
    title: str
    state: str
    category: str


class EscalationOut(Schema):
    """An escalation, who was told of it, and who took it up."""

    id: int
    kind: str
    team_id: int | None
    person_id: int | None
    reason: str
    at: datetime
    by_id: int | None
    told: list[int]
    acknowledged_at: datetime | None
    acknowledged_by_id: int | None
    answer: str


class AnswerIn(Schema):
    """What is said when an escalation is taken up."""

    answer: str = Field("", max_length=2000)


def shown(item: WorkItem) -> dict[str, Any]:
    """An item in short."""
    return {name: getattr(item, name) for name in ItemOut.model_fields}


def router(find: Find, tag: str) -> Router:
    """The routes of how a kind's items stand to each other."""
    routes = Router(tags=[tag])
    _parts(routes, find)
    _merges(routes, find)
    _escalations(routes, find)
    return routes


def _parts(routes: Router, find: Find) -> None:
    @routes.get("/{reference}/parts", response={200: list[ItemOut], **PROBLEMS})
    def list_parts(request: ApiRequest, reference: str) -> HttpResponse:
        """What is a part of it, the oldest first."""
        item = find(request.actor, reference)
        found = kinds.of(item).visible(request.actor).filter(pk__in=queries.parts(item).values("pk"))
        return json([shown(one) for one in found.order_by("pk")[:200]])

    @routes.put("/{reference}/parent", response={200: ItemOut, **PROBLEMS})
    def adopt_item(request: ApiRequest, reference: str, data: ParentIn) -> HttpResponse:
        """Make it a part of another."""
        item, parent = find(request.actor, reference), find(request.actor, data.parent)
        version = expected_version(request)
        return json(
            shown(operations.adopt_item(item, by=request.actor, parent=parent, expected_version=version))
        )

    @routes.delete("/{reference}/parent", response={204: None, **PROBLEMS})
    def release_item(request: ApiRequest, reference: str) -> HttpResponse:
        """Take it out of what it is a part of."""
        item = find(request.actor, reference)
        operations.release_item(item, by=request.actor, expected_version=expected_version(request))
        return HttpResponse(status=204)

    @routes.post("/{reference}/parts", response={201: ItemOut, **PROBLEMS})
    def split_item(request: ApiRequest, reference: str, data: SplitIn) -> HttpResponse:
        """Split a new one off."""
        made = operations.split_item(find(request.actor, reference), by=request.actor, **data.dict())
        return json(shown(made), status=201)


def _merges(routes: Router, find: Find) -> None:
    @routes.put("/{reference}/merge", response={200: ItemOut, **PROBLEMS})
    def merge_item(request: ApiRequest, reference: str, data: MergeIn) -> HttpResponse:
        """Close it as the same as another, in which it goes on; that one is given."""
        item, into = find(request.actor, reference), find(request.actor, data.into)
        operations.merge_item(
            item, by=request.actor, into=into, reason=data.reason, expected_version=expected_version(request)
        )
        return json(shown(into))

    @routes.delete("/{reference}/merge", response={200: ItemOut, **PROBLEMS})
    def unmerge_item(request: ApiRequest, reference: str, data: Why) -> HttpResponse:
        """Take it apart again."""
        item = find(request.actor, reference)
        version = expected_version(request)
        return json(
            shown(operations.unmerge_item(item, by=request.actor, reason=data.reason, expected_version=version))
        )  # fmt: skip


def _escalations(routes: Router, find: Find) -> None:
    @routes.put(
        "/{reference}/escalations/{escalation_id}/acknowledgement",
        response={200: EscalationOut, **PROBLEMS},
    )
    def acknowledge_escalation(
        request: ApiRequest, reference: str, escalation_id: int, data: AnswerIn
    ) -> HttpResponse:
        """Take an escalation up."""
        found = queries.escalation(find(request.actor, reference), escalation_id)
        done = operations.acknowledge_escalation(found, by=request.actor, answer=data.answer)
        return json(_escalation(done))


def escalations(request: ApiRequest, item: WorkItem) -> HttpResponse:
    """An item's escalations, the newest first; for the staff. Each kind's router asks for them where it escalates."""
    if request.actor.is_outsider:
        raise NotFound("There is no such page.")
    return json([_escalation(one) for one in queries.escalations(item)[:200]])


def _escalation(one: Escalation) -> dict[str, Any]:
    return {name: getattr(one, name) for name in EscalationOut.model_fields}
