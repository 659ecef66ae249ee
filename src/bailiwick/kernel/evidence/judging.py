"""From what a rule found to how the requirement stands (domain 13)."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from bailiwick.kernel.evidence.registry import rules
from bailiwick.kernel.evidence.types import (
    Assessment,
    Examination,
    Outcome,
    Period,
    Population,
    Requirement,
    Severity,
)

PARTLY_TOLERANCE_PERCENT = 5
EXAMPLES = 20
EMPTY = {
    Population.STANDING: (Outcome.NOT_MET, "What must exist does not."),
    Population.ROUTINE: (
        Outcome.NOT_ASSESSED,
        "Nothing was recorded in the period; somebody has to explain why.",
    ),
    Population.RARE: (Outcome.NOT_EXERCISED, "No such event in the period."),
}


def judge(requirement: Requirement, period: Period) -> Assessment:
    """Run the requirement's rule on the open organization; without a rule it is not assessed."""
    found = rules().get(requirement.id)
    if found is None:
        reason = "Bailiwick has no records for this yet, so it says nothing about it."
        return Assessment(requirement.id, period, Outcome.NOT_ASSESSED, 0, 0, reason)
    rule, _version = found
    return conclude(requirement, period, rule(period))


def conclude(requirement: Requirement, period: Period, examination: Examination) -> Assessment:
    """The outcome of an examination, by the requirement's kind of population and its severity."""
    if examination.unknown or examination.population is None:
        return Assessment(requirement.id, period, Outcome.NOT_ASSESSED, 0, 0, examination.unknown)
    population = examination.population.count()
    if not population:
        outcome, reason = EMPTY[requirement.population]
        return Assessment(requirement.id, period, outcome, 0, 0, reason, facts=examination.facts)
    faults = tuple((fault.what, fault.records.count()) for fault in examination.faults)
    failing, examples = _exceptions(examination, sum(count for _, count in faults))
    outcome = _outcome(requirement, population, failing)
    share = 100 * failing / population
    reason = (
        f"{failing:,} of {population:,} are exceptions ({share:.1f} %)."
        if failing
        else f"All {population:,} hold."
    )
    return Assessment(
        requirement.id, period, outcome, population, failing, reason,
        tuple((what, count) for what, count in faults if count), examples, examination.facts,
    )  # fmt: skip


def exceptions(examination: Examination) -> QuerySet[Any] | None:
    """The records that fail in any way, each once; None where no way of failing is known."""
    if examination.population is None or not examination.faults:
        return None
    failing = reduce(or_, (Q(pk__in=fault.records.order_by().values("pk")) for fault in examination.faults))
    records: QuerySet[Any] = examination.population.model.objects.filter(failing)
    return records


def _exceptions(examination: Examination, most: int) -> tuple[int, tuple[str, ...]]:
    """Records that fail in any way, each counted once, and the first of them."""
    records = exceptions(examination)
    if not most or records is None:
        return 0, ()
    examples = tuple(str(record) for record in records.order_by("pk")[:EXAMPLES])
    return records.count(), examples


def _outcome(requirement: Requirement, population: int, exceptions: int) -> Outcome:
    if not exceptions:
        return Outcome.MET
    is_small = 100 * exceptions / population <= PARTLY_TOLERANCE_PERCENT
    return Outcome.PARTLY if is_small and requirement.severity is not Severity.MAJOR else Outcome.NOT_MET
