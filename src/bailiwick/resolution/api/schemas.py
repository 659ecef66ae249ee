"""What the API takes and gives about incidents."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import BaseModel, Field

Level = Literal[1, 2, 3]


class IncidentIn(BaseModel):
    """A report."""

    title: str = Field(min_length=1, max_length=250)
    description: str = Field("", max_length=100_000)
    channel: str = "api"
    service_id: int | None = None
    classification_id: int | None = None
    impact: Level | None = Field(None, description="1 high, 2 medium, 3 low")
    urgency: Level | None = Field(None, description="1 high, 2 medium, 3 low")
    reporter_id: int | None = None
    party_id: int | None = None
    team_id: int | None = None
    assignee_id: int | None = None
    occurred_at: datetime | None = Field(None, description="When it happened, if not now; needs a reason.")
    reason: str = ""


class IncidentOut(Schema):
    """An incident."""

    reference: str
    title: str
    description: str
    state: str
    category: str = Field(description="open, paused, resolved or closed: what the clocks look at")
    priority: int | None
    impact: int | None
    urgency: int | None
    channel: str
    service_id: int | None
    classification_id: int | None
    party_id: int | None
    reporter_id: int | None
    team_id: int | None
    assignee_id: int | None
    opened_at: datetime
    responded_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    updated_at: datetime
    due_at: datetime | None
    is_breached: bool
    resolution: str
    closure_code: str
    reopen_count: int
    reassignment_count: int
    escalation_count: int
    version: int
    was: str = Field(description="What it was, if it was no incident.")
    duplicate_of: str | None = Field(None, description="What it repeats or was merged into.")
    allowed: list[str] = Field([], description="The verbs that the reader may use now.")


class IncidentRow(Schema):
    """An incident in a list."""

    id: int
    number: int
    reference: str
    title: str
    state: str
    category: str
    priority: int | None
    due_at: datetime | None
    is_breached: bool
    opened_at: datetime
    updated_at: datetime
    assignee: str | None
    team: str | None
    service: str | None


class ClassificationIn(BaseModel):
    """Service and category."""

    service_id: int
    classification_id: int


class PriorityIn(BaseModel):
    """Impact and urgency; another priority than the matrix gives needs a reason."""

    impact: Level
    urgency: Level
    priority: int | None = Field(None, ge=1, le=5)
    override_reason: str = ""


class AssignmentIn(BaseModel):
    """A team, perhaps one of its people."""

    team_id: int
    assignee_id: int | None = None
    reason: str = ""


class WorkIn(BaseModel):
    """Who begins; oneself if not said."""

    assignee_id: int | None = None


class WaitingIn(BaseModel):
    """What it waits for, and why."""

    state: str
    reason: str


class EscalationIn(BaseModel):
    """More skill, authority, or a warning of the time."""

    kind: Literal["functional", "hierarchic", "time_risk"]
    team_id: int | None = Field(None, description="Whose skill is needed (functional).")
    person_id: int | None = Field(None, description="The manager who is to decide (hierarchic).")
    reason: str


class ResolutionIn(BaseModel):
    """How the service was restored."""

    resolution: str
    closure_code: str
    note: str = ""
    parts: Literal["refuse", "leave", "follow"] = Field(
        "leave", description="Open parts: stay open, follow with the same resolution, or are in the way."
    )


class ReasonIn(BaseModel):
    """Why."""

    reason: str


class ClosureIn(BaseModel):
    """Whether the reporter has confirmed."""

    is_confirmed: bool = False
    parts: Literal["refuse", "follow"] = Field(
        "refuse", description="Open parts are in the way, or follow: resolved as it was, and closed."
    )


class CancellationIn(BaseModel):
    """A duplicate, or no incident."""

    closure_code: str
    reason: str
    was: str = Field("", description="What is no incident was service_request, question, change or other.")
    duplicate_of: str = Field("", description="Reference of the incident that it repeats.")


class DetailsIn(BaseModel):
    """Title and description; what is not sent stays."""

    title: str | None = None
    description: str | None = None


class CommentIn(BaseModel):
    """Something to say."""

    text: str
    is_public: bool = True
    pass_on: bool = Field(False, description="Say it about each open part too.")


class CommentOut(Schema):
    """Something said."""

    id: int
    at: datetime
    author: str | None
    text: str
    is_public: bool


class WatcherOut(Schema):
    """Somebody who hears of the incident."""

    id: int
    name: str


class EntryOut(Schema):
    """An entry of the ledger about the incident."""

    id: int
    verb: str
    by: str
    occurred_at: datetime
    recorded_at: datetime
    reason: str
    index: int | None = Field(description="Place in the sealed tree; null while it waits.")
    digest: str
    payload: dict[str, Any] | None


class ClockOut(Schema):
    """A clock as it stands."""

    metric: str
    state: str
    target_minutes: int
    started_at: datetime
    due_at: datetime | None
    stopped_at: datetime | None
    elapsed_seconds: int
    breached_at: datetime | None
    agreement_id: int
    agreement_version: int


class FileOut(Schema):
    """A file beside the incident."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    is_public: bool
