"""What pages and programs show of figures: one place that asks for them."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.figures import periods
from bailiwick.kernel.figures.parts import Part, known
from bailiwick.kernel.figures.periods import Days
from bailiwick.kernel.figures.queries import annotations
from bailiwick.kernel.figures.rollups import zone_here
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.process.models import ProcessVersion
from bailiwick.resolution.figures import limits
from bailiwick.resolution.figures.charts import Figures
from bailiwick.resolution.figures.parts import PAGE
from bailiwick.resolution.figures.source import Source
from bailiwick.resolution.incidents.queries import KIND


def figures(actor: Actor, params: Mapping[str, str]) -> Figures:
    """The figures that `period`, or `from` and `to`, and `service`, `party`, `team` ask for.

    Raises Invalid for days that cannot be read, NotFound for ids that are no numbers.
    """
    days = asked_days(params)
    newest = ProcessVersion.objects.filter(code=KIND).order_by("-number").values_list("pk", flat=True).first()
    if newest is None:
        raise NotFound("The incident process is not published here yet.")
    notes = list(annotations(actor, PAGE, days.first, days.last))
    return Figures(Source(days, limits.asked(actor, params)), definition(newest), notes)


def asked_days(params: Mapping[str, str]) -> Days:
    """The days that are asked for, in the organization's zone; raises Invalid."""
    zone = zone_here()
    return periods.asked(
        params.get("period", ""), params.get("from", ""), params.get("to", ""), today=today(zone), zone=zone
    )


def today(zone: str) -> date:
    """The present day in a zone."""
    return clock.now().astimezone(ZoneInfo(zone)).date()


def part(actor: Actor, code: str) -> Part:
    """One part that somebody may see; raises NotFound."""
    found = known(PAGE).get(code)
    if found is None or (found.is_internal and actor.is_outsider):
        raise NotFound("There is no such figure.")
    return found
