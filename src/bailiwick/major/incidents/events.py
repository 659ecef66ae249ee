"""What happens to major incidents, for whoever wants to know (8.6.1)."""

from dataclasses import dataclass

from bailiwick.kernel.ledger.events import event


@event
@dataclass(frozen=True, slots=True)
class MajorIncidentProposed:
    """An incident reached a criterion."""

    incident_id: int
    criterion: str


@event
@dataclass(frozen=True, slots=True)
class MajorIncidentDeclared:
    """An incident is a major one from now on."""

    major_id: int


@event
@dataclass(frozen=True, slots=True)
class MajorIncidentLeadNamed:
    """Somebody else leads it."""

    major_id: int


@event
@dataclass(frozen=True, slots=True)
class MajorIncidentCommunicated:
    """An audience was told something."""

    major_id: int
    communication_id: int


@event
@dataclass(frozen=True, slots=True)
class MajorIncidentDue:
    """Something that somebody must hear of or do is late."""

    major_id: int
    what: str


@event
@dataclass(frozen=True, slots=True)
class MajorIncidentRestored:
    """The service works again; the review is due."""

    major_id: int


@event
@dataclass(frozen=True, slots=True)
class MajorIncidentResumed:
    """The service does not work after all."""

    major_id: int
    reason: str


@event
@dataclass(frozen=True, slots=True)
class MajorIncidentEnded:
    """It was closed after its review, or withdrawn."""

    major_id: int
