"""Lists as files through the API."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Field, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.exporting import files, writing
from bailiwick.kernel.jobs.models import Run

router = Router(tags=["Exports"])


class ExportIn(Schema):
    """Which list, asked for as the address of its page does, and as what."""

    list_name: str = Field(
        alias="list", pattern="^[a-z-]{1,40}$", description="incidents, or the name of a register."
    )
    query: str = Field("", max_length=writing.LONGEST_QUERY, description="As in the address of the list.")
    file_format: str = Field("csv", alias="format", pattern="^(csv|xlsx)$")


class ExportOut(Schema):
    """One export; its file can be fetched while `is_ready`."""

    id: int
    list: str
    query: str
    format: str
    state: str
    rows: int
    error: str
    is_ready: bool


@router.get("", response={200: list[ExportOut], **PROBLEMS})
def list_exports(request: ApiRequest) -> HttpResponse:
    """One's own exports, the newest first."""
    return json([_shown(run) for run in runs.own(request.actor, writing.KIND)[:200]])


@router.post("", response={202: ExportOut, **PROBLEMS})
def ask_for_export(request: ApiRequest, data: ExportIn) -> HttpResponse:
    """Have a list written to a file in the background; a workbook holds 250,000 rows at most, CSV any number."""
    run = writing.ask_for(data.list_name, by=request.actor, query=data.query, file_format=data.file_format)
    return json(_shown(run), status=202, location=f"/api/v1/exports/{run.pk}")


@router.get("/{pk}", response={200: ExportOut, **PROBLEMS})
def get_export(request: ApiRequest, pk: int) -> HttpResponse:
    """How far an export is."""
    return json(_shown(runs.own_run(request.actor, writing.KIND, pk)))


@router.get("/{pk}/file", response={200: bytes, **PROBLEMS})
def get_export_file(request: ApiRequest, pk: int) -> HttpResponseBase:
    """The file of a finished export, for a day."""
    return files.answer(runs.own_run(request.actor, writing.KIND, pk))


def _shown(run: Run) -> dict[str, Any]:
    asked = run.parameters
    return {
        "id": run.pk,
        "list": asked["list"],
        "query": asked["query"],
        "format": asked["format"],
        "state": run.state,
        "rows": run.done,
        "error": run.error,
        "is_ready": files.is_there(run),
    }
