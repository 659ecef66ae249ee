"""What happens to incidents, for whoever wants to know (8.6.1)."""

from dataclasses import dataclass

from bailiwick.kernel.ledger.events import event


@event
@dataclass(frozen=True, slots=True)
class IncidentLogged:
    """An incident was recorded."""

    incident_id: int


@event
@dataclass(frozen=True, slots=True)
class IncidentAssigned:
    """A team or a person has it now."""

    incident_id: int
    team_id: int | None
    assignee_id: int | None


@event
@dataclass(frozen=True, slots=True)
class IncidentCommented:
    """Somebody said something."""

    incident_id: int
    comment_id: int
    is_public: bool


@event
@dataclass(frozen=True, slots=True)
class IncidentHeld:
    """It waits for somebody."""

    incident_id: int
    state: str
    reason: str


@event
@dataclass(frozen=True, slots=True)
class IncidentEscalated:
    """More skill or authority was asked for; `kind` is functional, hierarchic or time_risk."""

    incident_id: int
    kind: str
    to: str
    escalation_id: int = 0


@event
@dataclass(frozen=True, slots=True)
class IncidentResolved:
    """The service is restored."""

    incident_id: int


@event
@dataclass(frozen=True, slots=True)
class IncidentClosed:
    """It is over."""

    incident_id: int


@event
@dataclass(frozen=True, slots=True)
class IncidentReopened:
    """It was not resolved after all."""

    incident_id: int
    reason: str


@event
@dataclass(frozen=True, slots=True)
class TargetAtRisk:
    """Most of a target's time is used up."""

    incident_id: int
    metric: str


@event
@dataclass(frozen=True, slots=True)
class TargetMissed:
    """A target's time is used up."""

    incident_id: int
    metric: str
