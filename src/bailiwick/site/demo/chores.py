"""Work in the background that people asked for: some done, one refused, one given up."""

from datetime import datetime, timedelta

from bailiwick.kernel.base import clock
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.bulk import running as bulk
from bailiwick.kernel.jobs.bulk.declaration import bulk_named
from bailiwick.kernel.jobs.exporting import writing
from bailiwick.kernel.jobs.operations import abandon_run
from bailiwick.kernel.people.running import bring_in_now, prepare_rows
from bailiwick.kernel.people.types import PersonRow
from bailiwick.resolution.incidents.models import Incident
from bailiwick.site.demo.organization import Scenery
from bailiwick.site.demo.people import Roll

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TOO_MANY = "These are more than 100,000 rows, too many for one workbook. Choose CSV, which has no limit."


def ask_for_chores(scenery: Scenery, roll: Roll, as_of: datetime) -> None:
    """An import of people, a verb over many, exports; the newest export waits for the worker."""
    office = {member.role: scenery.actor(member.key) for member in roll.staff if not member.team}
    with clock.at(as_of - 30 * DAY):
        rows = _newcomers(scenery)
        bring_in_now(prepare_rows(rows, by=office["ADMIN"], title="newcomers-autumn.csv"))
    with clock.at(as_of - 2 * DAY):
        refused = runs.prepare(
            writing.KIND, by=office["AUD"], title="Incidents", parameters=_export("scope=all"), unit="rows"
        )
        runs.refuse(refused, ValueError(TOO_MANY))
        given_up = runs.prepare(
            writing.KIND, by=office["IM"], title="Ledger", parameters=_export(""), unit="rows"
        )
        abandon_run(given_up, by=office["ADMIN"], reason="Asked for twice.")
    with clock.at(as_of - 2 * HOUR):
        verb = bulk_named("incidents").verb("comment")
        waiting = Incident.objects.filter(is_live=True, category="paused").order_by("pk")
        keys = list(waiting.values_list("pk", flat=True)[:6])
        if keys:
            typed = {"text": ["The supplier will answer by Thursday."]}
            bulk.start(bulk_named("incidents"), verb, keys, by=office["IM"], typed=typed)
    with clock.at(as_of):
        writing.ask_for("incidents", by=office["IM"], query="", file_format="xlsx")


def _newcomers(scenery: Scenery) -> list[PersonRow]:
    """Two who begin, one whose team nobody knows."""
    host = next(iter(scenery.people.values())).email.rpartition("@")[2]
    return [
        PersonRow(2, name="Ines Carrow", email=f"ines.carrow@{host}", teams=("Service desk",)),
        PersonRow(3, name="Tobias Venn", email=f"tobias.venn@{host}", teams=("Operations control",)),
        PersonRow(4, name="Maud Tierney", email=f"maud.tierney@{host}", teams=("Night watch",)),
    ]


def _export(query: str) -> dict[str, str]:
    return {"list": "incidents", "query": query, "format": "xlsx"}
