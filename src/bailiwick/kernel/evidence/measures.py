"""Which function computes which measure of a process."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bailiwick.kernel.evidence.types import Period


@dataclass(frozen=True, slots=True)
class Measured:
    """A value in the measure's unit (None without data), of how many records, and these records."""

    value: float | None
    of: int
    records: QuerySet[Any] | None = None


Measure = Callable[[Period], Measured]
_measures: dict[tuple[str, str], Measure] = {}


def measure(process: str, code: str) -> Callable[[Measure], Measure]:
    """Decorator: the function computes the measure of the open organization for a period."""

    def declare(function: Measure) -> Measure:
        if (process, code) in _measures:
            raise ValueError(f"{process} has a measure {code} already.")
        _measures[process, code] = function
        return function

    return declare


def measured(process: str, code: str, period: Period) -> Measured | None:
    """The measure's value, or None when nothing computes it yet."""
    function = _measures.get((process, code))
    return function(period) if function else None
