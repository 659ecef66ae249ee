"""Incidents (8.6.1): unplanned interruptions, degradations and looming failures."""

from typing import Any, ClassVar, Self

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.ledger.records import Detail, Record, RecordManager
from bailiwick.kernel.work.models import WorkItem, WorkItemQuerySet


class Level(models.IntegerChoices):
    """Impact and urgency."""

    HIGH = 1, "High"
    MEDIUM = 2, "Medium"
    LOW = 3, "Low"


class Category(Record):
    """A class of incidents; "Network / Wireless" is a category below another."""

    name = models.TextField()
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_constraint=False, db_index=False
    )
    retired_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "resolution_category"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "parent", "name"],
                name="resolution_category_name",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.name


class PriorityMatrix(Record):
    """Impact × urgency → priority, in versions; an incident keeps the version that it was prioritized by."""

    number = models.PositiveIntegerField()
    cells: "models.JSONField[Any, dict[str, int]]" = models.JSONField()
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        db_table = "resolution_prioritymatrix"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="resolution_matrix_number")
        ]

    def __str__(self) -> str:
        return f"Priority matrix, version {self.number}"

    def priority(self, impact: int, urgency: int) -> int:
        """The priority (1 highest) of an impact and an urgency (1 high … 3 low)."""
        return self.cells[f"{impact}{urgency}"]


class IncidentQuerySet(WorkItemQuerySet["Incident"]):
    """Words for piles of incidents."""


class Incident(WorkItem, Detail):
    """An incident; its common part is its work item.

    One that came from another tool keeps the number it had there (`origin_system`, `origin_number`), and in `origin`
    whatever that tool said of it that has no field here.
    """

    class Channel(models.TextChoices):
        PORTAL = "portal", "Portal"
        PHONE = "phone", "Phone"
        MAIL = "mail", "E-mail"
        CHAT = "chat", "Chat"
        IN_PERSON = "in_person", "In person"
        MONITORING = "monitoring", "Monitoring"
        API = "api", "API"

    class Was(models.TextChoices):
        SERVICE_REQUEST = "service_request", "A service request"
        QUESTION = "question", "A question"
        CHANGE = "change", "A request for change"
        OTHER = "other", "Something else"

    texts: ClassVar[tuple[str, ...]] = ("override_reason", "workaround", "resolution")

    # The composite key of organization and id is the constraint; a plain one beside it would only cost.
    workitem_ptr = models.OneToOneField(
        WorkItem, models.CASCADE, parent_link=True, primary_key=True, db_constraint=False, editable=False
    )
    channel = models.TextField(choices=Channel.choices)
    classification = models.ForeignKey(
        Category, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    impact = models.PositiveSmallIntegerField(choices=Level.choices, null=True)
    urgency = models.PositiveSmallIntegerField(choices=Level.choices, null=True)
    matrix = models.ForeignKey(
        PriorityMatrix, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    override_reason = models.TextField(blank=True)
    workaround = models.TextField(blank=True)
    resolution = models.TextField(blank=True)
    closure_code = models.TextField(blank=True)
    was = models.TextField(blank=True, default="", choices=Was.choices)
    user_confirmed_at = models.DateTimeField(null=True)
    closed_by_timeout = models.BooleanField(default=False)
    reopen_count = models.PositiveIntegerField(default=0)
    reassignment_count = models.PositiveIntegerField(default=0)
    escalation_count = models.PositiveIntegerField(default=0)
    origin: "models.JSONField[Any, dict[str, Any]]" = models.JSONField(default=dict)
    origin_system = models.TextField(blank=True, default="", editable=False)
    origin_number = models.TextField(blank=True, default="", editable=False)

    objects: ClassVar[RecordManager[Self]] = RecordManager.from_queryset(IncidentQuerySet)()

    class Meta:
        db_table = "resolution_incident"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(impact__isnull=True) | models.Q(impact__range=(1, 3)),
                name="resolution_impact",
            ),
            models.CheckConstraint(
                condition=models.Q(urgency__isnull=True) | models.Q(urgency__range=(1, 3)),
                name="resolution_urgency",
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "origin_number", "origin_system"],
                condition=~models.Q(origin_number=""),
                name="resolution_incident_origin",
            ),
        ]

    @classmethod
    def subject_type(cls) -> str:
        return "incident"

    def searched_body(self) -> str:
        """What can be found beside the title: the description, and the number it had in another tool."""
        return f"{self.description} {self.origin_number}".strip()
