"""Judge requirements and keep the results."""

from collections.abc import Iterable

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.evidence.judging import judge
from bailiwick.kernel.evidence.models import RequirementResult
from bailiwick.kernel.evidence.registry import rules
from bailiwick.kernel.evidence.types import Assessment, Period, Requirement
from bailiwick.kernel.ledger.operation import operation


def assess(
    requirements: Iterable[Requirement], period: Period, *, by: Actor, catalogue_version: str
) -> list[Assessment]:
    """Judge requirements on the records of a period and keep every result (9.1, conformity)."""
    with operation("evidence.assess", by=by) as op:
        found = [judge(requirement, period) for requirement in requirements]
        RequirementResult.objects.bulk_create([_result(one, catalogue_version) for one in found])
        op.facts["outcomes"] = {one.requirement: one.outcome.value for one in found}
    return found


def _result(one: Assessment, catalogue_version: str) -> RequirementResult:
    rule = rules().get(one.requirement)
    return RequirementResult(
        requirement=one.requirement,
        catalogue_version=catalogue_version,
        rule_version=rule[1] if rule else 0,
        period_start=one.period.start,
        period_end=one.period.end,
        outcome=one.outcome.value,
        population=one.population,
        exceptions=one.exceptions,
        reason=one.reason,
        detail={
            "faults": [list(fault) for fault in one.faults],
            "examples": list(one.examples),
            "facts": dict(one.facts),
        },
    )
