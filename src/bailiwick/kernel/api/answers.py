"""Answers of the API: rows as JSON, pages with cursors, versions as ETags."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

import orjson
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.base.keyset import Sort, window

T = TypeVar("T")

JSON = "application/json"


class ApiRequest(HttpRequest):
    """A request with its actor."""

    actor: Actor


class PageQuery(Schema):
    """Where in a list."""

    after: str = Field("", description="Cursor of the next page, as given by the page before it.")
    before: str = Field("", description="Cursor of the previous page.")
    limit: int = Field(50, ge=1, le=200)


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""


class Page(Schema, Generic[T]):
    """Rows of a list, and the cursors of the pages beside it."""

    items: list[T]
    after: str | None
    before: str | None


PROBLEMS: Any = dict.fromkeys((401, 403, 404, 409, 412, 422), Problem)


def json(content: Any, *, status: int = 200, version: int | None = None, location: str = "") -> HttpResponse:
    """An answer in JSON, with the record's version as its ETag."""
    answer = HttpResponse(orjson.dumps(content, default=str), status=status, content_type=JSON)
    if version is not None:
        answer["ETag"] = f'"{version}"'
    if location:
        answer["Location"] = location
    return answer


def page(
    queryset: QuerySet[Any, Any],
    *,
    sorts: Mapping[str, Sort],
    sort: str,
    at: PageQuery,
    shown: Callable[[Any], Any] = lambda row: row,
) -> HttpResponse:
    """A page of a list: `items`, and the cursors `after` and `before` (null where there is nothing)."""
    found = window(queryset, sorts=sorts, name=sort, after=at.after, before=at.before, size=at.limit)
    items = [shown(row) for row in found.items]
    return json({"items": items, "after": found.after or None, "before": found.before or None})


def expected_version(request: HttpRequest) -> int | None:
    """The version of an If-Match header, None without one; raises Invalid for anything but one ETag."""
    header = request.headers.get("If-Match", "").strip()
    if not header or header == "*":
        return None
    digits = header.removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise Invalid({"If-Match": "Send the ETag of the record as it was read."})
    return int(digits)


def not_modified(request: HttpRequest, version: int) -> HttpResponse | None:
    """304 when the reader has this version already."""
    return HttpResponse(status=304) if request.headers.get("If-None-Match", "") == f'"{version}"' else None
