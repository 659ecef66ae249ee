"""What is odd in an incident log: the kinds, their instances with line numbers, and their tally."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

KINDS: Final = {
    "missing_value": "cells that say ? or nothing, by column",
    "double_space": "cells with two blanks in a row, by column; two spellings may be one name",
    "ambiguous_date": "dates of which both day and month are at most 12; read as day/month/year",
    "repeated_local_time": "local times that a clock change made happen twice; read as the first",
    "skipped_local_time": "local times that a clock change left out; read with the offset before it",
    "unknown_state": "rows whose state is not one of the log's eight; the state before is kept",
    "first_row_not_new": "incidents whose first row is past New",
    "sys_mod_count_late_start": "incidents whose first row is not modification 0",
    "sys_mod_count_gap": "rows after which modifications are missing before them",
    "sys_mod_count_repeated": "rows with the same modification count as the row before",
    "sys_mod_count_decreased": "rows with a lower modification count than the row before",
    "reassignment_count_decreased": "rows with a lower reassignment count than the row before",
    "reopen_count_decreased": "rows with a lower reopen count than the row before",
    "reassignment_not_counted": "rows with another team than before, but the same reassignment count",
    "reassignment_not_visible": "rows with a higher reassignment count than before, but the same team",
    "reopen_not_counted": "rows that leave Resolved or Closed, but with the same reopen count",
    "reopen_not_visible": "rows with a higher reopen count that do not leave Resolved or Closed",
    "updated_before_previous": "rows updated before the row that stands above them",
    "updated_before_opened": "rows updated before their incident was opened",
    "created_before_opened": "incidents created in the system before they were opened",
    "resolved_before_opened": "incidents resolved before they were opened",
    "closed_before_opened": "incidents closed before they were opened",
    "closed_before_resolved": "incidents closed before they were resolved",
    "no_resolved_at": "incidents without a time of resolution",
    "resolved_at_not_last": "incidents whose resolved_at is not the time of their last move to Resolved",
    "closed_at_not_last": "incidents whose closed_at is not the time of their last row in Closed",
    "never_resolved_row": "incidents that were closed without a row in Resolved",
    "outcome_varies": "incidents whose outcome differs from row to row, by column; the last is kept",
    "row_after_closed": "rows that follow a row in Closed",
    "active_disagrees": "rows that are inactive without being Closed, or Closed and active",
    "not_closed_at_end": "incidents whose last row is not Closed",
}
"""Each kind with what it counts: cells, rows or incidents."""


class Finding(NamedTuple):
    """One oddity of one incident; it covers so many `times` a cell or row, the first on `line`."""

    kind: str
    number: str
    line: int
    detail: str
    column: str | None = None
    times: int = 1

    @property
    def key(self) -> str:
        """The kind, with the column where the kind is told by column: "missing_value.location"."""
        return f"{self.kind}.{self.column}" if self.column else self.kind


@dataclass(slots=True)
class Tally:
    """Findings counted by key, with the incidents they touch and the first few of each kept as examples."""

    examples_kept: int = 5
    counts: Counter[str] = field(default_factory=Counter)
    incidents: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Finding]] = field(default_factory=dict)

    def add(self, findings: Iterable[Finding]) -> None:
        """Count the findings of one incident, all of them at once."""
        touched = set()
        for finding in findings:
            key = finding.key
            touched.add(key)
            self.counts[key] += finding.times
            examples = self.examples.setdefault(key, [])
            if len(examples) < self.examples_kept:
                examples.append(finding)
        self.incidents.update(touched)

    def as_anomalies(self) -> dict[str, int]:
        """Key to count, in the order of KINDS and then of columns; keys that were not found are left out."""
        return in_order(self.counts)


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by key, in the order of KINDS and then of columns."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    return dict(sorted(counts.items(), key=lambda item: (order[item[0].partition(".")[0]], item[0])))


def anomaly_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Key to count for the findings of one incident; summed over all incidents, the anomalies of the log."""
    counts: Counter[str] = Counter()
    for finding in findings:
        counts[finding.key] += finding.times
    return dict(counts)
