"""What other rooms may know of work items."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClockTerms:
    """What an agreement asks of one clock of one work item; the calendar is a version that never changes."""

    metric: str
    agreement_id: int
    agreement_version: int
    calendar_id: int
    target_minutes: int
    warn_percent: int
