"""Processes through the API."""

from typing import Any

from django.http import HttpResponse
from ninja import Body, Field, Query, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.process import loading
from bailiwick.kernel.process.models import ProcessVersion
from bailiwick.kernel.process.operations import publish_process
from bailiwick.kernel.process.shipped import shipped

router = Router(tags=["Processes"])


class Decision(Schema):
    """Why a version leaves out what the shipped one has for a requirement."""

    decision: str = Field("", max_length=2000, description="What was decided, and why.")
    decided: list[str] = Field([], description="The keys of the findings that the decision accepts.")


@router.get("", response={200: list[dict[str, Any]], **PROBLEMS})
def list_processes(request: ApiRequest) -> HttpResponse:
    """The newest published version of each process."""
    policies.require(request.actor, "organization.read")
    newest = ProcessVersion.objects.order_by("code", "-number").distinct("code")
    return json([_row(version) for version in newest])


@router.get("/{code}", response={200: dict[str, Any], **PROBLEMS})
def get_process(request: ApiRequest, code: str) -> HttpResponse:
    """A process as it is published, with its whole definition."""
    policies.require(request.actor, "organization.read")
    version = ProcessVersion.objects.filter(code=code.replace("\0", "")).order_by("-number").first()
    if version is None:
        raise NotFound("There is no such process.")
    return json({**_row(version), "definition": version.body})


@router.post("", response={201: dict[str, Any], **PROBLEMS})
def publish(request: ApiRequest, definition: Body[dict[str, Any]], at: Query[Decision]) -> HttpResponse:
    """Publish a version of a process; what a requirement needs stays, unless a decision says otherwise."""
    wanted = loading.from_tree(definition)
    made = publish_process(
        wanted, by=request.actor, shipped=shipped(wanted.code), decision=at.decision, decided=at.decided
    )
    return json(_row(made), status=201)


def _row(version: ProcessVersion) -> dict[str, Any]:
    return {"code": version.code, "number": version.number, "published_at": version.published_at}
