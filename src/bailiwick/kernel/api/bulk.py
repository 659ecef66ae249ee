"""Verbs over many records through the API: a preview, then each record as an operation of its own."""

from typing import Any

from django.http import HttpResponse
from ninja import Field, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.bulk import running
from bailiwick.kernel.jobs.bulk.declaration import Bulk, BulkVerb, bulk_named
from bailiwick.kernel.jobs.models import Run

router = Router(tags=["Many at once"])


class BulkIn(Schema):
    """A verb, which records, and what its form asks for."""

    verb: str = Field(max_length=60, description="For example assign, resolve, comment.")
    ids: list[int] = Field([], max_length=running.MOST, description="The records' ids.")
    query: str | None = Field(
        None,
        max_length=4000,
        description="Instead of ids: all that the list's address with this query shows.",
    )
    data: dict[str, str | int | bool | list[str] | list[int] | None] = Field(
        {}, description="The fields of the verb's form, as on its page."
    )


class RowOut(Schema):
    """A record, and why the verb is not possible; nothing when it is."""

    id: int
    name: str
    title: str
    reason: str


class OutcomeOut(Schema):
    """What came of one record; `reason` says why it was refused."""

    name: str
    title: str
    reason: str


class RunOut(Schema):
    """How far it is, and what came of each record."""

    id: int
    verb: str
    state: str
    total: int
    done: int
    error: str
    outcomes: list[OutcomeOut]


@router.post("/{name}/preview", response={200: list[RowOut], **PROBLEMS})
def preview(request: ApiRequest, name: str, data: BulkIn) -> HttpResponse:
    """What the verb would do to each record; nothing is written."""
    bulk, verb, keys, form_data = _asked(request, name, data)
    checked = running.checked(verb.form(request.actor, running.typed_again(form_data)))
    rows = running.preview(bulk, request.actor, verb, keys, checked)
    return json(
        [
            {"id": row.key, "name": row.named.name, "title": row.named.title, "reason": row.reason}
            for row in rows
        ]
    )


@router.post("/{name}", response={202: RunOut, **PROBLEMS})
def start(request: ApiRequest, name: str, data: BulkIn) -> HttpResponse:
    """Do it; few records at once, many in the background."""
    bulk, verb, keys, form_data = _asked(request, name, data)
    running.checked(verb.form(request.actor, running.typed_again(form_data)))
    run = running.start(bulk, verb, keys, by=request.actor, typed=form_data)
    return json(_shown(run), status=202, location=f"/api/v1/bulk/{bulk.name}/{run.pk}")


@router.get("/{name}/{pk}", response={200: RunOut, **PROBLEMS})
def get_run(request: ApiRequest, name: str, pk: int) -> HttpResponse:
    """How far it is, and what came of each record."""
    bulk_named(name)
    return json(_shown(runs.own_run(request.actor, running.KIND, pk)))


def _asked(
    request: ApiRequest, name: str, data: BulkIn
) -> tuple[Bulk, BulkVerb, list[int], dict[str, list[str]]]:
    bulk = bulk_named(name)
    verb = bulk.verb(data.verb)
    if not running.may_use(request.actor, verb):
        raise Refused("Your roles do not include this.")
    if data.ids and data.query is not None:
        raise Invalid({"query": "Send ids or a query, not both."})
    keys = running.keys_of(bulk, request.actor, keys=data.ids, query=data.query)
    return bulk, verb, keys, {key: _typed(value) for key, value in data.data.items()}


def _typed(value: Any) -> list[str]:
    """A value as a form would send it: an unchecked box and an empty field send nothing."""
    if value is None or value is False:
        return []
    return [str(one) for one in value] if isinstance(value, list) else ["on" if value is True else str(value)]


def _shown(run: Run) -> dict[str, Any]:
    return {
        "id": run.pk,
        "verb": run.parameters["verb"],
        "state": run.state,
        "total": run.total,
        "done": run.done,
        "error": run.error,
        "outcomes": [
            {"name": name, "title": title, "reason": reason}
            for name, title, _address, reason in run.facts.get("outcomes", [])
        ],
    }
