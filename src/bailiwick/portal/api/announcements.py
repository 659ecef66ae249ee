"""Announcements as a customer's programs read them; the staff's are a register."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Query, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, Page, PageQuery, json, page
from bailiwick.kernel.base import clock
from bailiwick.kernel.base.keyset import Sort
from bailiwick.portal.announcements import operations, queries
from bailiwick.portal.announcements.models import Announcement

router = Router(tags=["Portal"])
SORTS = {"newest": Sort("-from_at")}


class AnnouncementOut(Schema):
    """An announcement; `state` is Now, Coming or Over, `me_too` how many said so."""

    id: int
    title: str
    text: str
    kind: str
    state: str
    service: str | None
    from_at: datetime
    until_at: datetime | None
    ended_at: datetime | None
    outcome: str
    me_too: int
    is_followed: bool


@router.get("/announcements", response={200: Page[AnnouncementOut], **PROBLEMS})
def list_announced(request: ApiRequest, at: Query[PageQuery]) -> HttpResponse:
    """What is announced to the actor, newest first, what is over too."""
    return page(queries.counted(request.actor), sorts=SORTS, sort="newest", at=at, shown=_shown)


@router.get("/announcements/{pk}", response={200: AnnouncementOut, **PROBLEMS})
def get_announced(request: ApiRequest, pk: int) -> HttpResponse:
    """One announcement."""
    return json(_shown(queries.announcement(request.actor, pk)))


@router.put("/announcements/{pk}/me-too", response={204: None, **PROBLEMS})
def join_announcement(request: ApiRequest, pk: int) -> HttpResponse:
    """Say “me too”: it counts once, and news of it is told from now on."""
    operations.join_announcement(queries.announcement(request.actor, pk), by=request.actor)
    return HttpResponse(status=204)


@router.delete("/announcements/{pk}/me-too", response={204: None, **PROBLEMS})
def leave_announcement(request: ApiRequest, pk: int) -> HttpResponse:
    """Take it back."""
    operations.leave_announcement(queries.announcement(request.actor, pk), by=request.actor)
    return HttpResponse(status=204)


def _shown(one: Announcement) -> dict[str, Any]:
    own = {"title", "text", "kind", "from_at", "until_at", "ended_at", "outcome"}
    return {
        "id": one.pk,
        **{name: getattr(one, name) for name in own},
        "state": one.standing(clock.now()),
        "service": one.service.name if one.service else None,
        "me_too": getattr(one, "concerned", 0),
        "is_followed": getattr(one, "is_followed", False),
    }
