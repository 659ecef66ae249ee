"""Errors as problem details (RFC 9457)."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from bailiwick.kernel.base.errors import (
    BailiwickError,
    Invalid,
    NotAllowedNow,
    NotFound,
    Refused,
    Stale,
    TooMany,
)

CONTENT_TYPE = "application/problem+json"
# What any operation may answer, whether it says so or not.
ANYWHERE = frozenset({400, 401, 403, 404, 422, 429})

STATUS: Mapping[type[BailiwickError], tuple[int, str]] = {
    Invalid: (422, "The input cannot be accepted"),
    NotFound: (404, "Not found"),
    Refused: (403, "Refused"),
    Stale: (412, "Changed meanwhile"),
    TooMany: (429, "Too many requests"),
    NotAllowedNow: (409, "Not possible in this state"),
}


def problem(status: int, title: str, detail: str = "", code: str = "", **more: Any) -> HttpResponse:
    """A problem+json answer."""
    content = {"type": f"urn:bailiwick:problem:{code or 'error'}", "title": title, "status": status}
    if detail:
        content["detail"] = detail
    return HttpResponse(orjson.dumps({**content, **more}), status=status, content_type=CONTENT_TYPE)


def of(error: BailiwickError) -> HttpResponse:
    """The problem that one of the product's errors is."""
    status, title = next(
        (found for kind, found in STATUS.items() if isinstance(error, kind)), (500, "Failed")
    )
    more: dict[str, Any] = {}
    if isinstance(error, Invalid):
        more["fields"] = error.fields
    elif isinstance(error, Stale):
        more |= {"expected": error.expected, "actual": error.actual}
    elif isinstance(error, NotAllowedNow):
        more |= {"state": error.state, "allowed": list(error.allowed)}
    made = problem(status, title, error.message, error.code, **more)
    if isinstance(error, Stale):
        made["ETag"] = f'"{error.actual}"'
    elif isinstance(error, TooMany):
        made["Retry-After"] = str(error.retry_after)
    return made


def answer(_request: HttpRequest, error: Exception) -> HttpResponse:
    """What the API answers when an operation said no."""
    assert isinstance(error, BailiwickError)
    return of(error)


def answer_malformed(_request: HttpRequest, error: Any) -> HttpResponse:
    """What the API answers to input of the wrong shape."""
    fields = {
        ".".join(str(part) for part in one.get("loc", ()) if part not in ("body", "data")): str(
            one.get("msg", "")
        )
        for one in error.errors
    }
    return problem(422, "The input cannot be accepted", code="invalid", fields=fields)


def answer_unreadable(_request: HttpRequest, error: Any) -> HttpResponse:
    """What the API answers to a body that is no JSON."""
    return problem(error.status_code, "The request cannot be read", str(error), code="unreadable")
