"""What is counted of incidents, as statements: the same for the tallies of a day and straight from the records."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, Case, F, FilteredRelation, Q, QuerySet, Value, When
from django.db.models.functions import Extract, ExtractHour, ExtractIsoWeekDay, TruncDate

from bailiwick.kernel.evidence.types import Period
from bailiwick.kernel.figures.histogram import CLASS_SQL
from bailiwick.kernel.figures.periods import span
from bailiwick.kernel.figures.rollups import RollUp, Sql
from bailiwick.kernel.work.clocks import RESOLUTION, RESPONSE
from bailiwick.kernel.work.models import WorkItem
from bailiwick.resolution.incidents.measures import EVER_BACKLOG, FIRST_CONTACT, REOPENED, resolved_in
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.queries import KIND

DIMENSIONS = ("service", "party", "team")
GRAINS = "('all', 0), " + ", ".join(f"('{name}', coalesce({name}_id, 0))" for name in DIMENSIONS)


@dataclass(frozen=True, slots=True)
class Counted:
    """How a measure is counted from the facts: divided by what, adding up what, and which facts."""

    bucket: str = "0"
    count: str = "count(*)"
    where: str = "true"


OPENED = {
    "opened": Counted("coalesce(priority, 0)"),
    "entered": Counted(where="ever_backlog"),
    "hour": Counted("((weekday - 1) * 24 + hour)::int"),
    "respond": Counted(CLASS_SQL.format("respond"), where="respond is not null"),
    "respond_open": Counted(CLASS_SQL.format("respond_open"), where="respond_open is not null"),
}
RESOLVED = {
    "resolved": Counted("coalesce(priority, 0)"),
    "left": Counted(where="not is_live"),
    "met": Counted(where="clock_state = 'met'"),
    "missed": Counted(where="clock_state = 'missed'"),
    "reopened": Counted(where="was_reopened"),
    "first_contact": Counted(where="at_first_contact"),
    "reassignments": Counted(count="sum(reassignment_count)", where="reassignment_count > 0"),
    "clocks": Counted(where="resolve_open is not null"),
    "elapsed": Counted(count="sum(resolve_open)", where="resolve_open is not null"),
    "resolve": Counted(CLASS_SQL.format("resolve"), where="resolve is not null"),
    "resolve_open": Counted(CLASS_SQL.format("resolve_open"), where="resolve_open is not null"),
}
NEEDS_CLOCK = frozenset({"respond_open", "met", "missed", "clocks", "elapsed", "resolve_open"})


def opened_facts(period: Period, zone: str, limit: Q, measures: Iterable[str]) -> QuerySet[Any, Any]:
    """One row for each incident opened in the period."""
    here = ZoneInfo(zone)
    found = WorkItem.objects.filter(
        limit, kind=KIND, opened_at__gte=period.start, opened_at__lt=period.end
    ).annotate(
        day=TruncDate("opened_at", tzinfo=here),
        hour=ExtractHour("opened_at", tzinfo=here),
        weekday=ExtractIsoWeekDay("opened_at", tzinfo=here),
        ever_backlog=_flag(EVER_BACKLOG),
        respond=Extract(F("responded_at") - F("opened_at"), "epoch"),
    )
    names = ["day", "hour", "weekday", "ever_backlog", "respond", "priority", *_ids()]
    if NEEDS_CLOCK & set(measures):
        judged = Q(clocks__metric=RESPONSE, clocks__state__in=["met", "missed"])
        found = found.annotate(
            clock=FilteredRelation("clocks", condition=judged), respond_open=F("clock__elapsed_seconds")
        )
        names.append("respond_open")
    rows: QuerySet[Any, Any] = found.order_by().values(*names)
    return rows


def resolved_facts(period: Period, zone: str, limit: Q, measures: Iterable[str]) -> QuerySet[Any, Any]:
    """One row for each incident resolved in the period and not reopened since."""
    found = Incident.objects.filter(limit, resolved_in(period), kind=KIND).annotate(
        day=TruncDate("resolved_at", tzinfo=ZoneInfo(zone)),
        was_reopened=_flag(REOPENED),
        at_first_contact=_flag(FIRST_CONTACT),
        resolve=Extract(F("resolved_at") - F("opened_at"), "epoch"),
    )
    names = [
        "day", "was_reopened", "at_first_contact", "resolve", "priority", "is_live", "reassignment_count", *_ids(),
    ]  # fmt: skip
    if NEEDS_CLOCK & set(measures):
        found = found.annotate(
            clock=FilteredRelation("clocks", condition=Q(clocks__metric=RESOLUTION)),
            clock_state=F("clock__state"),
            resolve_open=F("clock__elapsed_seconds"),
        )
        names += ["clock_state", "resolve_open"]
    rows: QuerySet[Any, Any] = found.order_by().values(*names)
    return rows


Facts = Callable[[Period, str, Q, Iterable[str]], QuerySet[Any, Any]]
SIDES: tuple[tuple[dict[str, Counted], Facts], ...] = ((OPENED, opened_facts), (RESOLVED, resolved_facts))


def statement(
    facts: QuerySet[Any, Any], measures: dict[str, Counted], keys: list[str], source: str = "f"
) -> Sql:
    """Count facts by `keys`, measure and bucket: (keys…, measure, bucket, count)."""
    sql, parameters = facts.query.sql_with_params()
    places = ", ".join(str(place) for place in range(1, len(keys) + 3))
    counts = " union all ".join(
        f"select {', '.join(keys)}, '{name}' as measure, {one.bucket} as bucket, {one.count}::bigint as count "  # noqa: S608
        f"from {source} where {one.where} group by {places}"
        for name, one in measures.items()
    )
    return f"with f as materialized ({sql}) {counts}", list(parameters)


def of_day(day: date, zone: str) -> Sql:
    """The tallies of one day, for everything together and by service, customer and team."""
    statements, parameters = [], []
    for measures, facts in SIDES:
        rows = facts(span(day, day, zone), zone, Q(), measures)
        sql, values = statement(
            rows, measures, ["g.grain", "g.of"], f"f cross join lateral (values {GRAINS}) g(grain, of)"
        )
        statements.append(f"(select * from ({sql}) s)")  # noqa: S608 - our own words only
        parameters += values
    return " union all ".join(statements), parameters


ROLLUP = RollUp(KIND, ("work_item", "resolution_incident"), ("opened_at", "resolved_at"), of_day)


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _ids() -> list[str]:
    return [f"{name}_id" for name in DIMENSIONS]
