"""What the API takes and gives about major incidents."""

from datetime import datetime

from ninja import Field, Schema

TEXT = 100_000


class DeclarationIn(Schema):
    """A declaration."""

    incident: str = Field(..., max_length=60, description="The incident's reference.")
    reason: str = Field(..., max_length=TEXT)
    lead_id: int = Field(..., description="A person of the staff.")
    criterion_id: int | None = Field(None, description="A criterion in force.")
    declared_at: datetime | None = None


class MajorReasonIn(Schema):
    """Why."""

    reason: str = Field(..., max_length=TEXT)


class LeadIn(Schema):
    """Who leads it."""

    lead_id: int
    reason: str = Field("", max_length=TEXT)


class InformationIn(Schema):
    """How top management was informed."""

    told: str = Field(..., max_length=250)
    means: str = Field("phone", description="phone, meeting, mail, chat or here")
    text: str = Field("", max_length=TEXT)
    at: datetime | None = None


class UpdateIn(Schema):
    """What audiences are told."""

    audiences: list[str] = Field(..., description="customers, management, staff")
    text: str = Field(..., max_length=TEXT)
    told: str = Field("", max_length=250)
    means: str = Field("here", description="phone, meeting, mail, chat or here")
    next_minutes: int | None = Field(
        None, description="When they hear again; as the procedure says without it."
    )


class StepIn(Schema):
    """A remark on a step that was done."""

    text: str = Field("", max_length=TEXT)
    at: datetime | None = None


class TimelineNoteIn(Schema):
    """What happened, and when if not now."""

    text: str = Field(..., max_length=TEXT)
    at: datetime | None = None


class ReviewIn(Schema):
    """What was learned."""

    participants: str = Field(..., max_length=TEXT)
    causes: str = Field(..., max_length=TEXT)
    helped: str = Field(..., max_length=TEXT)
    hindered: str = Field("", max_length=TEXT)
    improvements: list[str] = Field(..., max_length=100)
    held_at: datetime | None = None


class MajorClosureIn(Schema):
    """The report's first sentences."""

    summary: str = Field(..., max_length=TEXT)


class DeadlineOut(Schema):
    """Something that is due."""

    what: str
    due_at: datetime
    done_at: datetime | None


class ReviewOut(Schema):
    """A review."""

    held_at: datetime
    participants: str
    causes: str
    helped: str
    hindered: str
    improvements: list[str]


class MajorIncidentRow(Schema):
    """A major incident in a list."""

    reference: str
    incident: str
    title: str
    state: str = Field(description="running, restored, closed or withdrawn")
    lead: str
    lead_id: int
    declared_at: datetime
    restored_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    due: str = Field(description="What is due next.")
    version: int


class MajorIncidentOut(MajorIncidentRow):
    """A major incident."""

    reason: str
    criterion: str | None
    procedure: int = Field(description="The procedure's version.")
    management_informed_at: datetime | None
    customers_informed_at: datetime | None
    ending: str
    deadlines: list[DeadlineOut]
    review: ReviewOut | None


class ProposalOut(Schema):
    """An incident that reached a criterion."""

    incident: str
    title: str
    criterion: str
    proposed_at: datetime


class MilestoneOut(Schema):
    """A line of the timeline."""

    at: datetime
    kind: str
    text: str
    by: str | None
    step: int | None
    is_voided: bool


class CommunicationOut(Schema):
    """Something an audience was told."""

    id: int
    audience: str
    at: datetime
    by: str | None
    told: str
    means: str
    text: str
    next_due_at: datetime | None
