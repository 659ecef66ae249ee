"""Major incidents (8.6.1): when an incident counts as one, what is then done, and what was done."""

from typing import Any

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.records import Record
from bailiwick.resolution.incidents.models import Incident


class MajorIncidentCriterion(Record):
    """What makes an incident a major one, by a name; what it says stands in its versions."""

    name = models.TextField()
    current = models.ForeignKey(
        "CriterionVersion",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        editable=False,
    )
    retired_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "resolution_majorcriterion"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "name"], name="resolution_majorcriterion_name")
        ]

    def __str__(self) -> str:
        return self.name


class CriterionVersion(Record):
    """A criterion as agreed at a time: in words, and by thresholds that all have to be reached.

    `priority_at_most` is the lowest priority that counts (1 highest); `reports_at_least` counts the incident and those
    linked to it; `agreed_with` names who agreed it for the customers.
    """

    criterion = models.ForeignKey(
        MajorIncidentCriterion, models.PROTECT, related_name="versions", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField()
    text = models.TextField()
    priority_at_most = models.PositiveSmallIntegerField(null=True)
    reports_at_least = models.PositiveIntegerField(null=True)
    service_id = models.BigIntegerField(null=True)
    agreed_with = models.TextField(blank=True)
    agreed_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        db_table = "resolution_majorcriterionversion"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "criterion", "number"], name="resolution_majorcriterion_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion.name}, version {self.number}"

    @property
    def has_threshold(self) -> bool:
        """Whether records can tell that it is met."""
        return self.priority_at_most is not None or self.reports_at_least is not None


class MajorIncidentProcedure(Record):
    """The documented procedure for major incidents, in versions that never change; the newest is in force.

    `steps` is [{"text": …, "is_needed": …}, …]; limits are in minutes and days of the clock on the wall.
    """

    number = models.PositiveIntegerField()
    text = models.TextField()
    steps: "models.JSONField[Any, list[dict[str, Any]]]" = models.JSONField()
    inform_within = models.PositiveIntegerField()
    update_every = models.PositiveIntegerField()
    review_within_days = models.PositiveIntegerField()
    approved_by = models.TextField()
    review_on = models.DateField()
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        db_table = "resolution_majorprocedure"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "number"], name="resolution_majorprocedure_number"
            )
        ]

    def __str__(self) -> str:
        return f"Major incident procedure, version {self.number}"


class MajorIncident(Record):
    """An incident that was declared a major one: its own procedure, lead, clocks and review.

    `due_at` caches the nearest of what is due next (`due_what`), for lists; `warned_for` is the last warned of.
    """

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        RESTORED = "restored", "Service restored"
        CLOSED = "closed", "Closed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    reference = models.TextField(editable=False)
    state = models.TextField(choices=State.choices, default=State.RUNNING)
    criterion = models.ForeignKey(
        CriterionVersion, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    procedure = models.ForeignKey(
        MajorIncidentProcedure, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    reason = models.TextField()
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    lead = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    lead_named_at = models.DateTimeField()
    management_informed_at = models.DateTimeField(null=True)
    customers_informed_at = models.DateTimeField(null=True)
    restored_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    ending = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True)
    due_what = models.TextField(blank=True)
    warned_for = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "resolution_majorincident"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "reference"], name="resolution_majorincident_reference"
            ),
            models.UniqueConstraint(
                fields=["organization_id", "incident"],
                condition=models.Q(state__in=["running", "restored"]),
                name="resolution_majorincident_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "id"],
                name="resolution_majorincident_open",
                condition=models.Q(state__in=["running", "restored"]),
            ),
            models.Index(fields=["organization_id", "incident"], name="resolution_majorincident_of"),
        ]

    def __str__(self) -> str:
        return self.reference

    @classmethod
    def subject_type(cls) -> str:
        return "major_incident"

    def scopes(self) -> frozenset[tuple[str, int]]:
        return self.incident.scopes()

    @property
    def is_open(self) -> bool:
        """Running, or restored and not yet reviewed and closed."""
        return self.state in (self.State.RUNNING, self.State.RESTORED)


class Milestone(Record):
    """Something that happened in a major incident, when it happened: the line of its own timeline.

    `step` is the place (1 first) of the procedure's step that was done; a step taken back is voided.
    """

    major = models.ForeignKey(
        MajorIncident, models.PROTECT, related_name="milestones", db_constraint=False, db_index=False
    )
    at = models.DateTimeField()
    kind = models.TextField()
    text = models.TextField()
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    step = models.PositiveSmallIntegerField(null=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "resolution_majormilestone"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "major", "step"],
                condition=models.Q(step__isnull=False, voided_at__isnull=True),
                name="resolution_majormilestone_step",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Communication(Record):
    """An update to an audience: who told whom, when, by what means, and when they hear again."""

    class Audience(models.TextChoices):
        CUSTOMERS = "customers", "Customers affected"
        MANAGEMENT = "management", "Top management"
        STAFF = "staff", "Staff"

    major = models.ForeignKey(
        MajorIncident, models.PROTECT, related_name="communications", db_constraint=False, db_index=False
    )
    audience = models.TextField(choices=Audience.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    told = models.TextField()
    means = models.TextField()
    text = models.TextField()
    next_due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "resolution_majorcommunication"
        indexes = [models.Index(fields=["organization_id", "major", "at"], name="resolution_majortold")]

    def __str__(self) -> str:
        return f"To {self.get_audience_display().lower()}: {self.text[:60]}"


class MajorIncidentReview(Record):
    """What was learned: held before a major incident is closed (BR-21)."""

    major = models.ForeignKey(
        MajorIncident, models.PROTECT, related_name="reviews", db_constraint=False, db_index=False
    )
    held_at = models.DateTimeField()
    participants = models.TextField()
    causes = models.TextField()
    helped = models.TextField()
    hindered = models.TextField(blank=True)
    improvements: "models.JSONField[Any, list[str]]" = models.JSONField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "resolution_majorreview"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "major"], name="resolution_majorreview_once")
        ]

    def __str__(self) -> str:
        return f"Review of {self.major.reference}"


class Proposal(Record):
    """An incident that reached a criterion: somebody declares it a major one, or says why it is none."""

    class State(models.TextChoices):
        OPEN = "open", "To be decided"
        DECLARED = "declared", "Declared"
        DISMISSED = "dismissed", "Not major"

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    criterion = models.ForeignKey(
        CriterionVersion, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    proposed_at = models.DateTimeField()
    state = models.TextField(choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "resolution_majorproposal"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "incident", "criterion"], name="resolution_majorproposal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident.reference} as a major incident"

    def scopes(self) -> frozenset[tuple[str, int]]:
        return self.incident.scopes()
