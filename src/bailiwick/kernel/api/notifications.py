"""One's notifications through the API."""

from typing import Any

from django.http import HttpResponse
from ninja import Query, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, PageQuery, json, page
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.notifications import queries
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.notifications.operations import telling

router = Router(tags=["Notifications"])
SORTS = {"newest": Sort("-id")}


class ReadIn(Schema):
    """Which were read; all when none are named."""

    ids: list[int] | None = None


@router.get("", response={200: dict[str, Any], **PROBLEMS})
def list_notifications(request: ApiRequest, at: Query[PageQuery]) -> HttpResponse:
    """What one was told, newest first."""
    return page(queries.own(request.actor), sorts=SORTS, sort="newest", at=at, shown=_row)


@router.post("/read", response={200: dict[str, int], **PROBLEMS})
def mark_read(request: ApiRequest, data: ReadIn) -> HttpResponse:
    """Note what was read."""
    ids = [one for one in data.ids if 0 < one < 2**63] if data.ids is not None else None
    return json({"read": telling.mark_read(ids, by=request.actor)})


def _row(one: Notification) -> dict[str, Any]:
    return {
        "id": one.pk,
        "text": one.text,
        "path": one.path,
        "created_at": one.created_at,
        "read_at": one.read_at,
    }
