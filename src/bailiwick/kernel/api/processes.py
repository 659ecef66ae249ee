"""Processes through the API."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Body, Field, Query, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, Page, PageQuery, expected_version, json, page
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.process import loading, queries
from bailiwick.kernel.process.models import ProcessVersion
from bailiwick.kernel.process.operations import publish_process
from bailiwick.kernel.process.shipped import shipped

router = Router(tags=["Processes"])
NEWEST = {"newest": Sort("-number")}


class Decision(Schema):
    """Why a version leaves out what the shipped one has for a requirement."""

    decision: str = Field("", max_length=2000, description="What was decided, and why.")
    decided: list[str] = Field([], description="The keys of the findings that the decision accepts.")


class VersionOut(Schema):
    """A version of a process: who published it, when, and what it decided."""

    code: str
    number: int
    published_at: datetime
    published_by_id: int | None
    decision: str


class WholeVersionOut(VersionOut):
    """A version with its definition."""

    definition: dict[str, Any]


@router.get("", response={200: list[VersionOut], **PROBLEMS})
def list_processes(request: ApiRequest) -> HttpResponse:
    """The newest published version of each process."""
    policies.require(request.actor, "organization.read")
    return json([_row(version) for version in queries.newest_versions()])


@router.get("/{code}", response={200: WholeVersionOut, **PROBLEMS})
def get_process(request: ApiRequest, code: str) -> HttpResponse:
    """A process as it is published, with its whole definition; the ETag is the number of the version."""
    policies.require(request.actor, "organization.read")
    version = queries.newest_version(code)
    return json(_whole(version), version=version.number)


@router.get("/{code}/versions", response={200: Page[VersionOut], **PROBLEMS})
def list_versions(request: ApiRequest, code: str, at: Query[PageQuery]) -> HttpResponse:
    """Every version of a process, the newest first: who published it, when and why."""
    policies.require(request.actor, "organization.read")
    queries.newest_version(code)
    return page(queries.versions(code), sorts=NEWEST, sort="newest", at=at, shown=_row)


@router.get("/{code}/versions/{number}", response={200: WholeVersionOut, **PROBLEMS})
def get_version(request: ApiRequest, code: str, number: int) -> HttpResponse:
    """One version as it was published, with its whole definition."""
    policies.require(request.actor, "organization.read")
    return json(_whole(queries.version_numbered(code, number)), version=number)


@router.post("", response={201: VersionOut, **PROBLEMS})
def publish(request: ApiRequest, definition: Body[dict[str, Any]], at: Query[Decision]) -> HttpResponse:
    """Publish a version of a process; what a requirement needs stays, unless a decision says otherwise.

    With If-Match (the ETag of the process as it was read) it is refused with 412 when somebody published meanwhile:
    `expected` and `actual` are the numbers of both versions. Two who publish at the same moment are told so always.
    """
    wanted = loading.from_tree(definition)
    made = publish_process(
        wanted,
        by=request.actor,
        shipped=shipped(wanted.code),
        decision=at.decision,
        decided=at.decided,
        expected_number=expected_version(request),
    )
    return json(_row(made), status=201, version=made.number)


def _row(version: ProcessVersion) -> dict[str, Any]:
    return {
        "code": version.code,
        "number": version.number,
        "published_at": version.published_at,
        "published_by_id": version.published_by_id,
        "decision": version.decision,
    }


def _whole(version: ProcessVersion) -> dict[str, Any]:
    return {**_row(version), "definition": version.body}
