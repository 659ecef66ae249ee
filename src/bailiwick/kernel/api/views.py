"""Saved views of lists through the API."""

from typing import Any

from django.http import HttpResponse
from ninja import Field, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.api.named import records
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.models import Team
from bailiwick.kernel.work.models import SavedView
from bailiwick.kernel.work.operations import arrange_views, remove_view, revise_view, save_view
from bailiwick.kernel.work.queries import placed_views, saved_view, shared_with

router = Router(tags=["Saved views"])


class ViewIn(Schema):
    """A list's filters under a name."""

    page: str = Field("incidents", pattern="^[a-z-]{1,40}$")
    name: str = Field(min_length=1, max_length=60)
    query: str = Field("", max_length=2000, description="As in the address of the list.")
    is_shared: bool = False
    team_ids: list[int] = Field([], max_length=100, description="Teams that it is shared with.")


class ViewOut(Schema):
    """A saved view."""

    id: int
    page: str
    name: str
    query: str
    is_shared: bool


class RevisedViewOut(ViewOut):
    """A saved view, and the teams that it is shared with."""

    team_ids: list[int]


class OrderIn(Schema):
    """One's own order of the views of a list."""

    page: str = Field("incidents", pattern="^[a-z-]{1,40}$")
    ids: list[int] = Field(
        max_length=500, description="Every view of the list that one sees, in the order wanted."
    )
    usual_id: int | None = Field(None, description="The view that the list opens with.")


@router.get("", response={200: list[ViewOut], **PROBLEMS})
def list_views(request: ApiRequest) -> HttpResponse:
    """One's own views and those that are shared."""
    return json([_row(view) for view in placed_views(request.actor)[:500]])


@router.post("", response={201: ViewOut, **PROBLEMS})
def save(request: ApiRequest, data: ViewIn) -> HttpResponse:
    """Keep a list's filters; the same name again replaces them."""
    view = save_view(
        data.page, data.name, by=request.actor, query=data.query, is_shared=data.is_shared, teams=_teams(data)
    )
    return json(_row(view), status=201)


@router.put("/order", response={204: None, **PROBLEMS})
def arrange(request: ApiRequest, data: OrderIn) -> HttpResponse:
    """Put one's views of a list into an order, and say which the list opens with."""
    seen = {view.pk: view for view in placed_views(request.actor, data.page)}
    if set(data.ids) != set(seen) or len(data.ids) != len(seen):
        raise Invalid({"ids": "Name every view of the list once."})
    if data.usual_id is not None and data.usual_id not in seen:
        raise Invalid({"usual_id": "There is no such view."})
    usual = seen[data.usual_id] if data.usual_id is not None else None
    arrange_views([seen[key] for key in data.ids], by=request.actor, usual=usual)
    return HttpResponse(status=204)


@router.put("/{pk}", response={200: RevisedViewOut, **PROBLEMS})
def revise(request: ApiRequest, pk: int, data: ViewIn) -> HttpResponse:
    """Change one's own view; a view stays with its list."""
    found = saved_view(request.actor, pk)
    revised = revise_view(
        found,
        by=request.actor,
        name=data.name,
        query=data.query,
        is_shared=data.is_shared,
        teams=_teams(data),
    )
    return json({**_row(revised), "team_ids": [team.pk for team in shared_with(revised)]})


def _teams(data: ViewIn) -> list[Team]:
    found = records(**{f"team_ids.{at}": (Team, key) for at, key in enumerate(data.team_ids)})
    return list(found.values())


@router.delete("/{pk}", response={204: None, **PROBLEMS})
def remove(request: ApiRequest, pk: int) -> HttpResponse:
    """Forget one's own view."""
    remove_view(saved_view(request.actor, pk), by=request.actor)
    return HttpResponse(status=204)


def _row(view: SavedView) -> dict[str, Any]:
    return {
        "id": view.pk,
        "page": view.page,
        "name": view.name,
        "query": view.query,
        "is_shared": view.is_shared,
    }
