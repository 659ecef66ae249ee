"""What an incident log says in numbers, computed from the file alone, to compare a database with."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, TypedDict

from .reader import LogRow

PRIORITIES: Final = (1, 2, 3, 4)
MINUTE: Final = timedelta(minutes=1)


class ResolutionMinutes(TypedDict):
    """Two percentiles of the minutes from opened to resolved; None where nothing was resolved."""

    p50: float | None
    p90: float | None


class LogFacts(TypedDict):
    """The numbers of a log, as the command prints them with --json.

    - incidents: distinct values of number; updates: rows.
    - final_states: incidents by incident_state of their last row in the file; update_states: rows by
      incident_state. Both by the log's names, of which an unknown one such as "-100" is one like any other.
    - priorities: incidents by the leading number of the last priority that is not missing; "1" to "4" are
      always there, "5" where it occurs; an incident without any priority is in none.
    - reopened_incidents, reassigned_incidents: incidents whose greatest reopen_count, reassignment_count on
      any row is above 0; max_reassignments: the greatest reassignment_count on any row, 0 without any.
    - with_resolved_at: incidents that have a resolved_at (of several the last).
    - resolution_minutes: of those, percentiles of the minutes from opened_at to that resolved_at, as elapsed
      time with nights and holidays; opened_at is the last given, else sys_created_at, else the first update.
    - opened_by_month: incidents by year and month ("2016-02") of that opened_at in the zone of the log.
    - anomalies: keys of findings to their counts, see findings.KINDS; what was not found is left out.
    """

    incidents: int
    updates: int
    final_states: dict[str, int]
    update_states: dict[str, int]
    priorities: dict[str, int]
    reopened_incidents: int
    reassigned_incidents: int
    max_reassignments: int
    with_resolved_at: int
    resolution_minutes: ResolutionMinutes
    opened_by_month: dict[str, int]
    anomalies: dict[str, int]


@dataclass(slots=True)
class _Final:
    """The last values of one incident seen so far."""

    state: str
    first_update: datetime
    opened_at: datetime | None = None
    created_at: datetime | None = None
    resolved_at: datetime | None = None
    priority: int | None = None
    reopens: int = 0
    reassignments: int = 0


class FactsCounter:
    """Counts rows as they pass; straight from the rows, so that it also tests the reading of histories."""

    def __init__(self, zone: tzinfo = UTC) -> None:
        self.zone = zone
        self.sizes: Counter[str] = Counter()
        self._states: Counter[str] = Counter()
        self._finals: dict[str, _Final] = {}

    def add(self, row: LogRow) -> None:
        """Count one row; those of one incident must come in their order."""
        self.sizes[row.number] += 1
        self._states[row.state] += 1
        final = self._finals.get(row.number)
        if final is None:
            final = self._finals[row.number] = _Final(row.state, row.occurred_at)
        final.state = row.state
        final.opened_at = row.opened_at or final.opened_at
        final.created_at = row.created_at or final.created_at
        final.resolved_at = row.resolved_at or final.resolved_at
        final.priority = row.priority or final.priority
        final.reopens = max(final.reopens, row.reopen_count or 0)
        final.reassignments = max(final.reassignments, row.reassignment_count or 0)

    def facts(self, anomalies: Mapping[str, int]) -> LogFacts:
        """The numbers of all rows counted, with the anomalies found by their checks."""
        finals = self._finals.values()
        opened = [final.opened_at or final.created_at or final.first_update for final in finals]
        minutes = sorted(
            (final.resolved_at - start) / MINUTE
            for final, start in zip(finals, opened, strict=True)
            if final.resolved_at is not None
        )
        priorities = Counter(str(final.priority) for final in finals if final.priority is not None)
        return LogFacts(
            incidents=len(finals),
            updates=self.sizes.total(),
            final_states=_sorted(Counter(final.state for final in finals)),
            update_states=_sorted(self._states),
            priorities=_sorted({str(priority): 0 for priority in PRIORITIES} | priorities),
            reopened_incidents=sum(final.reopens > 0 for final in finals),
            reassigned_incidents=sum(final.reassignments > 0 for final in finals),
            max_reassignments=max((final.reassignments for final in finals), default=0),
            with_resolved_at=len(minutes),
            resolution_minutes=ResolutionMinutes(p50=percentile(minutes, 0.5), p90=percentile(minutes, 0.9)),
            opened_by_month=_sorted(Counter(f"{start.astimezone(self.zone):%Y-%m}" for start in opened)),
            anomalies=dict(anomalies),
        )


def percentile(ascending: Sequence[float], fraction: float) -> float | None:
    """The value at the fraction (0 to 1) of a sorted sample, linear between neighbours; None if empty.

    Rank (n - 1) · fraction, as numpy's default and as PostgreSQL's percentile_cont (type 7 of Hyndman and
    Fan, "Sample Quantiles in Statistical Packages", 1996).
    """
    if not ascending:
        return None
    rank = (len(ascending) - 1) * fraction
    below = int(rank)
    above = min(below + 1, len(ascending) - 1)
    return ascending[below] + (ascending[above] - ascending[below]) * (rank - below)


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))
