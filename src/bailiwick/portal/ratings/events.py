"""What happens to ratings."""

from dataclasses import dataclass

from bailiwick.kernel.ledger.events import event


@event
@dataclass(frozen=True, slots=True)
class IncidentRated:
    """Whoever reported it said how it went, for the first time or differently."""

    incident_id: int
    score: int
