"""The measures of the incident process (domain 8.1), computed from its records."""

from datetime import datetime

from django.db.models import Avg, Count, Q, QuerySet

from bailiwick.kernel.evidence.measures import Measured, measure
from bailiwick.kernel.evidence.types import Period
from bailiwick.kernel.work.models import Clock
from bailiwick.resolution.incidents.models import Incident

HOUR = 3600
# What counts as what, here and in the figures over time alike.
REOPENED = Q(reopen_count__gt=0)
FIRST_CONTACT = Q(reassignment_count=0)
MET, MISSED = Q(state="met"), Q(state="missed")
# Whoever was cancelled without having been resolved was never part of the backlog.
EVER_BACKLOG = Q(is_live=True) | Q(resolved_at__isnull=False)


def resolved_in(period: Period) -> Q:
    """Incidents resolved in a period and not reopened since."""
    return Q(resolved_at__gte=period.start, resolved_at__lt=period.end)


def open_at(at: datetime) -> Q:
    """Incidents that were open at an instant."""
    return Q(opened_at__lt=at) & (Q(is_live=True) | Q(resolved_at__gte=at))


def _resolved(period: Period) -> QuerySet[Incident]:
    return Incident.objects.filter(resolved_in(period))


@measure("incident", "mean_time_to_restore")
def mean_time_to_restore(period: Period) -> Measured:
    """Mean service time that resolved incidents took, in hours, by their resolution clocks."""
    clocks = Clock.objects.filter(
        metric="resolution",
        item__kind="incident",
        item__resolved_at__gte=period.start,
        item__resolved_at__lt=period.end,
    )
    found = clocks.aggregate(mean=Avg("elapsed_seconds"), count=Count("pk"))
    return Measured(
        found["mean"] / HOUR if found["mean"] is not None else None,
        found["count"],
        _counted_by(clocks),
    )


@measure("incident", "resolved_in_target")
def resolved_in_target(period: Period) -> Measured:
    """Share of resolution clocks that were met, of those of incidents resolved in the period."""
    clocks = Clock.objects.filter(
        MET | MISSED, metric="resolution", item__kind="incident",
        item__resolved_at__gte=period.start, item__resolved_at__lt=period.end,
    )  # fmt: skip
    found = clocks.aggregate(met=Count("pk", filter=MET), count=Count("pk"))
    return Measured(_percent(found["met"], found["count"]), found["count"], _counted_by(clocks))


@measure("incident", "reopened")
def reopened(period: Period) -> Measured:
    """Share of incidents resolved in the period that were ever reopened."""
    found = _resolved(period).aggregate(again=Count("pk", filter=REOPENED), count=Count("pk"))
    return Measured(_percent(found["again"], found["count"]), found["count"], _resolved(period))


@measure("incident", "first_contact")
def first_contact(period: Period) -> Measured:
    """Share of incidents resolved in the period without a change of team."""
    found = _resolved(period).aggregate(once=Count("pk", filter=FIRST_CONTACT), count=Count("pk"))
    return Measured(_percent(found["once"], found["count"]), found["count"], _resolved(period))


@measure("incident", "backlog")
def backlog(period: Period) -> Measured:
    """Incidents open at the end of the period."""
    open_then = Incident.objects.filter(open_at(period.end))
    count = open_then.count()
    return Measured(float(count), count, open_then)


def _counted_by(clocks: QuerySet[Clock]) -> QuerySet[Incident]:
    return Incident.objects.filter(pk__in=clocks.values("item_id"))


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
