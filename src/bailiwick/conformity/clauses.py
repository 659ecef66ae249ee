"""Judge whole clauses: the period, the results, and what a reader is told of them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Min

from bailiwick.frameworks.catalogue import iso20000_1
from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.evidence.operations import assess
from bailiwick.kernel.evidence.types import Assessment, Period
from bailiwick.resolution.incidents.models import Incident

YEAR = timedelta(days=366)


def judge_clause(
    number: str, *, by: Actor, start: datetime | None = None, end: datetime | None = None
) -> dict[str, Any]:
    """Judge the requirements of a clause, keep the results and say them; raises NotFound for an unknown clause."""
    catalogue = iso20000_1()
    clause = catalogue.clause(number)
    with tenant.scope(by.organization_id):
        period = _period(start, end)
        found = assess(clause.requirements, period, by=by, catalogue_version=catalogue.version)
    titles = {requirement.id: requirement for requirement in clause.requirements}
    return {
        "standard": catalogue.standard,
        "clause": clause.number,
        "title": clause.title,
        "period": f"{period.start:%Y-%m-%d} to {period.end - timedelta(microseconds=1):%Y-%m-%d}",
        "requirements": [_said(titles[one.requirement].title, one) for one in found],
    }


def _said(title: str, one: Assessment) -> Mapping[str, Any]:
    return {
        "id": one.requirement,
        "title": title,
        "outcome": one.outcome.value,
        "population": one.population,
        "exceptions": one.exceptions,
        "reason": one.reason,
        "faults": dict(one.faults),
        "examples": list(one.examples),
        "facts": dict(one.facts),
    }


def period_in_force() -> Period:
    """The period that pages judge: the last twelve months, or everything recorded when they hold nothing."""
    return _period(None, None)


def _period(start: datetime | None, end: datetime | None) -> Period:
    """What was asked for; else the last twelve months, or, when they hold nothing, everything recorded."""
    now = clock.now()
    if start or end:
        return Period(start or (end or now) - YEAR, end or now)
    recent = Period(now - YEAR, now)
    if Incident.objects.filter(opened_at__gte=recent.start).exists():
        return recent
    ends = Incident.objects.aggregate(first=Min("opened_at"), last=Max("updated_at"))
    if ends["first"] is None:
        return recent
    return Period(ends["first"], ends["last"] + timedelta(seconds=1))
