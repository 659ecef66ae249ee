"""The records behind a number, and the results that were kept."""

from typing import Any

from django.db.models import QuerySet

from bailiwick.kernel.evidence.judging import exceptions
from bailiwick.kernel.evidence.models import RequirementResult
from bailiwick.kernel.evidence.registry import rules
from bailiwick.kernel.evidence.types import Period

EXCEPTIONS = "exceptions"


def examined(requirement: str, part: str, period: Period) -> QuerySet[Any] | None:
    """The records that a requirement's rule looks at in a period, or a part of them; None for an unknown name.

    `part` is empty for all of them, EXCEPTIONS for those that fail, or the number of one way of failing.
    """
    rule = rules().get(requirement)
    if rule is None:
        return None
    examination = rule[0](period)
    if not part:
        return examination.population
    if part == EXCEPTIONS:
        return exceptions(examination)
    number = int(part) if part.isascii() and part.isdigit() and len(part) < 3 else len(examination.faults)
    return examination.faults[number].records if number < len(examination.faults) else None


def newest_results() -> dict[str, RequirementResult]:
    """The newest kept result of each requirement."""
    found = RequirementResult.objects.order_by("requirement", "-id").distinct("requirement")
    return {result.requirement: result for result in found}


def kept_results(requirement: str) -> QuerySet[RequirementResult]:
    """The kept results of a requirement, the newest first."""
    return RequirementResult.objects.filter(requirement=requirement).order_by("-id")
