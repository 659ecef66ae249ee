"""Answers and refusals of SCIM: its media type, its errors, versions as ETags."""

import hashlib
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from pydantic import ValidationError
from scim2_models import Context, Error, Resource, ResponseParameters, SCIMException

from bailiwick.kernel.base.errors import (
    BailiwickError,
    Invalid,
    NotAllowedNow,
    NotFound,
    Refused,
    Stale,
    TooMany,
)
from bailiwick.kernel.identity.federation.types import Taken

JSON = "application/scim+json"
STATUS: tuple[tuple[type[BailiwickError], int, str | None], ...] = (
    (Taken, 409, "uniqueness"),
    (Invalid, 400, "invalidValue"),
    (NotFound, 404, None),
    (Refused, 403, None),
    (Stale, 412, None),
    (NotAllowedNow, 409, None),
    (TooMany, 429, None),
)


def answer(content: Any, *, status: int = 200) -> HttpResponse:
    """An answer in SCIM's JSON."""
    return HttpResponse(orjson.dumps(content), status=status, content_type=JSON)


def refusal(status: int, detail: str, scim_type: str | None = None) -> HttpResponse:
    """An error as RFC 7644, 3.12 has it."""
    error = Error(status=status, detail=detail, scim_type=scim_type)
    response = answer(error.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE), status=status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def refusal_of(error: Exception) -> HttpResponse:
    """What is answered when input was malformed or an operation said no."""
    if isinstance(error, SCIMException):
        return refusal(error.status, error.detail, error.scim_type or None)
    if isinstance(error, ValidationError):
        first = Error.from_validation_errors(error)[0]
        return refusal(first.status or 400, first.detail or "", first.scim_type)
    assert isinstance(error, BailiwickError)
    for kind, status, scim_type in STATUS:
        if isinstance(error, kind):
            return refusal(status, error.message, scim_type)
    return refusal(500, error.message)


def etag(resource: Resource[Any]) -> str:
    """The version of a resource: it changes with anything that is shown of it."""
    content = resource.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    return f'W/"{hashlib.sha256(orjson.dumps(content)).hexdigest()[:20]}"'


def is_named(header: str, version: str) -> bool:
    """Whether an If-Match or If-None-Match header names the version."""
    return header.strip() == "*" or version in (part.strip() for part in header.split(","))


def resource(
    request: HttpRequest, found: Resource[Any], context: Context, *, status: int = 200
) -> HttpResponse:
    """A resource with its version, in the attributes that were asked for."""
    version = etag(found)
    if request.method == "GET" and is_named(request.headers.get("If-None-Match", ""), version):
        return HttpResponse(status=304, headers={"ETag": version})
    assert found.meta is not None
    found.meta.version = version
    response = answer(
        found.model_dump(scim_ctx=context, response_parameters=asked(request, type(found))), status=status
    )
    response["ETag"] = version
    response["Location"] = str(found.meta.location)
    return response


def asked(request: HttpRequest, model: type[Resource[Any]]) -> ResponseParameters[Any]:
    """The attributes that the request wants or does not want."""
    names = {"attributes": "attributes", "excluded_attributes": "excludedAttributes"}
    given = {name: request.GET[key] for name, key in names.items() if request.GET.get(key)}
    return ResponseParameters[model].model_validate(given)  # type: ignore[valid-type]
