"""Saved views of lists through the API."""

from typing import Any

from django.http import HttpResponse
from ninja import Field, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.work.models import SavedView
from bailiwick.kernel.work.operations import remove_view, save_view
from bailiwick.kernel.work.queries import saved_view, saved_views

router = Router(tags=["Saved views"])


class ViewIn(Schema):
    """A list's filters under a name."""

    page: str = Field("incidents", pattern="^[a-z-]{1,40}$")
    name: str = Field(min_length=1, max_length=60)
    query: str = Field("", max_length=2000, description="As in the address of the list.")
    is_shared: bool = False


@router.get("", response={200: list[dict[str, Any]], **PROBLEMS})
def list_views(request: ApiRequest) -> HttpResponse:
    """One's own views and those that are shared."""
    return json([_row(view) for view in saved_views(request.actor)[:500]])


@router.post("", response={201: dict[str, Any], **PROBLEMS})
def save(request: ApiRequest, data: ViewIn) -> HttpResponse:
    """Keep a list's filters; the same name again replaces them."""
    view = save_view(data.page, data.name, by=request.actor, query=data.query, is_shared=data.is_shared)
    return json(_row(view), status=201)


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
