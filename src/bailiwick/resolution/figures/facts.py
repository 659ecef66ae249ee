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
IDS = tuple(f"{name}_id" for name in DIMENSIONS)
GRAINS = "('all', 0), " + ", ".join(f"('{name}', coalesce({name}_id, 0))" for name in DIMENSIONS)
HOUR = "hour"
NEEDS_CLOCK = frozenset({"respond_open", "met", "missed", "clocks", "elapsed", "resolve_open"})
HOUR_OF_WEEK = "((weekday - 1) * 24 + hour)::integer"
Facts = Callable[[Period, str, Q, Iterable[str]], QuerySet[Any, Any]]


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
    names = ["day", "hour", "weekday", "ever_backlog", "respond", "priority", *IDS]
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
        "day", "was_reopened", "at_first_contact", "resolve", "priority", "is_live", "reassignment_count", *IDS,
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


@dataclass(frozen=True, slots=True)
class Side:
    """What is counted of the same facts: numbers, and durations in seconds; `hours` divides the facts by hour too."""

    facts: Facts
    numbers: dict[str, str]
    durations: tuple[str, str]
    hours: tuple[str, ...] = ()

    @property
    def buckets(self) -> dict[str, str]:
        """What divides the facts of a day into numbered parts: hours of the week, classes of durations."""
        classes = {name: CLASS_SQL.format(name) for name in self.durations}
        return classes | dict.fromkeys(self.hours, HOUR_OF_WEEK)

    @property
    def measures(self) -> tuple[str, ...]:
        return *self.numbers, *self.durations, *self.hours


OPENED = Side(
    opened_facts,
    {"opened": "count(*)", "entered": "count(*) filter (where ever_backlog)"},
    ("respond", "respond_open"),
    (HOUR,),
)
RESOLVED = Side(
    resolved_facts,
    {
        "resolved": "count(*)",
        "left": "count(*) filter (where not is_live)",
        "met": "count(*) filter (where clock_state = 'met')",
        "missed": "count(*) filter (where clock_state = 'missed')",
        "reopened": "count(*) filter (where was_reopened)",
        "first_contact": "count(*) filter (where at_first_contact)",
        "reassignments": "sum(reassignment_count)",
        "clocks": "count(resolve_open)",
        "elapsed": "sum(resolve_open)",
    },
    ("resolve", "resolve_open"),
)
SIDES = (OPENED, RESOLVED)


def straight(side: Side, rows: QuerySet[Any, Any], measures: list[str], step: str) -> Sql:
    """Numbers, and medians with 90th percentiles, in one pass: (step, hour of the week, number of facts, measure…).

    A row for each step; one without a step for everything; for "hour", one for each hour of the week.
    """
    share = "percentile_disc(array[0.5, 0.9]) within group (order by {})"
    counted = [side.numbers.get(one) or share.format(one) for one in measures if one != HOUR]
    hour, named, by_hour = (
        (HOUR_OF_WEEK, "hour_of_week", ", (hour_of_week)") if HOUR in measures else ("null", "null", "")
    )
    sql, parameters = rows.query.sql_with_params()
    return (
        f"select at, {named}, {', '.join(['count(*)', *counted])} from (select {step} as at, "  # noqa: S608
        f"{hour}::integer as hour_of_week, f.* from ({sql}) f) f group by grouping sets ((at), (){by_hour})"
    ), list(parameters)


def of_day(day: date, zone: str) -> Sql:
    """The tallies of one day, for everything together and by service, customer and team."""
    statements: list[str] = []
    parameters: list[Any] = []
    for side in SIDES:
        sql, values = side.facts(span(day, day, zone), zone, Q(), side.measures).query.sql_with_params()
        numbers = ", ".join(f'{counted} as "{name}"' for name, counted in side.numbers.items())
        named = ", ".join(f"""('{name}', "{name}")""" for name in side.numbers)
        divided = "".join(
            f" union all select grain, of, '{name}', {bucket}, count(*) from f where {name} is not null "  # noqa: S608
            "group by 1, 2, 4"
            for name, bucket in side.buckets.items()
        )
        statements.append(
            f"(with f as materialized (select g.*, f.* from ({sql}) f cross join lateral "  # noqa: S608
            f"(values {GRAINS}) g(grain, of)) select grain, of, measure, null::integer as bucket, "
            f"count::bigint from (select grain, of, {numbers} from f group by 1, 2) n "
            f"cross join lateral (values {named}) m(measure, count) where count <> 0{divided})"
        )
        parameters += values
    return " union all ".join(statements), parameters


ROLLUP = RollUp(KIND, ("work_item", "resolution_incident"), ("opened_at", "resolved_at"), of_day)


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
