"""Export a list: asked for in a request, written by the worker in parts, so that it never holds the whole."""

from collections.abc import Iterator
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import QueryDict

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.base.keyset import walk
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.exporting import files
from bailiwick.kernel.jobs.exporting.declaration import Asked, listing_named
from bailiwick.kernel.jobs.exporting.files import FORMATS
from bailiwick.kernel.jobs.long import long_job
from bailiwick.kernel.jobs.models import Run

KIND: Final = runs.declared_beside("lists.export")
PART = 5_000
LONGEST_QUERY = 4_000


def ask_for(name: str, *, by: Actor, query: str, file_format: str) -> Run:
    """Have a list exported as its address asks for it; the run's page shows the file when it is written.

    Raises Invalid for an unknown format, and for more rows than a workbook should hold.
    """
    listing, made = listing_named(name, by), FORMATS.get(file_format)
    if made is None:
        raise Invalid({"format": f"One of {', '.join(FORMATS)}."})
    asked = _asked(listing.name, by, query)
    if asked.sort.removeprefix("-") not in asked.sorts:
        raise Invalid({"sort": "This list has no such order."})
    if made.most is not None and asked.rows.order_by()[made.most : made.most + 1].exists():
        raise Invalid(
            {
                "format": f"These are more than {made.most:,} rows, too many for one workbook."
                " Choose CSV, which has no limit, or narrow the list."
            }
        )
    parameters = {"list": name, "query": query[:LONGEST_QUERY], "format": file_format, **runs.limits_of(by)}
    run = runs.prepare(KIND, by=by, title=listing.title, parameters=parameters, unit="rows")
    write_out.later(run_id=run.pk)
    return run


@long_job(KIND, called="Export of a list")
def write_out(run: Run) -> None:
    """Write the file of a run."""
    by, made = runs.actor_of(run), FORMATS[run.parameters["format"]]
    zone = ZoneInfo(by.zone)
    with runs.working(run):
        with tenant.scope(run.organization_id):
            asked = _asked(run.parameters["list"], by, run.parameters["query"])
        with files.made(run, made.suffix) as stream:
            file = made(stream, run.title, asked.columns, zone)
            for cells in _parts(run, asked, made.most):
                file.add(cells)
            file.close()
            size = stream.tell()
        runs.conclude(run, {"rows": run.done, "size": size})


def _parts(run: Run, asked: Asked, most: int | None) -> Iterator[list[Any]]:
    """The rows in parts, each read in a transaction of its own that also says how far it has come."""
    parts, done = walk(asked.rows, sorts=asked.sorts, name=asked.sort, size=PART), 0
    while True:
        with tenant.scope(run.organization_id):
            rows = next(parts, None)
            if rows is None:
                return
            done += len(rows)
            cells = [asked.cells(row) for row in rows]
            runs.advance(run, done=done)
        if most is not None and done > most:
            raise Invalid({"format": f"The list has grown to more than {most:,} rows. Choose CSV."})
        yield cells


def _asked(name: str, by: Actor, query: str) -> Asked:
    return listing_named(name, by).asked(by, QueryDict(query[:LONGEST_QUERY]))
