"""One's notifications through the API."""

from datetime import datetime, time
from typing import Any

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, Page, PageQuery, json, page
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.notifications import queries
from bailiwick.kernel.notifications.models import Notification, NotificationChoice
from bailiwick.kernel.notifications.operations import choosing, telling

router = Router(tags=["Notifications"])
SORTS = {"newest": Sort("-id")}


class ReadIn(Schema):
    """Which were read; all when none are named."""

    ids: list[int] | None = None


class NotificationOut(Schema):
    """Something that one was told; `path` leads to what it is about."""

    id: int
    text: str
    path: str
    created_at: datetime
    read_at: datetime | None


class ChoiceIn(Schema):
    """Which news is not mailed, and when none is, in the person's time zone."""

    unmailed: list[str] = Field([], max_length=200)
    quiet_from: time | None = None
    quiet_until: time | None = None
    language: str = Field("", max_length=20)


class ChoiceOut(ChoiceIn):
    """The same, with the news that can reach one, what of it is always mailed, and the languages."""

    kinds: dict[str, str]
    always_mailed: list[str]
    languages: list[str]


@router.get("", response={200: Page[NotificationOut], **PROBLEMS})
def list_notifications(request: ApiRequest, at: Query[PageQuery]) -> HttpResponse:
    """What one was told, newest first."""
    return page(queries.own(request.actor), sorts=SORTS, sort="newest", at=at, shown=_row)


@router.post("/read", response={200: dict[str, int], **PROBLEMS})
def mark_read(request: ApiRequest, data: ReadIn) -> HttpResponse:
    """Note what was read."""
    ids = [one for one in data.ids if 0 < one < 2**63] if data.ids is not None else None
    return json({"read": telling.mark_read(ids, by=request.actor)})


@router.get("/choices", response={200: ChoiceOut, **PROBLEMS})
def own_choice(request: ApiRequest) -> HttpResponse:
    """Which news is not mailed to one, when none is, and what there is to choose from."""
    return _choice(request, queries.own_choice(request.actor))


@router.put("/choices", response={200: ChoiceOut, **PROBLEMS})
def choose(request: ApiRequest, data: ChoiceIn) -> HttpResponse:
    """Say which news is not mailed to one, and when none is."""
    return _choice(request, choosing.choose_mail(by=request.actor, **data.dict()))


def _choice(request: ApiRequest, choice: NotificationChoice) -> HttpResponse:
    offered = queries.offered(request.actor)
    times = {name: value.strftime("%H:%M") if value else None for name, value in _quiet(choice).items()}
    return json(
        {
            "unmailed": choice.unmailed,
            **times,
            "language": choice.language,
            "kinds": {one.news.name: one.news.title for one in offered},
            "always_mailed": [one.news.name for one in offered if one.is_mandatory],
            "languages": queries.languages(),
        }
    )


def _quiet(choice: NotificationChoice) -> dict[str, time | None]:
    return {"quiet_from": choice.quiet_from, "quiet_until": choice.quiet_until}


def _row(one: Notification) -> dict[str, Any]:
    return {
        "id": one.pk,
        "text": one.text,
        "path": one.path,
        "created_at": one.created_at,
        "read_at": one.read_at,
        "kind": one.kind,
        "why": one.why,
    }
