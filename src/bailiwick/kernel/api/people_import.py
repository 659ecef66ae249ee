"""People out of a table through the API: looked at first, then brought in by the worker."""

from typing import Any

from django.http import HttpResponse
from ninja import Field, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.people import running
from bailiwick.kernel.people.tables import HEADINGS, LARGEST, read_table

router = Router(tags=["Import of people"])


class PeopleIn(Schema):
    """A table of people as the text of a CSV file."""

    csv: str = Field(max_length=LARGEST, description="With a line of headings, such as name,mail,teams.")
    columns: list[str] | None = Field(
        None,
        max_length=100,
        description=f"What each column holds, where the headings do not say it: {', '.join(HEADINGS)}, or nothing.",
    )
    title: str = Field("API", max_length=200, description="What the import is called.")
    has_invitations: bool = Field(False, description="Mail those who can sign in now.")
    is_confirmed: bool = Field(False, description="Import at once, without a look at what would come of it.")


class PersonOutcomeOut(Schema):
    """What came of one line, or would; `column` and `text` say why it was refused."""

    line: int
    kind: str
    name: str
    text: str
    column: str
    is_odd: bool
    person_id: int | None


class PeopleImportOut(Schema):
    """An import: what would come of each line until it is confirmed, and then what came of it."""

    id: int
    title: str
    state: str
    is_confirmed: bool
    total: int
    done: int
    error: str
    counts: dict[str, int]
    outcomes: list[PersonOutcomeOut]


@router.post("", response={202: PeopleImportOut, **PROBLEMS})
def import_people(request: ApiRequest, data: PeopleIn) -> HttpResponse:
    """Look at a table of people, or have it imported: a malformed one names line and column, and nothing is done."""
    run = running.prepare_table(
        read_table(data.csv.encode("utf-8", "replace")),
        by=request.actor,
        title=data.title.replace("\0", ""),
        columns=data.columns,
        has_invitations=data.has_invitations,
    )
    if data.is_confirmed:
        running.confirm(run, by=request.actor)
    return json(_shown(run), status=202, location=f"/api/v1/people-imports/{run.pk}")


@router.post("/{pk}/confirmation", response={202: PeopleImportOut, **PROBLEMS})
def confirm_import(request: ApiRequest, pk: int) -> HttpResponse:
    """Have an import that was looked at done in the background."""
    run = running.own_import(request.actor, pk)
    running.confirm(run, by=request.actor)
    return json(_shown(run), status=202, location=f"/api/v1/people-imports/{run.pk}")


@router.get("/{pk}", response={200: PeopleImportOut, **PROBLEMS})
def get_import(request: ApiRequest, pk: int) -> HttpResponse:
    """One of one's own imports."""
    return json(_shown(running.own_import(request.actor, pk)))


def _shown(run: Run) -> dict[str, Any]:
    outcomes = running.outcomes_of(run)
    return {
        "id": run.pk,
        "title": run.title,
        "state": run.state,
        "is_confirmed": running.is_confirmed(run),
        "total": run.total,
        "done": run.done,
        "error": run.error,
        "counts": running.counts(outcomes),
        "outcomes": [
            {
                "line": one.line,
                "kind": str(one.kind),
                "name": one.name,
                "text": one.text,
                "column": one.column,
                "is_odd": one.is_odd,
                "person_id": one.person_id,
            }
            for one in outcomes
        ],
    }
