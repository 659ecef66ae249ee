"""Time spent through the API."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from ninja import Field, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, expected_version, json
from bailiwick.kernel.api.named import records
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.work.effort import operations, queries
from bailiwick.kernel.work.kinds import Find
from bailiwick.kernel.work.models import Task, TimeEntry

MOST = 500


class TimeIn(Schema):
    """Time spent."""

    minutes: int
    spent_on: date | None = Field(None, description="The day, if not today.")
    note: str = ""
    task_id: int | None = None
    person_id: int | None = Field(None, description="Whose time, if not one's own.")


class TimeChange(Schema):
    """Time noted, corrected; 0 minutes take it away."""

    minutes: int
    spent_on: date | None = None
    note: str | None = None
    reason: str = Field(..., max_length=1000)


class TimeOut(Schema):
    """An entry."""

    id: int
    person_id: int
    spent_on: date
    minutes: int
    note: str
    task_id: int | None
    version: int


class Effort(Schema):
    """What was spent altogether, by whom, and the newest entries."""

    minutes: int
    by_person: dict[str, int]
    entries: list[TimeOut]


def shown(entry: TimeEntry) -> dict[str, Any]:
    """An entry as the API gives it."""
    return {name: getattr(entry, name) for name in TimeOut.model_fields}


def router(find: Find, tag: str) -> Router:
    """The routes of a kind's time."""
    routes = Router(tags=[tag])

    @routes.get("/{reference}/time", response={200: Effort, **PROBLEMS})
    def list_time(request: ApiRequest, reference: str) -> HttpResponse:
        """Time spent: in all, by person, and the newest 500 entries."""
        item = find(request.actor, reference)
        entries = list(queries.entries(request.actor, item)[:MOST])
        totals = dict(queries.totals(request.actor, item))
        return json(
            {
                "minutes": sum(totals.values()),
                "by_person": totals,
                "entries": [shown(one) for one in entries],
            }
        )

    @routes.post("/{reference}/time", response={201: TimeOut, **PROBLEMS})
    def record_time(request: ApiRequest, reference: str, data: TimeIn) -> HttpResponse:
        """Note time spent."""
        item = find(request.actor, reference)
        named = records(task_id=(Task, data.task_id), person_id=(Person, data.person_id))
        made = operations.record_time(
            item, by=request.actor, minutes=data.minutes, spent_on=data.spent_on, note=data.note,
            task=named["task_id"], person=named["person_id"],
        )  # fmt: skip
        return json(shown(made), status=201)

    @routes.patch("/{reference}/time/{entry_id}", response={200: TimeOut, **PROBLEMS})
    def correct_time(request: ApiRequest, reference: str, entry_id: int, data: TimeChange) -> HttpResponse:
        """Correct an entry, with a reason."""
        item = find(request.actor, reference)
        entry = queries.entry(request.actor, item, entry_id)
        done = operations.correct_time(
            item, entry, by=request.actor, expected_version=expected_version(request), **data.dict()
        )
        return json(shown(done), version=done.version)

    return routes
